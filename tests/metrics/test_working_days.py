"""Given days at weekends, holidays and worked weekends of the shipped calendar; holds limits to dates counted by hand, in Python and in SQL alike."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from metrics.days_sql import SHIFTS, date_sql, late_sql, shifts_sql, taken_sql, unfilled_sql, worked_sql
from metrics.duck import cursor
from policy.calendar_days import Calendar, HolidayYear
from policy.reader import POLICY_FOLDER, read_policy

CALENDAR = read_policy(Path(POLICY_FOLDER)).calendar


def value(sql, calendar=CALENDAR):
    with cursor() as duck:
        return duck.execute(f"SELECT {sql} FROM (SELECT {shifts_sql(calendar)} AS {SHIFTS})").fetchall()[0][0]


@pytest.mark.parametrize(
    ("opened", "limit", "deadline"),
    [
        (date(2026, 9, 14), 4, date(2026, 9, 18)),  # Monday + 4: Friday of the same week
        (date(2026, 9, 18), 1, date(2026, 9, 20)),  # Friday + 1: Sunday the 20th is worked, before National Day
        (date(2026, 9, 19), 1, date(2026, 9, 20)),  # opened on a Saturday: the next day is worked and is day 1
        (date(2026, 9, 24), 1, date(2026, 9, 28)),  # Mid-Autumn 25 to 27 September lies between
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # National Day 1 to 7 October
        (date(2026, 9, 30), 3, date(2026, 10, 10)),  # 8, 9 and the worked Saturday the 10th
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # the Saturday before Spring Festival is worked
        (date(2026, 2, 14), 1, date(2026, 2, 24)),  # 15 to 23 February are free
        (date(2026, 5, 1), 0, date(2026, 5, 1)),  # no days at all: the day itself, worked or not
    ],
)
def test_a_limit_of_working_days_ends_on_the_day_counted_by_hand(opened, limit, deadline):
    assert CALENDAR.deadline(opened, limit, "working_days") == deadline
    late = [value(late_sql(CALENDAR, "working_days", date_sql(opened), str(limit), date_sql(day))) for day in (deadline, deadline + timedelta(days=1))]
    assert late == [False, True]


def test_a_limit_of_days_counts_every_day_from_the_day_after_the_opening():
    assert CALENDAR.deadline(date(2026, 9, 30), 15, "days") == date(2026, 10, 15)
    late = [value(late_sql(CALENDAR, "days", date_sql(date(2026, 9, 30)), "15", date_sql(date(2026, 10, day)))) for day in (14, 15, 16)]
    assert late == [False, False, True]


def test_a_limit_that_is_not_known_or_below_zero_tells_nothing():
    day = date_sql(date(2026, 9, 30))
    assert [value(late_sql(CALENDAR, unit, day, limit, day)) for unit in ("days", "working_days") for limit in ("NULL::DOUBLE", "(-1)")] == [None] * 4
    with pytest.raises(ValueError, match="expected 0 or more"):
        CALENDAR.deadline(date(2026, 9, 30), -1, "days")


def test_sql_and_python_count_the_same_on_every_day_of_two_years():
    days = [date(2025, 1, 1) + timedelta(days=number) for number in range(730)]
    with cursor() as duck:
        listed = ", ".join(f"({date_sql(day)})" for day in days)
        counted = dict(
            duck.execute(f"SELECT d, {worked_sql(CALENDAR, 'd')} FROM (VALUES {listed}) t(d) CROSS JOIN (SELECT {shifts_sql(CALENDAR)} AS {SHIFTS})").fetchall()
        )
    for before, day in zip(days, days[1:], strict=False):
        assert counted[day] - counted[before] == CALENDAR.is_worked(day), day
    # 2026 has 261 weekdays and 6 worked weekends. Free are 19 weekdays: 1, 2 January; 16 to 20, 23 February; 6 April; 1, 4, 5 May; 19 June; 25 September;
    # 1, 2, 5 to 7 October.
    assert counted[date(2026, 12, 31)] - counted[date(2025, 12, 31)] == 261 - 19 + 6


def test_days_taken_are_those_after_the_opening():
    opened, closed = date_sql(date(2026, 9, 30)), date_sql(date(2026, 10, 10))
    assert (value(taken_sql(CALENDAR, "days", opened, closed)), value(taken_sql(CALENDAR, "working_days", opened, closed))) == (10, 3)


def test_a_year_that_is_not_filled_in_counts_weekends_only_and_is_told():
    assert CALENDAR.deadline(date(2030, 9, 30), 1, "working_days") == date(2030, 10, 1)
    assert CALENDAR.lacking(date(2026, 12, 1), date(2028, 1, 1)) == (2027, 2028)
    across = [unfilled_sql(CALENDAR, "working_days", date_sql(date(2026, 12, 30)), date_sql(day)) for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert [value(sql) for sql in across] == [False, True]
    assert value(unfilled_sql(CALENDAR, "days", date_sql(date(2026, 12, 30)), date_sql(date(2027, 1, 1)))) is False


def test_without_any_arrangement_mondays_to_fridays_are_worked():
    empty = Calendar()
    assert empty.deadline(date(2026, 9, 30), 3, "working_days") == date(2026, 10, 5)
    assert value(late_sql(empty, "working_days", "DATE '2026-09-30'", "3", "DATE '2026-10-06'"), empty) is True
    assert value(unfilled_sql(empty, "working_days", "DATE '2026-09-30'", "DATE '2026-10-06'")) is True


def test_the_shipped_years_have_the_days_of_the_notices():
    # Days off by law and swap, weekends within the holidays included: 2026 has 3 + 9 + 3 + 5 + 3 + 3 + 7.
    assert {year.year: (len(year.off), len(year.work)) for year in CALENDAR.years}[2026] == (33, 6)
    assert CALENDAR.filled == {2021, 2022, 2023, 2024, 2025, 2026}
    assert isinstance(CALENDAR.years[0], HolidayYear)
