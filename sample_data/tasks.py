"""Given a month; gives the 任务 sheet of the fictional county: every item of the 21 tasks with its progress, but for the lead units that hand nothing in."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policy.reader import read_policy
from sample_data.model import MONTHS
from sample_data.workbook import SheetText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policy.documented import Task

HEADINGS = (
    *("任务序号", "子项序号", "期间", "任务名称", "子项内容", "牵头单位", "责任单位", "子项目标值", "子项完成值", "子项单位"),
    *("计划完成日期", "进度百分比", "任务状态", "滞后原因", "佐证材料"),
)
A_MONTH = 8
"""Percentage points that an item under way gains in a month."""


def task_sheet(month: str) -> SheetText:
    """The sheet of the month, as the lead units fill it in together."""
    data = _data()
    rows = [row for task in _tasks().values() if task.lead_unit not in data["silent"] for row in _rows(task, data, month)]
    return SheetText("任务", HEADINGS, rows, titles=("曙光旗有效衔接重点任务台账",), notes=("填表：各牵头单位    汇总：督查室",))


def _rows(task: Task, data: Mapping[str, Any], month: str) -> Iterator[list[Any]]:
    special = {each["item"]: each for each in data["item"] if each["task"] == task.number}
    for number, item in enumerate(task.items, start=1):
        own = {**data, **special.get(number, {})}
        units = ";".join(own.get("units", task.units))
        amounts = [own.get("target"), own.get("done"), own.get("unit")]
        yield [
            task.number, number, month, task.title, item.label, task.lead_unit, units, *amounts,
            own["due"], _progress(own, month), own["state"], own.get("delay"),
            "验收单" if own["state"] == "已完成" else None,
        ]  # fmt: skip


def _progress(own: Mapping[str, Any], month: str) -> float:
    """The progress in the month: October's, less what was gained since."""
    if own["state"] not in ("推进中", "滞后"):
        return own["progress"]
    return max(0, own["progress"] - A_MONTH * (len(MONTHS) - 1 - MONTHS.index(month)))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("tasks.toml").read_text("utf-8"))


@cache
def _tasks() -> Mapping[int, Task]:
    return read_policy().tasks
