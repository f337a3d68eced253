"""Given the county, a month and an area; gives the heat grid of policies and places; a click opens the policy in the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from charts.heat_grid import SELECTION, heat_grid
from jobs.heat import heat_finding
from pages.components.cached import heat_of
from pages.components.links import go

if TYPE_CHECKING:
    from jobs.county import County
    from pages.components.filters import Filters


def show_heat(county: County, filters: Filters, theme: str) -> None:
    """The grid; * marks a base under 30, "?" missing data, "—" nobody concerned."""
    cells = heat_of(county, filters.month, filters.area_code, theme, unit=filters.unit, household_class=filters.household_class)
    if not cells:
        st.info("没有符合这些筛选的指标：点标题下的筛选可以取消。" if filters.unit or filters.household_class else "这个专题的指标还没有数据。")
        return
    finding = heat_finding(cells)
    event = st.vega_lite_chart(
        spec=heat_grid(cells),
        width="stretch",
        key=f"heat_{theme}_{filters.month}_{filters.area_code}_{filters.unit}_{filters.household_class}",
        on_select="rerun",
        selection_mode=SELECTION,
        alt=finding,
    )
    st.caption("点一格看这项政策在这个地方的情况。* 基数不到 30；? 缺数据或待县里填报；— 没有对象；淡紫的只列数，不评价。")
    if filters.household_class:
        st.caption("项目、村级、办件、资金等不以人或户为对象的指标不分户类别，这里不列。")
    picked = event["selection"].get(SELECTION) or []
    if picked and "measure" in picked[0]:
        go("coverage", filters, area=picked[0]["area_code"], measure=picked[0]["measure"])
