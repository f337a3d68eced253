"""Given the view of one policy; gives the parts of 覆盖与精准: the figures, the nine cells in words, the charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from charts.bars import SELECTION, ranked_bars
from charts.numbers import count, percent
from charts.quadrant import SELECTION as TOWNSHIP
from charts.quadrant import quadrant
from charts.trend import Mark, trend
from jobs.area_table import flow_headings
from pages.components.html import bullet, change_sign, light_sign, show, table, text
from pages.components.links import address, go

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from jobs.area_table import AreaLine
    from jobs.coverage import GridCell, PolicyView
    from jobs.form_stats import Stat
    from jobs.policy_events import PolicyEvent
    from jobs.reference_lines import Reference
    from pages.components.filters import Filters

_HANDLERS = 12
_SIDES = ("应享", "不应享", "无法判定")


def policy_figures(view: PolicyView) -> None:
    """Light, change, and the figures side by side, each with its denominator; under them what a reader must know of them."""
    change = f' · <span class="xj-quiet">缺口{text(view.missing_change)}</span>' if view.missing_change else ""
    rate = f" · {change_sign(view.change)}" if view.change.text else ""
    show(f'{light_sign(view.light)}{rate}{change} · <span class="xj-quiet">牵头：{text(view.lead_unit)}</span>')
    stat_row(view.stats)
    for note in view.notes:
        st.caption(f"注意：{note}。")


def stat_row(stats: Sequence[Stat]) -> None:
    """Numbers side by side, each with what it rests on and how to read it; the first is the largest."""
    show(f'<div class="xj-stats">{"".join(_stat(each) for each in stats)}</div>')


def _stat(stat: Stat) -> str:
    return (
        f'<div><div class="xj-card-label">{text(stat.label)}</div><div class="xj-stat-value">{text(stat.value)}</div>'
        f'<div class="xj-card-basis">{text(stat.basis)}</div><div class="xj-card-basis">{text(stat.note)}</div></div>'
    )


def top_left(view: PolicyView, filters: Filters) -> None:
    """Entitlement against receipt; the other forms have no such grid: their places."""
    if view.grid:
        nine_cells(view)
    else:
        area_table(view, filters)


def area_table(view: PolicyView, filters: Filters) -> None:
    """The areas below with the columns of the form, worst first; each opens the measure there."""
    st.subheader("各地情况", anchor=False)
    if view.table is None or not view.table.lines:
        st.caption("没有一个地方有这项指标的数据。")
        return
    bars = any(line.bar[0] is not None for line in view.table.lines)
    headings = [("地方", "nowrap"), *([("", "")] if bars else []), *((name, "num") for name in view.table.headings), ("评价", "nowrap")]
    show(table(headings, [_area_line(line, view, filters, bars=bars) for line in view.table.lines]))
    if view.form == "attainment":
        st.caption("深色是完成的部分，竖线是序时进度：按计划的起止日期，到本月底应完成的部分。")


def _area_line(line: AreaLine, view: PolicyView, filters: Filters, *, bars: bool) -> list[str]:
    href = text(address("coverage", filters, area=line.code, measure=view.measure))
    bar = [bullet(*line.bar)] if bars else []
    return [f'<a href="{href}" target="_self">{text(line.name)}</a>', *bar, *(text(cell) for cell in line.cells), light_sign(line.light)]


def handler_lines(rows: Sequence[Sequence[str]], days: str) -> None:
    """Whose delays they are: the cases of each handler, most overdue first. days: how long the closed ones took."""
    st.subheader("按承办单位", anchor=False)
    if days:
        st.caption(days)
    if not rows:
        st.caption("本月没有件。")
        return
    headings = [("承办", ""), *((name, "num") for name in flow_headings())]
    show(table(headings, [[text(cell) for cell in row] for row in rows[:_HANDLERS]]))
    if len(rows) > _HANDLERS:
        st.caption(f"另有 {len(rows) - _HANDLERS} 个承办单位，超期较少。")


def nine_cells(view: PolicyView) -> None:
    """The nine cells: entitled in rows, receiving in columns, the third state of both drawn apart."""
    st.subheader("应享与已享对照", anchor=False)
    head = "<tr><th></th><th>已享</th><th>未享</th><th>是否已享无法判定</th></tr>"
    rows = "".join(f"<tr><th>{side}</th>{''.join(_cell(each) for each in row)}</tr>" for side, row in zip(_SIDES, view.grid, strict=True))
    show(f'<table class="xj-grid9">{head}{rows}</table>')


def _cell(cell: GridCell) -> str:
    return f'<td class="{cell.tone}"><b>{text(cell.text)}</b>{text(cell.word)}</td>'


def policy_trend(view: PolicyView, marks: Sequence[Mark] = (), events: Sequence[PolicyEvent] = ()) -> None:
    """The value by month with the range of the unknown, its pace, the target, what the documents say, changes of policy, and the same month last year."""
    st.subheader("逐月走势", anchor=False)
    known = [point for point in view.trend if point.rate is not None]
    if not known:
        st.caption("还没有可画的月份。")
        return
    finding = f"{view.label}：{known[0].month} {known[0].text}，{known[-1].month} {known[-1].text}。"
    target = [Mark(view.target, f"目标 {percent(view.target)}")] if view.target is not None and view.form != "attainment" else []
    last_year = Mark(view.last_year.value, view.last_year.label) if view.last_year.value is not None else None
    signs = [(each.month, each.sign) for each in events if each.sign]
    spec = trend(view.trend, marks=[*target, *marks], events=signs, last_year=last_year, share=view.share)
    st.vega_lite_chart(spec=spec, width="stretch", alt=f"{finding}{view.last_year.text}。")
    notes = ["浅色带是把无法判定的全部算进或全部不算的范围"] if view.form == "targeting" else []
    notes += ["点线是序时进度"] if any(point.aim is not None for point in view.trend) else []
    dashed = ["目标"] * bool(target) + ["文件里的数"] * bool(marks)
    notes += [f"虚线是{'和'.join(dashed)}"] if dashed else []
    lines = ["，".join(notes) + "。"] if notes else []
    lines += [f"{view.last_year.text}{'（菱形）' if last_year else ''}。", *(f"{each.sign} {each.text}。".strip() for each in events)]
    st.caption("  \n".join(lines))


def printed_figures(references: Sequence[Reference], filters: Filters) -> None:
    """What documents print of the measure, with the clause that a click opens."""
    if not references:
        return
    lines = [
        f'<li>{text(each.text)}　<a href="{text(address("facts", filters, clause=each.source.mark))}" target="_self">{text(each.source.document)} '
        f"{text(each.source.clause)}</a></li>"
        for each in references
    ]
    show(f'<p class="xj-quiet xj-fine" style="margin:0">文件里的数（只作参照）</p><ul class="xj-printed">{"".join(lines)}</ul>')


def place_charts(view: PolicyView, filters: Filters) -> None:
    """Villages by people missed, and for targeting with both errors the quadrant of townships."""
    left, right = st.columns(2, gap="large")
    with left:
        village_bars(view, filters)
    with right:
        if len(view.points) > 1:
            _quadrant(view, filters)


def village_bars(view: PolicyView, filters: Filters) -> None:
    """Villages by how much is missing; a click opens the village."""
    st.subheader("缺口最大的嘎查村", anchor=False)
    if not view.bars:
        st.caption("没有嘎查村有缺口。")
        return
    finding = f"缺口最大的是{view.bars[0].area}，{count(view.bars[0].people)}，{view.bar_unit}。"
    chart = ranked_bars(view.bars, title=view.bar_unit)
    key = f"bars_{_narrowed(view, filters)}"
    _narrow(st.vega_lite_chart(spec=chart, width="stretch", key=key, on_select="rerun", selection_mode=SELECTION, alt=finding), SELECTION, view, filters)


def _narrowed(view: PolicyView, filters: Filters) -> str:
    """What a chart shows: a chart of another place is another chart, so that a click is not taken over by it, nor done again when the place is undone."""
    return f"{view.measure}_{filters.month}_{filters.area_code}_{view.household_class}"


def _narrow(event: Mapping[str, Any], selection: str, view: PolicyView, filters: Filters) -> None:
    """A click on a place narrows the page to it; the chip under the head undoes it."""
    picked = event["selection"].get(selection) or []
    if picked and picked[0].get("area_code") not in (None, "", filters.area_code):
        go("coverage", filters, area=picked[0]["area_code"], measure=view.measure)


def _quadrant(view: PolicyView, filters: Filters) -> None:
    """Townships by coverage and accuracy; a click narrows the page to one."""
    st.subheader("覆盖与精准象限", anchor=False)
    weakest = min(view.points, key=lambda point: point.coverage)
    finding = f"覆盖率最低的是{weakest.area}，{weakest.coverage_text}；精准率 {weakest.accuracy_text}。"
    chart, key = quadrant(view.points, county=view.average), f"quadrant_{_narrowed(view, filters)}"
    event = st.vega_lite_chart(spec=chart, width="stretch", key=key, on_select="rerun", selection_mode=TOWNSHIP, alt=finding)
    _narrow(event, TOWNSHIP, view, filters)
    st.caption(f"点一个点只看这个地方。虚线是{view.place}的平均水平；橙色的至少有一项低于平均，浅色的基数不到 30。{finding}")
