"""Given a snapshot and measures; gives the cells of each by village: units, persons and amount. The kernel of every figure."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from metrics.areas import placed, villages
from metrics.cell_tables import BY_CLASS, SCHEMA, cell_table, class_table, together
from metrics.classes import CLASSES, PLACE, ClassPlaces, has_class
from metrics.counted import Counted, counted
from metrics.counting import Counts, Places, count
from metrics.drawn_households import drawn_households, use
from metrics.duck import cursor
from metrics.members_sql import PERSON
from metrics.population_sql import PERSONS, VILLAGE, relation
from metrics.summed import Summed
from metrics.summing import is_summed, sum_up, summed_measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

    from metrics.snapshot import Snapshot

__all__ = ["BY_CLASS", "SCHEMA", "Computed", "compute", "compute_classed", "compute_each"]

WORKERS = min(4, os.cpu_count() or 1)
"""Populations counted at a time: most are small, and DuckDB plans each query on one core."""


def compute(snapshot: Snapshot, measure_ids: Iterable[str]) -> pa.Table:
    """The cells of the measures in one table; see compute_each."""
    return pa.concat_tables([SCHEMA.empty_table(), *compute_each(snapshot, measure_ids).values()])


def compute_each(snapshot: Snapshot, measure_ids: Iterable[str]) -> dict[str, pa.Table]:
    """The cells of each measure, columns of SCHEMA.

    cell: for targeting the code of metrics.model.CODES (ff 0 … nn 8); for status 0 not met, 1 met, 2 unknown; for the other forms
    the sums of metrics.attainment_sql, flow_sql and ledger_sql, with sums in `amount` and the units behind them in `units`. area_code: village, unplaced ones
    included. persons: for people the same as units, else the household's registered people (0 where their number is unknown, and for sums). amount: yuan
    received in the pay cycle; a household's money stands with the person on whose name it was paid.
    Raises ParameterNotSetError or OutOfValidityError if one of the measures has no figure in this month.
    """
    return {measure: found.cells for measure, found in _computed(snapshot, measure_ids, None).items()}


@dataclass(frozen=True)
class Computed:
    """The cells of a measure, columns of SCHEMA; and by class of household, columns of BY_CLASS, where it is counted by class (metrics.classes.has_class)."""

    cells: pa.Table
    by_class: pa.Table | None = None


def compute_classed(snapshot: Snapshot, measure_ids: Iterable[str]) -> dict[str, Computed]:
    """The cells of each measure as compute_each gives them, and in the same evaluation those by class of household."""
    measures = tuple(measure_ids)
    populations = snapshot.policy.populations
    classed = any(has_class(populations, snapshot.policy.measures[one]) for one in measures)
    return _computed(snapshot, measures, ClassPlaces(snapshot) if classed else None)


def _computed(snapshot: Snapshot, measure_ids: Iterable[str], classes: ClassPlaces | None) -> dict[str, Computed]:
    measures = [snapshot.policy.measures[one] for one in dict.fromkeys(measure_ids)]
    over: dict[str, list[Counted | Summed]] = {}
    for one in measures:
        over.setdefault(one.over, []).append(summed_measure(snapshot, one) if is_summed(one.form) else counted(snapshot, one))
    classed = {one.over for one in measures if classes is not None and has_class(snapshot.policy.populations, one)}
    snapshot, households = drawn_households(snapshot, {population: {name for one in found for name in one.columns} for population, found in over.items()})
    codes, places = _places(snapshot)
    # The queries are written here, so that only this thread asks the store; the threads only run them.
    found = [(population, one) for population in sorted(over) for one in _passes(snapshot, population, over[population])]
    passes = [(one, classes if population in classed and one.cells else None) for population, one in found]

    def tables(each: tuple[_Pass, ClassPlaces | None]) -> dict[str, Computed]:
        one, split = each
        with cursor() as duck:
            use(duck, households)
            if split is None:
                return {measure: Computed(cell_table(measure, found, codes)) for measure, found in one.counts(duck, places).items()}
            duck.register(CLASSES, split.table)
            counts = replace(one, units=split.joined(one.units)).counts(duck, _class_places(places, split))
            return {measure: _classed(measure, found, codes, split) for measure, found in counts.items()}

    with ThreadPoolExecutor(WORKERS) as pool:
        return {measure: found for each in pool.map(tables, passes) for measure, found in each.items()}


@dataclass(frozen=True)
class _Pass:
    """One pass over one population, for its measures of cells or for those that are sums. units: the relation; persons: SQL of the people of a unit."""

    units: str
    cells: tuple[Counted, ...] = ()
    sums: tuple[Summed, ...] = ()
    persons: str = ""

    def counts(self, duck: duckdb.DuckDBPyConnection, places: Places) -> dict[str, Counts]:
        """By measure id."""
        if self.cells:
            return count(duck, self.units, places, self.cells, persons=self.persons)
        summed = sum_up(duck, self.units, places.column, places.number, places.of, self.sums)
        return {one: Counts(found.units, np.zeros_like(found.units), found.amount) for one, found in summed.items()}


def _passes(snapshot: Snapshot, population: str, measures: Sequence[Counted | Summed]) -> list[_Pass]:
    cells = tuple(one for one in measures if isinstance(one, Counted))
    sums = tuple(one for one in measures if isinstance(one, Summed))
    sizes = population != PERSON
    found = []
    if cells:
        found.append(_Pass(relation(snapshot, population, *_needed(cells), sizes=sizes), cells, persons=PERSONS if sizes else ""))
    if sums:
        found.append(_Pass(relation(snapshot, population, *_needed(sums)), sums=sums))
    return found


def _needed(measures: Sequence[Counted] | Sequence[Summed]) -> tuple[set[str], set[str]]:
    """The columns and benefit codes that the measures name."""
    return {column for one in measures for column in one.columns}, {code for one in measures for code in one.codes}


def _places(snapshot: Snapshot) -> tuple[list[str], Places]:
    """The codes of the villages, and the place of each unit; a code that is none of them counts in an unplaced one."""
    codes = [area.code for area in villages(snapshot)]
    index = {code: position for position, code in enumerate(codes)}
    return codes, Places(VILLAGE, len(index), lambda code: index[placed(snapshot, code)])


def _class_places(places: Places, classes: ClassPlaces) -> Places:
    """Each village once for every class."""
    number = len(classes.classes)

    def of(text: str) -> int:
        village, found = classes.split(text)
        return places.of(village) * number + found

    return Places(PLACE, places.number * number, of)


def _classed(measure: str, counts: Counts, codes: Sequence[str], classes: ClassPlaces) -> Computed:
    whole = together(counts, len(classes.classes))
    return Computed(cell_table(measure, whole, codes), class_table(measure, counts, codes, classes))
