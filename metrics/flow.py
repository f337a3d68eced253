"""Given a flow measure in a month; gives its cases by who handles them: the heads of units want to know whose delays these are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.areas import children, placed
from metrics.duck import cursor
from metrics.flow_sql import FLOW
from metrics.form_figures import LedgerRules, form_figures
from metrics.people import NoFigureError
from metrics.population_sql import VILLAGE, relation
from metrics.rule_in_sql import rule_sql
from metrics.summing import sum_up, summed_measure
from metrics.waiting import waiting
from policy.months import last_day

if TYPE_CHECKING:
    from metrics.model import FlowCounts
    from metrics.snapshot import Snapshot


@dataclass(frozen=True)
class HandlerFlow:
    """The cases of one handler in one month; handler "" has none named."""

    handler: str
    counts: FlowCounts


def by_handler(snapshot: Snapshot, measure_id: str, area_code: str | None = None) -> list[HandlerFlow]:
    """Handlers with something in the month, most overdue first, then by name. area_code: county, township or village; default the county.

    A measure without a `handler` has one line, "". Raises metrics.people.NoFigureError; ValueError for a measure that is no flow.
    """
    measure = snapshot.policy.measures[measure_id]
    if measure.form != FLOW:
        raise ValueError(f"{measure_id} is of the form {measure.form}; expected {FLOW}")
    reason = waiting(snapshot, measure)
    if reason is not None:
        raise NoFigureError(reason)
    version, work = measure.version(last_day(snapshot.month)), summed_measure(snapshot, measure)
    handler = f"coalesce({rule_sql(snapshot, version.handler)}, '')" if version.handler else "''"
    inside = frozenset(children(snapshot, area_code))
    names: dict[str, int] = {}

    def position(text: str) -> int:
        village, _, name = text.partition("|")
        return names.setdefault(name, len(names)) + 1 if placed(snapshot, village) in inside else 0

    with cursor() as duck:
        units = relation(snapshot, measure.over, work.columns, work.codes)
        count = duck.execute(f"SELECT count(DISTINCT {handler}) FROM ({units}) u").fetchall()[0][0]
        sums = sum_up(duck, units, f"{VILLAGE} || '|' || {handler}", count + 1, position, [work])[measure_id]
    found = []
    for name, place in names.items():
        numbers = {cell: (number, 0, sums.amount[place + 1, cell]) for cell, number in enumerate(sums.units[place + 1])}
        found.append(HandlerFlow(name, form_figures(FLOW, LedgerRules(), snapshot.month, numbers)["flow"]))
    return sorted((one for one in found if any(vars(one.counts).values())), key=lambda one: (-one.counts.overdue, one.handler == "", one.handler))
