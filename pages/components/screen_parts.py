"""Given a screen and its counts; gives the parts of 专项筛查: the rule in words, the places, the list, the screens that were saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from charts.numbers import count
from jobs.saved_screens import remove_screen, save_screen, saved_screens
from jobs.screen import Screen, ScreenError
from jobs.screening import EXAMPLES, MOST_LISTED
from pages.components.cached import screen_people_of
from pages.components.frame import frame
from pages.components.html import show, table, text
from pages.components.links import address, go
from pages.components.screen_builder import put, query_of

if TYPE_CHECKING:
    from jobs.county import County
    from jobs.screening import Counts, ScreenView
    from pages.components.filters import Filters

_LISTS = {"reached": "符合", "missing": "不符合", "unknown": "无法判定（缺数据）"}
_HOUSEHOLD, _OPEN = "户编号", "户情"
_ROWS = 11


def saved_box(county: County, screen: Screen) -> None:
    """The saved screens to open or take out, and a name under which this one is kept."""
    kept = saved_screens(county)
    with st.container(horizontal=True, horizontal_alignment="right", key="screen_saved"):
        with st.popover(f"已存的筛查（{len(kept)}）", icon=":material/folder_open:"):
            if not kept:
                st.caption("还没有存过。选好条件后点“存下这次筛查”。")
            for saved in kept:
                opened, away = st.columns([6, 1], vertical_alignment="center")
                with opened:
                    if saved.screen is None:
                        st.caption(f"{saved.name}：{saved.problem}")
                    else:
                        st.button(saved.name, key=f"open_{saved.name}", type="tertiary", on_click=put, args=(saved.screen,))
                with away:
                    st.button("", icon=":material/delete:", key=f"away_{saved.name}", help="从列表中删去", on_click=remove_screen, args=(county, saved.name))
        if screen.asked.conditions:
            with st.popover("存下这次筛查", icon=":material/save:"):
                _save(county, screen)


def _save(county: County, screen: Screen) -> None:
    with st.form("screen_save", border=False):
        name = st.text_input("名称", max_chars=40, placeholder="如：独居老人未随访", help="不要写个人姓名和证件号；同名的会被替换")
        if st.form_submit_button("保存", type="primary"):
            try:
                save_screen(county, name, screen)
            except ScreenError as error:
                st.error(f"{error}。")
            else:
                st.rerun()


def examples() -> None:
    """What a first reader may begin with; buttons, because a link to the page that one is on leaves the address in the browser as it was."""
    st.caption("还没有条件。在上面选，或从这些开始：")
    for label, screen in EXAMPLES.items():
        st.button(label, icon=":material/filter_alt:", type="tertiary", on_click=put, args=(screen,))


def begin_again() -> None:
    """The way out of an address that cannot be read."""
    st.button("重新选择", on_click=put, args=(Screen("person"),))


def rule_words(view: ScreenView) -> None:
    """The conditions as one rule in words, and who is looked through."""
    whole = f"统计范围：{view.universe}" if view.universe else "统计范围：名册和各张名单上的全部"
    show(f'<p style="margin:0"><b>筛查条件</b>　{text(view.words)}</p><p class="xj-quiet xj-fine" style="margin:0">{text(whole)}</p>')


def places(view: ScreenView, screen: Screen, filters: Filters) -> None:
    """The areas below, most that fit first; each opens the screen there."""
    st.subheader("各地情况", anchor=False)
    headings = [("地方", "nowrap"), ("符合", "num"), ("不符合", "num"), ("无法判定", "num"), ("符合的占", "num")]
    lines = [_place(row.name, address("screen", filters, area=row.area_code, **query_of(screen)), row.counts) for row in view.rows]
    whole = [f"<b>{cell}</b>" for cell in _place(view.place, "", view.counts)]
    show(table(headings, [whole, *lines]))
    st.caption("“符合的占”＝符合÷（符合＋不符合），无法判定的不算在内；分母不到 30 的标“基数小”。")


def _place(name: str, href: str, counts: Counts) -> list[str]:
    shown = f'<a href="{text(href)}" target="_self">{text(name)}</a>' if href else text(name)
    share = text(counts.share) + (' <span class="xj-small">基数小</span>' if counts.small else "")
    return [shown, text(counts.fit), text(counts.unfit), text(counts.unknown), share]


def listed(county: County, view: ScreenView, screen: Screen, filters: Filters) -> None:
    """Who it is, one list at a time; a click on a row opens the household."""
    st.subheader("名单", anchor=False)
    texts = dict(zip(_LISTS, (view.counts.fit, view.counts.unfit, view.counts.unknown), strict=True))
    asked = st.query_params.get("list", "reached")
    default = asked if asked in _LISTS else "reached"
    labels = {name: f"{label} {texts[name]}" for name, label in _LISTS.items()}
    name = (
        st.segmented_control("名单", list(labels), format_func=labels.__getitem__, default=default, key="screen_list", label_visibility="collapsed") or default
    )
    if name == "reached":
        st.query_params.pop("list", None)
    else:
        st.query_params["list"] = name
    number = view.counts.listed[name]
    if not number:
        st.info("这张名单是空的。")
    elif number > MOST_LISTED:
        st.info(f"这张名单有 {count(number)} 行，超过 {count(MOST_LISTED)} 行的不在页面上列出：在左边选一个苏木镇或嘎查村，或再加一个条件。")
    else:
        _rows(county, screen, filters, name, labels[name])


def _rows(county: County, screen: Screen, filters: Filters, name: str, label: str) -> None:
    found = screen_people_of(county, filters.month, filters.area_code, screen, name)
    rows = found.rows
    same = f"各行相同：{'；'.join(found.common)}。" if found.common else ""
    st.caption(f"姓名、证件号已遮盖。{same}")
    numbers = [str(number) for number in rows[_HOUSEHOLD]] if _HOUSEHOLD in rows else []
    opens = any(numbers)
    shown = rows.assign(**{_OPEN: [address("household", filters, household=number) if number else None for number in numbers]}) if opens else rows
    event = frame(
        shown,
        hide_index=True,
        height="content" if len(shown) <= _ROWS else 35 * (_ROWS + 1) + 2,
        column_config={_OPEN: st.column_config.LinkColumn(_OPEN, display_text="打开", width="small")},
        column_order=[*([_OPEN] if opens else []), *(column for column in rows.columns if opens or column != _HOUSEHOLD)],
        key=f"screen_people_{name}_{filters.area_code}_{hash(screen)}",
        on_select="rerun",
        selection_mode="single-cell",
        alt=f"{label}，共 {len(rows)} 行",
    )
    cells = event["selection"]["cells"]
    if cells and opens and numbers[cells[0][0]]:
        go("household", filters, household=numbers[cells[0][0]])
