"""Given a relation of units and what is counted of some measures; gives their counts by place, in one pass: codes in chunks, cells by bincount."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from metrics.among import STATES, fold_cells, fold_states
from metrics.counted import ATTAINMENT, TARGETING, code_sql
from metrics.model import CODES, MET, NOT_MET

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import duckdb
    import pyarrow as pa
    from numpy.typing import NDArray

    from metrics.counted import Counted

    Array = NDArray[np.float64]

CHUNK = 122_880
"""Rows fetched at a time: one DuckDB row group, so that 60 measures of it stay under 10 MB."""

WIDTH = STATES * len(CODES)
CENTS = 100
"""Money is summed in whole 分, so that the sum does not depend on the order of the rows."""


@dataclass(frozen=True)
class Counts:
    """Counts of one measure, (places, 9) for targeting and (places, 3) for the other forms. amount: yuan received; for attainment done and plan."""

    units: Array
    persons: Array
    amount: Array


@dataclass(frozen=True)
class _Query:
    """Positions in the fetched columns of each distinct universe and amount, and of each measure's code."""

    sql: str
    among: dict[str, int]
    codes: int
    money: dict[str, int]


def count(duck: duckdb.DuckDBPyConnection, relation: str, place: str, places: int, measures: Sequence[Counted], *, persons: str = "") -> dict[str, Counts]:
    """Counts by measure id. place: SQL of the unit's place (0 … places - 1); persons: SQL of the people that a unit stands for, default one each."""
    query = _query(relation, place, measures, persons)
    sums = [_Sums(one, query, index, places, persons=bool(persons)) for index, one in enumerate(measures)]
    for batch in duck.sql(query.sql).to_arrow_reader(CHUNK):
        _add(batch, query, sums, persons=bool(persons))
    return {one.measure.measure: one.counts() for one in sums}


def _query(relation: str, place: str, measures: Sequence[Counted], persons: str) -> _Query:
    among: dict[str, int] = {}
    money: dict[str, int] = {}
    for one in measures:
        among.setdefault(one.among, len(among) + 2)
    first_code = 2 + len(among)
    for one in measures:
        for amount in _amounts(one):
            money.setdefault(amount, len(money) + first_code + len(measures))
    columns = [f"({place})::INTEGER", f"({persons or '1'})::DOUBLE"]
    columns += [f"coalesce(({universe})::UTINYINT, 2::UTINYINT)" for universe in among]
    columns += [code_sql(one) for one in measures]
    columns += [f"coalesce(({amount})::DOUBLE, 0)" for amount in money]
    listed = ", ".join(f"{column} AS c{position}" for position, column in enumerate(columns))
    return _Query(f"SELECT {listed} FROM ({relation}) units", among, first_code, money)


def _amounts(one: Counted) -> tuple[str, ...]:
    if one.form == ATTAINMENT:
        return (one.first, one.second)
    return (f"round(({one.amount}) * {CENTS})",) if one.amount else ()


class _Sums:
    """Running sums of one measure over (place, universe, code)."""

    def __init__(self, measure: Counted, query: _Query, index: int, places: int, *, persons: bool) -> None:
        self.measure = measure
        self.places = places
        self.among = query.among[measure.among]
        self.code = query.codes + index
        self.money = [query.money[amount] for amount in _amounts(measure)]
        size = places * WIDTH
        self.units = np.zeros(size, dtype=np.int64)
        self.persons = np.zeros(size) if persons else None
        self.amounts = [np.zeros(size) for _ in self.money]

    def counts(self) -> Counts:
        fold = fold_cells if self.measure.form == TARGETING else fold_states
        units = self._folded(self.units.astype(np.float64), fold)
        persons = units.copy() if self.persons is None else self._folded(self.persons, fold)
        amounts = [self._folded(amount, fold) for amount in self.amounts]
        if self.measure.form == ATTAINMENT:
            return _attainment(units, persons, amounts)
        return Counts(units, persons, amounts[0] / CENTS if amounts else np.zeros_like(units))

    def _folded(self, sums: Array, fold: Callable[[Array], Array]) -> Array:
        return fold(sums.reshape(self.places, STATES, len(CODES)))


def _attainment(units: Array, persons: Array, amounts: list[Array]) -> Counts:
    """What was done stands in state 0, what was planned in state 1, each with the units of which both are known; in state 2 the units that cannot be told."""
    amount = np.zeros_like(units)
    amount[:, NOT_MET], amount[:, MET] = amounts[0][:, MET], amounts[1][:, MET]
    units, persons = units.copy(), persons.copy()
    units[:, NOT_MET], persons[:, NOT_MET] = units[:, MET], persons[:, MET]
    return Counts(units, persons, amount)


def _add(batch: pa.RecordBatch, query: _Query, sums: list[_Sums], *, persons: bool) -> None:
    place = _numbers(batch, 0).astype(np.int64) * WIDTH
    base = {position: place + _numbers(batch, position).astype(np.int64) * len(CODES) for position in query.among.values()}
    people = _numbers(batch, 1) if persons else None
    # Most units receive nothing: only the rows with money are summed.
    paid = {position: np.flatnonzero(_numbers(batch, position)) for position in query.money.values()}
    for one in sums:
        bins = base[one.among] + _numbers(batch, one.code)
        one.units += np.bincount(bins, minlength=len(one.units))
        if people is not None and one.persons is not None:
            one.persons += np.bincount(bins, weights=people, minlength=len(one.units))
        for index, position in enumerate(one.money):
            rows = paid[position]
            if len(rows):
                one.amounts[index] += np.bincount(bins[rows], weights=_numbers(batch, position)[rows], minlength=len(one.units))


def _numbers(batch: pa.RecordBatch, position: int) -> NDArray[Any]:
    return batch.column(position).to_numpy(zero_copy_only=False)
