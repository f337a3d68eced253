"""Given a Word document and a Table; gives the table set in it: thin rules, heading repeated on every page, no row broken over two pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from reports.word_text import BODY, HEAD, run, tight

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.table import _Cell, _Row

    from reports.model import Table

SIZE = 10.5
WIDTH = 156.0
"""Points of the print in a table, and millimetres between the margins."""
LETTER, MARGIN, CHINESE = 1.85, 4.0, 0x2E7F
"""Millimetres of a digit (a Chinese character takes two) and of a cell's margins; where East Asian characters begin."""


def add_table(paper: Paper, table: Table) -> None:
    """The table and, if it has one, the note below it."""
    made = paper.add_table(rows=1, cols=len(table.headings), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = _widths(table)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    _fill(made.rows[0], table.headings, widths, (), face=HEAD)
    _mark(made.rows[0], "w:cantSplit")
    _mark(made.rows[0], "w:tblHeader")
    for row in table.rows:
        line = made.add_row()
        _fill(line, row, widths, table.numbers, face=BODY)
        _mark(line, "w:cantSplit")
    if table.note:
        for cell in made.rows[-1].cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True  # a note is never alone on the next page
        line = paper.add_paragraph()
        tight(line)
        line.paragraph_format.line_spacing = 1.0
        run(line, table.note, BODY, points=SIZE)


def _widths(table: Table) -> list[float]:
    parts = table.widths or (1.0,) * len(table.headings)
    return [WIDTH * part / sum(parts) for part in parts]


def _fill(row: _Row, texts: tuple[str, ...], widths: list[float], numbers: tuple[int, ...], *, face: str) -> None:
    for position, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
        cell.width, cell.vertical_alignment = Mm(width), WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _write(cell, _broken(text, width), face, right=position in numbers)


def _broken(text: str, width: float) -> str:
    """A text that does not fit on one line, broken after its commas: an office program that sets Chinese breaks 14 551 anywhere else."""
    needed = sum(LETTER if ord(letter) < CHINESE else 2 * LETTER for letter in text)
    return re.sub(r"，(?=\d)", "，\n", text) if needed > width - MARGIN and any(letter.isdigit() for letter in text) else text


def _write(cell: _Cell, text: str, face: str, *, right: bool) -> None:
    line = cell.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.CENTER if face == HEAD else WD_ALIGN_PARAGRAPH.LEFT
    tight(line)
    form = line.paragraph_format
    form.line_spacing, form.space_before, form.space_after = 1.0, Pt(2), Pt(2)
    run(line, text, face, points=SIZE)


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # the library has neither repeated headings nor unbroken rows
