"""Given small registers of cases; holds what was opened, closed, open and overdue in a month to figures worked out by hand, at every boundary."""

from datetime import date
from pathlib import Path

import pytest

from metrics.change import changes
from metrics.explain import explain
from metrics.figures import figures
from metrics.flow import by_handler
from metrics.flow_days import days_taken
from metrics.model import FlowCounts
from metrics.people import UnknownListError, people
from policy.reader import POLICY_FOLDER, read_policy

FIRST, SECOND, THIRD = "159921101201", "159921101202", "159921102201"
CALENDAR = read_policy(Path(POLICY_FOLDER)).calendar


def day(text):
    return date.fromisoformat(text) if text else None


def cases(county, rows, *, limit="15", limit_in="days", **rules):
    """Rows are (id, opened, closed) and what else matters; a measure "m" over them, in October 2026."""
    county.policy.calendar = CALENDAR
    columns = (("case_id", "text"), ("found_on", "date"), ("fixed_on", "date"), ("days", "number"), ("unit", "text"), ("kind", "text"))
    county.sheet("problem", "rectification", *columns, key="case_id")
    filled = []
    for key, opened, closed, *rest in rows:
        more = rest[0] if rest else {}
        filled.append({"case_id": key, "area_code": FIRST, "found_on": day(opened), "fixed_on": day(closed)} | more)
    county.put("rectification", filled, month="2026-01", valid_until="2099-12")
    county.measure(form="flow", over="problem", opened="found_on", closed="fixed_on", limit=limit, limit_in=limit_in, **rules)
    return county


def figure(county, month="2026-10"):
    (found,) = figures(county.snapshot(month), ["m"])
    return found


def listed(county, name, month="2026-10"):
    return people(county.snapshot(month), "m", name)["key"].to_pylist()


BOUNDARIES = [
    ("closed on day 14", "2026-10-01", "2026-10-15"),
    ("closed on day 15", "2026-10-01", "2026-10-16"),
    ("closed on day 16", "2026-10-01", "2026-10-17"),
    ("closed the same day", "2026-10-20", "2026-10-20"),
    ("open, day 15 is 1 November", "2026-10-17", None),
    ("open, day 15 is 31 October", "2026-10-16", None),
    ("open, day 15 was 30 October", "2026-10-15", None),
    ("closed in September", "2026-09-01", "2026-09-30"),
    ("closed on the first", "2026-09-20", "2026-10-01"),
    ("closed in November", "2026-10-30", "2026-11-02"),
    ("opened in November", "2026-11-01", None),
    ("closed before it was opened", "2026-10-10", "2026-10-09"),
    ("opening unknown, open", None, None),
    ("opening unknown, closed in the month", None, "2026-10-05"),
    ("opening unknown, closed earlier", None, "2026-09-05"),
]


def test_cases_at_just_under_and_just_over_every_boundary(county):
    found = figure(cases(county, BOUNDARIES))
    # Opened in October: days 14, 15, 16, the same day, the three open ones, and the one closed in November; the contradiction is no opening.
    # Open at the end: the three, the one that closes in November, and the one of which the opening is unknown.
    # Closed: days 14, 15, 16, the same day, on the first, and the one without an opening.
    # Days that they took: 14 + 15 + 16 + 0 + 11 (20 September to 1 October).
    assert found.flow == FlowCounts(opened=8, closed=6, open=5, overdue=1, in_time=4, late=1, unknown=3, days=56)
    assert (found.tally.numerator, found.tally.denominator, found.tally.unknown) == (4, 6, 3)
    assert found.flow.mean_days == 56 / 5


def test_the_lists_behind_the_counts(county):
    cases(county, BOUNDARIES)
    assert listed(county, "overdue") == ["open, day 15 was 30 October"]
    assert listed(county, "missing") == listed(county, "overdue")
    assert sorted(listed(county, "open")) == ["closed in November", "open, day 15 is 1 November", "open, day 15 is 31 October", "open, day 15 was 30 October"]
    assert listed(county, "late") == ["closed on day 16"]
    assert sorted(listed(county, "reached")) == ["closed on day 14", "closed on day 15", "closed on the first", "closed the same day"]
    assert sorted(listed(county, "unknown")) == ["closed before it was opened", "opening unknown, closed in the month", "opening unknown, open"]
    with pytest.raises(UnknownListError):
        listed(county, "differing")


def test_a_list_names_the_last_day_of_each_limit(county):
    cases(county, BOUNDARIES)
    table = people(county.snapshot(), "m", "open")
    due = dict(zip(table["key"].to_pylist(), table["due_on"].to_pylist(), strict=True))
    assert due["open, day 15 is 31 October"] == date(2026, 10, 31)
    assert due["closed in November"] == date(2026, 11, 14)
    unknown = people(county.snapshot(), "m", "unknown")
    assert dict(zip(unknown["key"].to_pylist(), unknown["due_on"].to_pylist(), strict=True))["opening unknown, open"] is None


def test_a_month_looks_back_as_it_was_whatever_came_later(county):
    cases(county, [("a", "2026-08-01", "2026-10-05")])
    september, october, november = (figure(county, month).flow for month in ("2026-09", "2026-10", "2026-11"))
    assert september == FlowCounts(open=1, overdue=1)
    assert october == FlowCounts(closed=1, late=1, days=65)
    assert november == FlowCounts()


def test_nothing_to_judge_has_no_rate(county):
    found = figure(cases(county, [("a", "2026-10-20", None)]))
    assert (found.tally.numerator, found.tally.denominator, found.flow.mean_days) == (0, 0, None)
    assert found.flow == FlowCounts(opened=1, open=1)


def test_working_days_run_over_the_national_day_week(county):
    rows = [
        ("in time", "2026-09-30", "2026-10-10"),  # 8, 9, and Saturday the 10th, which is worked: day 3
        ("late by a free Sunday", "2026-09-30", "2026-10-11"),
        ("late", "2026-09-30", "2026-10-12"),
        ("open", "2026-10-28", None),  # Wednesday: 29, 30, and Monday 2 November
        ("overdue", "2026-10-27", None),  # day 3 was Friday the 30th; the 31st is a Saturday
        ("opened in the holidays", "2026-10-03", "2026-10-10"),
    ]
    county = cases(county, rows, limit="3", limit_in="working_days")
    found = figure(county)
    # Taken: 3 (in time), 3 (the Sunday adds none), 4 (Monday the 12th), 3.
    assert found.flow == FlowCounts(opened=3, closed=4, open=2, overdue=1, in_time=2, late=2, days=13)
    assert (listed(county, "overdue"), sorted(listed(county, "late"))) == (["overdue"], ["late", "late by a free Sunday"])
    assert found.notes == ()


def test_the_same_cases_in_days_of_the_calendar(county):
    found = figure(cases(county, [("a", "2026-09-30", "2026-10-03"), ("b", "2026-09-30", "2026-10-04")], limit="3"))
    assert (found.flow.in_time, found.flow.late, found.flow.days) == (1, 1, 7)


def test_a_year_without_holidays_filled_in_is_told_with_the_figure(county):
    rows = [("over the year", "2026-12-30", None), ("within 2026", "2026-12-01", "2026-12-02"), ("closed in 2027", "2027-01-04", "2027-01-05")]
    cases(county, rows, limit="5", limit_in="working_days")
    assert figure(county, "2026-12").notes == ()
    found = figure(county, "2027-01")
    assert found.flow.unfilled == 2
    assert "2 件" in found.notes[0]
    assert "放假安排" in found.notes[0]


def test_each_case_can_have_a_limit_of_its_own_and_one_without_cannot_be_told(county):
    rows = [
        ("five", "2026-10-01", "2026-10-06", {"days": 5.0}),
        ("half a day more is no day more", "2026-10-01", "2026-10-06", {"days": 5.5}),
        ("four", "2026-10-01", "2026-10-06", {"days": 4.0}),
        ("none", "2026-10-01", "2026-10-06", {"days": None}),
        ("below zero", "2026-10-01", None, {"days": -1.0}),
        ("on the day", "2026-10-01", "2026-10-01", {"days": 0.0}),
    ]
    found = figure(cases(county, rows, limit="days"))
    assert found.flow == FlowCounts(opened=6, closed=5, open=1, in_time=3, late=1, unknown=2, days=15)


@pytest.mark.parametrize(("days", "in_time", "late"), [(4, 1, 0), (3, 1, 0), (2, 0, 1)])
def test_a_limit_comes_from_a_parameter(county, days, in_time, late):
    county.parameter("days_to_fix", days)
    found = figure(cases(county, [("a", "2026-10-01", "2026-10-04")], limit="param('days_to_fix')"))
    assert (found.flow.in_time, found.flow.late) == (in_time, late)


def test_a_limit_that_the_county_has_not_set_is_waited_for(county):
    county.parameter("days_to_fix", None)
    found = figure(cases(county, [("a", "2026-10-01", "2026-10-04")], limit="param('days_to_fix')"))
    assert found.waiting.startswith("需县里填报")
    assert found.flow is None


def test_who_is_outside_is_not_counted_and_who_may_be_inside_is_unknown(county):
    rows = [("in", "2026-10-01", "2026-10-02", {"kind": "甲"}), ("out", "2026-10-01", "2026-10-02", {"kind": "乙"}), ("perhaps", "2026-10-01", "2026-10-02")]
    found = figure(cases(county, rows, among="kind = '甲'"))
    assert found.flow == FlowCounts(opened=1, closed=1, in_time=1, unknown=1, days=1)


def test_townships_add_up_to_the_county_with_the_unplaced(county):
    rows = [
        (f"{place}-{number}", "2026-10-01", "2026-10-20" if number else None, {"area_code": place})
        for place in (FIRST, SECOND, THIRD, None)
        for number in range(2)
    ]
    cases(county, rows)
    whole = figure(county).flow
    for level in ("township", "village"):
        parts = [one.flow for one in figures(county.snapshot(), ["m"], level)]
        assert all(sum(getattr(one, name) for one in parts) == getattr(whole, name) for name in vars(whole))
    assert (whole.overdue, whole.late) == (4, 4)


def test_overdue_by_handler_the_most_first(county):
    rows = [
        ("a", "2026-09-01", None, {"unit": "水利局"}),
        ("b", "2026-09-01", None, {"unit": "水利局", "area_code": THIRD}),
        ("c", "2026-09-01", None, {"unit": "住建局"}),
        ("d", "2026-10-01", "2026-10-02", {"unit": "住建局"}),
        ("e", "2026-10-01", "2026-10-02"),
        ("f", "2026-01-01", "2026-01-02", {"unit": "教育局"}),  # nothing of it in October
    ]
    cases(county, rows, handler="unit")
    found = by_handler(county.snapshot(), "m")
    assert [(one.handler, one.counts.overdue, one.counts.in_time) for one in found] == [("水利局", 2, 0), ("住建局", 1, 1), ("", 0, 1)]
    assert [(one.handler, one.counts.overdue) for one in by_handler(county.snapshot(), "m", THIRD)] == [("水利局", 1)]


def test_one_case_is_explained_by_its_dates(county):
    cases(county, BOUNDARIES, handler="unit")
    found = explain(county.snapshot(), "m", "open, day 15 was 30 October")
    assert found.cell == "overdue"
    assert "已超过期限" in found.sentence
    assert [(line.rule, line.value, line.outcome) for line in found.lines] == [
        ("opened", "2026-10-15", True),
        ("closed", "未办结", True),
        ("limit", "15", True),
        ("handler", "未知", None),
    ]
    assert found.lines[0].source.cell == "第8行"  # the seventh row under the heading


def test_between_two_months_cases_come_leave_and_become_known_and_nothing_else(county):
    cases(county, [("a", "2026-09-20", "2026-10-01"), ("b", "2026-10-05", None), ("c", "2026-09-01", "2026-09-02")])
    found = changes(county.snapshot("2026-09"), county.snapshot("2026-10"), "m")
    assert [(row["key"], row["kind"]) for row in found.to_pylist()] == [("b", "entered"), ("c", "left")]


def test_the_days_of_each_closed_case_are_told_fewest_first(county):
    rows = [("slow", "2026-09-01", "2026-10-11"), ("quick", "2026-10-09", "2026-10-12"), ("open", "2026-10-01", None), ("earlier", "2026-09-01", "2026-09-02")]
    cases(county, rows)
    assert days_taken(county.snapshot("2026-10"), "m") == (3, 40)
    assert days_taken(county.snapshot("2026-10"), "m", THIRD) == ()


def test_days_are_working_days_where_the_limit_counts_so(county):
    cases(county, [("over a weekend", "2026-10-16", "2026-10-19")], limit_in="working_days")  # a Friday and the Monday after it
    assert days_taken(county.snapshot("2026-10"), "m") == (1,)
