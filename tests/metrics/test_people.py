"""Given a measure and the name of a list; the list holds exactly the units of its cells, in a fixed order, with the columns of the rule."""

import pytest

from metrics.cells import compute
from metrics.model import CODES, LISTS
from metrics.people import FIXED, NoFigureError, UnknownListError, people

FIRST, SECOND, THIRD = "159921101201", "159921101202", "159921102201"


def filled(county):
    east = [
        {"person_key": "b", "household_id": "h2", "disability_grade": 1.0, "area_code": SECOND, "name": "乙"},
        {"person_key": "a", "household_id": "h1", "disability_grade": 2.0, "area_code": FIRST, "name": "甲"},
        {"person_key": "c", "household_id": "h1", "disability_grade": None, "area_code": FIRST, "name": "丙"},
        {"person_key": "d", "household_id": "h1", "disability_grade": 1.0, "area_code": FIRST, "name": "丁", "residence": "死亡"},
    ]
    county.put("persons", [one | {"id_no": one["person_key"]} for one in east], township="159921101")
    county.put("persons", [{"person_key": "e", "id_no": "e", "disability_grade": 1.0, "area_code": THIRD}], township="159921102")
    county.pay("CL-HL", ["d", "x"])
    county.measure(among="in_register AND alive", eligible="grade IN (1, 2)", received="has('CL-HL')")
    return county.snapshot()


def test_the_missing_stand_by_village_with_the_columns_of_the_rule(county):
    found = people(filled(county), "m", "missing")
    assert found.column_names == [*FIXED, "alive", "grade", "in_register", "has:CL-HL"]
    assert [(row["key"], row["household_id"], row["name"], row["township"], row["village"], row["grade"]) for row in found.to_pylist()] == [
        ("a", "h1", "甲", "东镇", "一村", 2.0),
        ("b", "h2", "乙", "东镇", "二村", 1.0),
        ("e", None, None, "西镇", "三村", 1.0),
    ]


def test_the_leaked_hold_the_dead_and_those_in_no_register(county):
    found = people(filled(county), "m", "leaked").to_pylist()
    assert [(row["key"], row["village"], row["cell"], row["in_register"]) for row in found] == [("x", "未落村", "ft", False), ("d", "一村", "ft", True)]


def test_the_unknown_say_in_which_cell_they_stand(county):
    assert [(row["key"], row["cell"]) for row in people(filled(county), "m", "unknown").to_pylist()] == [("c", "nf")]


@pytest.mark.parametrize(("area", "keys"), [("159921", "abe"), ("159921101", "ab"), (SECOND, "b"), ("159921102", "e"), ("159921999", "")])
def test_a_list_can_be_asked_for_an_area(county, area, keys):
    assert people(filled(county), "m", "missing", area)["key"].to_pylist() == list(keys)


def test_lists_are_as_long_as_their_cells(county):
    snapshot = filled(county)
    cells = {}
    for row in compute(snapshot, ["m"]).to_pylist():
        cells[CODES[row["cell"]]] = cells.get(CODES[row["cell"]], 0) + row["units"]
    for name, shown in LISTS.items():
        assert people(snapshot, "m", name).num_rows == sum(cells.get(cell, 0) for cell in shown)


def test_households_are_called_by_their_head(county):
    households = [
        {"household_id": "h1", "area_code": FIRST, "head_name": "户主甲", "hh_type": "一般户"},
        {"household_id": "h2", "area_code": FIRST, "hh_type": "一般户"},
    ]
    county.put("households", households, township="159921101")
    county.put("persons", [{"person_key": "p", "id_no": "p", "household_id": "h2", "name": "成员乙", "relation": "户主"}], township="159921101")
    county.measure(over="household", form="status", met="hh_type = '脱贫户'")
    assert people(county.snapshot(), "m", "missing")["name"].to_pylist() == ["户主甲", "成员乙"]
    assert people(county.snapshot(), "m", "leaked").num_rows == 0
    assert people(county.snapshot(), "m", "reached").num_rows == 0


def test_a_list_that_does_not_exist_and_a_measure_without_figure_are_refused(county):
    snapshot = filled(county)
    with pytest.raises(UnknownListError, match="missing、leaked"):
        people(snapshot, "m", "lost")
    county.measure("w", over="household", form="status", met="monitored")
    with pytest.raises(NoFigureError, match="农户"):
        people(snapshot, "w", "missing")
