"""Given the table of tasks.toml; gives the tasks of the county's plan by number, with their units and the items that can be counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policy.documented import Task, TaskItem
from policy.forms import Form, Key, Place, complete, filled, unique
from policy.marks import check_mark
from policy.read_lists import entries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy.model import Document

_TASK: Form = {
    "number": Key("integer"), "title": Key("text"), "theme": Key("text"), "lead_unit": Key("text"), "units": Key("texts"),
    "clause": Key("text"), "item": Key("tables"), "note": Key("note", required=False),
}  # fmt: skip
_ITEM: Form = {"label": Key("text"), "evidence": Key("texts"), "systems": Key("texts", required=False)}


def read_tasks(table: Mapping[str, Any], place: Place, documents: Mapping[str, Document], names: Mapping[str, str]) -> dict[int, Task]:
    """Tasks by number. names: name or alias of a unit → its name; units come out under their names, whichever alias the file gives."""
    found = entries(table, place, "task", _TASK, "number")
    unique(((entry.place, str(entry.values["number"])) for entry in found), "任务序号")
    read: dict[int, Task] = {}
    for entry in found:
        given = dict(entry.values)
        check_mark(given["clause"], entry.place.at("clause"), documents)
        units = [_unit(each, entry.place.at("units"), names) for each in given["units"]]
        given |= {"units": tuple(filter(None, units)), "lead_unit": _unit(given["lead_unit"], entry.place.at("lead_unit"), names)}
        items = _items(given.pop("item"), entry.place)
        if given["lead_unit"]:
            read[given["number"]] = Task(**given, items=items)
    return read


def _items(blocks: tuple[Mapping[str, Any], ...], place: Place) -> tuple[TaskItem, ...]:
    """The items of a task; a task without any could never be shown to be done."""
    if not blocks:
        place.at("item").problem("至少要有一个 [[task.item]]")
    found = [filled(each, _ITEM, place.at(f"item[{number}]")) for number, each in enumerate(blocks, start=1)]
    return tuple(TaskItem(**each) for each in found if complete(each, _ITEM))


def _unit(name: str, place: Place, names: Mapping[str, str]) -> str:
    """The unit's own name, "" with a problem for one that nobody knows."""
    return names[name] if place.known(name, names, "单位") else ""
