"""Given a table of counts; gives the cells to hide so that no count of 1 to k − 1 can be read, not even by taking the others from the totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

K = 5
"""The smallest count that a paper which is passed on shows."""
Cell = tuple[int, int]


def is_small(count: float | None, k: int = K) -> bool:
    """Whether the count (or a change by as much) tells of so few that they can be recognised; nobody is no small count."""
    return count is not None and 0 < abs(count) < k


def hidden_cells(counts: Sequence[Sequence[float | None]], k: int = K) -> frozenset[Cell]:
    """The positions (row, column) to hide; a position in row len(counts) is a column's total, one in column len(counts[0]) a row's total.

    counts: rows of equal length, without totals; None is no figure, and is as little hidden as 0. Hidden are small counts and small totals (primary). Then
    in every row and column, totals being one of the numbers in it, a lone hidden number is joined by the smallest that is not 0, and so are hidden counts
    that together stay below k under a total that is shown (complementary); and so is what ties a number that only several lines together would tell.
    """
    whole = _with_totals(counts)
    hidden = {cell for cell, value in whole.items() if is_small(value, k)}
    lines = _lines(len(counts), len(counts[0]) if counts else 0)
    while (more := next((cell for line in lines if (cell := _companion(line, whole, hidden, k)) is not None), None)) or (more := _tie(whole, hidden)):
        hidden.add(more)
    return frozenset(hidden)


def _with_totals(counts: Sequence[Sequence[float | None]]) -> dict[Cell, float]:
    whole = {(row, column): value or 0 for row, line in enumerate(counts) for column, value in enumerate(line)}
    rows, columns = len(counts), len(counts[0]) if counts else 0
    whole |= {(row, columns): sum(whole[row, column] for column in range(columns)) for row in range(rows)}
    return whole | {(rows, column): sum(whole[row, column] for row in range(rows)) for column in range(columns + 1)}


def _lines(rows: int, columns: int) -> list[list[Cell]]:
    """Every row and every column, its total last; the totals make a row and a column of their own."""
    across = [[(row, column) for column in range(columns + 1)] for row in range(rows + 1)]
    return across + [[(row, column) for row in range(rows + 1)] for column in range(columns + 1)]


def _companion(line: list[Cell], whole: dict[Cell, float], hidden: set[Cell], k: int) -> Cell | None:
    """The number that has to be hidden too, None where the line keeps its secret."""
    *inner, total = line
    within = [cell for cell in inner if cell in hidden]
    count = len(within) + (total in hidden)
    if count == 0 or (count > 1 and (total in hidden or sum(whole[cell] for cell in within) >= k)):
        return None
    left = [cell for cell in inner if cell not in hidden and whole[cell]]
    if left:
        return min(left, key=lambda cell: (whole[cell], cell))
    return total if total not in hidden and whole[total] else None


def _tie(whole: dict[Cell, float], hidden: set[Cell]) -> Cell | None:
    """The number to hide too where a hidden one is the sum of some rows less the sum of some columns; None where there is none.

    Rows and columns are points and every hidden number ties its row to its column: one whose points nothing else ties together can be worked out.
    """
    for told in sorted(hidden):
        side = _reached(told[0], hidden - {told})
        if ("column", told[1]) in side:
            continue
        left = [cell for cell in whole if cell not in hidden and whole[cell] and (("row", cell[0]) in side) != (("column", cell[1]) in side)]
        if left:
            return min(left, key=lambda cell: (whole[cell], cell))
    return None


def _reached(row: int, hidden: set[Cell]) -> set[tuple[str, int]]:
    """The rows and columns that hidden numbers tie to a row."""
    found: set[tuple[str, int]] = set()
    new = {("row", row)}
    while new:
        found |= new
        ties = [(("row", each[0]), ("column", each[1])) for each in hidden]
        new = {one for tie in ties if found & set(tie) for one in tie} - found
    return found
