"""Given nothing; gives the few colours and type sizes that every chart and page shares (blue and orange stay apart for colour-blind eyes)."""

INK = "#1b2733"
QUIET = "#5f6b78"
RULE = "#e3e8ee"
ACCENT = "#1f5fa8"
ALERT = "#b8500b"
WARN = "#d98324"
PALE = "#eef3f9"
NOT_APPLICABLE = "#eceff2"
NEUTRAL = "#f4f1fa"
NO_DATA = "#ffffff"
NO_DATA_LINE = "#9aa5b1"

# From "at the target" to "far from it": pale blue recedes, orange comes forward; the steps also differ in lightness, so they survive a grey print.
SHORTFALL_COLOURS = ("#a9c8e6", "#dbe8f4", "#fbe3c4", "#f0a656", "#b8500b")
FONT = "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, Source Han Sans SC, SimHei, sans-serif"

CHART_CONFIG = {
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "titleColor": QUIET,
        "gridColor": RULE,
        "domainColor": RULE,
        "tickColor": RULE,
    },
    "legend": {"labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal", "labelColor": INK, "titleColor": QUIET},
    "locale": {"number": {"decimal": ".", "thousands": "\u00a0", "grouping": [3], "currency": ["¥", ""]}},
}
"""Vega-Lite config for every chart: quiet axes, Chinese type, a space between thousands."""
