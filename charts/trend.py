"""Given a rate by month; gives the line with its range of the unknown and the target as a Vega-Lite spec."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from charts.numbers import percent
from charts.palette import ACCENT, CHART_CONFIG, INK, QUIET
from charts.spec import PERCENT, tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARGIN = 0.05  # room below and above the line for its numbers, in ratio
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
    rows = [asdict(point) | {"label": percent(point.rate), "below": _in_a_valley(points, index)} for index, point in enumerate(points)]
    known = [value for point in points for value in (point.rate, point.low, point.high) if value is not None]
    shown = [*known, *([target] if target is not None else [])] or [0.0, 1.0]
    scale = {"domain": [max(0.0, min(shown) - _MARGIN), max(shown) + _MARGIN / 2], "nice": False, "zero": False}
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
        layers.append({"mark": {"type": "rule", "strokeDash": [4, 4], "color": QUIET}, "encoding": {"y": {**y, "datum": target}}})
    return {"height": height, "layer": [{"data": {"values": rows}, "layer": layers}], "config": CHART_CONFIG}


def _in_a_valley(points: Sequence[TrendPoint], index: int) -> bool:
    """Whether the line stands higher on both sides of a month together, so that its number has more room below."""
    own = points[index].rate
    beside = [point.rate for point in (*points[max(index - 1, 0) : index], *points[index + 1 : index + 2]) if point.rate is not None]
    return own is not None and bool(beside) and sum(beside) / len(beside) > own


def _numbers(place: dict[str, Any], *, below: bool) -> dict[str, Any]:
    """The values above or below their points, each on a white rim, so that it can be read where the line still runs close by."""
    text = {"type": "text", "dy": _AWAY if below else -_AWAY, "fontSize": 12}
    encoding = {**place, "text": {"field": "label", "type": "nominal"}}
    marks = [{**text, "stroke": "white", "strokeWidth": 4, "strokeJoin": "round"}, {**text, "color": INK}]
    side = "datum.below" if below else "!datum.below"
    return {"transform": [{"filter": f"{side} && datum.rate !== null"}], "layer": [{"mark": mark, "encoding": encoding} for mark in marks]}
