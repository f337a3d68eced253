"""Given a Brief; gives 8 to 12 slides, one message each, with charts that can be edited in PowerPoint or WPS."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pptx import Presentation
from pptx.util import Inches

from reports.model import Chart, Paragraph, Table
from reports.numerals import chinese
from reports.slide_parts import add_chart, add_lines, add_table, add_text, cover, new_slide

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck

    from reports.model import Block, Brief

FEWEST, MOST = 8, 12
ROWS = 12
"""Rows of a table that can be read from the back of the room; the rest is in Word."""
WIDE = (Inches(13.333), Inches(7.5))


def slides(brief: Brief) -> bytes:
    """The deck: cover, conclusion, one slide for each part and its charts and tables, what to decide, and how to read the figures."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE
    cover(deck, brief)
    page = new_slide(deck, "一句话结论", brief.footer)
    add_text(page, brief.lead, points=28)
    for title, blocks in _pages(brief):
        _slide(deck, brief, title, blocks)
    page = new_slide(deck, "怎样看这些数", brief.footer)
    add_lines(page, brief.notes, points=20)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _pages(brief: Brief) -> list[tuple[str, tuple[Block, ...]]]:
    """What stands on each slide between conclusion and basis: at most nine. Text first, then every chart and table of a part on a slide of its own."""
    found: list[tuple[str, tuple[Block, ...]]] = []
    for number, section in enumerate(brief.sections, start=1):
        title = f"{chinese(number)}、{section.message}"
        texts = tuple(block for block in section.blocks if isinstance(block, Paragraph))
        rest = [block for block in section.blocks if not isinstance(block, Paragraph)]
        if texts:
            found.append((title, texts))
        found += [(block.caption, (block,)) for block in rest]
    return found[: MOST - 3]


def _slide(deck: Deck, brief: Brief, title: str, blocks: tuple[Block, ...]) -> None:
    page = new_slide(deck, title, brief.footer)
    block = blocks[0]
    if isinstance(block, Chart):
        add_chart(page, block)
    elif isinstance(block, Table):
        add_table(page, block, rows=ROWS)
    else:
        add_lines(page, [each.text for each in blocks if isinstance(each, Paragraph)], points=20)
