"""Given the data of one layout file; gives every mistake in it, with the file, the key and the nearest known word."""

from __future__ import annotations

from dataclasses import MISSING, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from data_loaders.layout_types import ARROW, CHECKS, EMPTY, GRAINS, MODES, Layout, LayoutColumn, LayoutTable

if TYPE_CHECKING:
    from collections.abc import Mapping

_DERIVED = ("tables",)
"""Keys that a file may leave out though the type has no default: one table of the layout's own name is meant."""


def problems_of(file: str, data: Mapping[str, Any]) -> list[str]:
    """Every mistake of one file: unknown and missing keys, unknown types, columns that do not exist."""
    found = _keys(file, "", data, Layout)
    if found:
        return found
    columns = data["columns"]
    for name, table in columns.items():
        found += _keys(file, f"columns.{name}", table, LayoutColumn, given=("name",)) or _column_problems(file, name, table, columns)
    for name, table in data.get("tables", {}).items():
        found += _keys(file, f"tables.{name}", table, LayoutTable, given=("name",))
        if table.get("grain", "row") not in GRAINS:
            found.append(f"{file} [tables.{name}.grain] {table['grain']} is none of {GRAINS}")
    named = [("key", column) for column in data["key"]] + [("place", column) for column in data.get("place", {}).values()]
    named += [("checks", column) for check in data.get("checks", ()) for column in check["columns"]]
    found += [f"{file} [{key}] no column {column}{_near(column, columns)}" for key, column in named if column not in columns]
    if data.get("mode", "full") not in MODES:
        found.append(f"{file} [mode] {data['mode']} is none of {MODES}")
    read = {name for table in columns.values() for name in (table.get("heading"), *table.get("aliases", ()))}
    found += [f"{file} [ignored] {name} is the heading of a column" for name in data.get("ignored", ()) if name in read]
    found += [f"{file} [checks] kind {check['kind']} is none of {CHECKS}" for check in data.get("checks", ()) if check["kind"] not in CHECKS]
    return found


def _column_problems(file: str, name: str, table: Mapping[str, Any], columns: Mapping[str, Any]) -> list[str]:
    """Mistakes in the values of one column's keys."""
    found = []
    if table["type"] not in ARROW:
        found.append(f"{file} [columns.{name}.type] unknown type {table['type']}{_near(table['type'], ARROW)}")
    if table.get("empty", "unknown") not in EMPTY:
        found.append(f"{file} [columns.{name}.empty] {table['empty']} is none of {EMPTY}")
    found += [f"{file} [columns.{name}.none_if_empty] no column {other}" for other in table.get("none_if_empty", ()) if other not in columns]
    allowed = table.get("values", ())
    found += [
        f"{file} [columns.{name}.synonyms] {word} leads to {value}, which is not allowed"
        for word, value in table.get("synonyms", {}).items()
        if allowed and value not in allowed
    ]
    return found


def _keys(file: str, where: str, table: Mapping[str, Any], kind: type, given: tuple[str, ...] = ()) -> list[str]:
    """Unknown and missing keys of a table that a dataclass is made from; `given` come from elsewhere."""
    known = {one.name: one for one in fields(kind) if one.name not in given}
    found = [f"{file} [{where}] unknown key {key}{_near(key, known)}" for key in table if key not in known]
    for name, one in known.items():
        if one.default is MISSING and one.default_factory is MISSING and name not in table and name not in _DERIVED:
            found.append(f"{file} [{where}] key {name} is missing")
    return found


def _near(word: str, known: Mapping[str, Any]) -> str:
    """The nearest known word as a hint."""
    match = get_close_matches(word, list(known), 1)
    return f"; nearest: {match[0]}" if match else ""
