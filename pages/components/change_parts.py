"""Given the view of a change; gives its parts on 变化: the choice of measure, month and list, the waterfall, the townships, the people behind a bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from charts.waterfall import SELECTION, waterfall
from jobs.change_view import NotDecomposedError
from metrics.summing import is_summed
from pages.components.links import address
from policy.months import month_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jobs.change_view import ChangeView
    from jobs.people_table import PeopleTable
    from jobs.wording import Wording
    from pages.components.filters import Filters
    from policy.model import Measure

__all__ = ["Choice", "NotDecomposedError", "chosen", "show_change", "show_people"]

_LISTS = {
    "targeting": {"missing": "应享未享（疑似）", "leaked": "不应享而享（疑似）", "unknown": "无法判定"},
    "status": {"missing": "未达到", "unknown": "无法判定"},
}
_DEFAULT = "missing"


@dataclass(frozen=True)
class Choice:
    """What is compared: a measure's list, with an earlier month."""

    measure: str
    listed: str
    before: str


def chosen(wording: Wording, earlier: Sequence[str]) -> Choice:
    """The choice that the URL holds, drawn as three selections and written back."""
    measures = {name: measure for name, measure in wording.measures.items() if not is_summed(measure.form)}
    columns = st.columns([3, 1, 1])
    with columns[0]:
        measure = _select("指标", "measure", list(measures), {name: each.label for name, each in measures.items()}, next(iter(measures)))
    lists = _lists(measures[measure])
    with columns[1]:
        listed = _select("名单", "list", list(lists), lists, _DEFAULT)
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


def show_change(view: ChangeView, choice: Choice, measure: Measure, filters: Filters, *, unit: str) -> str | None:
    """The waterfall and the townships; gives the reason that was clicked, or None."""
    spec = waterfall((view.before_month, view.before), view.falls, (view.after_month, view.after), unit=unit)
    key = f"waterfall_{choice.measure}_{choice.listed}_{choice.before}_{filters.month}_{filters.area_code}"
    event = st.vega_lite_chart(spec, on_select="rerun", selection_mode=[SELECTION], key=key, alt=view.finding)
    st.caption("橙色▲是名单变长，蓝色▼是变短；点任意一根柱子看是哪些户、哪些人。")
    if view.rows:
        shown = {
            "地方": [row.name for row in view.rows],
            view.before_month: [row.before for row in view.rows],
            "增加": [row.came for row in view.rows],
            "减少": [row.went for row in view.rows],
            view.after_month: [row.after for row in view.rows],
            "最多的原因": [row.most for row in view.rows],
        }
        st.dataframe(pd.DataFrame(shown), hide_index=True, height="content", key=f"rows_{key}", alt=f"{measure.label}各地的增减")
    picked = event["selection"].get(SELECTION) or []
    reasons = {fall.code for fall in view.falls}
    return next((each["code"] for each in picked if each.get("code") in reasons), None)


def show_people(listed: PeopleTable, view: ChangeView, reason: str, filters: Filters, choice: Choice) -> None:
    """Who stands behind the bar."""
    label = next(fall.label for fall in view.falls if fall.code == reason)
    st.subheader(f"{label}：{len(listed.rows)} 行", anchor=False)
    rows = listed.rows
    if "户编号" in rows.columns:
        opened = [address("household", filters, household=number, measure=choice.measure) if number else None for number in rows["户编号"]]
        rows = rows.assign(户情=opened)[["户情", *rows.columns]]
    config = {"户情": st.column_config.LinkColumn("户情", display_text="打开", width="small")}
    st.dataframe(rows, hide_index=True, column_config=config, key=f"who_{choice.measure}_{reason}", alt=f"{label}的名单")
