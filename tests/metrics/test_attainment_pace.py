"""Given the road programme of the county plan and small plans; holds progress, pace and projected finish to figures worked out by hand."""

from datetime import date

import pytest

from metrics.explain import explain
from metrics.figures import figures
from metrics.pace import Pace, position, share, start_of
from metrics.people import people

FIRST, THIRD, UNPLACED = "159921101201", "159921102201", "159921000000"
PLAN = {"begins": "DATE '2021-01-01'", "ends": "DATE '2025-12-31'"}

ROADS = [
    # key, village, planned km, done so far (with what was done before), done before the plan began
    ("hamlets", FIRST, 1119.6, 450.0, 0.0),  # 203 hamlets without a hard road
    ("villages", FIRST, 318.3, 120.0, 0.0),  # 42 villages without a two-lane road
    ("upgrades", THIRD, 73.8, 27.0, 0.0),  # county roads 715 (27 km, done) and 726 (46.8 km)
    ("tourism", UNPLACED, 103.8, 30.5, 30.5),  # 66 + 30.5 + 7.3 km, of which the 30.5 were finished in 2020
    ("link", UNPLACED, 22.4, 22.4, 22.4),  # county road 714, finished in 2020
]


def roads(county, rows=ROADS, **rules):
    county.sheet(
        "road", "roads", ("road_id", "text"), ("planned", "number"), ("done", "number"), ("before", "number"), ("since", "date"), ("due", "date"), key="road_id"
    )
    names = ("road_id", "area_code", "planned", "done", "before", "since", "due")
    county.put("roads", [dict(zip(names, row, strict=False)) for row in rows], valid_until="2026-12")
    county.measure(form="attainment", over="road", done="done", plan="planned", **rules)
    return county


def figure(county, month="2026-10", level="county"):
    return figures(county.snapshot(month), ["m"], level)


def test_what_was_finished_before_the_plan_is_neither_progress_nor_plan(county):
    (found,) = figure(roads(county, baseline="before", **PLAN))
    # 1119.6 + 318.3 + 73.8 + 103.8 + 22.4 = 1637.9 km, without 30.5 and 22.4: 1585. Done 649.9 without 52.9: 597.
    assert (found.tally.numerator, found.tally.denominator, found.tally.unknown) == (597.0, 1585.0, 0)
    assert (found.pace.done, found.pace.plan, found.pace.units) == (597.0, 1585.0, 5)
    assert found.pace.value == pytest.approx(597 / 1585)


def test_without_a_baseline_the_same_programme_looks_further_than_it_is(county):
    (found,) = figure(roads(county, **PLAN))
    assert (found.tally.numerator, found.tally.denominator) == (649.9, 1637.9)


def test_a_road_finished_before_the_plan_has_nothing_left_and_no_rate(county):
    (found,) = figure(roads(county, ROADS[4:], baseline="before", **PLAN))
    assert (found.tally.numerator, found.tally.denominator, found.pace.value, found.pace.pace, found.pace.ahead) == (0.0, 0.0, None, None, None)
    assert found.pace.finished == 1


def test_areas_add_up_to_the_county(county):
    roads(county, baseline="before", **PLAN)
    whole = figure(county)[0].pace
    for level in ("township", "village"):
        parts = [one.pace for one in figure(county, level=level)]
        for name in ("done", "plan", "due", "spent", "units", "finished", "dated_plan", "dated_done"):
            assert sum(getattr(one, name) for one in parts) == pytest.approx(getattr(whole, name)), name


def test_half_of_the_plan_time_has_passed_in_the_middle_of_2023(county):
    roads(county, ROADS, baseline="before", **PLAN)
    county.put("roads", [{"road_id": "only", "area_code": FIRST, "planned": 100.0, "done": 40.0, "before": 0.0}], month="2023-06", valid_until="2023-06")
    (found,) = figure(county, "2023-06")
    # 30 of 60 months; 40 of 100 km: 10 points behind. At 40 km in 30 months 100 km take 75 months: until the end of March 2027.
    assert (found.pace.pace, found.pace.value) == (0.5, 0.4)
    assert found.pace.ahead == pytest.approx(-10)
    assert found.pace.projected_finish == date(2027, 3, 31)


def test_the_pace_without_dates_is_that_of_the_calendar_year(county):
    roads(county, [("a", FIRST, 100.0, 60.0, 0.0)])
    (found,) = figure(county, "2026-10")
    assert found.pace.pace == pytest.approx(10 / 12)
    assert found.pace.ahead == pytest.approx(100 * (0.6 - 10 / 12))
    # 60 km in ten months: 100 km take 16 2/3 months from January 2026: two thirds of May 2027 (31 days).
    assert found.pace.projected_finish == date(2027, 5, 21)


@pytest.mark.parametrize(
    ("month", "begins", "ends", "passed"),
    [
        ("2026-06", None, None, 0.5),
        ("2026-12", None, None, 1),
        ("2026-06", date(2026, 1, 1), date(2026, 12, 31), 0.5),  # the year written out is the year
        ("2026-06", date(2026, 7, 1), date(2026, 12, 31), 0),  # has not begun: the day before it begins
        ("2026-07", date(2026, 7, 1), date(2026, 12, 31), pytest.approx(1 / 6)),
        ("2026-12", date(2026, 7, 1), date(2026, 12, 31), 1),  # its last day
        ("2027-01", date(2026, 7, 1), date(2026, 12, 31), 1),  # and after it
        ("2026-04", date(2026, 4, 16), date(2026, 5, 31), pytest.approx(0.5 / 1.5)),  # half of April of one month and a half
        ("2026-06", date(2026, 7, 1), date(2026, 6, 30), None),  # ends before it begins
    ],
)
def test_the_share_of_time_at_and_around_each_end(month, begins, ends, passed):
    assert share(month, begins, ends) == passed


def test_a_day_begins_where_the_day_before_ended():
    assert start_of(date(2026, 3, 1)) == position(date(2026, 2, 28))
    assert start_of(date(2026, 5, 11)) == position(date(2026, 5, 10))


def test_each_unit_has_the_pace_of_its_own_dates(county):
    rows = [
        ("a", FIRST, 100.0, 60.0, 0.0, date(2026, 1, 1), date(2026, 12, 31)),  # 10/12 of 100 due
        ("b", FIRST, 60.0, 0.0, 0.0, date(2026, 10, 1), date(2027, 3, 31)),  # 1/6 of 60 due
        ("c", FIRST, 40.0, 40.0, 0.0, None, date(2026, 12, 31)),  # not known when it began
        ("d", FIRST, 20.0, 5.0, 0.0, date(2026, 12, 1), date(2026, 11, 30)),  # ends before it begins
    ]
    (found,) = figure(roads(county, rows, begins="since", ends="due"))
    assert (found.tally.numerator, found.tally.denominator) == (105.0, 220.0)
    assert (found.pace.undated, found.pace.dated_plan, found.pace.dated_done) == (2, 160.0, 60.0)
    assert found.pace.due == pytest.approx(100 * 10 / 12 + 10)
    assert found.pace.pace == pytest.approx((100 * 10 / 12 + 10) / 160)


def test_numbers_that_are_unknown_or_contradict_the_baseline_cannot_be_told(county):
    rows = [
        ("no plan", FIRST, None, 5.0, 0.0),
        ("nothing reported", FIRST, 10.0, None, 0.0),
        ("no baseline", FIRST, 10.0, 5.0, None),
        ("done below", FIRST, 10.0, 2.9, 3.0),
        ("done at it", FIRST, 10.0, 3.0, 3.0),
        ("plan below", FIRST, 2.9, 3.0, 3.0),
        ("done above", FIRST, 10.0, 3.1, 3.0),
    ]
    (found,) = figure(roads(county, rows, baseline="before", **PLAN))
    assert (found.tally.numerator, found.tally.denominator, found.tally.unknown) == (0.1, 14.0, 5)


def test_nobody_and_nothing_have_no_rate(county):
    (found,) = figure(roads(county, [("a", FIRST, 10.0, 1.0, 0.0)], among="planned > 10", baseline="before"))
    assert (found.tally.numerator, found.tally.denominator, found.tally.unknown) == (0, 0, 0)
    assert (found.pace.value, found.pace.pace, found.pace.ahead, found.pace.projected_finish, found.pace.complete) == (None, None, None, None, False)


def test_no_progress_has_no_projected_finish_and_a_finished_plan_needs_none():
    none = Pace("2026-10", done=0, plan=10, due=5, dated_plan=10, dated_done=0, spent=100)
    done = Pace("2026-10", done=10, plan=10, due=5, dated_plan=10, dated_done=10, spent=100)
    slow = Pace("2026-10", done=0.0001, plan=10, due=5, dated_plan=10, dated_done=0.0001, spent=1000)
    assert (none.projected_finish, none.complete) == (None, False)
    assert (done.projected_finish, done.complete) == (None, True)
    assert slow.projected_finish is None  # after the year 9998


def test_the_lists_are_of_units_unfinished_behind_the_pace_finished_and_unknown(county):
    rows = [
        ("behind", FIRST, 100.0, 83.0, 0.0),
        ("on pace", FIRST, 12.0, 10.0, 0.0),
        ("finished", FIRST, 10.0, 10.0, 0.0),
        ("more", FIRST, 10.0, 11.0, 0.0),
        ("unknown", FIRST, None, 1.0, 0.0),
    ]
    roads(county, rows)
    lists = {name: people(county.snapshot(), "m", name)["key"].to_pylist() for name in ("missing", "behind", "reached", "unknown", "leaked")}
    assert lists == {"missing": ["behind", "on pace"], "behind": ["behind"], "reached": ["finished", "more"], "unknown": ["unknown"], "leaked": []}


def test_one_unit_is_explained_by_its_numbers(county):
    found = explain(roads(county, baseline="before", **PLAN).snapshot(), "m", "tourism")
    assert found.cell == "behind"
    assert "落后于序时进度" in found.sentence
    assert [(line.rule, line.value, line.outcome) for line in found.lines] == [
        ("done", "30.5", True),
        ("plan", "103.8", True),
        ("baseline", "30.5", True),
        ("begins", "2021-01-01", True),
        ("ends", "2025-12-31", True),
    ]


def test_kilometres_are_no_small_base(county):
    assert figure(roads(county))[0].small is False
