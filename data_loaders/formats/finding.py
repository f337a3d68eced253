"""Given nothing; gives the types that the readers of formats share: what was found wrong, and a sheet on its way to the parent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from data_loaders.model import Kind

Cell = object
"""A value as a reader gives it: str, int, float, bool, date, datetime, time, timedelta or None."""


@dataclass(frozen=True)
class Finding:
    """A problem seen in the child, as code and holes; the parent makes the Issue of it."""

    code: str
    sheet: str = ""
    cell: str = ""
    holes: Mapping[str, str | int] = field(default_factory=dict)


class UnreadableError(Exception):
    """The file, or the sheet, cannot be read for a reason that has its own code."""

    def __init__(self, code: str, *, sheet: str = "", cell: str = "", **holes: str | int) -> None:
        super().__init__(code)
        self.finding = Finding(code, sheet, cell, holes)


@dataclass(frozen=True)
class SheetStream:
    """One sheet being read. rows: blocks of rows, each row a sequence of cells from column `first_column` (0-based) on; rows may differ in length.

    overrides: (row of the sheet, column; both 0-based) → text and kind, for cells whose value the reader does not give (errors, formulas without result).
    merged: (top, left, bottom, right), 0-based in the sheet. hidden_rows: 1-based. See RawSheet for the rest.
    """

    name: str
    width: int
    rows: Iterable[Sequence[Sequence[Cell]]]
    total_rows: int = 0
    first_row: int = 1
    first_column: int = 0
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: tuple[int, ...] = ()
    overrides: Mapping[tuple[int, int], tuple[str, Kind]] = field(default_factory=dict)
    unchecked: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def size_words(size: int) -> str:
    """A number of bytes as people read it: 12.3 MB, 4.0 KB, 812 字节."""
    for unit, step in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= step:
            return f"{size / step:.1f} {unit}"
    return f"{size} 字节"
