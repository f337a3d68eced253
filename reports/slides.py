"""Given a Brief; gives 8 to 12 slides, one message each, with charts that can be edited in PowerPoint or WPS."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pptx import Presentation
from pptx.util import Inches

from reports.model import Chart, Paragraph, Table
from reports.numerals import chinese
from reports.slide_parts import BOTTOM, POINTS, TOP, add_chart, add_lines, cover, new_slide
from reports.slide_table import add_table
from reports.slide_text import SMALLEST, in_parts, taken

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck

    from reports.model import Block, Brief, Section

FEWEST, MOST = 8, 12
ROWS = 12
"""Rows of a table that can be read from the back of the room; the rest is in Word."""
BETWEEN_ENDS = MOST - 3
"""Slides but cover, conclusion and how to read the figures."""
BELOW_TEXT = 2.3
"""Inches from the top to a table that stands below one line of text."""
WIDE = (Inches(13.333), Inches(7.5))


@dataclass(frozen=True)
class _Page:
    """One slide: its message and what stands below; opens: whether it is the first of its part."""

    title: str
    blocks: tuple[Block, ...]
    opens: bool = False


def slides(brief: Brief) -> bytes:
    """The deck: cover, conclusion, one slide for each part and its charts and tables, what to decide, and how to read the figures."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE
    cover(deck, brief)
    page = new_slide(deck, "一句话结论", brief.footer)
    add_lines(page, [f"{each}。" for each in brief.lead.split("。") if each.strip()], most=32)
    for found in _pages(brief):
        _slide(deck, brief, found.title, found.blocks)
    page = new_slide(deck, "怎样看这些数", brief.footer)
    add_lines(page, brief.notes)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _pages(brief: Brief) -> list[_Page]:
    """What stands on each slide between conclusion and basis. Charts are left out where there are more than the deck holds, the last of a part first."""
    found = [page for number, section in enumerate(brief.sections, start=1) for page in _pages_of(section, number)]
    for page in [page for page in reversed(found) if not page.opens and isinstance(page.blocks[0], Chart)]:
        if len(found) > BETWEEN_ENDS:
            found.remove(page)
    return found[:BETWEEN_ENDS]


def _pages_of(section: Section, number: int) -> list[_Page]:
    """Text first, over as many slides as it needs, with the table that follows it if it is short; then every chart and table on a slide of its own."""
    title = f"{chinese(number)}、{section.message}"
    texts = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    rest = [block for block in section.blocks if not isinstance(block, Paragraph)]
    found = [_Page(f"{section.heading}（续）", tuple(map(Paragraph, part))) for part in in_parts(texts, (BOTTOM - TOP) * POINTS)]
    if found and rest and isinstance(rest[0], Table) and taken(texts, SMALLEST) <= (BELOW_TEXT - TOP) * POINTS:
        found = [_Page(title, (*found[0].blocks, rest.pop(0)))]
    found += [_Page(block.message or block.caption, (block,)) for block in rest]
    return [replace(page, title=title, opens=True) if page is found[0] else page for page in found]


def _slide(deck: Deck, brief: Brief, title: str, blocks: tuple[Block, ...]) -> None:
    page = new_slide(deck, title, brief.footer)
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    rest = [block for block in blocks if not isinstance(block, Paragraph)]
    if texts:
        add_lines(page, texts, **({"bottom": BELOW_TEXT, "most": 20} if rest else {}))
    for block in rest:
        if isinstance(block, Chart):
            add_chart(page, block)
        elif isinstance(block, Table):
            add_table(page, block, rows=ROWS, top=BELOW_TEXT if texts else TOP)
