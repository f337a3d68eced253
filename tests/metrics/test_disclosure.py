"""Given small tables of counts; tells which numbers a paper that is passed on hides, so that nothing small can be worked out."""

import itertools
import random

import numpy as np
import pytest

from metrics.disclosure import hidden_cells, is_small


@pytest.mark.parametrize(("count", "small"), [(0, False), (1, True), (4, True), (5, False), (-4, True), (None, False)])
def test_one_to_four_is_small_and_nobody_is_not(count, small):
    assert is_small(count) is small


def test_the_border_is_a_choice():
    assert (is_small(5, 10), is_small(10, 10)) == (True, False)


def test_nothing_small_hides_nothing():
    assert hidden_cells([[5, 0], [12, 30]]) == frozenset()


def test_a_table_without_rows_hides_nothing():
    assert hidden_cells([]) == frozenset()


def test_a_small_count_takes_the_next_smallest_of_its_row_and_column_along():
    # 3 alone could be taken from either total; 8 joins it in the row and 7 in the column; 9 closes the square, else 8 and 7 could be taken
    assert hidden_cells([[3, 8, 50], [7, 9, 60], [40, 50, 70]]) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_zero_is_never_hidden():
    counts = [[2, 0, 9], [0, 0, 0], [6, 0, 8]]
    assert not {(row, column) for row, column in hidden_cells(counts) if row < 3 and column < 3 and not counts[row][column]}


def test_two_ones_under_a_shown_total_of_two_would_be_told():
    # a column of places: 1 + 1 would be read from the hidden sum 2, so 30 is hidden too
    assert {(0, 0), (1, 0), (2, 0)} <= hidden_cells([[1], [1], [30], [40]])


def test_where_nothing_else_is_left_the_total_is_hidden():
    assert (2, 0) in hidden_cells([[3], [0]])


def test_no_figure_counts_as_nobody_and_is_not_hidden():
    assert (1, 0) not in hidden_cells([[3, 9], [None, 9], [9, 9]])


def solutions(counts, hidden, most):
    """Every way to fill the hidden cells in whole numbers so that the shown numbers and totals hold, by trying all; for 2 × 3 tables."""
    rows, columns = len(counts), len(counts[0])
    places = [cell for cell in hidden if cell[0] < rows and cell[1] < columns]
    for values in itertools.product(range(most), repeat=len(places)):
        filled = {(r, c): counts[r][c] for r in range(rows) for c in range(columns)} | dict(zip(places, values, strict=True))
        across = all((r, columns) in hidden or sum(filled[r, c] for c in range(columns)) == sum(counts[r]) for r in range(rows))
        down = all((rows, c) in hidden or sum(filled[r, c] for r in range(rows)) == sum(row[c] for row in counts) for c in range(columns))
        if across and down:
            yield filled


@pytest.mark.parametrize("counts", [[[2, 9, 6], [7, 11, 5]], [[1, 6, 8], [9, 2, 7]], [[4, 0, 12], [6, 8, 9]], [[3, 3, 9], [5, 8, 8]]])
def test_no_small_count_can_be_worked_out_from_what_is_shown(counts):
    hidden = hidden_cells(counts)
    found = list(solutions(counts, hidden, 16))
    small = [(r, c) for r, row in enumerate(counts) for c, value in enumerate(row) if 0 < value < 5]
    assert all(len({each[cell] for each in found}) > 1 for cell in small)


def told(counts, hidden):
    """The hidden cells that the lines together fix: those whose unit vector the equations of rows and columns span."""
    cells = sorted(hidden)
    rows, columns = len(counts), len(counts[0])
    lines = [[1.0 if cell[0] == row else 0.0 for cell in cells] for row in range(rows + 1)]
    lines += [[1.0 if cell[1] == column else 0.0 for cell in cells] for column in range(columns + 1)]
    # a total stands with the other sign in its own line
    system = np.array(
        [
            [
                value * (-1.0 if (place <= rows and cell[1] == columns) or (place > rows and cell[0] == rows) else 1.0)
                for value, cell in zip(line, cells, strict=True)
            ]
            for place, line in enumerate(lines)
        ]
    )
    rank = np.linalg.matrix_rank(system) if cells else 0
    return [cell for place, cell in enumerate(cells) if np.linalg.matrix_rank(np.vstack([system, np.eye(len(cells))[place]])) == rank]


def test_no_chain_of_rows_and_columns_tells_a_hidden_number():
    # two squares of hidden numbers that only 4 in the middle ties together: rows 1 and 2 less columns 1 and 2 give it
    assert told([[9] * 5] * 4, {(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2), (2, 3), (3, 2), (3, 3)}) == [(1, 2)]
    draw = random.Random(20)  # noqa: S311 - tables for a test
    for _ in range(150):
        counts = [[draw.choice((0, 0, 1, 3, 4, 6, 9, 30)) for _ in range(6)] for _ in range(7)]
        hidden = hidden_cells(counts)
        assert told(counts, hidden) == []
