"""Given the view of 贫困测度; gives its parts: numbers with their meaning, places, what people lack, whom money reaches, overlaps, whom nobody helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from charts.palette import SHORTFALL_COLOURS
from pages.components.coverage_parts import stat_row
from pages.components.html import hbar, show, table, text
from pages.components.links import address, link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.poverty_view import AloneRow, BarRow, Matrix, PlaceRow, PovertyView, SurveyView
    from pages.components.filters import Filters

_PLACES = ("线下占比", "线下/全部（人）", "深度", "补到线上一年要", "基尼系数", "至少缺一项")
_ALONE = ("苏木镇", "嘎查村", "户编号尾号", "人口", "人均收入（元）", "离线差（元）", "帮扶")
_PALE = 0.25


def income_part(view: PovertyView, filters: Filters) -> None:
    """How many are below the line and how far, in the whole and by place."""
    st.subheader("收入：多少人在线下，离线多远", anchor=False)
    if view.waiting:
        st.info(view.waiting)
    stat_row(view.stats)
    if view.places:
        most = max((row.below or 0 for row in view.places), default=0) or 1
        headings = [("地方", "nowrap"), ("", "wide-s"), *((name, "num") for name in _PLACES)]
        show(table(headings, [_place(row, most, filters) for row in view.places]))


def _place(row: PlaceRow, most: float, filters: Filters) -> list[str]:
    href = text(address("poverty", filters, area=row.code))
    return [f'<a href="{href}" target="_self">{text(row.name)}</a>', hbar((row.below or 0) / most), *(text(each) for each in row.texts)]


def several_part(view: PovertyView) -> None:
    """Who lacks several things at once, and what these are."""
    st.subheader("三保障和饮水：缺一项的、几样一起缺的", anchor=False)
    stat_row(view.several)
    headings = [("缺什么", "nowrap"), ("", "wide"), ("有这一缺的人", "num"), ("占全部缺失", "num")]
    show(table(headings, [_bar(row) for row in view.dimensions]))


def money_part(view: PovertyView) -> None:
    """Which fifth of the people the money goes to."""
    st.subheader("待遇：钱到了谁手里", anchor=False)
    headings = [("按收入分", "nowrap"), ("", "wide"), ("占发放金额", "num"), ("人均领到", "num"), ("有人领到的占比", "num")]
    show(table(headings, [_bar(row) for row in view.money]))
    st.caption(view.reach)
    if view.missing:
        st.caption(view.missing)


def _bar(row: BarRow) -> list[str]:
    return [text(row.label), hbar(row.share or 0), *(text(each) for each in row.texts)]


def survey_part(view: SurveyView, filters: Filters) -> None:
    """What sample surveys found, with their intervals: of the whole county, whatever area is chosen."""
    st.subheader("抽查：漏评、错退、认可度（全旗县）", anchor=False)
    if view.waiting:
        st.caption(view.waiting)
        link("formats", "看表的格式", filters)
    else:
        stat_row(view.stats)
    st.caption(view.rank_waiting or view.rank)


def overlap_part(matrix: Matrix) -> None:
    """How programmes reach the same households."""
    st.subheader("重叠：一户同时享几样", anchor=False)
    if not matrix.names:
        st.caption("这个月没有待遇名单。")
        return
    headings = [("有这一样的户里", "nowrap"), *((f"也有{name}", "") for name in matrix.names)]
    rows = [[f'<span class="xj-place">{text(name)}</span>', *(_share(share, words) for share, words in cells)] for name, cells in matrix.rows]
    show(table(headings, rows, css="xj-table xj-matrix"))
    st.caption("每一行：有这一样待遇的户里，同时有那一样的占几成（户数）。高的要看是该叠加还是重复发；该同时有而很低的，要看是不是漏了。")


def _share(share: float | None, words: str) -> str:
    if share is None:
        return f"<b>{text(words)}</b>"
    style = f"background:{SHORTFALL_COLOURS[0]}" if share > _PALE else f"background:{SHORTFALL_COLOURS[1]}" if share > 0 else ""
    return f'<span class="xj-cellbox" style="{style}">{text(words)}</span>'


def alone_part(rows: Sequence[AloneRow], words: str, filters: Filters) -> None:
    """The low-income households that nobody helps, the poorest first; each opens its page."""
    st.subheader("没人管：线下而什么帮扶都没有的户", anchor=False)
    st.caption(words)
    if rows:
        headings = [("户情", "nowrap"), *((name, "num" if "元" in name or name == "人口" else "nowrap") for name in _ALONE)]
        show(table(headings, [_alone(row, filters) for row in rows]))


def _alone(row: AloneRow, filters: Filters) -> list[str]:
    href = text(address("household", filters, household=row.household))
    return [f'<a href="{href}" target="_self">打开</a>', *(text(each) for each in row.texts)]
