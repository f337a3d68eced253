"""Given the rule of then and the rule of now of a measure; gives both side by side, with both figures, on 口径与依据."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from jobs.figure_text import figure_text
from pages.components.html import show, table, text
from pages.components.links import address
from policy.months import month_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs.readings import Reading
    from jobs.reference import MeasureLine
    from jobs.rules_then import Ruling, ThenNow
    from pages.components.filters import Filters

NOW, GONE = "现行口径", "现在没有这项指标"


def then_and_now(found: ThenNow, reading: Reading) -> None:
    """Nothing where there was no other rule; else what reads otherwise, then beside now, with the figures that each gives."""
    if found.then is None:
        return
    month = month_label(found.month)
    heading = f"当时口径（{month}封存时）" if found.frozen else f"当时口径（{found.then.at[:10]} 计算）"
    say = "已封存，各页按当时口径印出" if found.frozen else "各页按现行口径重算，当时的结果仍保留"
    show(f'<p class="xj-lead">{month}这项指标换过口径：{say}。</p>')
    rows = [["全旗县的数", f"<b>{_figure(found.then, reading)}</b>", f"<b>{_figure(found.now, reading)}</b>"]]
    rows += [[text(each.what), text(each.then), text(each.now)] for each in found.differences]
    show(table([("", "nowrap"), (heading, ""), (NOW, "")], rows, css="xj-table xj-defs"))
    if found.note:
        st.caption(found.note)


def measure_index(rows: Iterable[MeasureLine], filters: Filters, *, changed: frozenset[str]) -> None:
    """One line per measure of a theme: its name leads to its definition; measures that another rule once computed this month say so."""
    headings = [("指标", ""), ("事项", ""), ("牵头", "nowrap"), ("类型", "nowrap"), ("口径起用", "nowrap")]
    show(table(headings, [_line(row, filters, changed=row.id in changed) for row in rows]))


def _line(row: MeasureLine, filters: Filters, *, changed: bool) -> list[str]:
    mark = '　<span class="xj-watch">▲ 换过口径</span>' if changed else ""
    link = f'<a href="{text(address("definitions", filters, measure=row.id))}" target="_self">{text(row.label)}</a>{mark}'
    return [link, text(row.system), text(row.lead_unit), text(row.form), text(row.since)]


def _figure(ruling: Ruling | None, reading: Reading) -> str:
    return text(GONE if ruling is None else figure_text(ruling.figure, reading))
