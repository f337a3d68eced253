"""Given a layout; gives the blank workbook to fill in: headings, drop-downs, notes, an example row that the reader sets aside, and a sheet of explanations."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import xlsxwriter

from data_loaders.recognise import GUIDE

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from data_loaders.layout import Layout, LayoutColumn

ROWS = 20_000
"""Rows for which drop-downs are laid out."""
EXAMPLE = "示例："
_LONGEST_DROPDOWN = 255
TYPES = {
    "text": "文字",
    "code": "编号（文本格式）",
    "id": "证件号码（文本格式）",
    "month": "月份，如 2026-05",
    "number": "数字",
    "date": "日期，如 2026-05-31",
    "bool": "是 / 否",
    "list": "一个或几个，用顿号隔开",
}
"""What may stand in a column of each type."""
_EMPTY = {"unknown": "未知", "none": "没有", "not_applicable": "不适用"}


def template_workbook(layout: Layout) -> bytes:
    """An .xlsx whose first sheet is read back by the layout; ids, numbers of households, dates and months are text cells."""
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"in_memory": True}) as book:
        page = book.add_worksheet(layout.label.strip("（）").replace("（", "").replace("）", "")[:31])
        _fill(book, page, layout)
        _guide(book, book.add_worksheet(GUIDE), layout)
    return sink.getvalue()


def _fill(book: Workbook, page: Worksheet, layout: Layout) -> None:
    """Title, headings with notes, the example, drop-downs."""
    must = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    may = book.add_format({"bg_color": "#F2F2F2", "border": 1})
    grey = book.add_format({"italic": True, "font_color": "#7F7F7F", "num_format": "@"})
    text, free = book.add_format({"num_format": "@"}), book.add_format({})
    top = layout.title_rows
    page.write_string(0, 0, f"{layout.label}（{layout.grain}）", book.add_format({"bold": True, "font_size": 14}))
    for number, column in enumerate(layout.columns.values()):
        heading = column.heading
        page.write_string(top, number, heading, must if column.required else may)
        page.write_comment(top, number, note_of(column))
        page.set_column(number, number, max(12, 2 * len(heading) + 2), text if column.type in ("code", "id", "date", "month", "text") else free)
        _example(page, top + 1, number, column, grey)
        _drop_down(page, top + 2, number, column)
    page.freeze_panes(top + 1, 1)


def _example(page: Worksheet, row: int, number: int, column: LayoutColumn, form: Format) -> None:
    """The example value; the first one is marked, so that the reader sets the row aside."""
    value = column.example or (column.values[0] if column.values else {"bool": "是", "date": "2026-05-31", "number": "0"}.get(column.type, ""))
    page.write_string(row, number, f"{EXAMPLE}{value}" if number == 0 else value, form)


def _drop_down(page: Worksheet, row: int, number: int, column: LayoutColumn) -> None:
    """The allowed values to choose from; where others are allowed too, choosing is no duty."""
    values = ["是", "否"] if column.type == "bool" else list(column.values)
    if not values or column.type == "list" or len(",".join(values)) > _LONGEST_DROPDOWN:
        return
    page.data_validation(row, number, row + ROWS, number, {"validate": "list", "source": values, "error_type": "warning" if column.open else "stop"})


def note_of(column: LayoutColumn) -> str:
    """What to fill in, in one note."""
    parts = ["必填" if column.required else "选填", TYPES[column.type]]
    if column.unit:
        parts.append(f"单位：{column.unit}")
    if column.values:
        parts.append("可填：" + "、".join(column.values) + ("等" if column.open else ""))
    parts.append(f"空着表示：{_EMPTY[column.empty]}")
    return "；".join([*parts, column.note] if column.note else parts)


def _guide(book: Workbook, page: Worksheet, layout: Layout) -> None:
    """One line per column, for those who print it."""
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    page.write_string(
        0, 0, f"{layout.label}：由{layout.holder}填报，{layout.cadence}报；一次上报有效 {layout.valid_for} 个月。灰色的示例行不用删，系统会自动跳过。", wrap
    )
    for column, title in enumerate(("列的名称", "怎么填", "也认得的写法")):
        page.write_string(2, column, title, bold)
        page.set_column(column, column, 24 if column == 0 else 70)
    for row, column in enumerate(layout.columns.values(), start=3):
        page.write_string(row, 0, column.heading)
        page.write_string(row, 1, note_of(column), wrap)
        page.write_string(row, 2, "、".join(column.aliases), wrap)
