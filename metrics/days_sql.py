"""Given SQL of dates and the calendar of holidays; gives the SQL of how many working days there were up to a day, and of whether a limit has run out."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from metrics.duck import literal

if TYPE_CHECKING:
    from policy.calendar_days import Calendar

DAYS, WORKING_DAYS = "days", "working_days"
"""What a limit can be counted in (policy.calendar_days.LIMITS_IN)."""

SHIFTS = '"sum:shifts"'
"""The column of the list by which worked_sql knows the holidays."""

_MONDAY = "DATE '1900-01-01'"
"""A Monday before all cases; weekdays are counted from it."""


def shifts_sql(calendar: Calendar) -> str:
    """The list that worked_sql reads under SHIFTS: worked weekends less free weekdays so far, for each day from the first to the last year filled in.

    One list for a whole pass, since to look through the holidays for every case and every date of it costs a hundred times as much.
    """
    free, worked, since, until = set(calendar.free_weekdays), set(calendar.worked_weekends), *_span(calendar)
    days = (since + timedelta(days=number) for number in range((until - since).days + 1))
    return f"CAST([{', '.join(map(str, accumulate((day in worked) - (day in free) for day in days)))}] AS SMALLINT[])"


def worked_sql(calendar: Calendar, day: str) -> str:
    """The number of working days from 1900 up to and including `day`: Mondays to Fridays, without the free ones, with the weekends that were worked."""
    passed = f"date_diff('day', {_MONDAY}, {day})"
    weekdays = f"({passed} // 7) * 5 + least({passed} % 7 + 1, 5)"
    since, until = _span(calendar)
    shift = f"list_extract({SHIFTS}, date_diff('day', {date_sql(since)}, {day}) + 1)"
    all_shifts = len(calendar.worked_weekends) - len(calendar.free_weekdays)
    return f"({weekdays} + CASE WHEN {day} < {date_sql(since)} THEN 0 WHEN {day} > {date_sql(until)} THEN {all_shifts} ELSE {shift} END)"


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
    filled = " + ".join(f"({year} BETWEEN year({since}) AND year({until}))::INTEGER" for year in sorted(calendar.filled)) or "0"
    return f"(year({until}) - year({since}) + 1 > {filled})"


def date_sql(day: date) -> str:
    """A day as an SQL literal."""
    return f"DATE {literal(day.isoformat())}"


def _span(calendar: Calendar) -> tuple[date, date]:
    """The first and the last day of the years that are filled in; any day where none is."""
    years = calendar.filled or {1900}
    return date(min(years), 1, 1), date(max(years), 12, 31)
