"""Given the villages of townships with a value; gives a strip for each township as a Vega-Lite spec: one dot a village, hollow where the base is small."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from charts.palette import ACCENT, CHART_CONFIG, QUIET
from charts.spec import ONCE, PERCENT, axis, click, tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

SELECTION = "dot"
_ROW, _ROOM = 34, 60
_NEAR = 0.018  # of the scale: dots closer than this would cover each other and are moved apart
_STEP, _MOST = 0.26, 3  # how far apart, in halves of a row, and how many steps there is room for


@dataclass(frozen=True)
class Dot:
    """One village: its township, value, how many it misses, the words of the tooltip, and whether the value rests on fewer than 30."""

    township: str
    village: str
    area_code: str
    value: float
    people: float
    text: str
    small: bool


def strips(dots: Sequence[Dot], townships: Sequence[str], *, share: bool, title: str, target: float | None = None) -> dict[str, Any]:
    """townships: as the dots name them, from above. The larger a dot, the more are missed; a click selects area_code."""
    values = [dot.value for dot in dots] + ([target] if target is not None else [])
    low, high = (min(values, default=0.0), max(values, default=1.0)) if share else (min([0.0, *values]), max([*values, 1e-9]))
    margin = ((high - low) or 0.1) * 0.04
    domain = [low - margin, high + margin]
    rows = _spread(dots, domain[1] - domain[0])
    labels = {"labelExpr": PERCENT} if share else {}
    x = {"type": "quantitative", "title": title, "scale": {"domain": domain, "nice": False}, "axis": {"tickCount": 6, **labels}}
    y = {"type": "nominal", "title": None, "scale": {"domain": list(townships)}, "axis": axis(labelLimit=230, grid=True)}
    place = {"x": {**x, "field": "value"}, "y": {**y, "field": "township"}}
    offset = {"field": "off", "type": "quantitative", "scale": {"domain": [-1, 1]}}
    size = {
        "field": "people",
        "type": "quantitative",
        "scale": {"domain": [0, max([dot.people for dot in dots] or [1]) or 1], "range": [50, 420]},
        "legend": None,
    }
    fill = {"condition": {"test": "datum.small", "value": "white"}, "value": ACCENT}
    dot = {"type": "point", "filled": True, "opacity": 0.85, "stroke": ACCENT, "strokeWidth": 1.6, "cursor": "pointer"}
    shown = tooltip({"village": "嘎查村", "township": "苏木镇", "text": "数值"})
    layers: list[dict[str, Any]] = [
        {
            "name": "dots",
            "data": {"values": rows},
            "mark": dot,
            "encoding": {**place, "yOffset": offset, "size": size, "fill": fill, "tooltip": shown},
        }
    ]
    if target is not None:
        dashed = {"type": "rule", "strokeDash": [4, 4], "color": QUIET}
        layers.insert(0, {"data": ONCE, "mark": dashed, "encoding": {"x": {**x, "datum": target}}})
    spec = {"height": _ROW * len(townships) + _ROOM, "params": [click(SELECTION, "area_code", layer="dots")], "layer": layers}
    return {**spec, "config": CHART_CONFIG}


def _spread(dots: Sequence[Dot], span: float) -> list[dict[str, Any]]:
    """Rows for the picture; dots of a township that stand close together are put above and below each other in turn."""
    rows: list[dict[str, Any]] = []
    last: dict[str, tuple[float, int]] = {}
    for dot in sorted(dots, key=lambda dot: (dot.township, dot.value, dot.area_code)):
        first, seen = last.get(dot.township, (dot.value, -1))
        close = seen >= 0 and dot.value - first < span * _NEAR
        number = seen + 1 if close else 0
        last[dot.township] = (first if close else dot.value, number)
        step = (number + 1) // 2 * (1 if number % 2 else -1)
        off = max(-_MOST, min(_MOST, step)) * _STEP
        rows.append(
            {"township": dot.township, "village": dot.village, "area_code": dot.area_code, "value": dot.value, "people": dot.people,
             "text": dot.text, "small": dot.small, "off": off}
        )  # fmt: skip
    return rows
