"""Given places with how many people each misses; gives the ranked bars, by people and not by rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from charts.palette import ACCENT, CHART_CONFIG, INK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altair.typing import ChartType

_ROW, _ROOM = 26, 52  # room for the axis: Streamlit fits all of it into the height
SELECTION = "place"


@dataclass(frozen=True)
class Bar:
    """One place: unique label, people, and the rate in words."""

    area: str
    area_code: str
    people: float
    rate: str


def ranked_bars(bars: Sequence[Bar], *, title: str) -> ChartType:
    """Bars in the order given, each with its number and rate at the end."""
    frame = pd.DataFrame([vars(bar) for bar in bars])
    frame["text"] = [f"{bar.people:,.0f}".replace(",", "\u00a0") + f"（{bar.rate}）" for bar in bars]
    room = alt.Scale(domain=[0, max(bar.people for bar in bars) * 1.6])
    base = alt.Chart(frame).encode(
        x=alt.X("people:Q", title=title, scale=room, axis=alt.Axis(tickMinStep=1, tickCount=4, grid=False, format="d")),
        y=alt.Y(
            "area:N",
            sort=[bar.area for bar in bars],
            title=None,
            axis=alt.Axis(labelOverlap=False, labelFlush=False, labelBound=False, labelLimit=220, domain=False, ticks=False),
        ),
    )
    click = alt.selection_point(name=SELECTION, fields=["area_code"])
    solid = base.mark_bar(color=ACCENT, height=16, cursor="pointer").encode(tooltip=[alt.Tooltip("area:N", title="地方"), alt.Tooltip("text:N", title=title)])
    texts = base.mark_text(align="left", dx=6, fontSize=12, color=INK).encode(text="text:N")
    return (solid + texts).add_params(click).properties(height=_ROW * len(bars) + _ROOM).configure(**CHART_CONFIG)
