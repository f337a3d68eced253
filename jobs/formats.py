"""Given the layouts and the catalogue of issues; gives what 数据格式 shows: the sheets by workbook, the columns of one, every issue code, blank templates."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from data_loaders.format_doc import sentence_of
from data_loaders.format_words import books, column_words, facts, is_export
from data_loaders.issues import catalogue
from data_loaders.layout import read_layouts
from data_loaders.template import template_workbook
from jobs.upload_view import SEVERITY

if TYPE_CHECKING:
    from data_loaders.format_words import ColumnWords
    from data_loaders.layout import Layout

ALL_TEMPLATES = "空白模板.zip"


@dataclass(frozen=True)
class SheetFormat:
    """One kind of sheet in words. book: its workbook; facts: (题目, 内容); template: file name of its blank template, empty for an export."""

    name: str
    label: str
    book: str
    holder: str
    cadence: str
    facts: tuple[tuple[str, str], ...]
    columns: tuple[ColumnWords, ...]
    template: str

    @property
    def required(self) -> int:
        """How many of its columns must be filled in."""
        return sum(column.required for column in self.columns)


@dataclass(frozen=True)
class IssueFormat:
    """One issue code: severity with its sign, what it says with its holes named, what to do."""

    code: str
    severity: str
    title: str
    what: str
    do: str


@cache
def sheet_formats() -> tuple[SheetFormat, ...]:
    """Every kind of sheet, workbook by workbook, the exports last."""
    return tuple(_sheet(layout, book) for book, group in books(read_layouts().values()).items() for layout in group)


@cache
def issue_formats() -> tuple[IssueFormat, ...]:
    """Every issue code in the order of the catalogue."""
    return tuple(IssueFormat(one.code, SEVERITY[one.severity], one.title, sentence_of(one.what), sentence_of(one.do)) for one in catalogue().values())


def template(name: str) -> bytes:
    """The blank template of one kind of sheet; raises KeyError for an unknown one."""
    return template_workbook(read_layouts()[name])


def all_templates() -> bytes:
    """A zip of every blank template, in folders by workbook; exports have none."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as bundle:  # workbooks are compressed already
        for sheet in sheet_formats():
            if sheet.template:
                bundle.writestr(f"{sheet.book}/{sheet.template}", template(sheet.name))
    return sink.getvalue()


def _sheet(layout: Layout, book: str) -> SheetFormat:
    columns = tuple(column_words(layout, column) for column in layout.columns.values())
    name = "" if is_export(layout) else f"{layout.label}_模板.xlsx"
    return SheetFormat(layout.name, layout.label, book, layout.holder, layout.cadence, tuple(facts(layout)), columns, name)
