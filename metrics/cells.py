"""Given a snapshot and measures; gives the cells of each by village: units, persons and amount. The kernel of every figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from metrics.areas import placed, villages
from metrics.counted import counted
from metrics.counting import Counts, Places, count
from metrics.duck import cursor
from metrics.members_sql import PERSON
from metrics.population_sql import PERSONS, VILLAGE, relation
from metrics.summing import is_summed, sum_up, summed_measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from metrics.counted import Counted
    from metrics.snapshot import Snapshot
    from metrics.summed import Summed

SCHEMA = pa.schema(
    [
        ("measure", pa.string()),
        ("area_code", pa.string()),
        ("cell", pa.uint8()),
        ("units", pa.int64()),
        ("persons", pa.int64()),
        ("amount", pa.float64()),
    ]
)
"""One row for each measure, village and cell in which somebody stands."""


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
    measures = [snapshot.policy.measures[one] for one in dict.fromkeys(measure_ids)]
    tables: dict[str, pa.Table] = {}
    for population in sorted({measure.over for measure in measures}):
        over = [one for one in measures if one.over == population]
        cells = [counted(snapshot, one) for one in over if not is_summed(one.form)]
        sums = [summed_measure(snapshot, one) for one in over if is_summed(one.form)]
        tables |= _population(snapshot, population, cells) if cells else {}
        tables |= _sums(snapshot, population, sums) if sums else {}
    return tables


def _population(snapshot: Snapshot, population: str, measures: Sequence[Counted]) -> dict[str, pa.Table]:
    """One pass over one population."""
    columns = {column for one in measures for column in one.columns}
    codes = {code for one in measures for code in one.codes}
    sizes = population != PERSON
    codes_of_places = [area.code for area in villages(snapshot)]
    index = {code: position for position, code in enumerate(codes_of_places)}
    places = Places(VILLAGE, len(index), lambda code: index[placed(snapshot, code)])
    with cursor() as duck:
        found = count(duck, relation(snapshot, population, columns, codes, sizes=sizes), places, measures, persons=PERSONS if sizes else "")
    return {measure: _table(measure, counts, codes_of_places) for measure, counts in found.items()}


def _sums(snapshot: Snapshot, population: str, measures: Sequence[Summed]) -> dict[str, pa.Table]:
    """One pass over one population for its measures that are sums."""
    columns = {column for one in measures for column in one.columns}
    codes = {code for one in measures for code in one.codes}
    codes_of_places = [area.code for area in villages(snapshot)]
    index = {code: position for position, code in enumerate(codes_of_places)}
    with cursor() as duck:
        units = relation(snapshot, population, columns, codes)
        found = sum_up(duck, units, VILLAGE, len(index), lambda code: index[placed(snapshot, code)], measures)
    return {measure: _table(measure, Counts(one.units, np.zeros_like(one.units), one.amount), codes_of_places) for measure, one in found.items()}


def _table(measure: str, counts: Counts, places: Sequence[str]) -> pa.Table:
    where, cell = np.nonzero((counts.units != 0) | (counts.amount != 0))
    columns = [
        pa.array([measure] * len(where), pa.string()),
        pa.array([places[index] for index in where.tolist()], pa.string()),
        pa.array(cell.astype(np.uint8)),
        *(pa.array(np.rint(values[where, cell]).astype(np.int64)) for values in (counts.units, counts.persons)),
        pa.array(counts.amount[where, cell]),
    ]
    return pa.Table.from_arrays(columns, schema=SCHEMA)
