"""Given coverage and accuracy of townships; gives the quadrant as a Vega-Lite spec: who misses people, who pays the wrong ones, who does both."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from charts.palette import ACCENT, ALERT, CHART_CONFIG, INK, QUIET
from charts.spec import ONCE, PERCENT, click, tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

SELECTION = "township"
_TOOLTIP = {"area": "地方", "coverage_text": "覆盖率", "accuracy_text": "精准率"}


@dataclass(frozen=True)
class Point:
    """A township: coverage and accuracy (1 − inclusion error among recipients) as ratios, the text of both for the tooltip, whether its base is under 30.

    area_code: what a click selects.
    """

    area: str
    coverage: float
    accuracy: float
    coverage_text: str
    accuracy_text: str
    small: bool = False
    area_code: str = ""


def quadrant(points: Sequence[Point], *, county: Point | None, height: int = 300) -> dict[str, Any]:
    """Points against the county's own values (dashed); a township below or left of them is orange, one with a small base pale."""
    middle_x, middle_y = (county.coverage, county.accuracy) if county else (1.0, 1.0)
    named = _furthest(points)
    turn = 1 - (1 - min(each.coverage for each in points)) / 4  # in the last quarter a name stands left of its point, or it would run out of the picture
    rows = [
        asdict(each)
        | {"behind": each.coverage < middle_x or each.accuracy < middle_y, "late": each.coverage > turn, "name": each.area if each in named else ""}
        for each in points
    ]
    x = _axis("覆盖率（应享已享）→", [each.coverage for each in points], middle_x)
    y = _axis("精准率（已享者中应享）→", [each.accuracy for each in points], middle_y)
    place = {"x": {**x, "field": "coverage"}, "y": {**y, "field": "accuracy"}}
    dashed = {"type": "rule", "strokeDash": [4, 4], "color": QUIET}
    return {
        "height": height,
        "params": [click(SELECTION, "area_code", layer="dots")],
        "layer": [
            {"data": ONCE, "mark": dashed, "encoding": {"x": {**x, "datum": middle_x}}},
            {"data": ONCE, "mark": dashed, "encoding": {"y": {**y, "datum": middle_y}}},
            {"data": {"values": rows}, "layer": [_dots(place), *(_names(place, late=late) for late in (False, True))]},
        ],
        "config": CHART_CONFIG,
    }


def _dots(place: dict[str, Any]) -> dict[str, Any]:
    opacity = {"condition": {"test": "datum.small", "value": 0.4}, "value": 1}
    colour = {"condition": {"test": "datum.behind", "value": ALERT}, "value": ACCENT}
    mark = {"type": "circle", "size": 110, "cursor": "pointer"}
    return {"name": "dots", "mark": mark, "encoding": {**place, "opacity": opacity, "color": colour, "tooltip": tooltip(_TOOLTIP)}}


def _names(place: dict[str, Any], *, late: bool) -> dict[str, Any]:
    side = {"dx": -9, "align": "right"} if late else {"dx": 9, "align": "left"}
    return {
        "transform": [{"filter": "datum.late" if late else "!datum.late"}],
        "mark": {"type": "text", "fontSize": 12, "color": INK, **side},
        "encoding": {**place, "text": {"field": "name", "type": "nominal"}},
    }


def _furthest(points: Sequence[Point]) -> list[Point]:
    """The places to print by name: the weakest first, leaving out a name that would cover one already printed."""
    across = 1 - min(point.coverage for point in points) or 1.0
    upward = 1 - min(point.accuracy for point in points) or 1.0
    named: list[Point] = []
    for point in sorted(points, key=lambda each: each.coverage + each.accuracy):
        if all(abs(point.coverage - each.coverage) > across / 4 or abs(point.accuracy - each.accuracy) > upward / 12 for each in named):
            named.append(point)
    return named


def _axis(title: str, values: Sequence[float], middle: float) -> dict[str, Any]:
    """From a little below the lowest value to 100 %, so that names to the right of a point still fit; every layer has it, or one would stretch it to zero."""
    low = min(*values, middle)
    margin = max((1 - low) * 0.12, 0.01)
    scale = {"domain": [max(0.0, low - margin), 1 + margin], "nice": False, "zero": False}
    return {"type": "quantitative", "title": title, "scale": scale, "axis": {"labelExpr": PERCENT, "tickCount": 5}}
