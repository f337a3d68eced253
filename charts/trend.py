"""Given a rate by month; gives the line with its range of the unknown and the target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from charts.palette import ACCENT, CHART_CONFIG, INK, QUIET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altair.typing import ChartType

_MARGIN = 0.05  # room below and above the line, in ratio
_PERCENT = "datum.value > 1 ? '' : round(datum.value * 1000) / 10 + '%'"


@dataclass(frozen=True)
class TrendPoint:
    """One month: label (5月), the rate, its bounds (None where there are none) and the words of the tooltip. A month without a rate breaks the line."""

    month: str
    rate: float | None
    low: float | None
    high: float | None
    text: str


def trend(points: Sequence[TrendPoint], *, target: float | None, height: int = 240) -> ChartType:
    """Line of the rate, pale band of its bounds, dashed target; values printed at each month."""
    frame = pd.DataFrame([vars(point) for point in points])
    known = [value for point in points for value in (point.rate, point.low, point.high) if value is not None]
    shown = [*known, *([target] if target is not None else [])] or [0.0, 1.0]
    scale = alt.Scale(domain=[max(0.0, min(shown) - _MARGIN), max(shown) + _MARGIN / 2], nice=False, zero=False)
    base = alt.Chart(frame).encode(
        x=alt.X("month:O", sort=[point.month for point in points], title=None, axis=alt.Axis(labelAngle=0, labelOverlap=False, grid=False))
    )
    rate = alt.Y("rate:Q", title=None, scale=scale, axis=alt.Axis(labelExpr=_PERCENT, tickCount=4))
    layers = [
        base.mark_area(color=ACCENT, opacity=0.12).encode(y=alt.Y("low:Q", scale=scale, title=None), y2="high:Q"),
        base.mark_line(color=ACCENT, strokeWidth=2.5, point=alt.OverlayMarkDef(size=60, color=ACCENT)).encode(
            y=rate, tooltip=[alt.Tooltip("month:N", title="月份"), alt.Tooltip("text:N", title="比率")]
        ),
        base.mark_text(dy=-14, fontSize=12, color=INK).encode(y=rate, text=alt.Text("rate:Q", format=".1%")),
    ]
    if target is not None:
        layers.append(alt.Chart(pd.DataFrame({"y": [target]})).mark_rule(strokeDash=[4, 4], color=QUIET).encode(y=alt.Y("y:Q", scale=scale)))
    return alt.layer(*layers).properties(height=height).configure(**CHART_CONFIG)
