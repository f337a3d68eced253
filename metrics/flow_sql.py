"""Given a flow measure; gives its SQL: where each case stands at the end of the month, against its time limit, and the counts that add up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from metrics.days_sql import WORKING_DAYS, date_sql, late_sql, shifts_sql, taken_sql, unfilled_sql
from metrics.model import OUTSIDE, UNKNOWN
from metrics.summed import Part, among_sql, summed
from policy.months import first_day, last_day

if TYPE_CHECKING:
    from metrics.summed import Frame, Summed

FLOW = "flow"
OVERDUE, IN_TIME, _UNKNOWN, LATE, WAITING, EARLIER = range(6)
"""Codes of a case: open and overdue, closed in time this month, unknown, closed late this month, open within its limit, closed before this month."""

OPENED, CLOSED, OPEN, UNFILLED = range(4, 8)
"""Cells of the cube besides OVERDUE, IN_TIME, UNKNOWN and LATE: opened in the month, closed in it, open at its end, and cases whose working days run through
a year without holidays filled in. IN_TIME and LATE have the days that the cases took as amount."""


class NoMonthError(ValueError):
    """A flow was asked for over a table without a month."""


def flow(frame: Frame) -> Summed:
    """The measure as sums. Closings after the month are not known in it: such a case is open. Raises NoMonthError."""
    if frame.month is None:
        raise NoMonthError(frame.measure)
    first, last, calendar, unit = date_sql(first_day(frame.month)), date_sql(last_day(frame.month)), frame.calendar, frame.version.limit_in or ""
    inside, opened, closed, limit = (frame.column(step) for step in ("in", "opened", "closed", "limit"))
    ended, wrong, until, late, code, unfilled = (frame.column(step) for step in ("ended", "wrong", "until", "late", "code", "unfilled"))
    rules = ((inside, among_sql(frame)), (opened, frame.rule("opened", "DATE")), (closed, frame.rule("closed", "DATE")), (limit, frame.rule("limit", "DOUBLE")))
    known = (
        (ended, f"CASE WHEN {closed} <= {last} THEN {closed} END"),
        (wrong, f"coalesce({closed} < {opened}, FALSE)"),
        (until, f"CASE WHEN {closed} <= {last} THEN {closed} ELSE {last} END"),
    )
    judged = ((late, late_sql(calendar, unit, opened, limit, until)), (unfilled, unfilled_sql(calendar, unit, opened, until)))
    state = _state(inside, opened, ended, wrong, late, first, last)
    here = f"{inside} AND NOT {wrong}"
    counted = f"{code} IN ({OVERDUE}, {IN_TIME}, {LATE}, {WAITING})"
    taken = taken_sql(calendar, unit, opened, closed)
    parts = (
        Part("overdue", f"{code} = {OVERDUE}"),
        Part("in_time", f"{code} = {IN_TIME}", taken),
        Part("unknown", f"{code} = {UNKNOWN}"),
        Part("late", f"{code} = {LATE}", taken),
        Part("opened", f"{here} AND {opened} BETWEEN {first} AND {last}"),
        Part("closed", f"{here} AND {ended} >= {first}"),
        Part("open", f"{here} AND {ended} IS NULL AND coalesce({opened} <= {last}, TRUE)"),
        Part("unfilled", f"{counted} AND {unfilled}"),
    )
    written = summed(FLOW, frame, (rules, known, judged, ((code, state),)), parts, code)
    return replace(written, shifts=shifts_sql(calendar)) if unit == WORKING_DAYS else written


def _state(inside: str, opened: str, ended: str, wrong: str, late: str, first: str, last: str) -> str:  # noqa: PLR0913 - one column for each thing that is known
    """The case's code. Closed before it was opened is a mistake and unknown; what is not opened yet or was closed earlier is no matter of this month."""
    return (
        f"CASE WHEN {inside} IS FALSE OR ({opened} > {last} AND {ended} IS NULL) THEN {OUTSIDE} "
        f"WHEN {wrong} THEN {UNKNOWN} WHEN {ended} < {first} THEN {EARLIER} "
        f"WHEN {inside} IS NULL OR {opened} IS NULL OR {late} IS NULL THEN {UNKNOWN} "
        f"WHEN {ended} IS NULL THEN CASE WHEN {late} THEN {OVERDUE} ELSE {WAITING} END "
        f"WHEN {late} THEN {LATE} ELSE {IN_TIME} END"
    )
