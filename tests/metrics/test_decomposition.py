"""Given a list in two months; every unit that came or went stands under one reason, and the reasons add up in every area."""

from collections import Counter

import pytest

from metrics.decomposition import NotDecomposedError, decomposed, totals
from metrics.people import people

FIRST, SECOND = "159921101201", "159921101202"


def person(key, grade, village=FIRST, name=None, household=None):
    return {"person_key": key, "id_no": key, "area_code": village, "disability_grade": grade, "name": name, "household_id": household}


def filled(county):
    """Nine people in two months; CL-HL is paid to some of them."""
    before = [
        *(person(key, 1.0) for key in ("stays", "gets_paid", "dies", "moves", "stopped")),
        *(person(key, None) for key in ("told",)),
        *(person(key, 3.0) for key in ("worse",)),
        person("better", 2.0),
        person("wrong_id", 1.0, name="云中鹤", household="h1"),
    ]
    after = [
        *(person(key, 1.0) for key in ("stays", "gets_paid", "stopped", "told", "new")),
        person("moves", 1.0, SECOND),
        person("worse", 2.0),
        person("better", 3.0),
        person("right_id", 1.0, name="云中鹤", household="h1"),
    ]
    county.put("persons", before, month="2026-09", township="159921101")
    county.put("persons", after, month="2026-10", township="159921101")
    county.pay("CL-HL", ["stopped"], month="2026-09")
    county.pay("CL-HL", ["gets_paid"], month="2026-10")
    county.measure(among="in_register", eligible="grade IN (1, 2)", received="has('CL-HL')")
    return county.snapshot("2026-09"), county.snapshot("2026-10")


def test_each_unit_that_came_or_went_has_one_reason(county):
    assert {(step.key, step.reason, step.area, step.side) for step in decomposed(*filled(county), "m", "missing")} == {
        ("gets_paid", "newly_paid", FIRST, -1),
        ("dies", "left", FIRST, -1),
        ("moves", "moved_out", FIRST, -1),
        ("moves", "moved_in", SECOND, 1),
        ("stopped", "stopped", FIRST, 1),
        ("told", "newly_known", FIRST, 1),
        ("new", "entered", FIRST, 1),
        ("worse", "newly_entitled", FIRST, 1),
        ("better", "no_longer_entitled", FIRST, -1),
        ("right_id", "corrected_in", FIRST, 1),
        ("wrong_id", "corrected_out", FIRST, -1),
    }


@pytest.mark.parametrize("list_name", ["missing", "reached", "unknown"])
def test_the_list_after_is_the_list_before_with_what_came_and_without_what_went(county, list_name):
    before, after = filled(county)
    steps = decomposed(before, after, "m", list_name)
    counted = {month: Counter(people(one, "m", list_name)["area_code"].to_pylist()) for month, one in (("before", before), ("after", after))}
    for village in (FIRST, SECOND):
        moved = sum(step.side for step in steps if step.area == village)
        assert counted["before"][village] + moved == counted["after"][village]


def test_the_same_month_twice_has_no_steps(county):
    _, after = filled(county)
    assert decomposed(after, after, "m", "missing") == ()


def test_steps_are_counted_by_village_and_reason(county):
    assert totals(decomposed(*filled(county), "m", "missing"))[FIRST, "newly_paid"] == 1


def test_a_month_without_a_figure_says_what_is_missing(county):
    _, after = filled(county)
    with pytest.raises(NotDecomposedError, match="2026年8月"):
        decomposed(county.snapshot("2026-08"), after, "m", "missing")
