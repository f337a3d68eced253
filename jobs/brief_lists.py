"""Given a list as jobs.people_table gives it; gives it as a table of a briefing, its columns as wide as their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.model import Table

if TYPE_CHECKING:
    import pandas as pd

WIDEST = 24.0
"""A column takes no more than this for its text, in letters; longer text is broken; a heading may be broken to a third, so that ids and names stay whole."""
NARROWEST = 6.0
"""Room for two Chinese characters and the margins."""


def list_table(frame: pd.DataFrame, caption: str, most: int) -> Table:
    """A list as jobs.people_table gives it, as a table of at most so many rows, with a note of how many more there are."""
    headings = tuple(map(str, frame.columns))
    lines = tuple(tuple("" if cell is None else str(cell) for cell in line) for line in frame.head(most).itertuples(index=False))
    left = len(frame) - len(lines)
    widths = tuple(min(max(_width(heading) / 3, *(_width(line[place]) for line in lines), NARROWEST), WIDEST) for place, heading in enumerate(headings))
    return Table(caption, headings, lines, widths=widths, note=f"另有 {left} 行，见各苏木镇的工作簿。" if left else "")


def _width(text: str) -> float:
    """A Chinese character takes the place of two letters."""
    return sum(1 if letter.isascii() else 2 for letter in text) + 2
