"""Given a raw sheet; gives the tables in it: header rows, headings with their groups, data rows, titles above and the unit that holds for the table."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.headings import UNITS, Heading, bare, normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data_loaders.model import RawSheet

SEARCHED_ROWS = 60
DEEPEST_HEADER = 4
FEWEST_HEADINGS = 3

_UNIT_ROW = re.compile(r"单位\s*[:：]\s*([^\s,，;；)）]+)")
_NO_HEADING = re.compile(r"[:：]|\d{4}")


@dataclass(frozen=True)
class FoundTable:
    """One table of a sheet; rows are counted from 0 in the raw cells. header: first and last header row; first, last: data rows, last exclusive.

    repeats: rows in between that repeat the header (a printed page's); titles: texts above the header; unit: unit of money given above (万元), or empty.
    """

    header: tuple[int, int]
    headings: tuple[Heading, ...]
    first: int
    last: int
    repeats: tuple[int, ...]
    titles: tuple[str, ...]
    unit: str


@dataclass(frozen=True)
class _Block:
    """A candidate header: its first row, depth, and how many of its columns carry a known heading."""

    top: int
    depth: int
    known: int

    @property
    def score(self) -> tuple[float, int]:
        """More known headings are better, then fewer and earlier rows."""
        return (self.known - 0.5 * (self.depth - 1), -self.top)


def find_tables(sheet: RawSheet, known: frozenset[str], raw_names: Sequence[str]) -> tuple[FoundTable, ...]:
    """The tables of the sheet from top to bottom; empty if no row carries known headings.

    known: normalised headings of all layouts; raw_names: the same as written, for finding a second header far down quickly.
    """
    height = sheet.cells.num_rows
    if height == 0 or sheet.cells.num_columns == 0:
        return ()
    head = _Grid(sheet, 0, min(height, SEARCHED_ROWS))
    block = _first_block(head, known)
    if block is None:
        return ()
    found = [block]
    repeats: list[int] = []
    for row in _rows_of_headings(sheet, raw_names, block.top + block.depth):
        grid = _Grid(sheet, max(0, row - DEEPEST_HEADER + 1), min(height, row + DEEPEST_HEADER))
        before = max(repeats[-1] + 1 if repeats else 0, found[-1].top + found[-1].depth)
        again = _best_block(grid, range(max(0, before - grid.top), grid.height), known) if row >= before else None
        if again is None:
            continue
        if _texts(sheet, again) == _texts(sheet, found[-1]):
            repeats += range(again.top, again.top + again.depth)
        else:
            found.append(again)
    return tuple(_table(sheet, one, found[i + 1].top if i + 1 < len(found) else height, repeats, found[i - 1] if i else None) for i, one in enumerate(found))


class _Grid:
    """The rows top to bottom of a sheet as Python texts, with the merged cells that lie in them."""

    def __init__(self, sheet: RawSheet, top: int, bottom: int) -> None:
        self.top, self.height = top, bottom - top
        columns = [sheet.cells.column(i).slice(top, bottom - top).to_pylist() for i in range(sheet.cells.num_columns)]
        self.cells = [[_text(column[row]) for column in columns] for row in range(self.height)]
        self.merged = [area for area in sheet.merged if area[0] < bottom and area[2] >= top]

    def leaf(self, top: int, depth: int, column: int) -> tuple[str, int]:
        """The lowest text of the column within the header and the row where it stands, counted from the grid's top."""
        for row in range(top + depth - 1, top - 1, -1):
            if self.cells[row][column]:
                return self.cells[row][column], row
        return "", top

    def groups(self, top: int, leaf_row: int, column: int) -> tuple[str, ...]:
        """The texts above the leaf, outermost first; one further left counts if its cell is merged across or, with no merges known, if it is the nearest."""
        found = []
        for row in range(top, leaf_row):
            text = self.cells[row][column] or self._across(row, column)
            if text:
                found.append(text)
        return tuple(found)

    def _across(self, row: int, column: int) -> str:
        """The text of the merged cell that covers this one, or of the nearest text to the left if the format tells no merges."""
        for top, left, bottom, right in self.merged:
            if top <= row + self.top <= bottom and left <= column <= right:
                inner = top - self.top
                return self.cells[inner][left] if inner >= 0 else ""
        if self.merged:
            return ""
        return next((self.cells[row][left] for left in range(column - 1, -1, -1) if self.cells[row][left]), "")


def _text(value: str | None) -> str:
    return " ".join(value.split()) if value else ""


def _first_block(grid: _Grid, known: frozenset[str]) -> _Block | None:
    """The first header: the best among the first row with enough known headings and the rows that may belong to one header with it."""
    for top in range(grid.height):
        if _best_block(grid, range(top, top + 1), known):
            return _best_block(grid, range(top, min(top + DEEPEST_HEADER, grid.height)), known, floor=0)
    return None


def _best_block(grid: _Grid, rows: range, known: frozenset[str], *, floor: int | None = None) -> _Block | None:
    """The header among these rows with the most known headings, grown upwards over rows of group headings, not above `floor`."""
    best: _Block | None = None
    for top in rows:
        if not any(text and {normalise(text), bare(text)} & known for text in grid.cells[top]):
            continue
        for depth in range(1, min(DEEPEST_HEADER, grid.height - top) + 1):
            block = _Block(top, depth, _known(grid, top, depth, known))
            if best is None or block.score > best.score:
                best = block
    if best is None or best.known < FEWEST_HEADINGS:
        return None
    while best.depth < DEEPEST_HEADER and best.top > (rows.start if floor is None else floor) and _is_group_row(grid, best.top - 1):
        best = _Block(best.top - 1, best.depth + 1, best.known)
    return _Block(best.top + grid.top, best.depth, best.known)


def _known(grid: _Grid, top: int, depth: int, known: frozenset[str]) -> int:
    """How many columns carry a known heading if the header is these rows."""
    count = 0
    for column in range(len(grid.cells[top])):
        text, row = grid.leaf(top, depth, column)
        if not text:
            continue
        forms = {normalise(text), bare(text)} | {normalise(group + text) for group in grid.groups(top, row, column)}
        count += bool(forms & known)
    return count


def _is_group_row(grid: _Grid, row: int) -> bool:
    """Whether the row looks like group headings: several different texts, none of them a label with a colon or a value with a year or a long number."""
    texts = {text for text in grid.cells[row] if text}
    return len(texts) > 1 and not any(_NO_HEADING.search(text) for text in texts)


def _rows_of_headings(sheet: RawSheet, raw_names: Sequence[str], start: int) -> list[int]:
    """Rows from `start` on in which at least three cells are headings exactly as written."""
    names = pa.array(list(dict.fromkeys(raw_names)), pa.string())
    hits = np.zeros(sheet.cells.num_rows, np.uint16)
    for column in sheet.cells.columns:
        inside = pc.is_in(column, value_set=names)
        hits += inside.to_numpy().astype(np.uint16)
    return [int(row) for row in np.flatnonzero(hits >= FEWEST_HEADINGS) if row >= start]


def _texts(sheet: RawSheet, block: _Block) -> list[list[str]]:
    return _Grid(sheet, block.top, block.top + block.depth).cells


def _table(sheet: RawSheet, block: _Block, end: int, repeats: Sequence[int], before: _Block | None) -> FoundTable:
    """The found table of a header that ends where the next begins."""
    grid = _Grid(sheet, block.top, block.top + block.depth)
    headings = []
    for column in range(sheet.cells.num_columns):
        text, row = grid.leaf(0, block.depth, column)
        if text:
            headings.append(Heading(column, text, grid.groups(0, row, column)))
    start = before.top + before.depth if before else 0
    above = _Grid(sheet, max(start, block.top - 10), block.top).cells if before is None else _Grid(sheet, max(start, block.top - 3), block.top).cells
    titles = tuple(dict.fromkeys(text for cells in [*above, *grid.cells[: block.depth - 1]] for text in cells if text))
    first = block.top + block.depth
    inner = tuple(row for row in repeats if first <= row < end)
    return FoundTable((block.top, first - 1), tuple(headings), first, end, inner, titles, _unit(titles))


def _unit(titles: Sequence[str]) -> str:
    """The unit that the rows above the header give for the whole table (单位：万元)."""
    for text in titles:
        for found in _UNIT_ROW.findall(unicodedata.normalize("NFKC", text)):
            unit = next((unit for unit in sorted(UNITS, key=len, reverse=True) if found.startswith(unit)), "")
            if unit:
                return unit
    return ""
