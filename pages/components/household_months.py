"""Given a household through the months; gives the parts of 户情 that run over months: the grid of policies, the reason of a cell, changes, income."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from charts.month_cells import KINDS, SELECTION, GridCell, month_cells
from pages.components.cached import reason_of
from pages.components.html import show, table, text
from pages.components.links import go, link
from pages.components.reason_view import reason_table
from policy.months import month_label

if TYPE_CHECKING:
    from jobs.county import County
    from jobs.household_history import HouseholdHistory, Line
    from pages.components.filters import Filters

_ALL, _WHOLE = "all", 0
_STATES = {"在册": "none", "监测中": "watched", "不在册": "none", "未报送": "lacking"}
_KEPT = ("list", "from", _ALL)
"""Query parameters that a click on a cell leaves as they are."""


def back_to_list(filters: Filters) -> None:
    """The way back to the list from which the household was opened, in its month."""
    asked, measure = st.query_params.get("list", ""), st.query_params.get("of", "") or st.query_params.get("measure", "")
    if asked and measure:
        with st.container(key="back"):
            link("coverage", "← 回到名单", filters, month=st.query_params.get("from") or None, measure=measure, list=asked)


def month_grid(history: HouseholdHistory, filters: Filters) -> Line | None:
    """The grid; a click on a cell opens that month with its reason. Gives the line whose reason is shown."""
    chosen = _chosen(history, filters.month)
    everything = st.query_params.get(_ALL) == "1"
    lines = history.shown(everything=everything, chosen=chosen)
    more = len(history.lines) - len(history.shown(everything=False, chosen=chosen))
    cells = [
        GridCell("本户", _WHOLE, one.month, _short(one.month, history), _STATES[one.state], one.state, one.state, chosen is None and one.month == filters.month)
        for one in history.months
    ]
    for line in lines:
        row = history.lines.index(line) + 1
        for cell in line.cells:
            marked = line is chosen and cell.month == filters.month
            cells.append(GridCell(line.title, row, cell.month, _short(cell.month, history), cell.tone, cell.short, cell.word, marked))
    key = f"months_{history.household_id}_{filters.month}_{history.lines.index(chosen) if chosen else ''}_{everything}"
    alt = history.finding(filters.month)
    event = st.vega_lite_chart(spec=month_cells(cells), width="stretch", key=key, on_select="rerun", selection_mode=SELECTION, alt=alt)
    st.caption("点一格看那个月为什么。" + "　".join(KINDS.values()))
    _folded(more, everything=everything)
    picked = event["selection"].get(SELECTION) or []
    if picked and "row" in picked[0]:
        _open(history, filters, int(picked[0]["row"]), picked[0]["month"])
    return chosen


def show_chosen(county: County, filters: Filters, line: Line | None) -> None:
    """Why the chosen unit stood where it stood in the month: rule with its values, clause, source cell."""
    if line is None:
        return
    cell = line.cell(filters.month)
    st.subheader(f"{line.title}　{month_label(filters.month)}", anchor=False)
    tone = "none" if cell.tone in ("unknown", "lacking") else cell.tone
    show(f'<p class="xj-lead"><span class="xj-light xj-{tone}">{text(cell.word)}</span>　牵头：{text(line.lead_unit)}</p>')
    if cell.unit:
        reason_table(reason_of(county, filters.month, line.measure, cell.unit), value="这一户的值")
    else:
        st.caption(f"{month_label(filters.month)}这项政策对本户：{cell.word}，没有可以列出的条件。")


def changes_table(history: HouseholdHistory, month: str) -> None:
    """What changed, newest month first; months without changes stand in one line."""
    st.subheader("逐月变化", anchor=False)
    rows = []
    for one in reversed(history.months):
        name = f"<b>{month_label(one.month)}</b>" if one.month == month else month_label(one.month)
        said = "<br>".join(text(line) for line in one.changes) or '<span class="xj-quiet">没有变化</span>'
        rows.append([name, "　".join(text(each) for each in (one.state, one.received) if each), said])
    show(table([("月份", "nowrap"), ("本户", ""), ("与上一个有数据的月份相比", "")], rows, css="xj-table xj-tight"))


def income_table(history: HouseholdHistory) -> None:
    """Income as the register has it, a line for each month in which it is another."""
    headings, rows = history.income
    if not rows:
        return
    with st.expander(f"收入（元）：{rows[-1][0]}人均纯收入 {rows[-1][1]}，上年 {rows[-1][2]}"):
        show(table([(headings[0], "nowrap"), *((name, "num") for name in headings[1:])], [[text(cell) for cell in row] for row in rows]))


def _chosen(history: HouseholdHistory, month: str) -> Line | None:
    """The line that the URL names: by its measure and unit, or for a measure alone the unit that it misses."""
    measure, who = st.query_params.get("measure", ""), st.query_params.get("who", "")
    lines = [line for line in history.lines if line.measure == measure and who in ("", str(line.number))]
    return next((line for line in lines if line.cell(month).tone == "poor"), lines[0] if lines else None)


def _open(history: HouseholdHistory, filters: Filters, row: int, month: str) -> None:
    line = history.lines[row - 1] if row else None
    kept = {name: st.query_params.get(name, "") for name in _KEPT}
    if kept["list"]:
        kept |= {"of": st.query_params.get("of", "") or st.query_params.get("measure", ""), "from": kept["from"] or filters.month}
    named = {"measure": line.measure, "who": str(line.number)} if line else {}
    go("household", filters, month=month, household=history.household_id, **named, **kept)


def _folded(number: int, *, everything: bool) -> None:
    """Show the policies that never concerned the household too, or not; the choice is in the URL."""
    if not number:
        return
    shown = st.toggle(f"连同其余 {number} 行（已享、不应享、不在范围、无法判定）", value=everything, key=f"all_{st.query_params.get('household', '')}")
    if shown != everything:
        if shown:
            st.query_params[_ALL] = "1"
        else:
            st.query_params.pop(_ALL, None)
        st.rerun()


def _short(month: str, history: HouseholdHistory) -> str:
    """2026-10 → 10月, with the year at its first month."""
    first = month == history.months[0].month or month.endswith("-01")
    return f"{month[2:4]}年{int(month[5:])}月" if first else f"{int(month[5:])}月"
