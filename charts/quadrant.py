"""Given coverage and accuracy of townships; gives the quadrant chart: who misses people, who pays the wrong ones, who does both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from charts.palette import ACCENT, ALERT, CHART_CONFIG, INK, QUIET, RULE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altair.typing import ChartType

_PERCENT = "datum.value > 1 ? '' : round(datum.value * 1000) / 10 + '%'"


@dataclass(frozen=True)
class Point:
    """A township: coverage and accuracy (1 − inclusion error among recipients) as ratios, the text of both for the tooltip, whether its base is under 30."""

    area: str
    coverage: float
    accuracy: float
    coverage_text: str
    accuracy_text: str
    small: bool = False


def quadrant(points: Sequence[Point], *, county: Point | None, height: int = 300) -> ChartType:
    """Points against the county's own values (dashed); a township below or left of them is orange, one with a small base pale."""
    frame = pd.DataFrame([vars(point) for point in points])
    middle_x, middle_y = (county.coverage, county.accuracy) if county else (1.0, 1.0)
    frame["behind"] = (frame["coverage"] < middle_x) | (frame["accuracy"] < middle_y)
    across, upward = _scale([each.coverage for each in points], middle_x), _scale([each.accuracy for each in points], middle_y)
    x_axis = alt.X("coverage:Q", title="覆盖率（应享已享）→", scale=across, axis=alt.Axis(labelExpr=_PERCENT, tickCount=5))
    y_axis = alt.Y("accuracy:Q", title="精准率（已享者中应享）→", scale=upward, axis=alt.Axis(labelExpr=_PERCENT, tickCount=5))
    base = alt.Chart(frame).encode(x=x_axis, y=y_axis)
    dots = base.mark_circle(size=110).encode(
        opacity=alt.when(alt.datum.small).then(alt.value(0.4)).otherwise(alt.value(1)),
        color=alt.when(alt.datum.behind).then(alt.value(ALERT)).otherwise(alt.value(ACCENT)),
        tooltip=[alt.Tooltip("area:N", title="苏木镇"), alt.Tooltip("coverage_text:N", title="覆盖率"), alt.Tooltip("accuracy_text:N", title="精准率")],
    )
    turn = 1 - (1 - min(each.coverage for each in points)) / 4  # in the last quarter a name stands left of its point, or it would run out of the picture
    named = alt.Chart(pd.DataFrame([vars(each) | {"late": each.coverage > turn} for each in _furthest(points)])).encode(x=x_axis, y=y_axis, text="area:N")
    names = named.transform_filter("!datum.late").mark_text(dx=9, align="left", fontSize=12, color=INK)
    names += named.transform_filter("datum.late").mark_text(dx=-9, align="right", fontSize=12, color=INK)
    lines = _rule("x", middle_x, across) + _rule("y", middle_y, upward)
    return (
        (lines + dots + names)
        .properties(height=height)
        .configure(**CHART_CONFIG)
        .configure_axis(gridColor=RULE, labelColor=INK, titleColor=QUIET, labelFontSize=13, titleFontSize=13)
    )


def _furthest(points: Sequence[Point]) -> list[Point]:
    """The places to print by name: the weakest first, leaving out a name that would cover one already printed."""
    across = 1 - min(point.coverage for point in points) or 1.0
    upward = 1 - min(point.accuracy for point in points) or 1.0
    named: list[Point] = []
    for point in sorted(points, key=lambda each: each.coverage + each.accuracy):
        if all(abs(point.coverage - each.coverage) > across / 4 or abs(point.accuracy - each.accuracy) > upward / 12 for each in named):
            named.append(point)
    return named


def _rule(axis: str, value: float, scale: alt.Scale) -> alt.Chart:
    """A dashed line at the average, on the scale of the points (a layer without its scale would stretch the axis to zero)."""
    line = alt.Chart(pd.DataFrame({axis: [value]})).mark_rule(strokeDash=[4, 4], color=QUIET)
    return line.encode(x=alt.X("x:Q", scale=scale)) if axis == "x" else line.encode(y=alt.Y("y:Q", scale=scale))


def _scale(values: Sequence[float], middle: float) -> alt.Scale:
    """From a little below the lowest value to 100 %, so that names to the right of a point still fit."""
    low = min(*values, middle)
    margin = max((1 - low) * 0.12, 0.01)
    return alt.Scale(domain=[max(0.0, low - margin), 1 + margin], nice=False, zero=False)
