"""Given a Word document and a Table; gives it set with thin rules: heading on every page, no row broken, nor the table where it fits on one page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from reports.table_room import MARGIN, column_widths, stands_on_a_page, text_width
from reports.word_text import BODY, HEAD, run, tight

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.table import _Cell, _Row

    from reports.model import Table

SIZE = 10.5
"""Points of the print in a table."""


def add_table(paper: Paper, table: Table) -> None:
    """The table and, if it has one, the note below it."""
    made = paper.add_table(rows=1, cols=len(table.headings), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = column_widths(table)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    _fill(made.rows[0], table.headings, widths, (), face=HEAD)
    _mark(made.rows[0], "w:cantSplit")
    _mark(made.rows[0], "w:tblHeader")
    for row in table.rows:
        line = made.add_row()
        _fill(line, row, widths, table.numbers, face=BODY)
        _mark(line, "w:cantSplit")
    together = made.rows[:-1] if stands_on_a_page(table) else []
    for row in [*together, *(made.rows[-1:] if table.note else [])]:  # a note is never alone on the next page
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    if table.note:
        line = paper.add_paragraph()
        tight(line)
        line.paragraph_format.line_spacing = 1.0
        run(line, table.note, BODY, points=SIZE)


def _fill(row: _Row, texts: tuple[str, ...], widths: list[float], numbers: tuple[int, ...], *, face: str) -> None:
    for position, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
        cell.width, cell.vertical_alignment = Mm(width), WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _write(cell, _broken(text, width), face, right=position in numbers)


def _broken(text: str, width: float) -> str:
    """A text that does not fit on one line, broken after its commas: an office program that sets Chinese breaks 14 551 anywhere else."""
    return re.sub(r"，(?=\d)", "，\n", text) if text_width(text) > width - MARGIN and any(letter.isdigit() for letter in text) else text


def _write(cell: _Cell, text: str, face: str, *, right: bool) -> None:
    line = cell.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.CENTER if face == HEAD else WD_ALIGN_PARAGRAPH.LEFT
    tight(line)
    form = line.paragraph_format
    form.line_spacing, form.space_before, form.space_after = 1.0, Pt(2), Pt(2)
    run(line, text, face, points=SIZE)


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # the library has neither repeated headings nor unbroken rows
