"""Given a rate by month; gives the line with its range of the unknown and the target as a Vega-Lite spec."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from charts.numbers import percent
from charts.palette import ACCENT, CHART_CONFIG, INK, QUIET
from charts.spec import ONCE, PERCENT, tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARGIN = 0.05  # room below and above the line for its numbers, in ratio
_FLAT = 0.05  # of the height of the picture: with less of a dip the numbers stand in one line above
_AWAY = 15  # pixels from a point to its number


@dataclass(frozen=True)
class TrendPoint:
    """One month: label (5月), the rate, its bounds (None where there are none) and the words of the tooltip. A month without a rate breaks the line."""

    month: str
    rate: float | None
    low: float | None
    high: float | None
    text: str


def trend(points: Sequence[TrendPoint], *, target: float | None, height: int = 240) -> dict[str, Any]:
    """Line of the rate, pale band of its bounds, dashed target; the value stands at each month, on the side that the line leaves free."""
    known = [value for point in points for value in (point.rate, point.low, point.high) if value is not None]
    shown = [*known, *([target] if target is not None else [])] or [0.0, 1.0]
    low, high = max(0.0, min(shown) - _MARGIN), max(shown) + _MARGIN / 2
    scale = {"domain": [low, high], "nice": False, "zero": False}
    rows = [asdict(point) | {"label": percent(point.rate), "below": _dip(points, index) > (high - low) * _FLAT} for index, point in enumerate(points)]
    x = {"field": "month", "type": "ordinal", "sort": None, "title": None, "axis": {"labelAngle": 0, "labelOverlap": False, "grid": False}}
    y = {"type": "quantitative", "title": None, "scale": scale, "axis": {"labelExpr": PERCENT, "tickCount": 4}}
    rate = {"x": x, "y": {**y, "field": "rate"}}
    line = {"type": "line", "color": ACCENT, "strokeWidth": 2.5, "point": {"size": 60, "color": ACCENT}}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "area", "color": ACCENT, "opacity": 0.12}, "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}},
        {"mark": line, "encoding": {**rate, "tooltip": tooltip({"month": "月份", "text": "比率"})}},
        *(_numbers(rate, below=below) for below in (False, True)),
    ]
    if target is not None:
        layers.append({"data": ONCE, "mark": {"type": "rule", "strokeDash": [4, 4], "color": QUIET}, "encoding": {"y": {**y, "datum": target}}})
    return {"height": height, "layer": [{"data": {"values": rows}, "layer": layers}], "config": CHART_CONFIG}


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
