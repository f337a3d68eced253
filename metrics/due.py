"""Given the cases of a flow; gives the last day of each one's limit."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

import pyarrow as pa

from metrics.unit_cells import LIMIT, OPENED
from policy.months import last_day

if TYPE_CHECKING:
    from metrics.snapshot import Snapshot
    from policy.model import Measure

_LONGEST = 36_500
"""Days; a limit beyond a hundred years is a slip and has no last day."""


def due_on(snapshot: Snapshot, measure: Measure, cases: pa.Table) -> pa.Array:
    """The day by the rules of policy.calendar_days, unknown where the opening or the limit is. cases: rows of metrics.unit_cells."""
    limit_in = measure.version(last_day(snapshot.month)).limit_in or ""
    calendar = snapshot.policy.calendar
    rows = zip(cases[OPENED.strip('"')].to_pylist(), cases[LIMIT.strip('"')].to_pylist(), strict=True)
    known = [None if opened is None or limit is None or not 0 <= limit <= _LONGEST else (opened, floor(limit)) for opened, limit in rows]
    days = {case: calendar.deadline(*case, limit_in) for case in known if case is not None}
    return pa.array([None if case is None else days[case] for case in known], pa.date32())
