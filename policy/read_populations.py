"""Given the tables of populations/*.toml; gives the populations with their columns, each column with exactly one origin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from policy.forms import IDENTIFIER, Form, Key, Place, complete, filled
from policy.model import TYPES, Column, Population, RowOrigin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy.model import Problem

ORIGINS = ("sources", "derived", "of_household", "of_head", "of_person", "any_member", "count_members", "any_row", "sum_rows", "of_parent", "exploded")
_OPTIONAL_TEXT = Key("text", required=False)
_POPULATION: Form = {
    "name": Key("identifier"), "label": Key("text"), "unit": Key("text"), "key": Key("identifier"), "key_label": Key("text"),
    "registers": Key("texts"), "lists": Key("texts", required=False), "household": Key("identifier", required=False),
    "explode_of": Key("identifier", required=False), "explode_column": Key("identifier", required=False),
    "columns": Key("table"), "tables": Key("table", required=False), "key_of": Key("texts", required=False), "person": Key("identifier", required=False),
    "called": Key("identifier", required=False),
}  # fmt: skip
_PLAIN: Form = {
    "label": Key("text"), "type": Key("text", choices=TYPES), "values": Key("values", required=False), "null_test": Key("bool", required=False),
}  # fmt: skip
_COLUMN: Form = {
    **_PLAIN, "personal": Key("bool", required=False), "sources": Key("texts", required=False), "derived": Key("rule", required=False),
    "of_household": _OPTIONAL_TEXT, "of_head": _OPTIONAL_TEXT, "of_person": _OPTIONAL_TEXT,
    "any_member": Key("rule", required=False), "count_members": Key("rule", required=False),
    "any_row": Key("table", required=False), "sum_rows": Key("table", required=False), "of_parent": _OPTIONAL_TEXT, "exploded": Key("bool", required=False),
}  # fmt: skip
_ROWS: Form = {
    "table": Key("text"), "slice": Key("table"), "rule": Key("rule", required=False), "column": _OPTIONAL_TEXT, "by": _OPTIONAL_TEXT, "on": _OPTIONAL_TEXT,
    "distinct": _OPTIONAL_TEXT,
}  # fmt: skip
_SOURCE = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


def read_populations(files: Mapping[str, dict[str, Any]], problems: list[Problem]) -> dict[str, tuple[Population, Place]]:
    """Populations by name, each with the place where it stands. Names across populations and the rules are checked by population_links and column_rules."""
    found: dict[str, tuple[Population, Place]] = {}
    for file, table in files.items():
        place = Place(file, "", problems)
        given = filled(table, _POPULATION, place)
        if not complete(given, _POPULATION):
            continue
        if given["name"] != _stem(file):
            place.at("name").problem(f"要与文件名一致：{_stem(file)}")
        found[given["name"]] = (_population(given, place), place)
    return found


def _stem(file: str) -> str:
    return file.rsplit("/", 1)[-1].removesuffix(".toml")


def _population(given: dict[str, Any], place: Place) -> Population:
    tables = {name: _table(columns, place.at(f"tables.{name}")) for name, columns in given.get("tables", {}).items()}
    columns = _columns(given["columns"], place.at("columns"))
    plain: dict[str, Any] = {"lists": (), "household": None, **given, "columns": columns, "tables": tables}
    return Population(**plain)


def _columns(tables: Mapping[str, Any], place: Place) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for name, table in tables.items():
        inner = place.at(name)
        column = _column(name, table, inner) if _named(name, table, inner) else None
        if column is not None:
            found[name] = column
    return found


def _named(name: str, table: object, place: Place) -> bool:
    """Whether the block is a table under a name that a rule can write."""
    if not IDENTIFIER.fullmatch(name):
        place.problem("列名只用小写英文字母、数字和下划线，以字母开头")
    if not isinstance(table, dict):
        place.problem("要写成一个表")
    return isinstance(table, dict)


def _column(name: str, table: Mapping[str, Any], place: Place) -> Column | None:
    given = filled(table, _COLUMN, place)
    origins = [origin for origin in ORIGINS if origin in table]
    if len(origins) != 1:
        place.problem(f"要有且只有一个来源（{'、'.join(ORIGINS)}），写了 {len(origins)} 个" + (f"：{'、'.join(origins)}" if origins else ""))
    if not complete(given, _COLUMN):
        return None
    _check_values(given, place)
    for source in given.get("sources", ()):
        if not _SOURCE.fullmatch(source):
            place.at("sources").problem(f"“{source}”要写成 表.列")
    for origin in ("any_row", "sum_rows"):
        if origin in given:
            given[origin] = _rows(given[origin], origin, place.at(origin))
    return Column(name=name, **given)


def _check_values(given: Mapping[str, Any], place: Place) -> None:
    """Declared values are of the column's type and each stands once; a date or 是/否 column has none."""
    values, kind = given.get("values", ()), given["type"]
    fits = {"number": (int, float), "text": str, "list": str}.get(kind)
    if values and fits is None:
        place.at("values").problem(f"类型是 {kind} 的列不写 values")
    elif not all(isinstance(value, fits or object) for value in values):
        place.at("values").problem("每个值都要与列的类型一致")
    if len(set(values)) != len(values):
        place.at("values").problem("有重复的值")


def _rows(table: Mapping[str, Any], origin: str, place: Place) -> RowOrigin | None:
    given = filled(table, _ROWS, place)
    if not complete(given, _ROWS):
        return None
    for key, value in given["slice"].items():
        if not isinstance(value, str):
            place.at(f"slice.{key}").problem("要写双引号里的文字")
    if (origin == "sum_rows") != (("column" in given) != ("distinct" in given)):
        place.at("column").problem("sum_rows 要写出合计哪一列（column），或者数哪一列有几个不同的值（distinct），any_row 都不写")
    return RowOrigin(**given)


def _table(columns: object, place: Place) -> dict[str, Column]:
    """The columns of a stored table that this file's any_row and sum_rows may name."""
    found: dict[str, Column] = {}
    if not isinstance(columns, dict):
        place.problem("要写成一个表")
        return found
    for name, table in columns.items():
        inner = place.at(name)
        given = filled(table, _PLAIN, inner) if _named(name, table, inner) else {}
        if complete(given, _PLAIN):
            _check_values(given, inner)
            found[name] = Column(name=name, sources=(f"{place.path.rsplit('.', 1)[-1]}.{name}",), **given)
    return found
