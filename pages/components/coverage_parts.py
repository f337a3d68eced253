"""Given the view of one policy; gives the parts of 覆盖与精准: the figures, the nine cells in words, the charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from charts.bars import SELECTION, ranked_bars
from charts.quadrant import quadrant
from charts.trend import trend
from pages.components.html import change_sign, light_sign, show, text
from pages.components.links import go

if TYPE_CHECKING:
    from jobs.coverage import GridCell, PolicyView, Stat
    from pages.components.filters import Filters

_SIDES = ("应享", "不应享", "无法判定")


def policy_figures(view: PolicyView) -> None:
    """Light, change, and the figures side by side, each with its denominator."""
    change = f' · <span class="xj-quiet">缺口{text(view.missing_change)}</span>' if view.missing_change else ""
    rate = f" · {change_sign(view.change)}" if view.change.text else ""
    show(f'{light_sign(view.light)}{rate}{change} · <span class="xj-quiet">牵头：{text(view.lead_unit)}</span>')
    show(f'<div class="xj-stats">{"".join(_stat(each) for each in view.stats)}</div>')


def _stat(stat: Stat) -> str:
    return (
        f'<div><div class="xj-card-label">{text(stat.label)}</div><div class="xj-stat-value">{text(stat.value)}</div>'
        f'<div class="xj-card-basis">{text(stat.basis)}</div><div class="xj-card-basis">{text(stat.note)}</div></div>'
    )


def top_left(view: PolicyView) -> None:
    """Entitlement against receipt; for a status measure, which has no such grid, the trend."""
    (nine_cells if view.grid else policy_trend)(view)


def top_right(view: PolicyView, filters: Filters) -> None:
    """The trend; for a status measure the villages."""
    if view.grid:
        policy_trend(view)
    else:
        village_bars(view, filters)


def nine_cells(view: PolicyView) -> None:
    """The nine cells: entitled in rows, receiving in columns, the third state of both drawn apart."""
    st.subheader("应享与已享对照", anchor=False)
    head = "<tr><th></th><th>已享</th><th>未享</th><th>是否已享无法判定</th></tr>"
    rows = "".join(f"<tr><th>{side}</th>{''.join(_cell(each) for each in row)}</tr>" for side, row in zip(_SIDES, view.grid, strict=True))
    show(f'<table class="xj-grid9">{head}{rows}</table>')


def _cell(cell: GridCell) -> str:
    return f'<td class="{cell.tone}"><b>{text(cell.text)}</b>{text(cell.word)}</td>'


def policy_trend(view: PolicyView) -> None:
    """The rate by month with the range of the unknown."""
    st.subheader("逐月走势", anchor=False)
    known = [point for point in view.trend if point.rate is not None]
    if not known:
        st.caption("还没有可画的月份。")
        return
    finding = f"{view.label}：{known[0].month} {known[0].text}，{known[-1].month} {known[-1].text}。"
    st.vega_lite_chart(spec=trend(view.trend, target=view.target), width="stretch", alt=finding)
    notes = ["浅色带是把无法判定的全部算进或全部不算的范围"] if view.form == "targeting" else []
    notes += ["虚线是目标"] if view.target is not None else []
    st.caption("，".join(notes))


def place_charts(view: PolicyView, filters: Filters) -> None:
    """Villages by people missed, and for targeting with both errors the quadrant of townships."""
    left, right = st.columns(2, gap="large")
    with left:
        village_bars(view, filters)
    with right:
        if len(view.points) > 1:
            _quadrant(view)


def village_bars(view: PolicyView, filters: Filters) -> None:
    """Villages by people missed; a click opens the village."""
    st.subheader("缺口最大的嘎查村（按人数）", anchor=False)
    if not view.bars:
        st.caption("没有嘎查村有缺口。")
        return
    finding = f"缺口最大的是{view.bars[0].area}，{view.bars[0].people:g} 人。"
    chart = ranked_bars(view.bars, title="人数")
    event = st.vega_lite_chart(spec=chart, width="stretch", key=f"bars_{view.measure}", on_select="rerun", selection_mode=SELECTION, alt=finding)
    picked = event["selection"].get(SELECTION) or []
    if picked and picked[0].get("area_code") not in (None, filters.area_code):
        go("coverage", filters, area=picked[0]["area_code"], measure=view.measure)


def _quadrant(view: PolicyView) -> None:
    st.subheader("覆盖与精准象限", anchor=False)
    weakest = min(view.points, key=lambda point: point.coverage)
    finding = f"覆盖率最低的是{weakest.area}，{weakest.coverage_text}；精准率 {weakest.accuracy_text}。"
    st.vega_lite_chart(spec=quadrant(view.points, county=view.average), width="stretch", alt=finding)
    st.caption(f"虚线是{view.place}的平均水平；橙色的至少有一项低于平均，浅色的基数不到 30。{finding}")
