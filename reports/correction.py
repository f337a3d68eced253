"""Given sheets as they were read and the issues found in them; gives a workbook with every row as it came and the wrong cells marked with what to do.

The whole sheet comes back, not only the rows held: an upload replaces its slice, so the held rows alone would wipe out the others when handed in again.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from data_loaders.model import RawSheet

_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
_ROW = re.compile(r"\d+")
_NAME_LENGTH = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_WIDTH = 16


def correction_bytes(sheets: Sequence[RawSheet], issues: Sequence[Mapping[str, Any]]) -> bytes:
    """An xlsx with one sheet for each raw sheet. issues: dicts with file, sheet, cell, what, do; those without a row of a sheet here are left out.

    Every value is written as text, so that no number loses digits and nothing that begins with = becomes a formula.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        marked = book.add_format({"bg_color": "#F8CBAD", "num_format": "@"})
        plain = book.add_format({"num_format": "@"})
        names: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(_sheet_name(sheet.name, names))
            _fill(page, sheet, marks_of(sheet, issues), plain=plain, marked=marked)
    return buffer.getvalue()


def marks_of(sheet: RawSheet, issues: Sequence[Mapping[str, Any]]) -> dict[tuple[int, int], str]:
    """(row, column), 0-based in the sheet → the texts of all issues there; an issue of a whole row stands at its first cell."""
    texts: dict[tuple[int, int], list[str]] = {}
    for issue in issues:
        place = _place(str(issue["cell"])) if (issue["file"], issue["sheet"]) == (sheet.file, sheet.name) else None
        if place is not None:
            texts.setdefault(place, []).append(f"{issue['what']} {issue['do']}")
    return {place: "\n".join(lines) for place, lines in texts.items()}


def _place(cell: str) -> tuple[int, int] | None:
    found = _CELL.fullmatch(cell)
    if found:
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        return int(found[2]) - 1, column - 1
    row = _ROW.search(cell)
    return (int(row[0]) - 1, 0) if row else None


def _fill(page: Worksheet, sheet: RawSheet, marks: Mapping[tuple[int, int], str], *, plain: Format, marked: Format) -> None:
    page.set_column(0, max(sheet.cells.num_columns - 1, 0), _WIDTH, plain)
    top = sheet.first_row - 1
    for column, name in enumerate(sheet.cells.column_names):
        for row, value in enumerate(sheet.cells[name].to_pylist()):
            if value is not None:
                page.write_string(top + row, column, value, marked if (top + row, column) in marks else plain)
    for (row, column), text in marks.items():
        if row < top or sheet.cells.num_columns <= column or sheet.cells[column][row - top].as_py() is None:
            page.write_blank(row, column, None, marked)
        page.write_comment(row, column, text, {"x_scale": 2, "y_scale": 1.4})
    for first, left, last, right in sheet.merged:
        value = sheet.cells[left][first].as_py() if first < sheet.cells.num_rows else None
        page.merge_range(top + first, left, top + last, right, value or "", plain)


def _sheet_name(name: str, used: set[str]) -> str:
    """A name that Excel takes, kept as it was where possible, because a sheet's name helps to recognise it."""
    base = _FORBIDDEN.sub("_", name)[:_NAME_LENGTH] or "表"
    found, number = base, 2
    while found.lower() in used:
        found = f"{base[: _NAME_LENGTH - 3]}_{number}"
        number += 1
    used.add(found.lower())
    return found
