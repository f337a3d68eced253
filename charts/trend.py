"""Given a value by month; gives the line with its range of the unknown, its pace and the lines to hold it against as a Vega-Lite spec."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from charts.palette import ACCENT, CHART_CONFIG, INK, QUIET
from charts.spec import ONCE, PERCENT, tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARGIN = 0.05  # room below and above the line for its numbers, in ratio
_FLAT = 0.05  # of the height of the picture: with less of a dip the numbers stand in one line above
_FOOT = 0.12  # of the height: so close to the axis a number below its point would stand on the names of the months
_AWAY = 15  # pixels from a point to its number


@dataclass(frozen=True)
class TrendPoint:
    """One month: label (5月), the value, its bounds (None where there are none), the words of the tooltip and those at the point.

    aim: where the value should have been by then (序时进度), None where there is none. A month without a value breaks the line.
    """

    month: str
    rate: float | None
    low: float | None
    high: float | None
    text: str
    label: str
    aim: float | None = None


@dataclass(frozen=True)
class Mark:
    """A dashed line across the picture: a target, or a figure of a document with its clause."""

    value: float
    text: str


def trend(points: Sequence[TrendPoint], *, marks: Sequence[Mark] = (), share: bool = True, height: int = 240) -> dict[str, Any]:
    """Line of the value, pale band of its bounds, the dotted line of the pace, dashed marks with their words; the value stands at each month.

    share: the value is a share and the axis in percent; else a number.
    """
    known = [value for point in points for value in (point.rate, point.low, point.high, point.aim) if value is not None]
    shown = [*known, *(mark.value for mark in marks)] or [0.0, 1.0]
    margin = _MARGIN if share else (max(shown) - min(shown)) * 0.15 or abs(shown[0]) * 0.15 or 1.0
    low, high = max(0.0, min(shown) - margin), max(shown) + margin / 2
    scale = {"domain": [low, high], "nice": False, "zero": False}
    rows = [
        asdict(point) | {"below": _dip(points, index) > (high - low) * _FLAT and (point.rate or 0) - low > (high - low) * _FOOT}
        for index, point in enumerate(points)
    ]
    x = {"field": "month", "type": "ordinal", "sort": None, "title": None, "axis": {"labelAngle": 0, "labelOverlap": False, "grid": False}}
    y = {"type": "quantitative", "title": None, "scale": scale, "axis": {"tickCount": 4, **({"labelExpr": PERCENT} if share else {})}}
    rate = {"x": x, "y": {**y, "field": "rate"}}
    line = {"type": "line", "color": ACCENT, "strokeWidth": 2.5, "point": {"size": 60, "color": ACCENT}}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "area", "color": ACCENT, "opacity": 0.12}, "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}},
        {"mark": line, "encoding": {**rate, "tooltip": tooltip({"month": "月份", "text": "数值"})}},
        *(_numbers(rate, below=below) for below in (False, True)),
    ]
    if any(point.aim is not None for point in points):
        dotted = {"type": "line", "color": QUIET, "strokeDash": [2, 3], "strokeWidth": 2}
        layers.append({"mark": dotted, "encoding": {"x": x, "y": {**y, "field": "aim"}}})
    layers += [layer for mark in marks for layer in _mark(mark, y)]
    return {"height": height, "layer": [{"data": {"values": rows}, "layer": layers}], "config": CHART_CONFIG}


def _mark(mark: Mark, y: dict[str, Any]) -> list[dict[str, Any]]:
    """The line, and its words at its left end."""
    height = {"y": {**y, "datum": mark.value}}
    words = {"type": "text", "align": "left", "baseline": "bottom", "dy": -3, "dx": 4, "x": 0, "fontSize": 12, "color": QUIET, "text": mark.text}
    return [
        {"data": ONCE, "mark": {"type": "rule", "strokeDash": [4, 4], "color": QUIET}, "encoding": height},
        {"data": ONCE, "mark": words, "encoding": height},
    ]


def _dip(points: Sequence[TrendPoint], index: int) -> float:
    """How much higher than at a month the line stands beside it: there its number has more room below."""
    own = points[index].rate
    beside = [point.rate for point in (*points[max(index - 1, 0) : index], *points[index + 1 : index + 2]) if point.rate is not None]
    return sum(beside) / len(beside) - own if beside and own is not None else 0.0


def _numbers(place: dict[str, Any], *, below: bool) -> dict[str, Any]:
    """The values above or below their points, each on a white rim, so that it can be read where the line still runs close by."""
    text = {"type": "text", "dy": _AWAY if below else -_AWAY, "fontSize": 12}
    encoding = {**place, "text": {"field": "label", "type": "nominal"}}
    marks = [{**text, "stroke": "white", "strokeWidth": 4, "strokeJoin": "round"}, {**text, "color": INK}]
    side = "datum.below" if below else "!datum.below"
    return {"transform": [{"filter": f"{side} && datum.rate !== null"}], "layer": [{"mark": mark, "encoding": encoding} for mark in marks]}
