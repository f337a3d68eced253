"""Given a found table whose headings stand several times side by side (printed lists save paper so); gives one table for each and a sheet with its columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa

from data_loaders.headings import normalise
from data_loaders.tables import FEWEST_HEADINGS, FoundTable

if TYPE_CHECKING:
    from data_loaders.model import RawSheet


def beside(table: FoundTable) -> tuple[FoundTable, ...]:
    """The tables that stand side by side under one header: all headings in the same order, two times or more; else the table itself."""
    forms = [normalise(heading.text) for heading in table.headings]
    for times in range(len(forms) // FEWEST_HEADINGS, 1, -1):
        size = len(forms) // times
        if forms == forms[:size] * times:
            return tuple(replace(table, headings=table.headings[start : start + size]) for start in range(0, len(forms), size))
    return (table,)


def columns_of(sheet: RawSheet, table: FoundTable, tables: tuple[FoundTable, ...]) -> RawSheet:
    """The sheet with nothing outside the table's columns; as it is where the table stands alone. Columns keep their letters."""
    if len(tables) == 1:
        return sheet
    inside = range(table.headings[0].index, table.headings[-1].index + 1)
    cells = {
        name: column if index in inside else pa.nulls(sheet.cells.num_rows, pa.string())
        for index, (name, column) in enumerate(zip(sheet.cells.column_names, sheet.cells.columns, strict=True))
    }
    return replace(sheet, cells=pa.table(cells), kinds={name: kinds for name, kinds in sheet.kinds.items() if int(name[1:]) in inside})
