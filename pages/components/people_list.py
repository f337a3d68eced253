"""Given a list behind a figure; gives it as a table in which a click on a row opens 户情, or for a row that is no household the reason under the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.components.cached import people_of, reason_of
from pages.components.frame import frame
from pages.components.links import address, go
from pages.components.reason_view import show_reason

if TYPE_CHECKING:
    from jobs.county import County
    from jobs.coverage import PolicyView
    from pages.components.filters import Filters

_OPEN, _HOUSEHOLD = "户情", "户编号"
_ROWS = 11
_NOTES = {
    "targeting": {
        "missing": "数据比对的疑似名单，核实前不作结论：点任意一行看为什么。",
        "leaked": "已享受、按现有数据不符合条件，疑似：先核对数据，再核实本人。",
    },
    "status": {"missing": "按现有数据没有达到要求，先核对数据，再实地核实。"},
    "attainment": {"behind": "进度低于序时进度的；点任意一行看完成、计划和起止日期从哪里来。"},
    "flow": {"overdue": "月底仍未办结、已过期限；期限日在表里。", "late": "本月办结，办结日在期限之后。", "open": "月底仍未办结的全部，含未到期的。"},
    "ledger": {"differing": "对不上或不合要求的行；点任意一行看各是多少、从哪里来。"},
}
_PLAIN = {"unknown": "缺哪项数据就无法判定哪项：补报后自动归位。"}


def show_lists(county: County, view: PolicyView, filters: Filters, chosen: str) -> None:
    """The lists behind the figures, one at a time, with how many stand on each."""
    st.subheader("名单" if view.form in ("targeting", "status") else "逐行清单", anchor=False)
    labels = {each.name: f"{each.label} {each.text}".rstrip() for each in view.lists}
    if not labels:
        return
    default = chosen if chosen in labels else next(iter(labels))
    name = st.segmented_control("名单", list(labels), format_func=labels.__getitem__, default=default, key=f"list_{view.measure}", label_visibility="collapsed")
    name = name or default
    listed = people_of(county, filters.month, filters.area_code, view.measure, name, household_class=view.household_class)
    rows = listed.rows
    said = _NOTES[view.form].get(name) or _PLAIN.get(name, "")
    st.caption("　".join(filter(None, [said, f"各行相同：{'；'.join(listed.common)}。" if listed.common else ""])))
    if rows.empty:
        st.caption(f"{view.place}这张名单是空的。")
        return
    households = [str(number) for number in rows[_HOUSEHOLD]] if _HOUSEHOLD in rows else [""] * len(rows)
    linked = any(households)
    back = {"measure": view.measure, "list": name, "from": filters.month}
    links = [address("household", filters, household=number, **back) if number else None for number in households]
    shown = rows.assign(**{_OPEN: links}) if linked else rows
    event = frame(
        shown,
        hide_index=True,
        height="content" if len(shown) <= _ROWS else 35 * (_ROWS + 1) + 2,
        column_config={_OPEN: st.column_config.LinkColumn(_OPEN, display_text="打开", width="small")},
        column_order=[*([_OPEN] if linked else []), *(name for name in rows.columns if linked or name != _HOUSEHOLD)],
        key=f"people_{view.measure}_{name}_{filters.area_code}_{view.household_class}",
        on_select="rerun",
        selection_mode="single-cell",
        alt=f"{labels[name]}，共 {len(rows)} 行",
    )
    cells = event["selection"]["cells"]
    if not cells:
        return
    row = cells[0][0]
    if households[row]:
        go("household", filters, household=households[row], **back)
    show_reason(reason_of(county, filters.month, view.measure, listed.keys[row]))
