"""Given cells by village; figures of every level add up, wait where they cannot be known, and come from the cube unless something changed."""

from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest

from metrics import cube as cube_module
from metrics.areas import areas, placed
from metrics.cells import SCHEMA, compute, compute_classed
from metrics.cube import cube
from metrics.figures import figures
from metrics.model import Cells
from metrics.rollup import UnknownLevelError, rollup

FIRST, SECOND, THIRD = "159921101201", "159921101202", "159921102201"


def person(key, grade=1.0, village=FIRST):
    return {"person_key": key, "id_no": key, "area_code": village, "disability_grade": grade}


def filled(county):
    """Two paid and one missed in the first village, one missed in the third, one placed in the east township only, one nowhere."""
    east = [person("a"), person("b"), person("c"), person("d", 3.0, SECOND), person("f", 1.0, "159921101000"), person("g", 1.0, None)]
    county.put("persons", east, township="159921101")
    county.put("persons", [person("e", 1.0, THIRD)], township="159921102")
    county.pay("CL-HL", ["a", "b", "g"])
    county.measure(eligible="grade IN (1, 2)", received="has('CL-HL')")
    return county.snapshot()


def test_areas_are_the_sheets_own_with_an_unplaced_village_for_each_parent(county):
    found = {area.code: (area.name, area.level, area.parent, area.unplaced) for area in areas(county.snapshot())}
    assert found["159921"] == ("曙光旗", "county", "", False)
    assert found[FIRST] == ("一村", "village", "159921101", False)
    assert found["159921101000"] == ("未落村", "village", "159921101", True)
    assert found["159921000000"] == ("未落村", "village", "159921", True)
    assert len(found) == 1 + 2 + 3 + 3


def test_a_month_before_the_first_area_sheet_uses_the_earliest(county):
    assert len(areas(county.snapshot("2025-06"))) == 1 + 2 + 3 + 3


@pytest.mark.parametrize(
    ("code", "place"), [(FIRST, FIRST), ("159921102999", "159921102000"), ("159921777001", "159921000000"), (None, "159921000000"), ("", "159921000000")]
)
def test_a_code_is_placed_in_the_nearest_area_that_is_known(county, code, place):
    assert placed(county.snapshot(), code) == place


def test_without_an_area_sheet_everything_stands_in_the_county(county):
    county.store.kept.clear()
    found = figures(filled(county), ["m"], "village")
    assert [(one.area_code, one.cells) for one in found] == [("159921000000", Cells(tt=3, tf=3, ff=1))]


def test_villages_add_up_to_townships_and_townships_to_the_county(county):
    snapshot = filled(county)
    villages = {one.area_code: one.cells for one in figures(snapshot, ["m"], "village")}
    assert villages == {
        FIRST: Cells(tt=2, tf=1),
        SECOND: Cells(ff=1),
        THIRD: Cells(tf=1),
        "159921101000": Cells(tf=1),
        "159921000000": Cells(tt=1),
    }
    townships = {one.area_code: one.cells for one in figures(snapshot, ["m"], "township")}
    assert townships == {"159921101": Cells(tt=2, tf=2, ff=1), "159921102": Cells(tf=1), "159921000000": Cells(tt=1)}
    (whole,) = figures(snapshot, ["m"], "county")
    assert (whole.area_name, whole.level, whole.cells) == ("曙光旗", "county", Cells(tt=3, tf=3, ff=1))
    assert whole.amount == Cells(tt=300.0)


def test_the_county_figure_equals_the_run_without_grouping(county):
    snapshot = filled(county)
    alone = {row["cell"]: row["units"] for row in rollup(compute(snapshot, ["m"]), areas(snapshot), "county").to_pylist()}
    county.store.kept = [replace(one, valid_until="2000-01") if one.table == "admin_units" else one for one in county.store.kept]
    ungrouped = {row["cell"]: row["units"] for row in compute(county.snapshot(), ["m"]).to_pylist()}
    assert alone == ungrouped


def test_an_area_in_which_nobody_stands_has_a_line_and_an_unplaced_one_has_none(county):
    county.put("persons", [person("a")], township="159921101")
    county.pay("CL-HL", [])
    county.measure(eligible="grade IN (1, 2)", received="has('CL-HL')")
    assert [(one.area_code, one.cells) for one in figures(county.snapshot(), ["m"], "township")] == [("159921101", Cells(tf=1)), ("159921102", Cells())]


def test_a_level_that_does_not_exist_is_refused(county):
    with pytest.raises(UnknownLevelError, match="province"):
        figures(filled(county), ["m"], "province")


def test_a_figure_says_which_months_data_it_uses(county):
    county.put("persons", [person("a")], month="2026-08", valid_until="2026-10", township="159921101")
    county.put("persons", [person("b")], month="2026-10", township="159921102")
    county.pay("NY-NB", ["a"], month="2026-03")
    county.measure(eligible="grade IN (1, 2)", received="has('NY-NB')")
    (figure,) = figures(county.snapshot(), ["m"])
    assert figure.as_of == {"人员": "2026-08", "惠民待遇享受": "2026-03"}


def test_a_register_that_was_never_handed_in_waits_and_shows_no_number(county):
    county.measure(eligible="grade IN (1, 2)", received="has('CL-HL')")
    county.pay("CL-HL", ["a"])
    (figure,) = figures(county.snapshot(), ["m"])
    assert figure.waiting == "缺数据：《人员》或《监测对象信息（人）》未报送"
    assert (figure.cells, figure.persons, figure.amount, figure.tally) == (None, None, None, None)


def test_a_register_that_is_no_longer_valid_waits(county):
    county.put("persons", [person("a")], month="2026-06", valid_until="2026-08", township="159921101")
    county.measure(form="status", met="grade IN (1, 2)")
    waits = [figures(county.snapshot(month), ["m"])[0].waiting is not None for month in ("2026-05", "2026-06", "2026-08", "2026-09")]
    assert waits == [True, False, False, True]


def test_a_value_that_the_county_has_not_entered_waits_and_names_it(county):
    county.put("households", [{"household_id": "h", "area_code": FIRST, "net_income_pc": 1.0}], township="159921101")
    county.parameter("line", None)
    county.measure(over="household", eligible="net_income_pc < param('line')", received="monitored")
    assert [one.waiting for one in figures(county.snapshot(), ["m"], "township")] == ["需县里填报：监测收入线"] * 2
    county.parameter("line", 9000.0)
    assert figures(county.snapshot(), ["m"])[0].waiting is None


def test_a_value_outside_its_validity_waits(county):
    county.put("households", [{"household_id": "h", "area_code": FIRST}], township="159921101")
    county.parameter("line", 9000.0, valid_to=date(2025, 12, 31))
    county.measure(over="household", eligible="net_income_pc < param('line')", received="monitored")
    assert "没有有效的值" in figures(county.snapshot(), ["m"])[0].waiting


def test_a_measure_before_its_first_version_waits(county):
    county.put("persons", [person("a")], month="2025-01", valid_until="2026-12", township="159921101")
    county.measure(form="status", met="grade IN (1, 2)", valid_from=date(2026, 2, 1), valid_to=date(2026, 4, 30))
    found = {month: figures(county.snapshot(month), ["m"])[0] for month in ("2026-01", "2026-02", "2026-04", "2026-05")}
    assert {month: one.tally and one.tally.denominator for month, one in found.items()} == {"2026-01": None, "2026-02": 1, "2026-04": 1, "2026-05": None}
    assert "没有有效的口径版本" in found["2026-01"].waiting


def test_one_waiting_measure_does_not_stop_the_others(county):
    snapshot = filled(county)
    county.measure("w", over="household", form="status", met="monitored")
    assert [(one.measure, one.waiting is None) for one in figures(snapshot, ["w", "m"])] == [("w", False), ("m", True)]


@pytest.mark.parametrize(("people", "small"), [(29, True), (30, False)])
def test_a_rate_on_fewer_than_thirty_units_is_marked(county, people, small):
    county.put("persons", [person(str(n)) for n in range(people)], township="159921101")
    county.pay("CL-HL", ["0"])
    county.measure(eligible="grade IN (1, 2)", received="has('CL-HL')")
    assert figures(county.snapshot(), ["m"])[0].small is small


def test_status_and_attainment_give_a_tally(county):
    rows = [
        {"household_id": f"h{n}", "area_code": FIRST, "hh_registered_n": float(n), "net_income_pc": 10.0 * n, "hh_type": kind}
        for n, kind in enumerate("甲乙乙", 1)
    ]
    county.put("households", [*rows, {"household_id": "h9", "area_code": FIRST}], township="159921101")
    county.measure("s", form="status", over="household", met="hh_type = '乙'")
    county.measure("a", form="attainment", over="household", done="hh_registered_n", plan="net_income_pc")
    status, attained = figures(county.snapshot(), ["s", "a"])
    assert (status.tally.numerator, status.tally.denominator, status.tally.unknown) == (2, 3, 1)
    assert (status.tally_persons.numerator, status.tally_persons.denominator) == (5, 6)
    assert (attained.tally.numerator, attained.tally.denominator, attained.tally.unknown) == (6, 60, 1)


def test_the_cube_is_computed_once_and_again_when_its_data_or_rules_change(county, monkeypatch):
    computed = []

    def counting(snapshot, measures):
        computed.append(tuple(measures))
        return compute_classed(snapshot, measures)

    monkeypatch.setattr(cube_module, "compute_classed", counting)
    first = cube(filled(county), ["m"])
    assert cube(county.snapshot(), ["m"]).equals(first)
    assert computed == [("m",)]
    county.put("persons", [person("e", 1.0, SECOND)], township="159921102")
    assert not cube(county.snapshot(), ["m"]).equals(first)
    county.measure(eligible="grade IN (1, 2, 3)", received="has('CL-HL')")
    county.measure("n", eligible="grade = 3", received="has('CL-HL')")
    cube(county.snapshot(), ["m", "n"])
    cube(county.snapshot(), ["n"])
    assert computed == [("m",), ("m",), ("m", "n")]


def test_a_cube_of_another_month_is_another(county):
    snapshot = filled(county)
    one = snapshot.policy.measures["m"]
    assert cube_module.cube_key(snapshot, one) == cube_module.cube_key(county.snapshot(), one)
    assert cube_module.cube_key(snapshot, one) != cube_module.cube_key(county.snapshot("2026-11"), one)


def test_rolling_up_changes_no_table_that_it_was_given(county):
    snapshot = filled(county)
    given = compute(snapshot, ["m"])
    copied = pa.Table.from_pylist(given.to_pylist(), schema=SCHEMA)
    rollup(given, areas(snapshot), "county")
    figures(snapshot, ["m"], "township", cube=given)
    assert given.equals(copied)
