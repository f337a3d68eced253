"""Given a snapshot and a measure; gives the SQL of every unit with its cell and the truth of each rule, for lists and single units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.counted import TARGETING, counted, placed_code_sql
from metrics.duck import name
from metrics.flow_sql import FLOW
from metrics.population_sql import VILLAGE, relation
from metrics.registers import HOUSEHOLD, KEY
from metrics.rule_in_sql import has_name
from metrics.summed import step_name, stepped
from metrics.summing import is_summed, summed_measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.snapshot import Snapshot
    from policy.model import Measure

CELL, AMONG, FIRST, SECOND = '"unit:cell"', '"unit:among"', '"unit:first"', '"unit:second"'
OPENED, LIMIT = '"unit:opened"', '"unit:limit"'
"""Code of the cell (OUTSIDE where the unit is not counted), and the truth of among, of eligible or met, of received."""


def unit_cells(snapshot: Snapshot, measure: Measure, extra: Iterable[str] = ()) -> str:
    """SELECT of KEY, HOUSEHOLD, VILLAGE, CELL, AMONG, FIRST, SECOND, the columns that the rules name, "has:CODE" of their codes, and the extra columns.

    FIRST and SECOND are NULL for the forms of sums; a flow has OPENED and LIMIT too. Raises OutOfValidityError, ParameterNotSetError.
    """
    if is_summed(measure.form):
        return _summed(snapshot, measure, extra)
    one = counted(snapshot, measure)
    columns = sorted({*one.columns, *extra})
    units = relation(snapshot, measure.over, columns, one.codes)
    second = one.second if one.second else "CAST(NULL AS BOOLEAN)"
    if one.form == TARGETING:
        second = f"({second})"
    truths = f"({one.among}) AS {AMONG}, ({one.first}) AS {FIRST}, {second} AS {SECOND}, {placed_code_sql(one)} AS {CELL}"
    named = "".join(f", {column}" for column in [*map(name, columns), *map(has_name, sorted(one.codes))])
    return f"SELECT {KEY}, {HOUSEHOLD}, {VILLAGE}, {truths}{named} FROM ({units}) u"


def _summed(snapshot: Snapshot, measure: Measure, extra: Iterable[str]) -> str:
    """The same for attainment, flow and ledger, whose units have a code and values, and no truths besides the universe."""
    one = summed_measure(snapshot, measure)
    columns = sorted({*one.columns, *extra})
    units = stepped(relation(snapshot, measure.over, columns, one.codes), [one])
    listed = [f"{step_name(one.measure, 'in')} AS {AMONG}", f"CAST(NULL AS BOOLEAN) AS {FIRST}", f"CAST(NULL AS BOOLEAN) AS {SECOND}", f"{one.code} AS {CELL}"]
    if measure.form == FLOW:
        listed += [f"{step_name(one.measure, step)} AS {column}" for step, column in (("opened", OPENED), ("limit", LIMIT))]
    named = [*map(name, columns), *map(has_name, sorted(one.codes))]
    return f"SELECT {', '.join([KEY, HOUSEHOLD, VILLAGE, *listed, *named])} FROM ({units}) u"
