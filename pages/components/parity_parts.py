"""Given a measure over people or households; gives the section of 覆盖与精准 that sets its groups beside each other (公平性)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from jobs.parity import has_parity
from pages.components.cached import parity_of
from pages.components.html import show, table, text

if TYPE_CHECKING:
    from jobs.county import County
    from jobs.parity import GroupLine, Parity, ParityView
    from pages.components.filters import Filters

_ACROSS = 2
_OPEN = "groups"
"""The key of the section, and its name in the address."""


def show_parity(county: County, measure: str, filters: Filters) -> None:
    """The section, closed until it is asked for, since it is a query of its own; whether it is open stands in the URL. Nothing for a measure without people."""
    if not has_parity(county, measure):
        return
    section = st.expander("各类人群比较（公平性）", key=_OPEN, on_change="rerun", bind="query-params")
    if not section.open:
        return
    with section:
        view = parity_of(county, filters.month, filters.area_code, measure)
        if view is None or not view.parities:
            st.caption("每一类都只有一组有人，没有可比的。")
        else:
            if filters.household_class:
                st.caption("这里比较的是全部的人或户，没有按户类别筛选。")
            _tables(view)


def _tables(view: ParityView) -> None:
    """The widest gap in a sentence, and the groups of every way of telling them apart."""
    show(f'<p class="xj-lead">{text(view.finding)}</p>')
    columns = st.columns(_ACROSS, gap="large")
    for number, parity in enumerate(view.parities):
        with columns[number % _ACROSS]:
            _table(parity, view.heading)
    notes = [
        "与其余相比＝本组的率减去其他各组合在一起的率；相差 5 个百分点以上、两边都在 30 以上的才标颜色",
        "分母不到 30 的标“基数小”",
        "属于哪一组无法判定的另成一组",
    ]
    if view.same:
        notes.append(f"{'、'.join(view.same)}只有一组有人，不作比较")
    st.caption("；".join(notes) + "。差别只是线索，不等于原因。")


def _table(parity: Parity, heading: str) -> None:
    headings = [(parity.name, ""), (heading, "num"), ("与其余相比", "num"), ("指标无法判定", "num")]
    show(table(headings, [_line(line) for line in parity.lines]))


def _line(line: GroupLine) -> list[str]:
    rate = text(line.rate) + (' <span class="xj-small">基数小</span>' if line.small else "")
    return [text(line.label), rate, f'<span class="xj-{line.tone}">{text(line.against)}</span>', text(line.unknown)]
