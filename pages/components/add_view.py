"""Given the page that is shown; gives, at its head, the way to put it into a sequence of 汇报: its address without the month, or held to this month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from jobs.sequences import SHOWN, SequenceError, added, keep_sequence, new_sequence, sequences, stop_of
from pages.components.filters import current_filters
from pages.components.links import THEMES
from policy.months import month_label

if TYPE_CHECKING:
    from jobs.county import County
    from jobs.sequences import Stop

_NEW = ""
_INTO, _NAME, _PINNED, _TOLD = "add_into", "add_name", "add_pinned", "_add_told"
_FIRST = "overview"


def draw_add(county: County, address: str) -> None:
    """The action 加入汇报 on a page that can be shown in a meeting; the first page has the empty address for Streamlit."""
    page = address or _FIRST
    theme = next((name for name, each in THEMES.items() if each == page), "")
    if page not in SHOWN and not theme:
        return
    month = current_filters().month
    with st.container(key="add_view"), st.popover("加入汇报", icon=":material/add_to_queue:", type="tertiary"):
        kept = {each.id: each.name for each in sequences(county)}
        into = st.selectbox("加到", [*kept, _NEW], format_func=lambda each: kept.get(each, "新建一个汇报"), key=_INTO)
        if into == _NEW:
            st.text_input("名称", max_chars=40, placeholder="如：十月调度会", key=_NAME)
        st.toggle(f"固定为 {month_label(month)}", key=_PINNED, help="不固定：到了下个月，同一屏显示下个月的数")
        st.button("加入", type="primary", key="add_do", on_click=_add, args=(county, page, theme, month))
    told = st.session_state.pop(_TOLD, "")
    if told:
        st.toast(told)


def _add(county: County, page: str, theme: str, month: str) -> None:
    """Take the address as it stands when the button is pressed."""
    try:
        name = _keep(county, _stop(county, page, theme, month))
    except SequenceError as error:
        st.session_state[_TOLD] = f"没有加入：{error}。"
    else:
        st.session_state[_TOLD] = f"已加入“{name}”，在“汇报”页里排顺序、开始。"


def _stop(county: County, page: str, theme: str, month: str) -> Stop:
    before = max((each for each in county.months() if each < month), default="")
    query = {**st.query_params.to_dict(), **({"name": theme} if theme else {})}
    return stop_of("theme" if theme else page, query, month=month, before=before, pinned=st.session_state[_PINNED])


def _keep(county: County, stop: Stop) -> str:
    into = next((each for each in sequences(county) if each.id == st.session_state[_INTO]), None)
    if into is None:
        return new_sequence(county, st.session_state.get(_NAME, ""), (stop,)).name
    keep_sequence(county, added(into, stop))
    return into.name
