"""Given a recognised table and which of its rows are held; gives the held rows, their cells as read under headings that can be read again."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from data_loaders.findings import letters
from data_loaders.headings import bare
from data_loaders.model import HeldRow

if TYPE_CHECKING:
    from data_loaders.cells import DataRows
    from data_loaders.findings import Findings
    from data_loaders.recognise import Recognised
    from data_loaders.units import Units


def held_rows(table: Recognised, rows: DataRows, held: np.ndarray, units: Units, findings: Findings) -> tuple[HeldRow, ...]:
    """The rows held back, each with its cells by the sheet's own headings and the codes that hold it; marks: heading → cell of what is wrong."""
    positions = np.flatnonzero(held)
    if not len(positions):
        return ()
    names = heading_names(table, units)
    taken = rows.cells.take(pa.array(positions))
    texts = {name: taken.column(index).to_pylist() for index, name in names.items()}
    reasons = findings.reasons()
    found = []
    for number, position in enumerate(positions.tolist()):
        why = reasons.get(position, [("HEAD-001", None)])
        row = int(rows.numbers[position])
        marks = {names[heading.index]: f"{letters(heading.index)}{row}" for _, heading in why if heading and heading.index in names}
        cells = {name: values[number] or "" for name, values in texts.items()}
        codes = tuple(dict.fromkeys(code for code, _ in why))
        found.append(HeldRow(table.sheet.file, table.sheet.name, table.layout.name, row, cells, codes, marks))
    return tuple(found)


def heading_names(table: Recognised, units: Units) -> dict[int, str]:
    """Column index → the heading as read, with its group before it where the heading alone is not enough, and with the unit that stood elsewhere.

    Columns that the layout sets aside on purpose are left out: what stands in them is kept nowhere."""
    matched = table.matched
    ignored = {heading.index for heading in matched.ignored}
    columns = {match.heading.index: match.column for match in matched.matches}
    names: dict[int, str] = {}
    for heading in [one for one in table.found.headings if one.index not in ignored]:
        text = heading.text
        column = columns.get(heading.index)
        if column is not None and heading.groups and bare(text) not in {bare(name) for name in (column.heading, *column.aliases)}:
            text = heading.groups[-1] + text
        if column is not None and not heading.unit and units.factor(column, heading) != 1:
            text = f"{text}（{units.of(column, heading)}）"
        number = 1
        base = unicodedata.normalize("NFKC", text) if column is None else text
        while text in names.values():
            text = f"{base}.{number}"
            number += 1
        names[heading.index] = text
    return names
