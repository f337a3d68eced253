"""Given the tables of documents.toml, units.toml, benefits.toml, sheets.toml and words.toml; gives documents, units, benefits, sheets and periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policy.forms import Form, Key, Place, complete, filled, unique
from policy.model import Benefit, Document, Period, Unit
from policy.validity import check_sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CYCLES = ("月", "季", "年", "学期", "一次性", "按次")
LEVELS = ("person", "household")
_OPTIONAL_NOTE = Key("note", required=False)
_DOCUMENT: Form = {
    "id": Key("text"), "title": Key("text"), "issuer": Key("text"), "short": Key("text"), "number": _OPTIONAL_NOTE,
    "issued_on": Key("date", required=False), "note": _OPTIONAL_NOTE, "clauses": Key("table", required=False),
}  # fmt: skip
_UNIT: Form = {"name": Key("text"), "aliases": Key("texts", required=False)}
_BENEFIT: Form = {
    "code": Key("text"), "label": Key("text"), "department": Key("text"),
    "cycle": Key("text", choices=CYCLES), "level": Key("text", choices=LEVELS), "system": Key("system"),
}  # fmt: skip
_PERIOD: Form = {"name": Key("text"), "valid_from": Key("date"), "valid_to": Key("date", required=False), "words": Key("table")}


@dataclass(frozen=True)
class Entry:
    """One block of a list file: where it stands and its right values."""

    place: Place
    values: dict[str, Any]


def entries(table: Mapping[str, Any], place: Place, block: str, form: Form, name: str) -> list[Entry]:
    """The complete blocks [[block]] of a file that has nothing else; each is named by its value of `name` in messages."""
    blocks = filled(table, {block: Key("tables")}, place).get(block, ())
    found = []
    for number, each in enumerate(blocks, start=1):
        inner = place.at(f"{block}.{each.get(name, number)}")
        values = filled(each, form, inner)
        if complete(values, form):
            found.append(Entry(inner, values))
    return found


def read_documents(table: Mapping[str, Any], place: Place) -> dict[str, Document]:
    """Documents by id."""
    found = entries(table, place, "document", _DOCUMENT, "id")
    unique(((entry.place, entry.values["id"]) for entry in found), "文件编号")
    for entry in found:
        if "-" in entry.values["id"]:
            entry.place.at("id").problem("文件编号里不能有“-”：它后面是条款号")
        _texts_only(entry.values.get("clauses", {}), entry.place.at("clauses"))
    return {entry.values["id"]: Document(**entry.values) for entry in found}


def read_units(table: Mapping[str, Any], place: Place) -> dict[str, Unit]:
    """Units by name."""
    found = entries(table, place, "unit", _UNIT, "name")
    unique(((entry.place, name) for entry in found for name in (entry.values["name"], *entry.values.get("aliases", ()))), "单位名称")
    return {entry.values["name"]: Unit(**entry.values) for entry in found}


def unit_names(units: Iterable[Unit]) -> dict[str, str]:
    """Every name and alias → the name."""
    return {name: unit.name for unit in units for name in (unit.name, *unit.aliases)}


def read_benefits(table: Mapping[str, Any], place: Place, names: Mapping[str, str]) -> dict[str, Benefit]:
    """Benefits by code; the department by its name, whichever alias the file gives."""
    found = entries(table, place, "benefit", _BENEFIT, "code")
    unique(((entry.place, entry.values["code"]) for entry in found), "待遇代码")
    for entry in found:
        if entry.place.at("department").known(entry.values["department"], names, "单位"):
            entry.values["department"] = names[entry.values["department"]]
    return {entry.values["code"]: Benefit(**entry.values) for entry in found}


def read_periods(table: Mapping[str, Any], place: Place) -> tuple[Period, ...]:
    """The periods in order, each with the same words."""
    found = entries(table, place, "period", _PERIOD, "name")
    every = {key for entry in found for key in entry.values["words"]}
    for entry in found:
        words = entry.place.at("words")
        _texts_only(entry.values["words"], words)
        for key in sorted(every - entry.values["words"].keys()):
            words.at(key).problem("别的时期有这个词，这个时期也要有")
    periods = [Period(entry.values["name"], entry.values["valid_from"], entry.values.get("valid_to"), entry.values["words"]) for entry in found]
    check_sequence(periods, [entry.place for entry in found])
    return tuple(periods)


def read_sheets(table: Mapping[str, Any], place: Place) -> dict[str, str]:
    """Stored table → what its sheet is called."""
    sheets = filled(table, {"sheets": Key("table")}, place).get("sheets", {})
    _texts_only(sheets, place.at("sheets"))
    return {name: label for name, label in sheets.items() if isinstance(label, str)}


def _texts_only(table: Mapping[str, Any], place: Place) -> None:
    for key, value in table.items():
        if not isinstance(value, str) or not value.strip():
            place.at(key).problem("要写双引号里的文字，不能是空的")
