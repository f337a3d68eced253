"""Given the table of conflicts.toml; gives the places where two clauses do not agree, with what is in force here and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policy.documented import Conflict, Stance
from policy.forms import Form, Key, Place, complete, filled, unique
from policy.marks import check_marks
from policy.read_lists import entries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy.model import Document, Parameter

IN_FORCE = ("first", "second", "both", "county", "open")
_CONFLICT: Form = {
    "id": Key("identifier"), "topic": Key("text"), "first": Key("table"), "second": Key("table"), "in_force": Key("text", choices=IN_FORCE),
    "why": Key("text"), "parameters": Key("texts", required=False), "systems": Key("texts", required=False),
}  # fmt: skip
_STANCE: Form = {"says": Key("text"), "marks": Key("texts")}


def read_conflicts(table: Mapping[str, Any], place: Place, documents: Mapping[str, Document], parameters: Mapping[str, Parameter]) -> dict[str, Conflict]:
    """Conflicts by id, in the order of the file."""
    found = entries(table, place, "conflict", _CONFLICT, "id")
    unique(((entry.place, entry.values["id"]) for entry in found), "矛盾编号")
    read: dict[str, Conflict] = {}
    for entry in found:
        given = dict(entry.values)
        first, second = (_stance(given.pop(side), entry.place.at(side), documents) for side in ("first", "second"))
        for key in given.get("parameters", ()):
            entry.place.at("parameters").known(key, parameters, "政策参数")
        if first is not None and second is not None:
            read[given["id"]] = Conflict(**given, first=first, second=second)
    return read


def _stance(table: Mapping[str, Any], place: Place, documents: Mapping[str, Document]) -> Stance | None:
    given = filled(table, _STANCE, place)
    check_marks(given.get("marks", ()), place.at("marks"), documents)
    return Stance(**given) if complete(given, _STANCE) else None
