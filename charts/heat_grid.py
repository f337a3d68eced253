"""Given the rate of every township and policy; gives the heat grid, each cell with its number, clickable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from charts.palette import CHART_CONFIG, INK, NO_DATA, NO_DATA_LINE, NOT_APPLICABLE, SHORTFALL_COLOURS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altair.typing import ChartType

SELECTION = "cell"
KINDS = ("达标", "接近", "关注", "差", "很差", "无应享对象", "缺数据")
"""The legend of the grid: the five classes in words (targets differ between policies, so no numbers), nobody concerned, missing data."""
_ROW, _ROOM = 27, 92  # room for the names above and the legend below: Streamlit fits all of it into the height


@dataclass(frozen=True)
class HeatCell:
    """One policy in one area. kind: one of KINDS; text: what is printed in the cell; basis and people for the tooltip."""

    area: str
    area_code: str
    policy: str
    measure: str
    kind: str
    text: str
    basis: str
    people: str


def heat_grid(cells: Sequence[HeatCell]) -> ChartType:
    """Rows are policies, columns areas, both in the order given; a click selects area_code and measure."""
    frame = pd.DataFrame([vars(cell) for cell in cells])
    areas, policies = list(dict.fromkeys(frame["area"])), list(dict.fromkeys(frame["policy"]))
    base = alt.Chart(frame).encode(
        x=alt.X("area:N", sort=areas, title=None, axis=alt.Axis(orient="top", labelAngle=0, labelOverlap=False, labelLimit=110, domain=False, ticks=False)),
        y=alt.Y(
            "policy:N",
            sort=policies,
            title=None,
            axis=alt.Axis(labelOverlap=False, labelFlush=False, labelBound=False, labelLimit=260, domain=False, ticks=False),
        ),
    )
    click = alt.selection_point(name=SELECTION, fields=["area_code", "measure"])
    boxes = base.mark_rect(cursor="pointer", strokeWidth=2, stroke="white").encode(
        color=alt.Color("kind:N", scale=alt.Scale(domain=list(KINDS), range=[*SHORTFALL_COLOURS, NOT_APPLICABLE, NO_DATA]), legend=_legend()),
        tooltip=[
            alt.Tooltip(f"{field}:N", title=title)
            for field, title in (("area", "地方"), ("policy", "指标"), ("text", "比率"), ("basis", "依据"), ("people", "缺口"))
        ],
    )
    texts = base.mark_text(fontSize=12, tooltip=False).encode(
        text="text:N", color=alt.when(alt.datum.kind == KINDS[4]).then(alt.value("white")).otherwise(alt.value(INK))
    )
    return (boxes + texts).add_params(click).properties(height=_ROW * len(policies) + _ROOM).configure(**CHART_CONFIG)


def _legend() -> alt.Legend:
    return alt.Legend(orient="bottom", title=None, symbolType="square", symbolSize=160, symbolStrokeColor=NO_DATA_LINE, symbolStrokeWidth=1, columns=7)
