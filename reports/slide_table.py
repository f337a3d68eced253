"""Given a slide and a Table; gives as many of its rows as stand there in type that is read from the back of the room, and how many more the paper holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from reports.slide_parts import INK, LEFT, POINTS, QUIET, WIDTH, one_line, styled
from reports.slide_text import FACE_HEIGHT, SMALLEST, letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pptx.slide import Slide
    from pptx.table import _Cell
    from pptx.util import Length

    from reports.model import Table

FOOT, LEAST = 6.6, 0.39
"""Inches from the top to where a table ends, and height of a row of one line."""
SIDE, BESIDE, MARGINS = 0.05, 0.15, 18.0
"""Inches from a cell's side to its text, to that of a number, and points that it leaves free in all, so that a wider face does not break it."""
WHITE = RGBColor(0xFF, 0xFF, 0xFF)


def add_table(page: Slide, table: Table, *, rows: int, top: float) -> None:
    """The first rows of the table from a height (inches) on, at most `rows`; how many follow in the paper is said below it."""
    widths = _widths(table)
    heights = [_height(texts, widths) for texts in (table.headings, *table.rows[:rows])]
    while sum(heights) > FOOT - top:
        heights.pop()
    shown = table.rows[: len(heights) - 1]
    made = page.shapes.add_table(len(shown) + 1, len(table.headings), LEFT, Inches(top), WIDTH, Inches(sum(heights))).table
    for place, width in enumerate(widths):
        made.columns[place].width = Pt(width)
    for position, (texts, height) in enumerate(zip((table.headings, *shown), heights, strict=True)):
        made.rows[position].height = Inches(height)
        for place, (cell, text) in enumerate(zip(made.rows[position].cells, texts, strict=True)):
            side = PP_ALIGN.RIGHT if place in table.numbers else PP_ALIGN.LEFT
            _write(cell, text, WHITE if not position else INK, side)
    if len(table.rows) > len(shown):
        one_line(page, f"另有 {len(table.rows) - len(shown)} 行，见文字稿", Inches(FOOT - 0.02), Pt(SMALLEST), QUIET, align=PP_ALIGN.LEFT)


def _widths(table: Table) -> list[float]:
    """Points of each column: as wide as its longest text; where that is too wide for the slide, the widest give way, else all take a part of what is left."""
    room = WIDTH / Pt(1)
    lines = (table.headings, *table.rows)
    widths = [max(letters(line[place]) for line in lines) * SMALLEST + MARGINS for place in range(len(table.headings))]
    if sum(widths) <= room:
        return [width * room / sum(widths) for width in widths]
    return [min(width, _widest(widths, room)) for width in widths]


def _widest(widths: Sequence[float], room: float) -> float:
    """The width that no column may exceed for all to fit."""
    narrow: list[float] = []
    for width in sorted(widths):
        share = (room - sum(narrow)) / (len(widths) - len(narrow))
        if width > share:
            return share
        narrow.append(width)
    return room


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Inches of the row whose cell with most lines holds so many."""
    most = max(-(-letters(text) * SMALLEST // (width - MARGINS + 1)) for text, width in zip(texts, widths, strict=True))
    return max(LEAST, (most * SMALLEST * FACE_HEIGHT + 4) / POINTS)


def _write(cell: _Cell, text: str, colour: RGBColor, side: PP_ALIGN) -> None:
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.margin_left, cell.margin_right = Inches(SIDE), Inches(BESIDE if side == PP_ALIGN.RIGHT else SIDE)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = side
    size: Length = Pt(SMALLEST)
    styled(paragraph, text, size, colour)
