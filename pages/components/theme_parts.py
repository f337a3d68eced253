"""Given the special parts of a theme; gives them on the page: a grid of places and measures, plans with their pace, cases by month, sums, a stock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from charts.heat_grid import KINDS
from charts.months import side_by_side, stacked
from charts.numbers import count
from charts.shortfall import class_colour
from pages.components.cached import people_of, stock_of
from pages.components.html import bullet, change_sign, hbar, light_sign, show, table, text
from pages.components.links import address, here, link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.county import County
    from jobs.measure_rows import MeasureRow
    from jobs.stock_view import StockView
    from jobs.theme_parts import Amount, Flow, Grid, GridCell, GridLine, Part
    from pages.components.filters import Filters
    from policy.model import ThemePart

_TOP, _WIDTH, _PLACES = 6, 6, 3


def show_part(part: Part, filters: Filters) -> None:
    """One part that the panel gives."""
    st.subheader(part.title, anchor=False)
    if part.grid is not None:
        _grid(part.grid, filters)
    elif part.kind == "plans":
        _plans(part.plans, filters)
    elif part.kind == "flow":
        _flows(part.flows)
    else:
        _amounts(part.amounts, filters)
    if part.note:
        st.caption(part.note)


def _grid(grid: Grid, filters: Filters) -> None:
    """Places in rows, measures in columns; and in the county the villages that lack most. A click on a place narrows the page to it."""
    if not grid.lines:
        st.caption("没有下一级的地方可列。")
        return
    headings = [("地方", "nowrap"), *((label, "") for _, label in grid.heads)]
    show(table(headings, [_grid_line(line, filters) for line in grid.lines], css="xj-table xj-matrix"))
    if grid.most:
        names = "".join(_lacking(line, filters) for line in grid.most)
        show(f'<p class="xj-quiet" style="margin:.3rem 0 0">缺得最多的嘎查村和没有达到的项：</p><div class="xj-lacking">{names}</div>')
    signs = (
        "✓ 都达到　✗ 3 有 3 个没有达到（没有要求全覆盖的不着色）　"
        if any(cell.text.startswith(("✓", "✗")) for line in grid.lines for cell in line.cells)
        else ""
    )
    st.caption(f"{signs}? 缺数据　— 没有对象。点格子看名单。")


def _grid_line(line: GridLine, filters: Filters) -> list[str]:
    return [
        f'<a class="xj-place" href="{text(here(filters, area=line.code))}" target="_self">{text(line.name)}</a>',
        *(_grid_cell(cell, line, filters) for cell in line.cells),
    ]


def _grid_cell(cell: GridCell, line: GridLine, filters: Filters) -> str:
    href = text(address("coverage", filters, measure=cell.measure, area=line.code))
    position = KINDS.index(cell.kind)
    lack = " xj-lack" if cell.text.startswith("✗ ") and position >= 5 else ""  # noqa: PLR2004 - the five classes
    style = f"background:{class_colour(position)}" + (";color:#fff" if position == 4 else "") if position < 5 else ""  # noqa: PLR2004 - the five classes
    return f'<a class="xj-cell{lack}" style="{style}" href="{href}" target="_self" title="{text(cell.note)}">{text(cell.text)}</a>'


def _lacking(line: GridLine, filters: Filters) -> str:
    href = text(address("coverage", filters, area=line.code))
    return f'<span><a href="{href}" target="_self">{text(line.name)}</a>：{text("、".join(line.lacks))}</span>'


def _plans(rows: Sequence[MeasureRow], filters: Filters) -> None:
    if not rows:
        st.caption("还没有数据。")
        return
    lines = [
        [
            f'<a href="{text(address("coverage", filters, measure=row.measure))}" target="_self">{text(row.label)}</a>',
            light_sign(row.light), bullet(*row.bar), f"<b>{text(row.value)}</b>", text(row.basis), change_sign(row.change, short=True),
        ]
        for row in rows
    ]  # fmt: skip
    show(table([("计划", ""), ("评价", "nowrap"), ("竖线是序时进度", ""), ("进度", "num"), ("完成/计划", "nowrap"), ("较上月", "nowrap")], lines))


def _flows(flows: Sequence[Flow]) -> None:
    if not flows:
        st.caption("还没有数据。")
        return
    for flow, column in zip(flows, st.columns(len(flows)), strict=True):
        with column:
            months = [(each.month, {"新增": each.opened, "办结": each.closed, "月末在办": each.open, "其中超期": each.overdue}) for each in flow.months]
            now = flow.months[-1]
            said = (("新增", now.opened), ("办结", now.closed), ("在办", now.open), ("超期", now.overdue))
            finding = (
                f"{flow.label}：{now.month}"
                + "，".join(f"{word} {count(number)} {flow.unit}" for word, number in said)
                + (f"，办结的平均 {now.mean}。" if now.closed else "。")
            )
            st.vega_lite_chart(spec=side_by_side(months), width="stretch", alt=finding)
            st.caption(finding)


def _amounts(amounts: Sequence[Amount], filters: Filters) -> None:
    if not amounts:
        st.caption("还没有数据。")
        return
    most = max(abs(each.amount) for each in amounts) or 1
    rows = [
        [
            f'<a href="{text(address("coverage", filters, measure=each.measure))}" target="_self">{text(each.label)}</a>',
            hbar(each.amount / most),
            f"<b>{text(each.text)}</b>",
        ]
        for each in amounts
    ]
    show(table([("项目", "nowrap"), ("", "wide"), ("数额", "num")], rows))


def show_rows(county: County, part: ThemePart, filters: Filters) -> None:
    """The first rows of a list, and the way to all of it."""
    st.subheader(part.title, anchor=False)
    measure = part.measures[0]
    try:
        rows = people_of(county, filters.month, filters.area_code, measure, part.listed).rows
    except ValueError as reason:
        st.caption(str(reason))
        return
    if rows.empty:
        st.caption("没有。")
        return
    told = [name for name in rows.columns if name != "户编号" and set(rows[name]) - {"", "缺数据"}]
    shown = rows.loc[:, told[:_WIDTH]].head(_TOP)
    headings = [(str(name), "nowrap" if position < _PLACES else "") for position, name in enumerate(shown.columns)]
    show(table(headings, [[text(value) for value in row] for row in shown.itertuples(index=False)], css="xj-table xj-rows"))
    link("coverage", f"共 {len(rows)} 行，看全部", filters, measure=measure, list=part.listed)
    if part.note:
        st.caption(part.note)


def show_stock(county: County, part: ThemePart, filters: Filters) -> None:
    """How many stand month by month, by kind; who came and went; and what they are now."""
    view = stock_of(county, filters.month, filters.area_code, part)
    st.subheader(view.title, anchor=False)
    if not view.months:
        st.caption("还没有数据。")
        return
    left, *others = st.columns([5, *([3] * max(len(view.breakdowns), 1))], gap="large")
    with left:
        finding = _stock_words(view)
        st.vega_lite_chart(spec=stacked([(each.month, each.held) for each in view.months]), width="stretch", alt=finding)
        st.caption(finding)
    for column, breakdown in zip(others, view.breakdowns, strict=False):
        with column:
            most = breakdown.lines[0][1] if breakdown.lines else 1
            rows = [[text(name), hbar(number / most), f"<b>{count(number)}</b>"] for name, number in breakdown.lines[:_TOP]]
            show(table([(f"现在按{breakdown.label}", "nowrap"), ("", "wide"), (view.unit, "num")], rows))
    if view.note:
        st.caption(view.note)


def _stock_words(view: StockView) -> str:
    now = view.months[-1]
    words = f"{now.month}末 {count(now.total)} {view.unit}"
    return words + (f"，本月新增 {count(now.came)} {view.unit}，退出 {count(now.went)} {view.unit}。" if view.dated else "。")
