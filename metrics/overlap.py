"""Given who receives each programme, with missing values; gives how far programmes reach the same units, and the low-income units that nobody helps."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from metrics.arrays import Table, Values, columns_of, flags, numbers, weights_of
from metrics.rates import ratio


@dataclass(frozen=True)
class Overlap:
    """Two programmes; counts are sums of weights (units if there are none). both, only_first, only_second, neither: units of which both answers are known.

    unknown: units of which one is not. jaccard: both ÷ in one at least; share_of_first: both ÷ all of the first, share_of_second likewise; from the known.
    jaccard_low, jaccard_high: least and greatest over every way of filling in the unknown; None, as every ratio, where nobody is known to receive either.
    """

    first: str
    second: str
    both: float
    only_first: float
    only_second: float
    neither: float
    unknown: float
    jaccard: float | None
    jaccard_low: float | None
    jaccard_high: float | None
    share_of_first: float | None
    share_of_second: float | None


@dataclass(frozen=True)
class Unaided:
    """Low-income units and whether anybody helps them; counts are sums of weights. low_income = helped + unaided + unknown.

    share: unaided ÷ (helped + unaided), None where neither is known; share_low, share_high: with all unknown helped, with none. unplaced: units whose income
    is missing. rows: positions (from 0) of the unaided, unknown_rows: of those that cannot be told, for the lists. No line: everything is None or empty.
    """

    low_income: float | None
    helped: float | None
    unaided: float | None
    unknown: float | None
    unplaced: float | None
    share: float | None
    share_low: float | None
    share_high: float | None
    rows: tuple[int, ...] = ()
    unknown_rows: tuple[int, ...] = ()


def overlaps(received: Table, weights: Values | None = None) -> tuple[Overlap, ...]:
    """Every pair of programmes, in order of the columns. received: name → True, False, missing per unit; weights: e.g. persons.

    A unit with a missing or zero weight is left out. Raises ValueError for columns that differ in length, a value that is no flag, a negative weight.
    Source: Jaccard (1912), The distribution of the flora in the alpine zone, New Phytologist 11(2), 37–50.
    """
    programmes = {name: flags(column) for name, column in columns_of(received).items()}
    units = max((len(column) for column in programmes.values()), default=0)
    weight = np.nan_to_num(weights_of(weights, units))
    return tuple(_pair(first, second, programmes[first], programmes[second], weight) for first, second in combinations(programmes, 2))


def unaided(welfare: Values, line: float | None, received: Table, weights: Values | None = None) -> Unaided:
    """Low-income units (welfare strictly below the line) that receive none of the programmes.

    welfare, line: yuan per head and year; received: name → True, False, missing per unit. One True is help, whatever is missing beside it; nobody helps
    where every answer is False; else it cannot be told, and so it is for all if there is no programme. Raises ValueError as overlaps does.
    """
    income = numbers(welfare)
    weight = np.nan_to_num(weights_of(weights, len(income)))
    helped, alone = _help(received, len(income))
    if line is None or math.isnan(line):
        return Unaided(None, None, None, None, None, None, None, None)
    poor = income < line  # NaN is not
    total, got, none = (float(weight[rows].sum()) for rows in (poor, poor & helped, poor & alone))
    untold = poor & ~helped & ~alone
    unknown = float(weight[untold].sum())
    return Unaided(
        low_income=total,
        helped=got,
        unaided=none,
        unknown=unknown,
        unplaced=float(weight[np.isnan(income)].sum()),
        share=ratio(none, got + none),
        share_low=ratio(none, total),
        share_high=ratio(none + unknown, total),
        rows=_positions(poor & alone & (weight > 0)),
        unknown_rows=_positions(untold & (weight > 0)),
    )


def _pair(first: str, second: str, one: np.ndarray, other: np.ndarray, weight: np.ndarray) -> Overlap:
    if len(one) != len(other):
        raise ValueError(f"{first} has {len(one)} units and {second} {len(other)}; expected the same units in the same order")
    cells = {(a, b): float(weight[_is(one, a) & _is(other, b)].sum()) for a in (1, 0, None) for b in (1, 0, None)}
    both, only_first, only_second, neither = cells[1, 1], cells[1, 0], cells[0, 1], cells[0, 0]
    half, rest = cells[1, None] + cells[None, 1], cells[0, None] + cells[None, 0]
    known = both + only_first + only_second
    sure = known + half  # in one of the two for certain
    return Overlap(
        first=first,
        second=second,
        both=both,
        only_first=only_first,
        only_second=only_second,
        neither=neither,
        unknown=half + rest + cells[None, None],
        jaccard=ratio(both, known),
        # Least: whoever may be in one only is. Greatest: whoever may be in both is, and who can at most be in one is in none.
        jaccard_low=ratio(both, sure + rest + cells[None, None]) if sure else None,
        jaccard_high=ratio(both + half + cells[None, None], sure + cells[None, None]) if sure else None,
        share_of_first=ratio(both, both + only_first),
        share_of_second=ratio(both, both + only_second),
    )


def _is(column: np.ndarray, answer: int | None) -> np.ndarray:
    return np.isnan(column) if answer is None else column == answer


def _help(received: Table, units: int) -> tuple[np.ndarray, np.ndarray]:
    """Which units surely get something, and which surely nothing."""
    columns = [flags(column) for column in columns_of(received).values()]
    if any(len(column) != units for column in columns):
        raise ValueError(f"a programme has another number of units than the {units} incomes; expected the same units in the same order")
    if not columns:
        return np.zeros(units, dtype=bool), np.zeros(units, dtype=bool)
    matrix = np.column_stack(columns)
    return (matrix == 1).any(axis=1), (matrix == 0).all(axis=1)


def _positions(rows: np.ndarray) -> tuple[int, ...]:
    return tuple(int(row) for row in np.flatnonzero(rows))
