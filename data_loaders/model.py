"""Given nothing; gives the frozen types of reading a workbook: raw sheets, issues, readings, and the areas that rows are placed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa


class Kind(IntEnum):
    """What a cell held before it became text."""

    EMPTY = 0
    TEXT = 1
    NUMBER = 2
    BOOL = 3
    DATE = 4
    ERROR = 5


@dataclass(frozen=True)
class RawSheet:
    """One sheet as read, nothing interpreted.

    cells: string columns c0, c1 … (c0 is column A); null is an empty cell; row i of the table is row `first_row` + i of the sheet (1-based). Numbers are
    written shortest-exact without exponent where they are whole ("9", "0.853"), dates as YYYY-MM-DD. kinds: column name → uint8 array of Kind, only for columns
    that hold anything but text and empty. merged: (top, left, bottom, right), 0-based in `cells`. hidden_rows: row numbers of the sheet (1-based).
    unchecked: what could not be looked at in this format, in Chinese.
    """

    file: str
    name: str
    cells: pa.Table
    kinds: Mapping[str, pa.Array]
    first_row: int = 1
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: tuple[int, ...] = ()
    unchecked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Issue:
    """One problem, in words for the person who can cure it. severity: error, warning or hint. cell: "F17" or "". value: as read, ids masked."""

    code: str
    severity: str
    file: str
    sheet: str
    cell: str
    value: str
    what: str
    do: str


@dataclass(frozen=True)
class HeldRow:
    """A row held back: where it stood, its cells by the sheet's own heading as read, and the codes that hold it.

    marks: heading → cell ("F17") of what is wrong.
    """

    file: str
    sheet: str
    layout: str
    row: int
    cells: Mapping[str, str]
    codes: tuple[str, ...]
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SheetReading:
    """What became of one table of one sheet. rows = stored + held + set_aside. columns: canonical column → letter in the sheet.

    tables: canonical table name → Arrow table with the layout's typed columns, the slice columns and the system columns src_file, src_sheet, src_row, and
    where they apply area_code, person_key. `confidence`: 0–100 of the recognition. `unknown_headings` are kept with the row and listed.
    mode: full (the rows replace their slices) or changes (a correction workbook: they are added to what is stored, see data_loaders.changes).
    """

    file: str
    sheet: str
    layout: str
    label: str
    header_rows: tuple[int, ...]
    rows: int
    stored: int
    held: int
    set_aside: int
    columns: Mapping[str, str]
    unknown_headings: tuple[str, ...]
    missing_headings: tuple[str, ...]
    confidence: int
    tables: Mapping[str, pa.Table]
    held_rows: tuple[HeldRow, ...] = ()
    unchecked: tuple[str, ...] = ()
    set_aside_rows: tuple[Mapping[str, Any], ...] = ()
    mode: str = "full"


@dataclass(frozen=True)
class Area:
    """One area of the county's own sheet. level: county, township or village. unplaced areas (未落村) are villages with unplaced=True."""

    code: str
    name: str
    level: str
    parent: str
    aliases: tuple[str, ...] = ()
    unplaced: bool = False


@dataclass(frozen=True)
class InputFile:
    """A file handed in: its name and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class LoadContext:
    """What reading needs to know of the county.

    mappings: (layout, normalised heading) → canonical column, confirmed earlier by the sender; county: its six digits, for 未落村 before there are areas.
    """

    month: str
    township: str | None
    areas: tuple[Area, ...]
    benefit_codes: tuple[str, ...]
    mappings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    county: str = ""


@dataclass(frozen=True)
class Reading:
    """The result for all files of one submission."""

    sheets: tuple[SheetReading, ...]
    issues: tuple[Issue, ...]
