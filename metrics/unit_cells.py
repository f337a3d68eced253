"""Given a snapshot and a measure; gives the SQL of every unit with its cell and the truth of each rule, for lists and single units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.counted import TARGETING, counted, placed_code_sql
from metrics.duck import name
from metrics.population_sql import VILLAGE, relation
from metrics.registers import HOUSEHOLD, KEY
from metrics.rule_in_sql import has_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.snapshot import Snapshot
    from policy.model import Measure

CELL, AMONG, FIRST, SECOND = '"unit:cell"', '"unit:among"', '"unit:first"', '"unit:second"'
"""Code of the cell (OUTSIDE where the unit is not counted), and the truth of among, of eligible or met, of received."""


def unit_cells(snapshot: Snapshot, measure: Measure, extra: Iterable[str] = ()) -> str:
    """SELECT of KEY, HOUSEHOLD, VILLAGE, CELL, AMONG, FIRST, SECOND, the columns that the rules name, "has:CODE" of their codes, and the extra columns.

    FIRST and SECOND of an attainment measure are numbers. Raises OutOfValidityError, ParameterNotSetError.
    """
    one = counted(snapshot, measure)
    columns = sorted({*one.columns, *extra})
    units = relation(snapshot, measure.over, columns, one.codes)
    second = one.second if one.second else "CAST(NULL AS BOOLEAN)"
    if one.form == TARGETING:
        second = f"({second})"
    truths = f"({one.among}) AS {AMONG}, ({one.first}) AS {FIRST}, {second} AS {SECOND}, {placed_code_sql(one)} AS {CELL}"
    named = "".join(f", {column}" for column in [*map(name, columns), *map(has_name, sorted(one.codes))])
    return f"SELECT {KEY}, {HOUSEHOLD}, {VILLAGE}, {truths}{named} FROM ({units}) u"
