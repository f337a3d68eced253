"""Given the board of tasks; gives the parts of 任务督办: tasks, counts by unit and township, what is overdue, and one task with its items."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from charts.numbers import percent
from data_loaders.layout import read_layouts
from jobs.clauses import clause_link
from jobs.figure_text import value_of
from pages.components.cached import panel_of, wording_of
from pages.components.clause_parts import clause_links
from pages.components.html import light_sign, show, table, text
from pages.components.links import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jobs.county import County
    from jobs.tasks import ItemRow, Tally, TaskBoard, TaskRow
    from pages.components.filters import Filters

_COUNTS = [("子项", "num"), ("逾期", "num"), ("差", "num"), ("关注", "num"), ("好", "num"), ("缺数据", "num")]


def task_table(tasks: Iterable[TaskRow], filters: Filters) -> None:
    """One line per task, in the order of the plan; a click opens it."""
    headings = [("任务", ""), ("牵头", "nowrap"), ("评价", "nowrap"), ("差 / 关注 / 好 / 缺", "nowrap"), ("平均进度", "nowrap")]
    show(table(headings, [_task(task, filters) for task in tasks]))


def _task(task: TaskRow, filters: Filters) -> list[str]:
    counts = task.counts
    numbers = f"{counts.poor} / {counts.watch} / {counts.good} / {counts.missing}"
    return [_link(task, filters), text(task.lead_unit), light_sign(task.light), numbers, bar(task.progress)]


def plan_table(tasks: Iterable[TaskRow], filters: Filters) -> None:
    """Who leads, who is responsible, and how many items there are to measure, for a month without any progress handed in."""
    rows = [[_link(task, filters), _lead(task.lead_unit, filters), text("、".join(task.units)), f"{len(task.items)} 个"] for task in tasks]
    show(table([("任务", "words"), ("牵头", "nowrap"), ("责任单位", ""), ("可衡量的子项", "num")], rows, css="xj-table xj-clauses"))


def _link(task: TaskRow, filters: Filters) -> str:
    return f'<a href="{text(address("tasks", filters, task=str(task.number)))}" target="_self">{task.number}　{text(task.title)}</a>'


def _lead(unit: str, filters: Filters) -> str:
    return f'<a href="{text(address("tasks", filters, lead=unit))}" target="_self">{text(unit)}</a>'


def tally_table(heading: str, rows: Iterable[Tally], filters: Filters | None = None) -> None:
    """Items by light, one line per unit or township; with filters each unit opens its own tasks."""
    show(table([(heading, "nowrap"), *_COUNTS], [_tally(row, filters) for row in rows]))


def _tally(row: Tally, filters: Filters | None) -> list[str]:
    name = text(row.name) if filters is None else _lead(row.name, filters)
    return [name, str(row.items), _overdue(row.overdue), *(str(each or "—") for each in (row.poor, row.watch, row.good, row.missing))]


def _overdue(number: int) -> str:
    return f'<b class="xj-poor">{number}</b>' if number else "—"


def overdue_table(tasks: Iterable[TaskRow], filters: Filters) -> None:
    """Every overdue item, longest overdue first: day, item, task, lead, progress, reason."""
    late = sorted(((item.due, task, item) for task in tasks for item in task.items if item.overdue), key=lambda each: each[0])
    headings = [("计划完成", "nowrap"), ("子项", ""), ("任务", ""), ("牵头", "nowrap"), ("进度", "nowrap"), ("滞后原因", "")]
    show(table(headings, [_late(task, item, filters) for _, task, item in late]))


def _late(task: TaskRow, item: ItemRow, filters: Filters) -> list[str]:
    reason = text(item.delay) if item.delay else '<span class="xj-worse">没有写原因</span>'
    return [text(item.due), text(item.label), _link(task, filters), text(task.lead_unit), bar(item.progress), reason]


def task_details(county: County, task: TaskRow, filters: Filters) -> None:
    """One task: units, clause, and its items with light, progress, day, what proves them and the figures of their measures."""
    where = clause_links((clause_link(county.policy, task.clause),), filters) if task.clause else "县里增加的任务"
    source = f'<div class="xj-quiet xj-fine">出处：{where}　{text(task.note)}</div>'
    show(f"<div>牵头：<b>{text(task.lead_unit)}</b>　责任单位：{text('、'.join(task.units))}</div>{source}")
    headings = [("子项", ""), ("评价", "nowrap"), ("状态", "nowrap"), ("进度", "nowrap"), ("完成/目标", "nowrap"), ("计划完成", "nowrap"), ("用什么证明", "")]
    show(table([*headings, ("本月的数", "")], [_item(item, county, filters) for item in task.items]))


def _item(item: ItemRow, county: County, filters: Filters) -> list[str]:
    due = f'<span class="xj-poor">{text(item.due)}<br>逾期</span>' if item.overdue else text(item.due or "—")
    delay = f'<br><span class="xj-worse xj-fine">滞后原因：{text(item.delay)}</span>' if item.delay else ""
    sheets = "、".join(_labels()[each] for each in item.evidence if each in _labels())
    state = text(item.state)
    label = f"{item.number}　{text(item.label)}{delay}"
    return [label, light_sign(item.light), state, bar(item.progress), text(item.done), due, text(sheets or "—"), _figures(item.systems, county, filters)]


def _labels() -> dict[str, str]:
    return {name: each.label for layout in read_layouts().values() for name, each in layout.tables.items()}


def _figures(systems: Sequence[str], county: County, filters: Filters) -> str:
    """The month's figures of the systems' measures in the chosen area, each a link to its policy."""
    wording = wording_of(county, filters.month)
    measures = [measure for each in systems if each in wording.systems for measure in wording.systems[each].measures]
    if not measures or not county.months():
        return '<span class="xj-quiet">—</span>'
    panel = panel_of(county, filters.month)
    values = [(measure, percent(value_of(panel.figure(measure.id, filters.area_code)))) for measure in measures]
    return "<br>".join(
        f'<a href="{text(address("coverage", filters, measure=measure.id))}" target="_self">{text(measure.label)}</a>　{text(value)}'
        for measure, value in values
    )


def bar(progress: float | None) -> str:
    """A progress in percent as a small bar with its number."""
    if progress is None:
        return '<span class="xj-quiet">—</span>'
    return f'<span class="xj-bar"><span style="width:{progress:.0f}%"></span></span>{progress:.0f}%'


def show_lacking(board: TaskBoard) -> None:
    """Which lead units have not handed in their sheet."""
    if board.lacking and board.as_of:
        st.caption(f"没有报送“任务”表的牵头单位：{'、'.join(board.lacking)}。它们的子项是缺数据，不是没有做。")
