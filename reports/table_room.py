"""Given a Table and the width between the margins; gives the widths of its columns and whether it stands on one page, so that it need not be torn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.model import Table

WIDTH = 156.0
"""Millimetres between the margins."""
LETTER, MARGIN, CHINESE = 1.85, 4.0, 0x2E7F
"""Millimetres of a digit (a Chinese character takes two) and of a cell's margins; where East Asian characters begin."""
LINE, PADDING = 14.5, 5.0
"""Points of a line of print and of what a row takes besides."""
ROOM = 540.0
"""Points of a page, less what a heading, a caption and a note take."""


def column_widths(table: Table) -> list[float]:
    """Millimetres of each column."""
    parts = table.widths or (1.0,) * len(table.headings)
    return [WIDTH * part / sum(parts) for part in parts]


def text_width(text: str) -> float:
    """Millimetres of the text on one line."""
    return sum(LETTER if ord(letter) < CHINESE else 2 * LETTER for letter in text)


def stands_on_a_page(table: Table) -> bool:
    """Whether all its rows fit on one page."""
    widths = column_widths(table)
    return sum(_height(texts, widths) for texts in (table.headings, *table.rows)) <= ROOM


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Points of the row whose cell with most lines holds so many."""
    return LINE * max(max(-(-text_width(text) // (width - MARGIN)), 1) for text, width in zip(texts, widths, strict=True)) + PADDING
