"""Given a Brief; gives an editable Word document in the layout of GB/T 9704-2012: margins, line pitch, fonts by name, page numbers between dashes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor

from reports.model import Chart, Paragraph, Table
from reports.numerals import first_level
from reports.pictures import png
from reports.word_page import GRID, exact_pitch, lay_out
from reports.word_table import add_table
from reports.word_text import BODY, HEAD, KAI, RED, SMALL, TITLE, rule_below, run, tight, with_alt

if TYPE_CHECKING:
    from docx.document import Document as Paper

    from reports.model import Block, Brief

TEXT_WIDTH = Mm(156)
PICTURE_WIDTH = Mm(150)
BODY_SIZE = 16.0
INDENT = Pt(2 * BODY_SIZE)
"""Two characters."""


def word(brief: Brief) -> bytes:
    """The document. Raises reports.fonts.FontError if its pictures cannot be drawn in Chinese."""
    paper = Document()
    lay_out(paper, brief)
    _masthead(paper, brief)
    _centred(paper, brief.title, TITLE)
    _text(paper, brief.lead)
    for number, section in enumerate(brief.sections, start=1):
        _heading(paper, first_level(number, section.heading))
        for block in section.blocks:
            _block(paper, block)
    for number, table in enumerate(brief.annex, start=1):
        _annex(paper, f"附表{number if len(brief.annex) > 1 else ''}", table)
    if brief.basis:
        _heading(paper, "附：口径说明")
        for paragraph in brief.basis:
            _text(paper, paragraph.text, size=SMALL)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _masthead(paper: Paper, brief: Brief) -> None:
    """报头: the red name, number and date, red line; 密级 and 签发 are left to the office that signs."""
    line = paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run(line, brief.masthead, TITLE, points=36, colour=RGBColor(*RED))
    line = paper.add_paragraph()
    line.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, alignment=WD_TAB_ALIGNMENT.RIGHT)
    run(line, f"{brief.issue}\t{brief.date}", BODY)
    line = paper.add_paragraph()
    run(line, brief.organ, BODY)
    rule_below(line, RED)


def _centred(paper: Paper, text: str, face: str) -> None:
    line = paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_before = Pt(GRID)
    line.paragraph_format.space_after = Pt(GRID / 2)
    run(line, text, face, points=22)


def _heading(paper: Paper, text: str) -> None:
    line = paper.add_paragraph(style="Heading 1")
    line.paragraph_format.first_line_indent = INDENT
    line.paragraph_format.keep_with_next = True
    run(line, text, HEAD)


def _text(paper: Paper, text: str, *, size: float = BODY_SIZE) -> None:
    line = paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    line.paragraph_format.first_line_indent = Pt(2 * size)
    exact_pitch(line, size)
    if size < BODY_SIZE:
        tight(line)
    run(line, text, BODY, points=size)


def _block(paper: Paper, block: Block) -> None:
    if isinstance(block, Table):
        _caption(paper, block.caption)
        add_table(paper, block)
    elif isinstance(block, Chart):
        _picture(paper, block)
    elif isinstance(block, Paragraph):
        _text(paper, block.text)


def _caption(paper: Paper, text: str) -> None:
    line = paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.keep_with_next = True
    run(line, text, KAI, points=14)


def _picture(paper: Paper, chart: Chart) -> None:
    _caption(paper, chart.caption)
    line = paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.line_spacing = 1.0
    line.add_run().add_picture(io.BytesIO(png(chart)), width=PICTURE_WIDTH)
    with_alt(line, chart.alt)


def _annex(paper: Paper, name: str, table: Table) -> None:
    line = paper.add_paragraph()
    line.paragraph_format.page_break_before = True  # a break in a paragraph of its own would leave an empty page after a full one
    run(line, name, HEAD)
    _caption(paper, table.caption)
    add_table(paper, table)
