"""Given a list of people or households; gives it as a table in which a click on any row opens 户情."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.components.cached import people_of
from pages.components.links import address, go

if TYPE_CHECKING:
    from jobs.county import County
    from jobs.coverage import PolicyView
    from pages.components.filters import Filters

_OPEN, _HOUSEHOLD = "户情", "户编号"
_ROWS = 11
_NOTES = {
    "missing": "数据比对的疑似名单，核实前不作结论：点任意一行看为什么。",
    "leaked": "已享受、按现有数据不符合条件，疑似：先核对数据，再核实本人。",
    "unknown": "缺哪项数据就无法判定哪项：补报后自动归位。",
}


def show_lists(county: County, view: PolicyView, filters: Filters, chosen: str) -> None:
    """The lists behind the figures, one at a time, with how many stand on each."""
    st.subheader("名单", anchor=False)
    labels = {each.name: f"{each.label} {each.text}" for each in view.lists}
    if not labels:
        return
    default = chosen if chosen in labels else next(iter(labels))
    name = st.segmented_control("名单", list(labels), format_func=labels.__getitem__, default=default, key=f"list_{view.measure}", label_visibility="collapsed")
    name = name or default
    listed = people_of(county, filters.month, filters.area_code, view.measure, name)
    rows = listed.rows
    st.caption(_NOTES[name] + (f"　各行相同：{'；'.join(listed.common)}。" if listed.common else ""))
    if rows.empty:
        st.info(f"{view.place}这张名单上没有人。")
        return
    shown = rows.assign(**{_OPEN: [address("household", filters, household=number, measure=view.measure) if number else None for number in rows[_HOUSEHOLD]]})
    event = st.dataframe(
        shown,
        hide_index=True,
        height="content" if len(shown) <= _ROWS else 35 * (_ROWS + 1) + 2,
        column_config={_OPEN: st.column_config.LinkColumn(_OPEN, display_text="打开", width="small")},
        column_order=[_OPEN, *rows.columns],
        key=f"people_{view.measure}_{name}_{filters.area_code}",
        on_select="rerun",
        selection_mode="single-cell",
        alt=f"{labels[name]}，共 {len(rows)} 行",
    )
    cells = event["selection"]["cells"]
    if cells and shown.iloc[cells[0][0]][_HOUSEHOLD]:
        go("household", filters, household=str(shown.iloc[cells[0][0]][_HOUSEHOLD]), measure=view.measure)
