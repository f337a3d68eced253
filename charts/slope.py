"""Given places with a number in two months; gives the slope chart as a Vega-Lite spec: a line each, the biggest risers in colour, no name over another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Any

from charts.palette import ACCENT, ALERT, CHART_CONFIG, INK, QUIET
from charts.spec import tooltip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MORE, LESS, REST = "more", "less", "rest"
_ROW, _ROOM, _LEAST = 22, 46, 300  # pixels: a label, the names of the months and the margin, the least height
_LEFT, _RIGHT, _NAME = -0.3, 1.95, 1.12  # along the axis on which the months stand at 0 and 1: its ends, and where the names begin
_DWARFED = 6
_COLOURS = {"domain": [MORE, LESS, REST], "range": [ALERT, ACCENT, "#9aa5b1"]}


@dataclass(frozen=True)
class Slope:
    """One place: its number in both months (None where unknown) with their texts; tone: more (became worse by most), less (improved most) or rest."""

    name: str
    before: float | None
    after: float | None
    before_text: str
    after_text: str
    tone: str

    def turned(self) -> Slope:
        """The same with the months the other way round."""
        return Slope(self.name, self.after, self.before, self.after_text, self.before_text, self.tone)


def slope(lines: Sequence[Slope], months: tuple[str, str], *, zero: bool = True) -> dict[str, Any]:
    """Numbers of the earlier month left, name and number of the later one right; labels are moved apart and tied to their point by a thin line.

    zero: the scale begins at zero, as counts do; where one place dwarfs the others it runs by square roots, or the others would be one line.
    """
    height = max(_LEAST, _ROW * len(lines) + _ROOM)
    if uneven(lines, zero=zero):
        lines = [replace(line, before=_root(line.before), after=_root(line.after)) for line in lines]
    values = [value for line in lines for value in (line.before, line.after) if value is not None] or [0.0]
    low, high = min([0.0, *values]) if zero else min(values), max(values)
    span = (high - low) or 1.0
    gap = span * _ROW / (height - _ROOM)
    x = {"type": "quantitative", "scale": {"domain": [_LEFT, _RIGHT], "nice": False}, "title": None, "axis": _months(months)}
    right, left = _right(lines, gap), _left(lines, gap)
    reach = [low, high, *(row["at"] for row in (*right, *left))]  # a block of names may stand higher than the highest point
    y = {"type": "quantitative", "scale": {"domain": [min(reach) - gap / 2, max(reach) + gap / 2], "nice": False, "zero": False}, "title": None, "axis": None}
    tone = {"field": "tone", "type": "nominal", "scale": _COLOURS, "legend": None}
    points = [
        {"name": line.name, "x": side, "y": value, "tone": line.tone, "text": text}
        for line in lines
        for side, value, text in ((0, line.before, line.before_text), (1, line.after, line.after_text))
        if value is not None
    ]
    places = {"x": {**x, "field": "x"}, "y": {**y, "field": "y"}, "color": tone, "detail": {"field": "name"}}
    wide = {"condition": {"test": f"datum.tone === '{REST}'", "value": 1.5}, "value": 3}
    shown = tooltip({"name": "地方", "text": "数"})
    layers = [
        {"data": {"values": points}, "mark": {"type": "line"}, "encoding": {**places, "strokeWidth": wide}},
        {"data": {"values": points}, "mark": {"type": "circle", "size": 60, "opacity": 1}, "encoding": {**places, "tooltip": shown}},
        *_ends(right, x, y),
        *_ends(left, x, y),
    ]
    return {"height": height, "layer": layers, "config": CHART_CONFIG}


def uneven(lines: Sequence[Slope], *, zero: bool = True) -> bool:
    """Whether one count dwarfs the others, so that the scale runs by square roots."""
    values = [value for line in lines for value in (line.before, line.after) if value]
    return zero and bool(values) and min(values) > 0 and max(values) > _DWARFED * median(values)


def _root(value: float | None) -> float | None:
    return None if value is None else value**0.5


def apart(wanted: Sequence[float], gap: float) -> list[float]:
    """Heights for labels, at least `gap` from each other and together as near as may be to where they belong: those that would touch stand as one block."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    blocks: list[list[int]] = []
    for index in order:
        blocks.append([index])
        while len(blocks) > 1 and _foot(blocks[-1], wanted, gap) - _top(blocks[-2], wanted, gap) < gap - 1e-9:
            last = blocks.pop()
            blocks[-1] += last
    found = [0.0] * len(wanted)
    for block in blocks:
        for step, index in enumerate(block):
            found[index] = _foot(block, wanted, gap) + step * gap
    return found


def _foot(block: Sequence[int], wanted: Sequence[float], gap: float) -> float:
    return sum(wanted[index] for index in block) / len(block) - gap * (len(block) - 1) / 2


def _top(block: Sequence[int], wanted: Sequence[float], gap: float) -> float:
    return _foot(block, wanted, gap) + gap * (len(block) - 1)


def _right(lines: Sequence[Slope], gap: float) -> list[dict[str, Any]]:
    """The names with their number, among those alike the ones in colour above."""
    ends = sorted(((line.after, line.tone != REST, line) for line in lines if line.after is not None), key=lambda each: each[:2])
    heights = apart([value for value, *_ in ends], gap)
    return [
        {"x": 1.03, "y": value, "to": _NAME - 0.02, "at": height, "tone": line.tone, "label": _label(line), "side": "left"}
        for (value, _, line), height in zip(ends, heights, strict=True)
    ]


def _label(line: Slope) -> str:
    """Name and number, with the direction of a place that stands out: colour is not the only sign."""
    sign = "" if line.tone == REST or line.before is None or line.after is None else "　▲" if line.after > line.before else "　▼"
    return f"{line.name}　{line.after_text}{sign}"


def _left(lines: Sequence[Slope], gap: float) -> list[dict[str, Any]]:
    """The numbers of the earlier month, alike ones once."""
    ends: dict[str, tuple[float, str]] = {}
    for line in sorted(lines, key=lambda line: line.tone == REST):
        if line.before is not None:
            ends.setdefault(line.before_text, (line.before, line.tone))
    heights = apart([value for value, _ in ends.values()], gap)
    return [
        {"x": -0.03, "y": value, "to": -0.08, "at": height, "tone": tone, "label": label, "side": "right"}
        for (label, (value, tone)), height in zip(ends.items(), heights, strict=True)
    ]


def _ends(rows: Iterable[dict[str, Any]], x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    """The labels of one side and the thin lines to their points."""
    data = {"values": list(rows)}
    align = data["values"][0]["side"] if data["values"] else "left"
    inked = {"condition": [{"test": f"datum.tone === '{tone}'", "value": colour} for tone, colour in ((MORE, ALERT), (LESS, ACCENT))], "value": INK}
    words = {"type": "text", "align": align, "fontSize": 13, "dx": 3 if align == "left" else -3}
    where = {"x": {**x, "field": "to"}, "y": {**y, "field": "at"}}
    tie = {"x": {**x, "field": "x"}, "x2": {"field": "to"}, "y": {**y, "field": "y"}, "y2": {"field": "at"}}
    return [
        {"data": data, "mark": {"type": "rule", "color": QUIET, "strokeWidth": 0.6}, "encoding": tie},
        {"data": data, "mark": words, "encoding": {**where, "text": {"field": "label", "type": "nominal"}, "color": inked}},
    ]


def _months(months: tuple[str, str]) -> dict[str, Any]:
    label = f"datum.value === 0 ? '{months[0]}' : '{months[1]}'"
    return {"values": [0, 1], "labelExpr": label, "orient": "top", "grid": True, "domain": False, "ticks": False, "labelFontSize": 14}
