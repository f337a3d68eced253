"""Given a Brief; gives 8 to 12 slides, one message each, with charts that can be edited in PowerPoint or WPS."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pptx import Presentation
from pptx.util import Inches

from reports.model import Chart, Paragraph, Table
from reports.numerals import chinese
from reports.slide_parts import add_chart, add_lines, add_table, cover, new_slide

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck

    from reports.model import Block, Brief

FEWEST, MOST = 8, 12
ROWS = 12
"""Rows of a table that can be read from the back of the room; the rest is in Word."""
BELOW_TEXT = 2.4
"""Inches from the top to a table that stands below one line of text."""
WIDE = (Inches(13.333), Inches(7.5))


def slides(brief: Brief) -> bytes:
    """The deck: cover, conclusion, one slide for each part and its charts and tables, what to decide, and how to read the figures."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE
    cover(deck, brief)
    page = new_slide(deck, "一句话结论", brief.footer)
    add_lines(page, [f"{each}。" for each in brief.lead.split("。") if each.strip()], most=32)
    for title, blocks in _pages(brief):
        _slide(deck, brief, title, blocks)
    page = new_slide(deck, "怎样看这些数", brief.footer)
    add_lines(page, brief.notes)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _pages(brief: Brief) -> list[tuple[str, tuple[Block, ...]]]:
    """What stands on each slide between conclusion and basis: at most nine. Text first, with the table that follows it if it is one line; then every chart and
    table of a part on a slide of its own."""
    found: list[tuple[str, tuple[Block, ...]]] = []
    for number, section in enumerate(brief.sections, start=1):
        title = f"{chinese(number)}、{section.message}"
        texts = tuple(block for block in section.blocks if isinstance(block, Paragraph))
        rest = [block for block in section.blocks if not isinstance(block, Paragraph)]
        if texts:
            together = rest[:1] if len(texts) == 1 and rest and isinstance(rest[0], Table) else []
            found.append((title, (*texts, *together)))
            rest = rest[len(together) :]
            title = ""
        for block in rest:
            found.append((title or block.message or block.caption, (block,)))
            title = ""
    return found[: MOST - 3]


def _slide(deck: Deck, brief: Brief, title: str, blocks: tuple[Block, ...]) -> None:
    page = new_slide(deck, title, brief.footer)
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    rest = [block for block in blocks if not isinstance(block, Paragraph)]
    if texts:
        add_lines(page, texts, **({"bottom": BELOW_TEXT - 0.1, "most": 20} if rest else {}))
    for block in rest:
        if isinstance(block, Chart):
            add_chart(page, block)
        elif isinstance(block, Table):
            add_table(page, block, rows=ROWS, top=BELOW_TEXT if texts else 1.5)
