"""Given held rows and issues; gives a workbook of these rows under their own headings, wrong cells coloured and explained, to be uploaded again as it is."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import xlsxwriter

from data_loaders.issues import catalogue
from data_loaders.layout import read_layouts
from data_loaders.recognise import SUPPLEMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from data_loaders.model import HeldRow, Issue

WORDS = "更正问题"
ORIGIN = "原行号"
"""Two columns behind the sheet's own; the reader knows them and leaves them out."""
_NAME_LENGTH = 24
_WIDTH, _WIDE, _WORDS_WIDTH = 20, 26, 60
_CELL = re.compile(r"([A-Z]+)(\d+)")


def correction_workbook(held_rows: Iterable[HeldRow], issues: Iterable[Issue], *, township: str = "") -> bytes:
    """An .xlsx with one sheet for every sheet that has held rows; all cells are text, so that no number is damaged. township: its name, if one handed in.

    The title makes the reader add the rows to what is stored instead of replacing it.
    """
    groups: dict[tuple[str, str, str], list[HeldRow]] = {}
    for row in held_rows:
        groups.setdefault((row.file, row.sheet, row.layout), []).append(row)
    words = _words(issues)
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        for number, ((file, sheet, layout), rows) in enumerate(groups.items(), start=1):
            _write(book, f"{read_layouts()[layout].label[:_NAME_LENGTH]}{number}", rows, _title(file, sheet, layout, township), words)
        if not groups:
            book.add_worksheet(SUPPLEMENT).write_string(0, 0, "没有需要更正的行。")
    return sink.getvalue()


def _title(file: str, sheet: str, layout: str, township: str) -> str:
    """The title over the table: what it is, whose, where from, what to do."""
    label = read_layouts()[layout].label
    whose = f"{township} · " if township else ""
    return f"{SUPPLEMENT} · {whose}{label} · 原文件 {file} · 原工作表 {sheet} · 改好红色的格子后，保存并原样上传本文件；其余各行已经入库，不用再报"


def _words(issues: Iterable[Issue]) -> dict[tuple[str, str, int], list[Issue]]:
    """(file, sheet, row) → the issues there that hold a row."""
    found: dict[tuple[str, str, int], list[Issue]] = {}
    for issue in issues:
        place = _CELL.fullmatch(issue.cell)
        if place and issue.severity == "error":
            found.setdefault((issue.file, issue.sheet, int(place[2])), []).append(issue)
    return found


def _write(book: Workbook, name: str, rows: Sequence[HeldRow], title: str, words: Mapping[tuple[str, str, int], list[Issue]]) -> None:
    """One sheet: title, headings, rows."""
    page = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", name))
    text = book.add_format({"num_format": "@", "text_wrap": False})
    wrong = book.add_format({"num_format": "@", "bg_color": "#F8CBAD", "border": 1, "border_color": "#C00000"})
    bold = book.add_format({"bold": True, "num_format": "@", "bg_color": "#DDEBF7", "border": 1})
    headings = list(dict.fromkeys(heading for row in rows for heading in row.cells))
    page.write_string(0, 0, title, book.add_format({"bold": True, "font_color": "#C00000"}))
    for column, heading in enumerate([*headings, WORDS, ORIGIN]):
        page.write_string(1, column, heading, bold)
        page.set_column(column, column, _WORDS_WIDTH if heading == WORDS else _WIDTH if 2 * len(heading) < _WIDTH else _WIDE, text)
    for line, row in enumerate(rows, start=2):
        for column, heading in enumerate(headings):
            _cell(page, line, column, row.cells.get(heading, ""), wrong if heading in row.marks else text)
        page.write_string(line, len(headings), _explained(row, words), text)
        page.write_string(line, len(headings) + 1, str(row.row), text)
    page.freeze_panes(2, 0)


def _cell(page: Worksheet, line: int, column: int, value: str, form: Format) -> None:
    if value:
        page.write_string(line, column, value, form)
    else:
        page.write_blank(line, column, None, form)


def _explained(row: HeldRow, words: Mapping[tuple[str, str, int], list[Issue]]) -> str:
    """What is wrong with the row, in the words of its issues; of the catalogue's titles where the issues were too many to be listed."""
    listed = [f"{issue.what}{issue.do}" for issue in words.get((row.file, row.sheet, row.row), ())]
    return " ".join(dict.fromkeys(listed)) or "；".join(catalogue()[code].title for code in row.codes)
