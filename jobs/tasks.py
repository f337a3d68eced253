"""Given the county's tasks and what the 任务 sheet says of them in a month; gives the board of 任务督办: items with lights, by lead unit and by township."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from charts.shortfall import GOOD, NO_LIGHT, POOR, WATCH, Light
from policy.months import last_day
from policy.read_lists import unit_names
from store.files import read_parquet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jobs.county import County
    from policy.documented import Task, TaskItem

TABLE = "tasks"
DONE, LASTING, LATE, NOT_STARTED = "已完成", "长期坚持", "滞后", "未启动"
SOON_DAYS, SOON_PROGRESS = 92, 80
"""An item due within about three months and less than four fifths done deserves a look."""
EVERY_TOWNSHIP = "各苏木镇"
MISSING = "缺数据"


@dataclass(frozen=True)
class ItemRow:
    """One item. progress: percent; done: "31/203 个"; due: ISO date or ""; evidence: tables that prove it; systems: ids that measure it."""

    number: int
    label: str
    light: Light
    state: str
    progress: float | None
    done: str
    due: str
    overdue: bool
    units: tuple[str, ...]
    delay: str
    evidence: tuple[str, ...]
    systems: tuple[str, ...]


@dataclass(frozen=True)
class TaskRow:
    """One task with its items; its light is that of its worst item."""

    number: int
    title: str
    theme: str
    lead_unit: str
    units: tuple[str, ...]
    clause: str
    note: str
    items: tuple[ItemRow, ...]

    @property
    def light(self) -> Light:
        """The worst light among the items; without any word on them, none."""
        ranked = [item.light for item in self.items if item.light.rank is not None]
        return max(ranked, key=lambda light: light.rank or 0, default=NO_LIGHT)

    @property
    def counts(self) -> Tally:
        """Its items by light."""
        return tally(self.title, self.items)

    @property
    def progress(self) -> float | None:
        """The plain mean of the progress of its items that the sheet speaks of, in percent; None if it speaks of none."""
        known = [item.progress for item in self.items if item.progress is not None]
        return sum(known) / len(known) if known else None


@dataclass(frozen=True)
class Tally:
    """Items of a unit or a township by light. good, watch, poor and missing add up to items; overdue ones are among the poor."""

    name: str
    items: int
    good: int
    watch: int
    poor: int
    missing: int
    overdue: int


@dataclass(frozen=True)
class TaskBoard:
    """The tasks of a month. as_of: months of the sheets used, oldest first, () if none was handed in; lacking: lead units that have not handed in."""

    tasks: tuple[TaskRow, ...]
    as_of: tuple[str, ...]
    lacking: tuple[str, ...]

    @property
    def whole(self) -> Tally:
        """All items."""
        return tally("全部", [item for task in self.tasks for item in task.items])

    def by_lead(self) -> tuple[Tally, ...]:
        """Items by lead unit, most overdue first."""
        leads = dict.fromkeys(task.lead_unit for task in self.tasks)
        found = [tally(lead, [item for task in self.tasks if task.lead_unit == lead for item in task.items]) for lead in leads]
        return tuple(sorted(found, key=lambda each: (-each.overdue, -each.poor, -each.watch)))

    def by_township(self, names: Iterable[str]) -> tuple[Tally, ...]:
        """Items that name a township among the responsible units, and first those that name all of them at once; townships without any are left out."""
        items = [item for task in self.tasks for item in task.items if item.light.rank is not None]
        shared = tally(f"{EVERY_TOWNSHIP}（共同）", [item for item in items if EVERY_TOWNSHIP in item.units])
        own = [tally(name, [item for item in items if name in item.units]) for name in names]
        return tuple(each for each in (shared, *sorted(own, key=lambda each: (-each.overdue, -each.poor))) if each.items)


def task_board(county: County, month: str) -> TaskBoard:
    """The board as of the last day of the month; without the sheet every item is without data."""
    policy = county.policy
    slices = sorted(county.store.slices(TABLE, month), key=lambda one: (one.month, one.upload_id))  # of two words on an item the newer counts
    rows = [row for one in slices for row in read_parquet(one.path).to_pylist()]
    names = unit_names(policy.units.values())
    told: dict[int, dict[int, Mapping[str, Any]]] = {}
    for row in rows:
        told.setdefault(int(row["task_no"]), {})[int(row["item_no"])] = row
    day = last_day(month)
    tasks = [_task(task, told.pop(number, {}), names, day) for number, task in policy.tasks.items()]
    tasks += [_own_task(number, told[number], names, day) for number in sorted(told)]
    handed_in = {names.get(row["lead_unit"], row["lead_unit"]) for row in rows}
    lacking = tuple(lead for lead in dict.fromkeys(task.lead_unit for task in policy.tasks.values()) if lead not in handed_in)
    return TaskBoard(tuple(tasks), tuple(sorted({one.month for one in slices})), lacking)


def tally(name: str, items: Iterable[ItemRow]) -> Tally:
    """The items by light."""
    lights = [(item.light, item.overdue) for item in items]
    good, watch, poor, missing = (sum(light == each for light, _ in lights) for each in (GOOD, WATCH, POOR, NO_LIGHT))
    return Tally(name, len(lights), good, watch, poor, missing, sum(overdue for _, overdue in lights))


def light_of_item(state: str, progress: float | None, due: date | None, day: date) -> tuple[Light, bool]:
    """The light of an item at the end of `day`, and whether it is overdue.

    Poor: overdue, or reported as behind. Watch: not started, or due within three months and less than 80 % done. Good: the others.
    """
    if state in (DONE, LASTING):
        return GOOD, False
    if due is not None and due <= day:
        return POOR, True
    if state == LATE:
        return POOR, False
    soon = due is not None and (due - day).days <= SOON_DAYS
    return (WATCH if state == NOT_STARTED or (soon and (progress or 0) < SOON_PROGRESS) else GOOD), False


def _task(task: Task, told: Mapping[int, Mapping[str, Any]], names: Mapping[str, str], day: date) -> TaskRow:
    """A task of the plan; where the sheet speaks of an item, its words and figures are the sheet's, and what proves it is the plan's."""
    planned = dict(enumerate(task.items, start=1))
    items = [
        _item(number, told[number], planned.get(number), names, day) if number in told else _untold(number, planned[number], task.units)
        for number in sorted(planned.keys() | told.keys())
    ]
    return TaskRow(task.number, task.title, task.theme, task.lead_unit, task.units, task.clause, task.note, tuple(items))


def _own_task(number: int, told: Mapping[int, Mapping[str, Any]], names: Mapping[str, str], day: date) -> TaskRow:
    """A task that only the sheet knows."""
    items = tuple(_item(item, told[item], None, names, day) for item in sorted(told))
    units = tuple(dict.fromkeys(unit for item in items for unit in item.units))
    first = told[items[0].number]
    return TaskRow(number, first["task_title"], "县里增加", names.get(first["lead_unit"], first["lead_unit"]), units, "", "", items)


def _untold(number: int, item: TaskItem, units: tuple[str, ...]) -> ItemRow:
    return ItemRow(number, item.label, NO_LIGHT, MISSING, None, "—", "", overdue=False, units=units, delay="", evidence=item.evidence, systems=item.systems)


def _item(number: int, row: Mapping[str, Any], planned: TaskItem | None, names: Mapping[str, str], day: date) -> ItemRow:
    due: date | None = row.get("due_on")
    light, overdue = light_of_item(row["task_state"], row["progress"], due, day)
    units = tuple(names.get(unit, unit) for unit in row["resp_units"] or ())
    delay = row.get("delay_reason") or ""
    return ItemRow(
        number, row["item_text"], light, row["task_state"], row["progress"], _done(row), f"{due:%Y-%m-%d}" if due else "", overdue, units,
        "" if delay == "不适用" else delay, planned.evidence if planned else (), planned.systems if planned else (),
    )  # fmt: skip


def _done(row: Mapping[str, Any]) -> str:
    """What is done against the target, in the item's own unit: "31/203 个"."""
    done, target = row.get("item_done"), row.get("item_target")
    if done is None:
        return "—"
    return f"{done:g}" + (f"/{target:g}" if target is not None else "") + f" {row.get('item_unit') or ''}".rstrip()
