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

HEAD, BODY = "黑体", "宋体"
"""Faces that every Windows, Kylin and UOS has."""
RISKY = re.compile(r"^\s*[=+\-@＝＋－＠]")
"""Text that a program might take for a formula when its cell is edited, or after a way through CSV."""
STYLES = {
    "title": {"bold": True, "font_name": HEAD, "font_size": 18, "align": "center", "valign": "vcenter", "text_wrap": True},
    "head": {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#DDE7F3"},
    "text": {"border": 1, "valign": "vcenter", "text_wrap": True},
    "quoted": {"border": 1, "valign": "vcenter", "text_wrap": True, "quote_prefix": True},
    "centre": {"border": 1, "valign": "vcenter", "align": "center", "text_wrap": True},
    "number": {"border": 1, "valign": "vcenter", "align": "right", "indent": 1, "num_format": "#,##0"},
    "percent": {"border": 1, "valign": "vcenter", "align": "right", "indent": 1, "num_format": "0.0%"},
    "note": {"font_color": "#5C6673", "text_wrap": True, "valign": "vcenter"},
    "caption": {"bold": True, "valign": "vcenter"},
}
NUMBER = re.compile(r"^[−-]?[\d\u00a0 ]+(\.\d+)?$")
PERCENT = re.compile(r"^[−-]?\d+(\.\d+)?%$")
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME = 31
BODY_SIZE, TITLE_SIZE, TITLE_LINE = 11, 18, 26
"""Points of the print and of the title, and of a line of the title, which is broken over a narrow table."""
A4 = 9
ONE_PAGE = 34
"""Rows that are still readable on one page; a longer list runs on, with its headings on every page."""
WIDEST, WRITTEN, LINE = 46, 16, 16
"""Columns of text in a cell before it is broken, those of a column that is left to be written in, and points of one line."""
CREATED = datetime(2021, 1, 1)
"""Instead of the clock: the same input gives the same file."""
CHART, SHORTEST, PER_BAR, ROW_PIXELS = 690, 240, 26, 20
"""Pixels of a chart: across, so that it stands within the eleven columns that are printed, at least in height, for each bar, and of a row of the sheet."""


def sheets(brief: Brief) -> bytes:
    """The briefing as a workbook: 调度表 on one page, then its tables and annexes, and the charts, which can be edited, on a sheet of their own."""
    blocks = [block for section in brief.sections for block in section.blocks]
    tables = [block for block in blocks if isinstance(block, Table)]
    charts = [block for block in blocks if isinstance(block, Chart) and block.native]
    pages: list[tuple[str, Sequence[Table], Sequence[Chart]]] = [(table.caption, [table], []) for table in (*tables, *brief.annex)]
    first = [(brief.dispatch.caption, [brief.dispatch], [])] if brief.dispatch else []
    drawn = [("图", [], charts)] if charts else []
    return workbook([*first, *pages, *drawn], title=brief.title, footer=brief.footer)


def workbook(pages: Iterable[tuple[str, Sequence[Table], Sequence[Chart]]], *, title: str, footer: str) -> bytes:
    """One sheet for each page: its tables below each other, then its charts. Names are shortened and told apart as Excel wants them."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": CREATED})
    styles = {name: book.add_format({"font_name": BODY, "font_size": 11} | style) for name, style in STYLES.items()}
    names: set[str] = set()
    for name, tables, charts in pages:
        _page(book, book.add_worksheet(_name(name, names)), tables, charts, styles, title, footer)
    book.close()
    return out.getvalue()


def _page(
    book: Workbook, sheet: Worksheet, tables: Sequence[Table], charts: Sequence[Chart], styles: dict[str, Format], title: str, footer: str
) -> None:  # fmt: skip
    across = max((len(table.headings) for table in tables), default=11)
    sheet.merge_range(0, 0, 0, max(across - 1, 1), title, styles["title"])
    room = max((sum(_widths(table)) for table in tables), default=9.0 * across) * BODY_SIZE / TITLE_SIZE
    sheet.set_row(0, TITLE_LINE * max(-(-_width(title) // room), 1) + 6)
    row = 1
    for table in tables:
        row = _table(sheet, row, table, styles) + 1
    for number, chart in enumerate(charts):
        row = _chart(book, sheet, row, chart, styles, across + 2 + 4 * number)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1 if charts or len(tables[0].rows) <= ONE_PAGE else 0)
    sheet.print_area(0, 0, row, max(across - 1, 1))
    sheet.repeat_rows(0, 2 if tables else 0)
    if tables:
        sheet.freeze_panes(3, 1)
    sheet.set_footer(f"&L{footer.replace('&', '&&')}&R— &P —")


def _table(sheet: Worksheet, row: int, table: Table, styles: dict[str, Format]) -> int:
    """Writes caption, headings, rows and note; gives the next free row."""
    last = max(len(table.headings) - 1, 1)
    sheet.merge_range(row, 0, row, last, table.caption, styles["caption"])
    widths = _widths(table)
    for column, (heading, width) in enumerate(zip(table.headings, widths, strict=True)):
        sheet.write_string(row + 1, column, heading, styles["head"])
        sheet.set_column(column, column, width)
    sheet.set_row(row + 1, LINE * _lines(table.headings, widths) + 4)
    for offset, texts in enumerate(table.rows, start=row + 2):
        sheet.set_row(offset, LINE * _lines(texts, widths) + 8)
        for column, text in enumerate(texts):
            _cell(sheet, offset, column, text, styles, number=column in table.numbers)
    row += 2 + len(table.rows)
    if table.note:
        sheet.merge_range(row, 0, row, last, table.note, styles["note"])
        sheet.set_row(row, LINE * -(-_width(table.note) // max(sum(widths), 1)) + 4)
        row += 1
    return row


def _widths(table: Table) -> list[float]:
    """Columns as wide as their text, at most WIDEST, or as what is written in by hand; a heading may be broken to a third."""
    return [_column(heading, [line[column] for line in table.rows]) for column, heading in enumerate(table.headings)]


def _column(heading: str, texts: Sequence[str]) -> float:
    written = WRITTEN if texts and not any(texts) else 0
    return min(max(_width(heading) / 3 + 1, 6.5, written, *(_width(text) + 1 for text in texts)), WIDEST)


def _lines(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Lines of the cell that takes most of them; a program does not set the height of a row that it did not type itself."""
    return max(-(-_width(text) // (width - 1)) for text, width in zip(texts, widths, strict=True))


def _cell(sheet: Worksheet, row: int, column: int, text: str, styles: dict[str, Format], *, number: bool) -> None:
    """A number of a number column is a number, so that it can be added; everything else is text, also what begins with = + - or @."""
    if number and PERCENT.match(text):
        sheet.write_number(row, column, float(text.rstrip("%").replace("−", "-")) / 100, styles["percent"])
    elif number and NUMBER.match(text):
        sheet.write_number(row, column, float(text.replace("\u00a0", "").replace(" ", "").replace("−", "-")), styles["number"])
    else:
        sheet.write_string(row, column, text, styles["quoted" if RISKY.match(text) else "number" if number else "text"])


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
        made.add_series({"name": series.name, **cells, "data_labels": {"value": True, "position": "outside_end" if chart.kind == "bar" else "above"}})
    made.set_title({"name": chart.caption, "name_font": {"size": 12}})
    made.set_legend({"none": len(chart.series) < 2})  # noqa: PLR2004 - one line needs no legend
    plain = {"major_gridlines": {"visible": False}, "visible": False}
    made.set_x_axis(plain if chart.kind == "bar" else {})
    ends = {"min": chart.ends[0], "max": chart.ends[1], "major_unit": 0.1, "num_format": "0%", "major_gridlines": {"visible": False}} if chart.ends else plain
    made.set_y_axis({"reverse": True, "major_gridlines": {"visible": False}} if chart.kind == "bar" else ends)
    height = max(SHORTEST, PER_BAR * len(chart.categories) + 80)
    made.set_size({"width": CHART, "height": height})
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
