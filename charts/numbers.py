"""Given numbers; gives the text they are shown with: thousands with a space, "—" for undefined, a change with its sign."""

from __future__ import annotations

NONE = "—"
SPACE = "\u00a0"  # does not break a number over two lines
MINUS = "−"


def count(value: float | None) -> str:
    """1234 → "1 234" (no-break space); None → "—"; a fraction keeps one decimal."""
    if value is None:
        return NONE
    text = f"{abs(value):,.0f}" if float(value).is_integer() else f"{abs(value):,.1f}"
    return (MINUS if value < 0 else "") + text.replace(",", SPACE)


def percent(ratio: float | None) -> str:
    """0.823 → "82.3%"; None → "—". Rounding never claims a full or an empty 100: 0.99999 → ">99.9%", 0.00001 → "<0.1%"."""
    if ratio is None:
        return NONE
    text = f"{ratio * 100:.1f}%"
    if text == "100.0%" and ratio < 1:
        return ">99.9%"
    return "<0.1%" if text == "0.0%" and ratio > 0 else text


def signed(value: float) -> str:
    """12 → "+12", -3 → "−3", 0 → "持平"."""
    if value == 0:
        return "持平"
    return f"+{count(value)}" if value > 0 else count(value)


def points(now: float | None, before: float | None) -> str:
    """The change of a ratio in percentage points: "+1.2 个百分点", "持平", or "—" where one side is undefined."""
    if now is None or before is None:
        return NONE
    change = round((now - before) * 100, 1)
    return "持平" if change == 0 else f"{'+' if change > 0 else MINUS}{abs(change):.1f}{SPACE}个百分点"
