"""Given an attainment measure; gives its SQL: progress against plan without what was finished before, what should be done by now, and each unit's code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.model import MET, NOT_MET, UNKNOWN
from metrics.pace import MONTHS, end_of, position_sql
from metrics.summed import Part, among_sql, placed_sql, summed

if TYPE_CHECKING:
    from metrics.summed import Frame, Summed

ATTAINMENT = "attainment"
DONE, PLAN, UNTOLD, DUE, DATED_PLAN, DATED_DONE, SPENT, UNDATED, FINISHED = range(9)
"""The cells of the cube: sums of metrics.pace.Pace, and units whose numbers are not all known."""

BEHIND, COMPLETE, ON_PACE = NOT_MET, MET, 3
"""Codes of a unit: unfinished and behind the pace, finished, unfinished and not behind (or its dates are unknown). UNKNOWN as everywhere."""


def attainment(frame: Frame) -> Summed:
    """The measure as sums. A unit counts where its numbers are known; with a baseline, where also neither plan nor what was done is below it."""
    inside, done, plan, base, known, told = (frame.column(step) for step in ("in", "done", "plan", "base", "known", "told"))
    start, end, passed, share, code = (frame.column(step) for step in ("start", "end", "passed", "share", "code"))
    first = ((inside, among_sql(frame)), (done, frame.rule("done", "DOUBLE")), (plan, frame.rule("plan", "DOUBLE")), (base, _base(frame)), *_dates(frame))
    checked = f" AND {done} >= {base} AND {plan} >= {base}" if frame.version.baseline else ""
    second = ((known, f"coalesce({done} IS NOT NULL AND {plan} IS NOT NULL AND {base} IS NOT NULL{checked}, FALSE)"), *_time(frame, start, end, passed))
    left = f"({plan} - {base})"
    third = (
        (told, f"coalesce({inside} AND {known}, FALSE)"),
        (share, f"CASE WHEN {end} > {start} THEN least({passed} / ({end} - {start}), 1) END"),
    )
    behind = f"({done} - {base} < {left} * {share})"
    state = f"CASE WHEN NOT {known} THEN {UNKNOWN} WHEN {done} >= {plan} THEN {COMPLETE} WHEN {behind} THEN {BEHIND} ELSE {ON_PACE} END"
    dated = f"{told} AND {share} IS NOT NULL"
    parts = (
        Part("done", told, f"{done} - {base}"),
        Part("plan", told, left),
        Part("unknown", f"{inside} IS NULL OR ({inside} AND NOT {known})"),
        Part("due", dated, f"{left} * {share}"),
        Part("dated_plan", dated, left),
        Part("dated_done", dated, f"{done} - {base}"),
        Part("spent", dated, f"{left} * {passed}"),
        Part("undated", f"{told} AND {share} IS NULL"),
        Part("finished", f"{told} AND {done} >= {plan}"),
    )
    return summed(ATTAINMENT, frame, (first, second, third, ((code, placed_sql(inside, state)),)), parts, code)


def _base(frame: Frame) -> str:
    return frame.rule("baseline", "DOUBLE") if frame.version.baseline else "0"


def _dates(frame: Frame) -> tuple[tuple[str, str], ...]:
    """The plan's first and last day, where rules give them."""
    return tuple((frame.column(role), frame.rule(role, "DATE")) for role in ("begins", "ends"))


def _time(frame: Frame, start: str, end: str, passed: str) -> tuple[tuple[str, str], ...]:
    """Beginning and end of the plan, and the months that have passed of it (metrics.pace); the calendar year where no rule gives them."""
    if frame.month is None:
        return tuple((one, "CAST(NULL AS DOUBLE)") for one in (start, end, passed))
    now, year = end_of(frame.month), int(frame.month[:4]) * MONTHS
    begins = position_sql(frame.column("begins"), start=True) if frame.version.begins else str(year)
    ends = position_sql(frame.column("ends")) if frame.version.ends else str(year + MONTHS)
    return ((start, begins), (end, ends), (passed, f"greatest({now} - {begins}, 0)"))
