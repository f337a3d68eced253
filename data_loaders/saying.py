"""Given a recognised table; gives the issues of its headings, hidden rows and total rows."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from data_loaders.asides import TOTAL
from data_loaders.findings import Findings, letters
from data_loaders.headings import normalise
from data_loaders.numbers import read_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data_loaders.cells import CellColumn
    from data_loaders.headings import Heading
    from data_loaders.layout import LayoutColumn
    from data_loaders.recognise import Recognised
    from data_loaders.units import Units

_ADDED_UP = frozenset(["元", "户", "人", "亩"])
_NOT_ADDED = re.compile(r"人均|标准|年度")
_ROUNDING = 0.001
_MONTH = re.compile(r"(20\d\d)\s*年\s*(0?[1-9]|1[0-2])\s*月(?!\s*\d{1,2}\s*日)")
_FILLED_IN = re.compile(r"日期|时间|印发|号文|〔")


def say_sheet(table: Recognised, height: int, findings: Findings) -> None:
    """Hidden rows and sheets, a table without rows, one that is added to what is stored."""
    sheet, top = table.sheet, letters_row(table)
    if sheet.hidden:
        findings.say("SHEET-004")
    inside = [row for row in sheet.hidden_rows if row > top]
    if inside:
        findings.say("SHEET-003", count=len(inside), row=inside[0], cell=f"A{inside[0]}")
    if table.supplement:
        findings.say("SHEET-009")
    if height == 0:
        findings.say("SHEET-007", label=table.layout.label)


def say_headings(table: Recognised, findings: Findings) -> None:
    """Missing, alike, repeated and unknown headings, and those set aside on purpose."""
    matched, layout, top = table.matched, table.layout, letters_row(table)
    hints = _hints(table)
    drawn = "id_no" in matched.columns
    for column in [missing for missing in matched.missing if missing.required and not (missing.from_id and drawn)]:
        code = "HEAD-001" if column.name in layout.key else "HEAD-002"
        findings.say(code, label=layout.label, column=column.heading, nearest=hints.get(column.heading, ""))
    for match in [alike for alike in matched.matches if alike.how == "相近"]:
        findings.say("HEAD-003", cell=_cell(match.heading, top), value=match.heading.text, column=match.column.heading, confidence=match.confidence)
    _say_repeated(table, findings)
    _say_unknown(table, findings)
    if matched.ignored:
        names = "、".join(heading.text for heading in matched.ignored)
        findings.say("HEAD-009", cell=_cell(matched.ignored[0], top), value=names, label=layout.label, count=len(matched.ignored))


def say_month(table: Recognised, month: str, findings: Findings) -> None:
    """A monthly sheet whose name or title names other months and not this one; the day on which it was filled in is no such month."""
    if table.supplement or not table.layout.cadence.startswith("月"):
        return
    named: dict[str, str] = {}
    for text in (table.sheet.name, *table.found.titles):
        for year, number in () if _FILLED_IN.search(text) else _MONTH.findall(unicodedata.normalize("NFKC", text)):
            named.setdefault(f"{year}-{int(number):02}", text)
    if named and month not in named:
        findings.say("MONTH-002", value=next(iter(named.values())), found="、".join(named), month=month)


def _say_repeated(table: Recognised, findings: Findings) -> None:
    """One line for all columns that were not used because another has the same heading."""
    matched, top = table.matched, letters_row(table)
    used = {normalise(match.heading.text): letters(match.heading.index) for match in reversed(matched.matches)}
    words = []
    for heading in matched.repeated:
        where = used.get(normalise(heading.text))
        words.append(f"“{heading.text}”（{letters(heading.index)} 列没有用{f'，用的是 {where} 列' if where else ''}）")
    if words:
        findings.say("HEAD-004", cell=_cell(matched.repeated[0], top), value="、".join(words), count=len(words))


def _say_unknown(table: Recognised, findings: Findings) -> None:
    """Unknown headings that are like a missing one are told one by one, the others together: an export has a hundred columns that nobody asked for."""
    matched, top = table.matched, letters_row(table)
    others = [heading for heading in matched.unknown if heading.index not in matched.near]
    for heading in matched.unknown:
        if heading.index in matched.near:
            findings.say("HEAD-007", cell=_cell(heading, top), value=heading.text, column=matched.near[heading.index])
    if others:
        names = "、".join(heading.text for heading in others)
        findings.say("HEAD-005", cell=_cell(others[0], top), value=names, label=table.layout.label, count=len(others))


def letters_row(table: Recognised) -> int:
    """Number of the last header row in the sheet."""
    return table.found.header[1] + table.sheet.first_row


def _cell(heading: Heading, row: int) -> str:
    return f"{letters(heading.index)}{row}"


def _hints(table: Recognised) -> dict[str, str]:
    """Heading of a missing column → the unknown heading that may be meant for it."""
    texts = {heading.index: heading.text for heading in table.matched.unknown}
    return {name: f"表里的“{texts[index]}”是不是这一列？" for index, name in table.matched.near.items() if index in texts}


def say_totals(table: Recognised, asides: Mapping[int, str], columns: Mapping[str, CellColumn], units: Units, findings: Findings) -> None:
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
            _compare(text, column, read, row + sheet.first_row, units.factor(column, read.heading), findings)


def _compare(text: str, column: LayoutColumn, read: CellColumn, row: int, factor: float, findings: Findings) -> None:
    written = read_number(text, column, factor)
    total = pc.sum(read.values).as_py()
    if written is not None and total is not None and abs(written - total) > max(0.5, abs(total) * _ROUNDING):
        cell = f"{letters(read.heading.index)}{row}"
        findings.say("SHEET-006", cell=cell, value=text, row=row, kind=TOTAL, column=read.heading.text, sum=f"{total / factor:g}")
