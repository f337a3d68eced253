"""Given nothing; gives the type of what is found in a workbook's file beside the values that its reader gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data_loaders.model import Kind


@dataclass
class SheetParts:
    """What the file says of one sheet. Rows and columns are 0-based, hidden_rows 1-based.

    overrides: text and kind of cells whose value the reader does not give; without_result: names of cells with a formula and no result; last_row and
    last_column: of the last cell with content; readable: False when the file could not be searched; single_quotes: how its attributes are written.
    """

    overrides: dict[tuple[int, int], tuple[str, Kind]] = field(default_factory=dict)
    without_result: list[str] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0
    readable: bool = True
    single_quotes: bool = False
