"""Given rows and headings as a county has them; gives xlsx files with title, unit, merged headings, total and signature rows, or a GB18030 csv."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MADE_ON = datetime(2026, 11, 2, 9, 0, 0)
"""Written into every workbook instead of the clock, so that the same seed gives the same bytes."""
FORMATS = {
    "title": {"bold": True, "font_size": 16, "align": "center"},
    "note": {"italic": True},
    "head": {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#DDEBF7"},
    "date": {"num_format": "yyyy-mm-dd"},
}


@dataclass(frozen=True)
class SheetText:
    """One sheet: titles above, headings (groups: a second row above them, "" where a heading stands alone), rows, total, notes below.

    Cells are text, numbers, dates or None. widths and styles do not matter to a reader and are kept plain.
    """

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]
    titles: Sequence[str] = ()
    unit: str = ""
    groups: Sequence[str] = ()
    total: Sequence[Any] = ()
    notes: Sequence[str] = ()


def write_workbook(path: Path, sheets: Iterable[SheetText]) -> Path:
    """Write the sheets to an xlsx file, row by row where nothing is merged downwards; gives the path back."""
    pages = list(sheets)
    in_order = not any(sheet.groups for sheet in pages)  # headings merged over two rows go back to a row already written
    book = xlsxwriter.Workbook(str(path), {"constant_memory": in_order, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": MADE_ON, "author": "曙光旗（虚构）"})
    formats = {name: book.add_format(options) for name, options in FORMATS.items()}
    for sheet in pages:
        _write_sheet(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return path


def write_csv(path: Path, sheet: SheetText) -> Path:
    """Write one sheet as a GB18030 csv, as older programs save it; gives the path back."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([title] for title in sheet.titles)
    writer.writerow(sheet.headings)
    writer.writerows(["" if cell is None else cell for cell in row] for row in sheet.rows)
    path.write_bytes(out.getvalue().encode("gb18030"))
    return path


def _write_sheet(worksheet: Worksheet, sheet: SheetText, formats: dict[str, Format]) -> None:
    last = max(len(sheet.headings) - 1, 1)
    row = 0
    for title in sheet.titles:
        worksheet.merge_range(row, 0, row, last, title, formats["title"])
        row += 1
    if sheet.unit:
        worksheet.write_string(row, last, sheet.unit, formats["note"])
        row += 1
    if sheet.groups:
        _write_groups(worksheet, row, sheet, formats["head"])
        row += 1
    for column, heading in enumerate(sheet.headings):
        if not sheet.groups or sheet.groups[column]:
            worksheet.write_string(row, column, heading, formats["head"])
    row += 1
    row = _write_rows(worksheet, row, sheet.rows, formats["date"])
    row = _write_rows(worksheet, row, [sheet.total] if sheet.total else [], formats["date"])
    for note in sheet.notes:
        worksheet.write_string(row, 0, note, formats["note"])
        row += 1


def _write_groups(worksheet: Worksheet, row: int, sheet: SheetText, style: Format) -> None:
    """The upper heading row: a group over its columns, and headings that stand alone over both rows."""
    column = 0
    while column < len(sheet.headings):
        group = sheet.groups[column]
        if not group:
            worksheet.merge_range(row, column, row + 1, column, sheet.headings[column], style)
            column += 1
            continue
        end = column
        while end + 1 < len(sheet.headings) and sheet.groups[end + 1] == group:
            end += 1
        if end > column:
            worksheet.merge_range(row, column, row, end, group, style)
        else:
            worksheet.write_string(row, column, group, style)
        column = end + 1


def _write_rows(worksheet: Worksheet, row: int, rows: Iterable[Sequence[Any]], date_format: Format) -> int:
    for cells in rows:
        for column, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                worksheet.write_string(row, column, cell)
            elif isinstance(cell, date):
                worksheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), date_format)
            else:
                worksheet.write_number(row, column, cell)
        row += 1
    return row
