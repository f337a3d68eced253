"""Given a relation of units and what is counted of some measures; gives their counts by place, in one pass: truths in chunks, cells by bincount.

DuckDB says of each distinct condition whether it is true (a column of TRUE, FALSE, NULL); rules and codes are put together from these in metrics.logic.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from metrics.among import STATES, fold_cells, fold_states
from metrics.counted import TARGETING
from metrics.logic import FALSE, TRUE, UNKNOWN, column_truths, known_bits, truths
from metrics.logic import conditions as conditions_of
from metrics.model import CODES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb
    import pyarrow as pa
    from numpy.typing import NDArray

    from metrics.counted import Counted

    Array = NDArray[np.float64]
    Bytes = NDArray[np.uint8]

CHUNK = 122_880
"""Rows fetched at a time: one DuckDB row group, so that 60 measures of it stay under 20 MB."""

WIDTH = STATES * len(CODES)
_ORDER = [FALSE, TRUE, UNKNOWN]
"""Positions of FALSE, TRUE, unknown (the order of codes) among the truths of metrics.logic."""

CENTS = 100
"""Money is summed in whole 分, so that the sum does not depend on the order of the rows."""


@dataclass(frozen=True)
class Counts:
    """Counts of one measure, (places, 9) for targeting and (places, 3) for status. amount: yuan received."""

    units: Array
    persons: Array
    amount: Array


@dataclass(frozen=True)
class Places:
    """Where units are counted. column: SQL of a text that says where a unit is; number: how many places there are; of: the text → place, 0 … number - 1."""

    column: str
    number: int
    of: Callable[[str], int]


@dataclass(frozen=True)
class _Query:
    """The pass, and the position of each condition and each amount among the fetched columns."""

    sql: str
    conditions: dict[str, int]
    money: dict[str, int]


def count(duck: duckdb.DuckDBPyConnection, relation: str, places: Places, measures: Sequence[Counted], *, persons: str = "") -> dict[str, Counts]:
    """Counts by measure id. persons: SQL of the people that a unit stands for, default one each."""
    query = _query(relation, places.column, measures, persons)
    sums = [_Sums(one, query, places.number, persons=bool(persons)) for one in measures]
    for batch in duck.sql(query.sql).to_arrow_reader(CHUNK):
        _add(batch, query, places, sums, persons=bool(persons))
    return {one.measure.measure: one.counts() for one in sums}


def _query(relation: str, place: str, measures: Sequence[Counted], persons: str) -> _Query:
    conditions: dict[str, int] = {}
    money: dict[str, int] = {}
    for condition in (condition for one in measures for rule in one.truths for condition in conditions_of(rule)):
        conditions.setdefault(condition, len(conditions) + 2)
    for amount in (amount for one in measures for amount in _amounts(one)):
        money.setdefault(amount, len(money) + len(conditions) + 2)
    columns = [place, f"({persons})::DOUBLE" if persons else "NULL"]
    columns += [f"({condition})::BOOLEAN" for condition in conditions]
    columns += [f"({amount})::DOUBLE" for amount in money]
    listed = ", ".join(f"{column} AS c{position}" for position, column in enumerate(columns))
    return _Query(f"SELECT {listed} FROM ({relation}) units", conditions, money)


def _amounts(one: Counted) -> tuple[str, ...]:
    return (one.amount,) if one.amount else ()


class _Sums:
    """Running sums of one measure over (place, universe, code)."""

    def __init__(self, measure: Counted, query: _Query, places: int, *, persons: bool) -> None:
        self.measure = measure
        self.places = places
        self.universe, *self.rules = measure.truths
        self.money = [query.money[amount] for amount in _amounts(measure)]
        size = places * WIDTH
        self.units = np.zeros(size, dtype=np.int64)
        self.persons = np.zeros(size) if persons else None
        self.amounts = [np.zeros(size) for _ in self.money]

    def code(self, known: dict[str, Bytes]) -> Bytes:
        """Three times the first truth and the second one (none: FALSE) of each row, as if it were in the universe."""
        first, *second = (truths(one, known) for one in self.rules)
        code = first * np.uint8(STATES)
        return code + second[0] if second else code

    def counts(self) -> Counts:
        fold = fold_cells if self.measure.form == TARGETING else fold_states
        units = self._folded(self.units.astype(np.float64), fold)
        persons = units.copy() if self.persons is None else self._folded(self.persons, fold)
        amounts = [self._folded(amount, fold) for amount in self.amounts]
        return Counts(units, persons, amounts[0] / CENTS if amounts else np.zeros_like(units))

    def _folded(self, sums: Array, fold: Callable[[Array], Array]) -> Array:
        """(places × universe × first × second) in the order of metrics.logic → (places, universe, code) in that of metrics.model, folded."""
        placed = sums.reshape(self.places, STATES, STATES, STATES)[:, _ORDER][:, :, _ORDER][:, :, :, _ORDER]
        coded = placed.reshape(self.places, STATES, len(CODES)) if self.measure.form == TARGETING else placed[..., FALSE]
        return fold(coded)


def _add(batch: pa.RecordBatch, query: _Query, places: Places, sums: list[_Sums], *, persons: bool) -> None:
    known = {condition: column_truths(batch.column(position)) for condition, position in query.conditions.items()}
    place = _placed(batch.column(0), places) * WIDTH
    universes = {one.universe.sql: one.universe for one in sums}
    base = {sql: place + truths(universe, known).astype(np.int64) * len(CODES) for sql, universe in universes.items()}
    people = batch.column(1).to_numpy(zero_copy_only=False) if persons else None
    paid = {position: _paid(batch.column(position)) for position in query.money.values()}
    bins = np.empty(len(place), dtype=np.int64)  # one for all measures: a new megabyte each time costs more than the counting
    for one in sums:
        np.add(base[one.universe.sql], one.code(known), out=bins)
        one.units += np.bincount(bins, minlength=len(one.units))
        if people is not None and one.persons is not None:
            one.persons += np.bincount(bins, weights=people, minlength=len(one.units))
        for index, position in enumerate(one.money):
            rows, amounts = paid[position]
            one.amounts[index] += np.bincount(bins[rows], weights=np.rint(amounts * CENTS), minlength=len(one.units))


def _paid(column: pa.Array) -> tuple[NDArray[np.intp], Array]:
    """The rows that have an amount, and the amounts: most units receive nothing, so only these are summed."""
    values = np.frombuffer(column.buffers()[1], dtype=np.float64)[column.offset : column.offset + len(column)]
    rows = np.flatnonzero(known_bits(column))
    return rows, values[rows]


def _placed(column: pa.Array, places: Places) -> NDArray[np.int64]:
    """The place of each row; each distinct text of the chunk is looked up once."""
    found = column.dictionary_encode()
    of = np.array([places.of(text) for text in found.dictionary.to_pylist()], dtype=np.int64)
    return of[found.indices.to_numpy()]
