"""Given a recognised table; gives the issues of its headings, hidden rows and total rows, and the rows that are held, with their cells as read."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.asides import TOTAL
from data_loaders.findings import Findings, letters
from data_loaders.headings import bare, normalise
from data_loaders.model import HeldRow
from data_loaders.values import CONVERSIONS, read_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data_loaders.cells import CellColumn, DataRows
    from data_loaders.headings import Heading
    from data_loaders.layout import LayoutColumn
    from data_loaders.recognise import Recognised

_ADDED_UP = frozenset(["元", "户", "人", "亩"])
_NOT_ADDED = re.compile(r"人均|标准|年度")
_ROUNDING = 0.001


def say_headings(table: Recognised, height: int, findings: Findings) -> None:
    """Hidden rows and sheets, missing, alike, repeated and unknown headings, a table without rows."""
    sheet, matched, layout = table.sheet, table.matched, table.layout
    top = letters_row(table)
    if sheet.hidden:
        findings.say("SHEET-004")
    inside = [row for row in sheet.hidden_rows if row > top]
    if inside:
        findings.say("SHEET-003", count=len(inside), row=inside[0], cell=f"A{inside[0]}")
    if table.supplement:
        findings.say("SHEET-009")
    if height == 0:
        findings.say("SHEET-007", label=layout.label)
    hints = {bare_name: text for bare_name, text in _hints(table).items()}
    for column in matched.missing:
        if column.required:
            code = "HEAD-001" if column.name in layout.key else "HEAD-002"
            findings.say(code, label=layout.label, column=column.heading, nearest=hints.get(column.heading, ""))
    for match in matched.matches:
        if match.how == "相近":
            findings.say("HEAD-003", cell=_cell(match.heading, top), value=match.heading.text, column=match.column.heading, confidence=match.confidence)
    used = {normalise(match.heading.text): letters(match.heading.index) for match in reversed(matched.matches)}
    for heading in matched.repeated:
        where = used.get(normalise(heading.text)) or "其中一"
        findings.say("HEAD-004", cell=_cell(heading, top), value=heading.text, used=f" {where} " if where.isascii() else where)
    for heading in matched.unknown:
        near = matched.near.get(heading.index)
        nearest = f"它是不是“{near}”？是的话请在预览中确认。" if near else ""
        findings.say("HEAD-005", cell=_cell(heading, top), value=heading.text, label=layout.label, nearest=nearest)


def letters_row(table: Recognised) -> int:
    """Number of the last header row in the sheet."""
    return table.found.header[1] + table.sheet.first_row


def _cell(heading: Heading, row: int) -> str:
    return f"{letters(heading.index)}{row}"


def _hints(table: Recognised) -> dict[str, str]:
    """Heading of a missing column → the unknown heading that may be meant for it."""
    texts = {heading.index: heading.text for heading in table.matched.unknown}
    return {name: f"表里的“{texts[index]}”是不是这一列？" for index, name in table.matched.near.items() if index in texts}


def say_totals(table: Recognised, asides: Mapping[int, str], columns: Mapping[str, CellColumn], findings: Findings) -> None:
    """Total rows whose sum is not that of the rows above; only columns whose unit can be added up."""
    sheet, found = table.sheet, table.found
    for position, kind in asides.items():
        if kind != TOTAL:
            continue
        row = position + found.first
        for name, read in columns.items():
            column = table.layout.columns[name]
            text = sheet.cells.column(read.heading.index)[row].as_py()
            if not text or column.unit not in _ADDED_UP or _NOT_ADDED.search(column.heading):
                continue
            _compare(text, column, read, row + sheet.first_row, _factor(column, read.heading, found.unit), findings)


def _factor(column: LayoutColumn, heading: Heading, unit: str) -> float:
    given = heading.unit or (unit if column.unit == "元" else "")
    return CONVERSIONS.get((given, column.unit), 1)


def _compare(text: str, column: LayoutColumn, read: CellColumn, row: int, factor: float, findings: Findings) -> None:
    written = read_number(text, column, factor)
    total = pc.sum(read.values).as_py()
    if written is not None and total is not None and abs(written - total) > max(0.5, abs(total) * _ROUNDING):
        cell = f"{letters(read.heading.index)}{row}"
        findings.say("SHEET-006", cell=cell, value=text, row=row, kind=TOTAL, column=read.heading.text, sum=f"{total / factor:g}")


def held_rows(table: Recognised, rows: DataRows, held: np.ndarray, findings: Findings) -> tuple[HeldRow, ...]:
    """The rows held back, each with its cells by the sheet's own headings and the codes that hold it; marks: heading → cell of what is wrong."""
    positions = np.flatnonzero(held)
    if not len(positions):
        return ()
    names = heading_names(table)
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


def heading_names(table: Recognised) -> dict[int, str]:
    """Column index → the heading as read, with its group before it where the heading alone is not enough, and with the unit that stood above the table."""
    matched = table.matched
    columns = {match.heading.index: match.column for match in matched.matches}
    names: dict[int, str] = {}
    for heading in table.found.headings:
        text = heading.text
        column = columns.get(heading.index)
        if column is not None and heading.groups and bare(text) not in {bare(name) for name in (column.heading, *column.aliases)}:
            text = heading.groups[-1] + text
        if column is not None and column.unit == "元" and not heading.unit and table.found.unit not in ("", "元"):
            text = f"{text}（{table.found.unit}）"
        number = 1
        base = unicodedata.normalize("NFKC", text) if column is None else text
        while text in names.values():
            text = f"{base}.{number}"
            number += 1
        names[heading.index] = text
    return names
