"""The figures of a month that are built when asked for are the figures of metrics.figures, at every level, and a later load does not change them."""

import pytest

from metrics.cube import cube
from metrics.figures import figures
from metrics.month_figures import MonthFigures

EAST, WEST, FIRST, THIRD, COUNTY, UNPLACED = "159921101", "159921102", "159921101201", "159921102201", "159921", "159921000000"
PEOPLE = (
    {"person_key": "a", "area_code": FIRST, "disability_grade": 1.0},
    {"person_key": "b", "area_code": FIRST, "disability_grade": 3.0},
    {"person_key": "c", "area_code": THIRD, "disability_grade": 2.0},
    {"person_key": "d", "area_code": None, "disability_grade": None},
)


@pytest.fixture
def two(county):
    county.put("persons", list(PEOPLE), township=EAST)
    county.pay("CL-HL", ["a"])
    county.sheet("road", "roads", ("road_id", "text"), ("planned", "number"), ("done", "number"), key="road_id")
    county.put("roads", [{"road_id": "r1", "area_code": THIRD, "planned": 4.0, "done": 1.5}, {"road_id": "r2", "area_code": EAST, "planned": 2.0, "done": 2.0}])
    county.measure("paid", eligible="grade IN (1, 2)", received="has('CL-HL')")
    county.measure("severe", form="status", met="grade IN (1, 2)")
    county.measure("built", form="attainment", over="road", done="done", plan="planned")
    county.parameter("line", None)
    county.measure("asked", form="status", over="road", met="planned > param('line')")
    return county


@pytest.mark.parametrize("level", ["county", "township", "village"])
def test_every_figure_of_a_level_is_the_one_that_the_month_gives(two, level):
    found = MonthFigures(two.snapshot())
    expected = figures(two.snapshot(), ["paid", "severe", "built", "asked"], level)
    assert found.every(level) == expected
    for figure in expected:
        assert found.figure(figure.measure, figure.area_code).tally == figure.tally
    assert found.every(level, ["built"]) == [one for one in expected if one.measure == "built"]


def test_a_figure_is_found_by_measure_and_area_of_any_level(two):
    found = MonthFigures(two.snapshot())
    assert [found.figure("severe", code).tally.numerator for code in (COUNTY, EAST, WEST, FIRST, THIRD)] == [2, 1, 1, 1, 1]
    assert found.figure("severe", UNPLACED).tally.unknown == 1
    assert found.figure("built", "159921101000").tally.numerator == 2.0
    assert found.figure("asked", FIRST).waiting == "需县里填报：监测收入线"
    assert found.figure("severe", "159921999") is None
    assert found.figure("nothing", COUNTY) is None


def test_an_unplaced_village_is_there_only_where_somebody_stands_in_it(two):
    found = MonthFigures(two.snapshot())
    assert found.used == {COUNTY, EAST, WEST, FIRST, THIRD, UNPLACED, "159921101000"}
    assert found.figure("severe", "159921102000") is None


def test_a_load_after_the_month_was_read_does_not_change_it(two):
    found = MonthFigures(two.snapshot())
    two.put("persons", [], township=EAST)
    assert found.figure("severe", COUNTY).tally.numerator == 2
    assert found.figure("severe", COUNTY).as_of == {"人员": "2026-10"}
    assert MonthFigures(two.snapshot()).figure("severe", COUNTY).tally.numerator == 0


def test_a_cube_that_is_at_hand_is_not_read_again(two):
    snapshot = two.snapshot()
    kept = cube(snapshot, ["severe"])
    two.store.kept_cubes.clear()
    assert MonthFigures(snapshot, ["severe"], cube=kept).figure("severe", COUNTY).tally.numerator == 2
    assert two.store.kept_cubes == {}


def test_a_county_without_anything_counted_has_figures_of_nobody(county):
    county.put("persons", [], township=EAST)
    county.measure("severe", form="status", met="grade IN (1, 2)")
    assert MonthFigures(county.snapshot()).every("township") == figures(county.snapshot(), ["severe"], "township")
