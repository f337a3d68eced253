"""Given SQL of dates and the calendar of holidays; gives the SQL of how many working days there were up to a day, and of whether a limit has run out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.duck import literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from policy.calendar_days import Calendar

DAYS, WORKING_DAYS = "days", "working_days"
"""What a limit can be counted in (policy.calendar_days.LIMITS_IN)."""

_MONDAY = "DATE '1900-01-01'"
"""A Monday before all cases; weekdays are counted from it."""


def worked_sql(calendar: Calendar, day: str) -> str:
    """The number of working days from 1900 up to and including `day`: Mondays to Fridays, without the free ones, with the weekends that were worked."""
    passed = f"date_diff('day', {_MONDAY}, {day})"
    weekdays = f"({passed} // 7) * 5 + least({passed} % 7 + 1, 5)"
    return f"({weekdays} - {_until(calendar.free_weekdays, day)} + {_until(calendar.worked_weekends, day)})"


def taken_sql(calendar: Calendar, limit_in: str, opened: str, closed: str) -> str:
    """How many days or working days after the opening the closing came."""
    if limit_in == DAYS:
        return f"date_diff('day', {opened}, {closed})"
    return f"({worked_sql(calendar, closed)} - {worked_sql(calendar, opened)})"


def late_sql(calendar: Calendar, limit_in: str, opened: str, limit: str, day: str) -> str:
    """Whether `day` is after the last day of the limit; unknown where the limit is unknown or below 0. The day after the opening is day 1.

    The last day of n working days is the first on which n of them have passed, so a day is late if n had passed on the day before it.
    """
    if limit_in == DAYS:
        late = f"date_diff('day', {opened}, {day}) > floor({limit})"
    else:
        late = f"({day} > {opened} AND {worked_sql(calendar, f'({day} - 1)')} >= {worked_sql(calendar, opened)} + floor({limit}))"
    return f"CASE WHEN {limit} >= 0 THEN {late} END"


def unfilled_sql(calendar: Calendar, limit_in: str, since: str, until: str) -> str:
    """Whether a year between two days has no holidays filled in, where that matters."""
    if limit_in == DAYS:
        return "FALSE"
    years = ", ".join(map(str, sorted(calendar.filled)))
    return f"(len(list_filter(range(year({since}), year({until}) + 1), lambda one_year: NOT list_contains(CAST([{years}] AS BIGINT[]), one_year))) > 0)"


def date_sql(day: date) -> str:
    """A day as an SQL literal."""
    return f"DATE {literal(day.isoformat())}"


def _until(days: Iterable[date], day: str) -> str:
    listed = ", ".join(date_sql(one) for one in days)
    return f"len(list_filter([{listed}], lambda one_day: one_day <= {day}))" if listed else "0"
