"""Given the sequences of a county; gives the parts of 汇报: the choice of one, its views in their order with what changes it, the button that starts it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from jobs.sequences import OF_MONTH, SequenceError, keep_sequence, moved, new_sequence, remove_sequence, without
from pages.components.links import THEMES, go
from pages.components.show_parts import CHOSEN, start
from pages.components.show_views import said

if TYPE_CHECKING:
    from jobs.county import County
    from jobs.sequences import Sequence, Stop
    from jobs.wording import Wording
    from pages.components.filters import Filters

_TROUBLE = "_sequence_trouble"


def chosen_sequence(known: tuple[Sequence, ...], asked: str) -> Sequence:
    """The sequence that the URL names, the first where it names none."""
    return next((each for each in known if each.id == asked), known[0])


def pick_sequence(known: tuple[Sequence, ...], now: Sequence) -> None:
    """The names, one of them chosen; a click puts it into the URL."""
    st.subheader("一、选一个汇报", anchor=False)
    for each in known:
        kind = "primary" if each.id == now.id else "secondary"
        label = f"{each.name}（{len(each.stops)} 屏）"
        st.button(label, key=f"sequence_{each.id}", type=kind, width="stretch", on_click=_choose, args=(each.id,))


def new_box(county: County, now: Sequence) -> None:
    """A name for an empty sequence, or for a copy of the chosen one, which can then be changed."""
    with st.form("sequence_new", border=False, clear_on_submit=True):
        name = st.text_input("新建", max_chars=40, placeholder="如：十月调度会", help="不要写个人姓名和证件号")
        left, right = st.columns(2)
        empty = left.form_submit_button("建一个空的", width="stretch")
        copy = right.form_submit_button(f"照“{now.name}”建", width="stretch")
    if empty or copy:
        try:
            made = new_sequence(county, name, now.stops if copy else ())
        except SequenceError as error:
            st.error(f"{error}。")
        else:
            _choose(made.id)
            st.rerun()


def stop_lines(county: County, now: Sequence, wording: Wording, filters: Filters) -> None:
    """The views in their order; of a kept sequence each can go up, down, away, and be held to this month or let go."""
    st.subheader(f"二、{now.name}：{len(now.stops)} 屏", anchor=False)
    if now.id == OF_MONTH:
        st.caption("按这个月查出的问题自动排好：总体、最重的几项、各苏木镇、地图、要定的事。要改，先在左边照它建一个。")
    elif not now.stops:
        st.caption("还没有一屏。到总览、覆盖与精准、地图等页面，点右上角的“加入汇报”。")
    for index, stop in enumerate(now.stops):
        with st.container(horizontal=True, vertical_alignment="center", key=f"stop_{index}"):
            st.button(
                f"**{index + 1}**　{said(county, stop, wording)}", key=f"stop_at_{index}", type="tertiary", width="stretch", on_click=start,
                args=(now, index + 1), help="从这一屏开始",
            )  # fmt: skip
            if now.id != OF_MONTH:
                _changes(county, now, index, filters.month)
            if st.button("", icon=":material/open_in_new:", key=f"stop_open_{index}", type="tertiary", help="打开这一页"):
                _open(stop, filters)
    trouble = st.session_state.pop(_TROUBLE, "")
    if trouble:
        st.error(trouble)


def _changes(county: County, now: Sequence, index: int, month: str) -> None:
    stop = now.stops[index]
    other = replace(stop, month="" if stop.month else month)
    pinned = replace(now, stops=(*now.stops[:index], other, *now.stops[index + 1 :]))
    held = "跟着月份走" if stop.month else "固定为现在的月份"
    actions = (
        ("pin", "keep" if not stop.month else "keep_off", held, pinned), ("up", "arrow_upward", "往前移", moved(now, index, -1)),
        ("down", "arrow_downward", "往后移", moved(now, index, 1)), ("away", "delete", "去掉这一屏", without(now, index)),
    )  # fmt: skip
    for name, icon, words, changed in actions:
        key = f"stop_{name}_{index}"
        st.button("", icon=f":material/{icon}:", key=key, type="tertiary", help=words, disabled=changed == now, on_click=_keep, args=(county, changed))


def begin(now: Sequence) -> None:
    """The button that starts it."""
    st.button("开始汇报", type="primary", icon=":material/slideshow:", key="sequence_start", disabled=not now.stops, on_click=start, args=(now,))
    st.caption("← → 或翻页笔换屏，Esc 退出；按 F11 让浏览器全屏。地址栏里的链接发给别人，打开是同一屏。")


def remove(county: County, now: Sequence) -> None:
    """The way to take the whole sequence out."""
    if now.id != OF_MONTH:
        st.button("删去这个汇报", icon=":material/delete:", key="sequence_away", type="tertiary", on_click=_remove, args=(county, now))


def _choose(asked: str) -> None:
    st.query_params[CHOSEN] = asked


def _keep(county: County, changed: Sequence) -> None:
    try:
        keep_sequence(county, changed)
    except SequenceError as error:
        st.session_state[_TROUBLE] = f"{error}。"


def _remove(county: County, now: Sequence) -> None:
    remove_sequence(county, now.name)
    st.query_params.pop(CHOSEN, None)


def _open(stop: Stop, filters: Filters) -> None:
    page = THEMES.get(stop.get("name"), "overview") if stop.page == "theme" else stop.page
    more = {name: value for name, value in stop.query if name not in ("area", "part", "name")}
    go(page, filters, area=stop.get("area") or None, month=stop.month or None, **more)
