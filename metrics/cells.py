"""Given a snapshot and measures; gives the cells of each by village: units, persons and amount. The kernel of every figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from metrics.areas import TOWNSHIP, unplaced_code, villages
from metrics.counted import counted
from metrics.counting import count
from metrics.duck import cursor, literal
from metrics.members_sql import PERSON
from metrics.population_sql import PERSONS, VILLAGE, relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from metrics.counted import Counted
    from metrics.counting import Counts
    from metrics.snapshot import Snapshot

PLACE = '"unit:place"'
"""Position of the unit's village in the list of villages."""

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
    """The cells of the measures, columns of SCHEMA.

    cell: for targeting the code of metrics.model.CODES (ff 0 … nn 8); for status 0 not met, 1 met, 2 unknown; for attainment 0 done and 1 planned
    (the sums stand in `amount`, the units behind them in `units`), 2 units whose numbers are not all known. area_code: village, unplaced ones included.
    persons: for people the same as units, else the household's registered people (0 where their number is unknown). amount: yuan received in the pay cycle;
    a household's money stands with the person on whose name it was paid.
    Raises ParameterNotSetError or OutOfValidityError if one of the measures has no figure in this month.
    """
    measures = [snapshot.policy.measures[one] for one in dict.fromkeys(measure_ids)]
    tables = []
    for population in sorted({measure.over for measure in measures}):
        tables.append(_population(snapshot, population, [counted(snapshot, one) for one in measures if one.over == population]))
    return pa.concat_tables([SCHEMA.empty_table(), *tables])


def _population(snapshot: Snapshot, population: str, measures: Sequence[Counted]) -> pa.Table:
    """One pass over one population."""
    columns = {column for one in measures for column in one.columns}
    codes = {code for one in measures for code in one.codes}
    sizes = population != PERSON
    codes_of_places = [area.code for area in villages(snapshot)]
    units = relation(snapshot, population, columns, codes, sizes=sizes)
    placed, place = _placed(snapshot, units, codes_of_places)
    with cursor() as duck:
        found = count(duck, placed, place, len(codes_of_places), measures, persons=PERSONS if sizes else "")
    return pa.concat_tables([_table(measure, counts, codes_of_places) for measure, counts in found.items()])


def _placed(snapshot: Snapshot, units: str, places: Sequence[str]) -> tuple[str, str]:
    """The relation joined with the village index, and the SQL of the place; a code that the area sheet does not have is placed as metrics.areas.placed does."""
    index = ", ".join(f"({literal(code)}, {position})" for position, code in enumerate(places))
    codes = ", ".join(literal(code) for code in places)
    county = places.index(unplaced_code(snapshot.county_code))
    # The branch is evaluated only for rows without an index, which are few.
    township = f"list_position([{codes}], rpad(substr({VILLAGE}, 1, {TOWNSHIP}), 12, '0')) - 1"
    found = 'village_index."place:index"'
    place = f"CASE WHEN {found} IS NULL THEN coalesce({township}, {county}) ELSE {found} END"
    joined = f'LEFT JOIN (VALUES {index}) village_index("place:code", "place:index") ON village_index."place:code" = u.{VILLAGE}'
    return f"SELECT u.*, {place} AS {PLACE} FROM ({units}) u {joined}", PLACE


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
