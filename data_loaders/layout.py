"""Given the layout files under layouts/ (one TOML per kind of sheet); gives them as frozen Layouts, or every mistake in them at once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).with_name("layouts")
ARROW = {
    "text": pa.string(),
    "code": pa.string(),
    "id": pa.string(),
    "month": pa.string(),
    "number": pa.float64(),
    "date": pa.date32(),
    "bool": pa.bool_(),
    "list": pa.list_(pa.string()),
}
"""Types of a layout column and how they are stored. code: a number that is a name (区划代码, 户编号); id: a citizen's or disability certificate's number."""
EMPTY = ("unknown", "none", "not_applicable")
GRAINS = ("row", "household", "case")
MODES = ("full", "changes")
CHECKS = ("order", "per_head")


class LayoutError(Exception):
    """Raised once with every problem of every layout file, one per line."""


@dataclass(frozen=True)
class LayoutColumn:
    """One column of a sheet.

    heading, aliases: what may stand above it; values: allowed values (`open`: others are allowed too); synonyms: read → canonical value; empty: what an
    empty cell means, with none_if_empty: only where those columns are empty too; unit: unit of the stored number; min, max: bounds of it; future: dates after
    the month are in order; merge: several headings feed this one list; avoid_group: group headings under which it does not count; fill: an empty cell
    repeats the one above when cells were merged; household: the value belongs to the household (first row wins); from_id: drawn from the id where it is absent.
    """

    name: str
    heading: str
    type: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    values: tuple[str, ...] = ()
    open: bool = False
    synonyms: Mapping[str, str] = field(default_factory=dict)
    empty: str = "unknown"
    none_if_empty: tuple[str, ...] = ()
    unit: str = ""
    min: float | None = None
    max: float | None = None
    future: bool = False
    merge: bool = False
    avoid_group: tuple[str, ...] = ()
    fill: bool = False
    household: bool = False
    from_id: bool = False
    note: str = ""
    example: str = ""

    @property
    def arrow(self) -> pa.DataType:
        """The type in which the column is stored."""
        return ARROW[self.type]


@dataclass(frozen=True)
class LayoutTable:
    """One canonical table that the sheet feeds. grain: row (every row), household (first row of each) or case (first row of each monitored household)."""

    name: str
    label: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    grain: str = "row"


@dataclass(frozen=True)
class Place:
    """Which columns say where a row belongs: a code of our own area sheet, names, or the first 12 digits of our own household number."""

    code: str = ""
    township: str = ""
    village: str = ""
    household: str = ""


@dataclass(frozen=True)
class RowCheck:
    """A check inside one row. order: `columns` are dates that must not go backwards; per_head: columns[0] × columns[1] should be the sum of the others."""

    kind: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """One kind of sheet. key: the columns that name a row;
    distinct: further columns in which two rows of one key may differ (补发 beside 在享); slice: what one upload owns; period: the column that holds the row's month; register: its rows are units, so each gets a place."""

    name: str
    label: str
    workbook: str
    holder: str
    cadence: str
    grain: str
    sheets: tuple[str, ...]
    slice: tuple[str, ...]
    valid_for: int
    key: tuple[str, ...]
    columns: Mapping[str, LayoutColumn]
    tables: Mapping[str, LayoutTable]
    place: Place = field(default_factory=Place)
    checks: tuple[RowCheck, ...] = ()
    distinct: tuple[str, ...] = ()
    mode: str = "full"
    period: str = ""
    register: bool = False
    title_rows: int = 1

    @property
    def required(self) -> tuple[LayoutColumn, ...]:
        """The columns that a sheet of this kind must have."""
        return tuple(column for column in self.columns.values() if column.required)


@cache
def read_layouts(folder: Path = FOLDER) -> dict[str, Layout]:
    """Every layout by name, in the order in which sheets depend on each other (行政区划 first); raises LayoutError with all mistakes."""
    problems: list[str] = []
    layouts = {}
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        found = _problems_of(path.name, data)
        problems += found
        if not found:
            layouts[data["name"]] = _layout(data)
    if problems:
        raise LayoutError("\n".join(problems))
    first = ("admin_units", "policy_params", "households")
    order = sorted(layouts, key=lambda name: (first.index(name) if name in first else len(first), name))
    return {name: layouts[name] for name in order}


def _layout(data: Mapping[str, Any]) -> Layout:
    """The Layout of one checked file; a file without [tables] feeds one table of its own name with all its columns."""
    columns = {name: LayoutColumn(name=name, **_frozen(table)) for name, table in data["columns"].items()}
    tables = {name: LayoutTable(name=name, **_frozen(table)) for name, table in data.get("tables", {}).items()}
    if not tables:
        tables = {data["name"]: LayoutTable(data["name"], data["label"], tuple(data["key"]), tuple(columns))}
    checks = tuple(RowCheck(check["kind"], tuple(check["columns"])) for check in data.get("checks", ()))
    rest = _frozen({key: value for key, value in data.items() if key not in ("columns", "tables", "place", "checks")})
    return Layout(columns=columns, tables=tables, place=Place(**data.get("place", {})), checks=checks, **rest)


def _frozen(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table with its lists made tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def _problems_of(file: str, data: Mapping[str, Any]) -> list[str]:
    """Every mistake of one file: unknown and missing keys, unknown types, columns that do not exist."""
    found = _keys(file, "", data, Layout)
    if found:
        return found
    columns = data["columns"]
    for name, table in columns.items():
        found += _keys(file, f"columns.{name}", table, LayoutColumn, given=("name",)) or _column_problems(file, name, table, columns)
    for name, table in data.get("tables", {}).items():
        found += _keys(file, f"tables.{name}", table, LayoutTable, given=("name",))
    named = [("key", column) for column in data["key"]] + [("place", column) for column in data.get("place", {}).values()]
    named += [("checks", column) for check in data.get("checks", ()) for column in check["columns"]]
    for key, column in named:
        if column not in columns:
            found.append(f"{file} [{key}] no column {column}{_near(column, columns)}")
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
    needed = {"Layout": ("tables",)}.get(kind.__name__, ())
    for name in kind.__match_args__:
        has_default = name in kind.__dict__ or known.get(name) is None or known[name].default_factory.__class__.__name__ != "_MISSING_TYPE"
        if not has_default and name not in table and name not in needed:
            found.append(f"{file} [{where}] key {name} is missing")
    return found


def _near(word: str, known: Mapping[str, Any]) -> str:
    """The nearest known word as a hint."""
    match = get_close_matches(word, list(known), 1)
    return f"; nearest: {match[0]}" if match else ""
