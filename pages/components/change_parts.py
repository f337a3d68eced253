"""Given the view of a change; gives its parts on 变化: the choice of measure, month and list, the waterfall, the townships, the people behind a bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from charts.numbers import count
from charts.waterfall import SELECTION, waterfall
from jobs.change_view import NotDecomposedError
from metrics.summing import is_summed
from pages.components.frame import frame
from pages.components.html import show, table, text
from pages.components.links import address, link
from policy.months import month_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jobs.change_view import ChangeView
    from jobs.leading import Moved
    from jobs.people_table import PeopleTable
    from jobs.wording import Wording
    from pages.components.filters import Filters
    from policy.model import Measure

__all__ = ["Choice", "NotDecomposedError", "chosen", "month_before", "show_change", "show_people", "show_unchanged"]

_LISTS = {
    "targeting": {"missing": "应享未享（疑似）", "leaked": "不应享而享（疑似）", "unknown": "无法判定"},
    "status": {"missing": "未达到", "unknown": "无法判定"},
}
_DEFAULT = "missing"
_FEW = 4
"""Reasons up to which the waterfall leaves room for the places beside it."""


@dataclass(frozen=True)
class Choice:
    """What is compared: a measure's list, with an earlier month."""

    measure: str
    listed: str
    before: str


def month_before(earlier: Sequence[str]) -> str:
    """The month that the URL compares with, else the last one before."""
    asked = st.query_params.get("since", "")
    return asked if asked in earlier else earlier[-1]


def chosen(wording: Wording, earlier: Sequence[str], first: tuple[str, str]) -> Choice:
    """The choice that the URL holds, drawn as three selections and written back. first: the measure and list to show where it holds none."""
    measures = {name: measure for name, measure in wording.measures.items() if not is_summed(measure.form)}
    columns = st.columns([3, 1, 1])
    with columns[0]:
        measure = _select("指标", "measure", list(measures), {name: each.label for name, each in measures.items()}, first[0])
    lists = _lists(measures[measure])
    with columns[1]:
        listed = _select("名单", "list", list(lists), lists, first[1] if measure == first[0] else _DEFAULT)
    with columns[2]:
        before = _select("对比月份", "since", list(reversed(earlier)), {month: month_label(month) for month in earlier}, earlier[-1])
    return Choice(measure, listed, before)


def _lists(measure: Measure) -> dict[str, str]:
    """The lists that mean something: without inclusion errors nobody receives without entitlement."""
    found = dict(_LISTS[measure.form])
    if "inclusion" not in measure.errors:
        found.pop("leaked", None)
    return found


def _select(label: str, name: str, options: list[str], labels: Mapping[str, str], default: str) -> str:
    asked = st.query_params.get(name, default)
    index = options.index(asked) if asked in options else options.index(default) if default in options else 0
    found = st.selectbox(label, options, index=index, format_func=lambda option: labels[option], key=f"change_{name}")
    st.query_params[name] = found
    return found


def show_change(view: ChangeView, choice: Choice, filters: Filters, *, unit: str) -> str | None:
    """The waterfall and the places below it, beside it where the reasons are few; gives the reason that was clicked, else the one
    that the URL asks for, or None."""
    key = f"{choice.measure}_{choice.listed}_{choice.before}_{filters.month}_{filters.area_code}"
    chart, places = st.columns([3, 2], gap="large") if len(view.falls) <= _FEW else (st.container(), st.container())
    with chart:
        spec = waterfall((view.before_month, view.before), view.falls, (view.after_month, view.after), unit=unit)
        event = st.vega_lite_chart(spec, on_select="rerun", selection_mode=[SELECTION], key=f"waterfall_{key}", width="stretch", alt=view.finding)
        st.caption("橙色▲是名单变长，蓝色▼是变短；点任意一根柱子看是哪些户、哪些人。")
    with places:
        _places(view, choice, filters, unit)
    picked = event["selection"].get(SELECTION) or []
    reasons = {fall.code for fall in view.falls}
    asked = st.query_params.get("reason")
    return next((each["code"] for each in picked if each.get("code") in reasons), asked if asked in reasons else None)


def show_unchanged(view: ChangeView, most: Moved | None, choice: Choice, filters: Filters, *, unit: str) -> None:
    """In words that nothing changed, the way to what did, and where the list stands."""
    st.info(f"{view.before_month}到{view.after_month}，这张名单没有增加，也没有减少。")
    if most is not None:
        label = f"变化最大的名单：{most.sentence}"
        link("change", label, filters, icon=":material/waterfall_chart:", measure=most.measure, list=most.listed, since=choice.before)
    if view.rows:
        _places(view, choice, filters, unit)


def _places(view: ChangeView, choice: Choice, filters: Filters, unit: str) -> None:
    """The places below, greatest growth first; each opens the change there."""
    st.subheader(f"各地增减（{unit}）", anchor=False)
    headings = [("地方", "nowrap"), (view.before_month, "num"), ("增加", "num"), ("减少", "num"), (view.after_month, "num"), ("最多的原因", "")]
    more = {"measure": choice.measure, "list": choice.listed, "since": choice.before}
    lines = []
    for row in view.rows:
        href = text(address("change", filters, area=row.area_code, **more))
        numbers = [count(each) for each in (row.before, row.came, row.went, row.after)]
        lines.append([f'<a href="{href}" target="_self">{text(row.name)}</a>', *numbers, text(row.most)])
    show(table(headings, lines, css="xj-table xj-tight"))


def show_people(listed: PeopleTable, view: ChangeView, reason: str, filters: Filters, choice: Choice) -> None:
    """Who stands behind the bar."""
    label = next(fall.label for fall in view.falls if fall.code == reason)
    st.subheader(f"{label}：{len(listed.rows)} 行", anchor=False)
    rows = listed.rows
    if "户编号" in rows.columns:
        opened = [address("household", filters, household=number, measure=choice.measure) if number else None for number in rows["户编号"]]
        rows = rows.assign(户情=opened)[["户情", *rows.columns]]
    config = {"户情": st.column_config.LinkColumn("户情", display_text="打开", width="small")}
    frame(rows, hide_index=True, column_config=config, key=f"who_{choice.measure}_{reason}", alt=f"{label}的名单")
