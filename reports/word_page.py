"""Given a new Word document and a Brief; gives it the page of GB/T 9704-2012: A4, margins, 22 lines of 28 characters, page numbers, footer line, marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reports.word_text import BODY, HEAD, SONG, WESTERN, field, run

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.section import Section, _Footer
    from docx.text.paragraph import Paragraph

    from reports.model import Brief

GRID = 28.95
"""Points from line to line: 225 mm over 22 lines (domain text, section 5)."""
LINE_PITCH = "579"
MARGINS = {"top_margin": Mm(37), "bottom_margin": Mm(35), "left_margin": Mm(28), "right_margin": Mm(26)}
NUMBER_SIZE = 14
FOOT_SIZE = 9


def lay_out(paper: Paper, brief: Brief) -> None:
    """Page, grid, the ordinary style, footer with page number and provenance, header with the mark where names are in it."""
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    for name, size in MARGINS.items():
        setattr(page, name, size)
    page.footer_distance = Mm(20)
    _grid(page)
    _ordinary(paper)
    paper.core_properties.title, paper.core_properties.author = brief.title, brief.organ
    paper.settings.odd_and_even_pages_header_footer = True
    _foot(page.footer, brief, WD_ALIGN_PARAGRAPH.RIGHT)
    _foot(page.even_page_footer, brief, WD_ALIGN_PARAGRAPH.LEFT)
    if brief.mark:
        for header in (page.header, page.even_page_header):
            line = header.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run(line, brief.mark, HEAD, points=FOOT_SIZE + 3)


def exact_pitch(paragraph: Paragraph, size: float) -> None:
    """Lines on the grid; smaller print closer."""
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(GRID if size >= NUMBER_SIZE else size * 1.6)
    form.space_after = form.space_before = Pt(0)


def _grid(page: Section) -> None:
    for old in page._sectPr.findall(qn("w:docGrid")):  # the library has no character grid
        page._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "linesAndChars")  # 22 lines of 28 characters (domain text, section 5)
    grid.set(qn("w:linePitch"), LINE_PITCH)
    page._sectPr.append(grid)


def _ordinary(paper: Paper) -> None:
    """The styles are set too, so that what a clerk types later looks the same."""
    for name, face in (("Normal", BODY), ("Heading 1", HEAD)):
        style = paper.styles[name]
        style.font.name, style.font.size, style.font.bold = WESTERN, Pt(16), False  # type: ignore[union-attr]  # a paragraph style has a font
        style.font.color.rgb = None  # type: ignore[union-attr]  # as above
        properties = style.element.get_or_add_rPr()
        properties.get_or_add_rFonts().set(qn("w:eastAsia"), face)
        _in_chinese(properties)
        form = style.paragraph_format  # type: ignore[union-attr]  # as above
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(GRID)
        form.space_after = form.space_before = Pt(0)


def _in_chinese(properties: Any) -> None:  # noqa: ANN401 - an XML element of the library
    """Name the language: without it punctuation is set as in traditional Chinese, in the middle of its square."""
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


def _foot(footer: _Footer, brief: Brief, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 — on the outer side, one character in; below it month, submitted and version."""
    line = footer.paragraphs[0]
    line.alignment = side
    form = line.paragraph_format
    form.left_indent = form.right_indent = Pt(NUMBER_SIZE)
    run(line, "— ", SONG, points=NUMBER_SIZE)
    field(line, "PAGE", SONG, points=NUMBER_SIZE)
    run(line, " —", SONG, points=NUMBER_SIZE)
    line = footer.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    form = line.paragraph_format
    form.line_spacing = 1.0
    run(line, brief.footer, SONG, points=FOOT_SIZE)
