"""Given a flow measure in a month; gives the days that each case closed in it took: a mean hides the one case that lay for a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.areas import children, placed
from metrics.days_sql import taken_sql
from metrics.duck import cursor
from metrics.flow_sql import FLOW, IN_TIME, LATE
from metrics.people import NoFigureError
from metrics.population_sql import VILLAGE, relation
from metrics.summed import step_name, stepped
from metrics.summing import summed_measure
from metrics.waiting import waiting
from policy.months import last_day

if TYPE_CHECKING:
    from metrics.snapshot import Snapshot


def days_taken(snapshot: Snapshot, measure_id: str, area_code: str | None = None) -> tuple[float, ...]:
    """Days or working days, as the limit counts, of the cases closed in the month, fewest first. area_code: county, township or village; default the county.

    Raises metrics.people.NoFigureError; ValueError for a measure that is no flow.
    """
    measure = snapshot.policy.measures[measure_id]
    if measure.form != FLOW:
        raise ValueError(f"{measure_id} is of the form {measure.form}; expected {FLOW}")
    reason = waiting(snapshot, measure)
    if reason is not None:
        raise NoFigureError(reason)
    work = summed_measure(snapshot, measure)
    limit_in = measure.version(last_day(snapshot.month)).limit_in or ""
    opened, closed = (step_name(work.measure, step) for step in ("opened", "closed"))
    taken = taken_sql(snapshot.policy.calendar, limit_in, opened, closed)
    units = stepped(relation(snapshot, measure.over, work.columns, work.codes), [work])
    with cursor() as duck:
        rows = duck.execute(f"SELECT {VILLAGE}, {taken} FROM ({units}) u WHERE {work.code} IN ({IN_TIME}, {LATE})").fetchall()
    inside = frozenset(children(snapshot, area_code))
    return tuple(sorted(float(days) for village, days in rows if placed(snapshot, village) in inside))
