"""Given nothing; gives the frozen types that a layout file is read into."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    """One kind of sheet.

    key: the columns that name a row; distinct: further columns in which two rows of one key may differ (补发 beside 在享); slice: what one upload owns;
    period: the column that holds the row's month; register: its rows are units, so each gets a place; title_rows: rows above the header in the template;
    order: its place in the workbook; coarse: a row may belong to a township or the whole county; ignored: headings that are set aside on purpose, so that
    what stands under them is never kept.
    """

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
    order: int = 99
    coarse: bool = False
    ignored: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[LayoutColumn, ...]:
        """The columns that a sheet of this kind must have."""
        return tuple(column for column in self.columns.values() if column.required)
