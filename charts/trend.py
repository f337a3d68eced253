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
_LABEL = "datum.value < 0 ? '' : {}"  # below zero there is room for signs and no number
_MONTH = "indexof(datum.label, '年') > 0 ? [split(datum.label, '年')[1], split(datum.label, '年')[0] + '年'] : datum.label"  # the year under its January
_FEW = 8  # points up to which each has its number; of more only both ends, the highest and the lowest
_SIGNS = 0.1  # of the height: room at the foot for the signs of changes of policy
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


def trend(  # noqa: PLR0913 - what may stand beside the line
    points: Sequence[TrendPoint],
    *,
    marks: Sequence[Mark] = (),
    events: Sequence[tuple[str, str]] = (),
    last_year: Mark | None = None,
    share: bool = True,
    height: int = 240,
) -> dict[str, Any]:
    """Line of the value, pale band of its bounds, the dotted line of the pace, dashed marks with their words; the value stands at each month.

    events: (month as the points name it, sign) of changes of policy, an upright line each; last_year: the value of the same month of the year before, a diamond
    at the last month. share: the value is a share and the axis in percent; else a number.
    """
    known = [value for point in points for value in (point.rate, point.low, point.high, point.aim) if value is not None]
    shown = [*known, *(mark.value for mark in (*marks, *([last_year] if last_year else [])))] or [0.0, 1.0]
    margin = _MARGIN if share else (max(shown) - min(shown)) * 0.15 or abs(shown[0]) * 0.15 or 1.0
    low, high = max(0.0, min(shown) - margin), max(shown) + margin / 2
    foot = low
    low -= (high - low) * _SIGNS if events else 0.0
    scale = {"domain": [low, high], "nice": False, "zero": False}
    named = _numbered(points)
    rows = [
        asdict(point) | {"numbered": index in named} | {"below": _dip(points, index) > (high - low) * _FLAT and (point.rate or 0) - foot > (high - low) * _FOOT}
        for index, point in enumerate(points)
    ]
    x = {
        "field": "month",
        "type": "ordinal",
        "sort": None,
        "title": None,
        "axis": {"labelAngle": 0, "labelOverlap": False, "labelFlush": False, "grid": False, "labelExpr": _MONTH},
    }
    y = {"type": "quantitative", "title": None, "scale": scale, "axis": {"tickCount": 4, "labelExpr": _LABEL.format(PERCENT if share else "datum.label")}}
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
    layers[1:1] = _events(events, x) if events else []  # under everything but the band, which names all months first
    layers += _last_year(last_year, points[-1], x, y) if last_year and points else []
    return {"height": height, "layer": [{"data": {"values": rows}, "layer": layers}], "config": CHART_CONFIG}


def _events(events: Sequence[tuple[str, str]], x: dict[str, Any]) -> list[dict[str, Any]]:
    """An upright line at the month from which something else holds, its sign at the foot."""
    data = {"values": [{"month": month, "sign": sign} for month, sign in events]}
    place = {"x": {**x, "field": "month"}}
    words = {"type": "text", "align": "left", "baseline": "bottom", "dx": 4, "dy": -2, "y": "height", "fontSize": 14, "color": INK}
    return [
        {"data": data, "mark": {"type": "rule", "color": QUIET, "strokeWidth": 1.2}, "encoding": place},
        {"data": data, "mark": words, "encoding": {**place, "text": {"field": "sign", "type": "nominal"}}},
    ]


def _last_year(mark: Mark, last: TrendPoint, x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    """A hollow diamond at the last month, its words left of it on the side that the line leaves free."""
    data = {"values": [{"month": last.month, "value": mark.value, "text": mark.text.replace(" ", "\n")}]}
    place = {"x": {**x, "field": "month"}, "y": {**y, "field": "value"}}
    above = last.rate is not None and mark.value > last.rate
    words = {"type": "text", "align": "right", "dx": 14, "dy": -27 if above else 16, "fontSize": 12, "lineBreak": "\n"}
    diamond = {"type": "point", "shape": "diamond", "size": 110, "filled": True, "fill": "white", "stroke": INK, "strokeWidth": 1.6, "opacity": 1}
    encoding = {**place, "text": {"field": "text", "type": "nominal"}}
    return [
        {"data": data, "mark": diamond, "encoding": place},
        {"data": data, "mark": {**words, "stroke": "white", "strokeWidth": 4, "strokeJoin": "round"}, "encoding": encoding},
        {"data": data, "mark": {**words, "color": INK}, "encoding": encoding},
    ]


def _mark(mark: Mark, y: dict[str, Any]) -> list[dict[str, Any]]:
    """The line, and its words at its left end."""
    height = {"y": {**y, "datum": mark.value}}
    words = {"type": "text", "align": "left", "baseline": "bottom", "dy": -3, "dx": 4, "x": 0, "fontSize": 12, "color": QUIET, "text": mark.text}
    return [
        {"data": ONCE, "mark": {"type": "rule", "strokeDash": [4, 4], "color": QUIET}, "encoding": height},
        {"data": ONCE, "mark": words, "encoding": height},
    ]


def _numbered(points: Sequence[TrendPoint]) -> set[int]:
    """The places of the points that have their number printed."""
    known = [index for index, point in enumerate(points) if point.rate is not None]
    if len(known) <= _FEW:
        return set(known)
    ordered = sorted(known, key=lambda index: points[index].rate or 0.0)
    return {known[0], known[-1], ordered[0], ordered[-1]}


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
    return {"transform": [{"filter": f"{side} && datum.numbered && datum.rate !== null"}], "layer": [{"mark": mark, "encoding": encoding} for mark in marks]}
