"""Given a Brief or named tables; gives a workbook: the one-page 调度表 with a native chart, or a township's lists. Text stays text, whatever it begins with."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

from reports.model import Chart, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from reports.model import Brief

STYLES = {
    "title": {"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"},
    "head": {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#DDE7F3"},
    "text": {"border": 1, "valign": "vcenter", "text_wrap": True},
    "number": {"border": 1, "valign": "vcenter", "align": "right", "num_format": "#,##0.##"},
    "percent": {"border": 1, "valign": "vcenter", "align": "right", "num_format": "0.0%"},
    "note": {"italic": True, "font_color": "#5C6673", "text_wrap": True, "valign": "top"},
}
NUMBER = re.compile(r"^[−-]?[\d\u00a0 ]+(\.\d+)?$")
PERCENT = re.compile(r"^[−-]?\d+(\.\d+)?%$")
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME = 31
A4 = 9
CREATED = datetime(2021, 1, 1)
"""Instead of the clock: the same input gives the same file."""
HEAD_POINTS = 30
"""Two lines of heading: a column is half as wide as its heading where its cells are short."""
SHORTEST, PER_BAR, ROW_PIXELS = 240, 26, 20
"""Pixels of a chart: at least, for each bar, and of a row of the sheet."""


def sheets(brief: Brief) -> bytes:
    """The briefing as a workbook: 调度表 first (every table that has townships in it stands there as in Word), one page wide, charts that can be edited."""
    tables = [block for section in brief.sections for block in section.blocks if isinstance(block, Table)]
    charts = [block for section in brief.sections for block in section.blocks if isinstance(block, Chart) and block.native]
    return workbook([("调度表", tables, charts), *((table.caption, [table], []) for table in brief.annex)], title=brief.title, footer=brief.footer)


def workbook(pages: Iterable[tuple[str, Sequence[Table], Sequence[Chart]]], *, title: str, footer: str) -> bytes:
    """One sheet for each page: its tables below each other, then its charts. Names are shortened and told apart as Excel wants them."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": CREATED})
    styles = {name: book.add_format(style) for name, style in STYLES.items()}
    names: set[str] = set()
    for name, tables, charts in pages:
        _page(book, book.add_worksheet(_name(name, names)), tables, charts, styles, title, footer)
    book.close()
    return out.getvalue()


def _page(
    book: Workbook, sheet: Worksheet, tables: Sequence[Table], charts: Sequence[Chart], styles: dict[str, Format], title: str, footer: str
) -> None:  # fmt: skip
    across = max((len(table.headings) for table in tables), default=2)
    sheet.merge_range(0, 0, 0, max(across - 1, 1), title, styles["title"])
    sheet.set_row(0, 32)
    row = 1
    for table in tables:
        row = _table(sheet, row, table, styles) + 1
    for number, chart in enumerate(charts):
        row = _chart(book, sheet, row, chart, styles, max(across, 11) + 2 + 4 * number)
    sheet.merge_range(row, 0, row, max(across - 1, 1), footer, styles["note"])
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1 if charts else 0)
    sheet.print_area(0, 0, row, max(across - 1, 10 if charts else 1))
    sheet.repeat_rows(0)
    sheet.set_footer(f"&C{footer.replace('&', '&&')}")


def _table(sheet: Worksheet, row: int, table: Table, styles: dict[str, Format]) -> int:
    """Writes caption, headings, rows and note; gives the next free row."""
    last = max(len(table.headings) - 1, 1)
    sheet.merge_range(row, 0, row, last, table.caption, styles["note"])
    sheet.set_row(row + 1, HEAD_POINTS)
    for column, heading in enumerate(table.headings):
        sheet.write_string(row + 1, column, heading, styles["head"])
        width = max((_width(line[column]) for line in table.rows), default=8)
        sheet.set_column(column, column, min(max(width, _width(heading) / 2, 8), 60))
    for offset, texts in enumerate(table.rows, start=row + 2):
        for column, text in enumerate(texts):
            _cell(sheet, offset, column, text, styles, number=column in table.numbers)
    row += 2 + len(table.rows)
    if table.note:
        sheet.merge_range(row, 0, row, last, table.note, styles["note"])
        row += 1
    return row


def _cell(sheet: Worksheet, row: int, column: int, text: str, styles: dict[str, Format], *, number: bool) -> None:
    """A number of a number column is a number, so that it can be added; everything else is text, also what begins with = + - or @."""
    if number and PERCENT.match(text):
        sheet.write_number(row, column, float(text.rstrip("%").replace("−", "-")) / 100, styles["percent"])
    elif number and NUMBER.match(text):
        sheet.write_number(row, column, float(text.replace("\u00a0", "").replace(" ", "").replace("−", "-")), styles["number"])
    else:
        sheet.write_string(row, column, text, styles["text"])


def _chart(book: Workbook, sheet: Worksheet, row: int, chart: Chart, styles: dict[str, Format], column: int) -> int:
    """A native chart over numbers that stand to the right of the print area; gives the row below it."""
    sheet.write_string(row, column, chart.caption, styles["note"])
    for offset, category in enumerate(chart.categories, start=1):
        sheet.write_string(row + offset, column, category, styles["text"])
    made: Any = book.add_chart({"type": chart.kind})
    last = row + len(chart.categories)
    for place, series in enumerate(chart.series, start=column + 1):
        sheet.write_string(row, place, series.name, styles["head"])
        for offset, value in enumerate(series.values, start=1):
            if value is not None:
                sheet.write_number(row + offset, place, value, styles["percent" if chart.percent else "number"])
        cells = {"categories": [sheet.name, row + 1, column, last, column], "values": [sheet.name, row + 1, place, last, place]}
        made.add_series({"name": series.name, **cells, "data_labels": {"value": True}})
    made.set_title({"name": chart.caption, "name_font": {"size": 12}})
    made.set_legend({"none": len(chart.series) < 2})  # noqa: PLR2004 - one line needs no legend
    plain = {"major_gridlines": {"visible": False}, "visible": False}
    made.set_x_axis(plain if chart.kind == "bar" else {})
    made.set_y_axis({"reverse": True, "major_gridlines": {"visible": False}} if chart.kind == "bar" else plain)
    height = max(SHORTEST, PER_BAR * len(chart.categories) + 80)
    made.set_size({"width": 720, "height": height})
    sheet.insert_chart(row, 0, made, {"description": chart.alt})
    return row + height // ROW_PIXELS + 2


def _width(text: str) -> float:
    """Columns of text: a Chinese character takes two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text) + 1  # noqa: PLR2004 - where East Asian characters begin


def _name(wanted: str, taken: set[str]) -> str:
    base = FORBIDDEN.sub("", wanted)[:LONGEST_NAME] or "表"
    name, number = base, 2
    while name in taken:
        name, number = f"{base[: LONGEST_NAME - 2]}{number}", number + 1
    taken.add(name)
    return name
