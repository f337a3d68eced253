"""Given the table of themes.toml and the definitions that it names; gives the themes in their order, without the measures that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policy.forms import Form, Key, Place, complete, filled
from policy.model import Theme, ThemePart
from policy.read_lists import entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policy.model import Measure, Population

KINDS = {"grid": (), "plans": ("attainment",), "flow": ("flow",), "amounts": ("ledger",), "rows": (), "stock": ()}
"""Kind of a part → the forms that its measures may have; () is any."""
_THEME: Form = {
    "name": Key("text"), "question": Key("text"), "first": Key("texts", required=False), "measures": Key("texts", required=False),
    "part": Key("tables", required=False),
}  # fmt: skip
_PART: Form = {
    "kind": Key("text", choices=tuple(KINDS)), "title": Key("text"), "measures": Key("texts", required=False), "listed": Key("text", required=False),
    **{name: Key("text", required=False) for name in ("population", "among", "where", "opened", "closed")},
    "columns": Key("texts", required=False), "note": Key("note", required=False),
}  # fmt: skip
_STOCK = {"among": "bool", "where": "bool", "opened": "date", "closed": "date"}
"""The columns that a stock names, with their types."""


def read_themes(
    table: Mapping[str, Any], place: Place, names: Iterable[str], measures: Mapping[str, Measure], populations: Mapping[str, Population]
) -> dict[str, Theme]:
    """Themes by name, in the order of the file. names: the themes that systems may have."""
    known, found = tuple(names), {}
    for entry in entries(table, place, "theme", _THEME, "name"):
        given = dict(entry.values)
        entry.place.at("name").known(given["name"], known, "专题")
        given |= {key: _known(given.get(key, ()), measures) for key in ("first", "measures")}
        parts = [_part(each, entry.place.at(f"part[{number}]"), measures, populations) for number, each in enumerate(given.pop("part", ()), start=1)]
        found[given["name"]] = Theme(**given, parts=tuple(part for part in parts if part is not None))
    return found


def _known(named: Iterable[str], measures: Mapping[str, Measure]) -> tuple[str, ...]:
    """The measures that exist. A page that shows one too few is no reason not to start; a test holds the shipped catalogue complete."""
    return tuple(name for name in named if name in measures)


def _part(table: Mapping[str, Any], place: Place, measures: Mapping[str, Measure], populations: Mapping[str, Population]) -> ThemePart | None:
    given = filled(table, _PART, place)
    if not complete(given, _PART):
        return None
    given["measures"] = _known(given.get("measures", ()), measures)
    forms = KINDS[given["kind"]]
    for name in given.get("measures", ()):
        if forms and measures[name].form not in forms:
            place.at("measures").problem(f"{given['kind']} 里的指标只能是：{'、'.join(forms)}；{name} 是 {measures[name].form}")
    if given["kind"] == "stock":
        _check_stock(given, place, populations)
    elif not table.get("measures"):
        place.at("measures").problem("至少要写一项指标")
    return ThemePart(**given)


def _check_stock(given: Mapping[str, Any], place: Place, populations: Mapping[str, Population]) -> None:
    """A stock names a population and columns of it."""
    if not place.at("population").known(given.get("population", ""), populations, "总体"):
        return
    columns = populations[given["population"]].columns
    for key, wanted in _STOCK.items():
        if key in given and place.at(key).known(given[key], columns, "列") and columns[given[key]].type != wanted:
            place.at(key).problem(f"要是 {wanted} 列")
    for name in given.get("columns", ()):
        place.at("columns").known(name, columns, "列")
