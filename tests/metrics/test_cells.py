"""Given a few people and payments; each unit stands in the cell that a reader of the rule puts it in, and the counts by village add up."""

import pytest

from metrics.cells import SCHEMA, compute
from metrics.model import CODES
from policy.model import ParameterNotSetError

FIRST, SECOND, THIRD = "159921101201", "159921101202", "159921102201"


def cells(table, measure="m", column="units"):
    """(village, cell) → count."""
    return {(row["area_code"], CODES[row["cell"]]): row[column] for row in table.to_pylist() if row["measure"] == measure}


def totals(table, column="units"):
    """cell → count over all villages."""
    found = {}
    for (_, cell), count in cells(table, column=column).items():
        found[cell] = found.get(cell, 0) + count
    return found


def person(key, grade=None, village=FIRST, **more):
    return {"person_key": key, "id_no": key, "area_code": village, "disability_grade": grade, **more}


def test_each_of_the_nine_cells(county):
    grades = {"t": 1.0, "f": 3.0, "n": None}
    states = {"t": "在享", "f": "停发", "n": None}
    pairs = [(e, r) for e in "tfn" for r in "tfn"]
    county.put("persons", [person(e + r, grades[e]) for e, r in pairs], township="159921101")
    county.pay("CL-HL", [{"person_key": e + r, "benefit_state": states[r], "amount": 10.0} for e, r in pairs])
    county.measure(eligible="grade IN (1, 2)", received="has('CL-HL')")
    found = compute(county.snapshot(), ["m"])
    assert found.schema == SCHEMA
    assert cells(found) == {(FIRST, e + r): 1 for e, r in pairs}
    assert totals(found, "amount") == {e + r: 10.0 if r == "t" else 0.0 for e, r in pairs}


def test_counts_stand_in_the_village_of_each_unit(county):
    county.put("persons", [person("a", 1.0), person("b", 1.0), person("c", 1.0, SECOND)], township="159921101")
    county.put("persons", [person("d", 1.0, THIRD)], township="159921102")
    county.pay("CL-HL", ["a", "c"])
    county.measure(eligible="grade IN (1, 2)", received="has('CL-HL')")
    assert cells(compute(county.snapshot(), ["m"])) == {(FIRST, "tt"): 1, (FIRST, "tf"): 1, (SECOND, "tt"): 1, (THIRD, "tf"): 1}


def test_a_unit_without_a_village_counts_in_the_unplaced_one(county):
    codes = [None, "159921101000", "159921101999", "159921999001", "159921000000"]
    county.put("persons", [person(str(n), 1.0, code) for n, code in enumerate(codes)], township="159921101")
    county.pay("CL-HL", [])
    county.measure(eligible="grade IN (1, 2)", received="has('CL-HL')")
    # 101000 and the village that the sheet does not have are of the east township; the rest of nowhere known.
    assert cells(compute(county.snapshot(), ["m"])) == {("159921101000", "tf"): 2, ("159921000000", "tf"): 3}


def test_the_village_is_the_households_where_that_is_known(county):
    county.put("households", [{"household_id": "h1", "area_code": SECOND}, {"household_id": "h2", "area_code": "159921101000"}], township="159921101")
    rows = [person("a", 1.0, FIRST, household_id="h1"), person("b", 1.0, FIRST, household_id="h2"), person("c", 1.0, None, household_id="h2")]
    county.put("persons", rows, township="159921101")
    county.pay("CL-HL", [])
    county.measure(eligible="grade IN (1, 2)", received="has('CL-HL')")
    assert cells(compute(county.snapshot(), ["m"])) == {(SECOND, "tf"): 1, (FIRST, "tf"): 1, ("159921101000", "tf"): 1}


def test_a_dead_person_still_paid_is_received_without_entitlement(county):
    county.put("persons", [person("dead", 1.0, residence="死亡"), person("gone", 1.0, residence="死亡"), person("living", 1.0)], township="159921101")
    county.pay("CL-HL", ["dead", "living"])
    county.measure(among="in_register AND alive", eligible="grade IN (1, 2)", received="has('CL-HL')")
    assert totals(compute(county.snapshot(), ["m"])) == {"ft": 1, "tt": 1}


def test_a_recipient_in_no_register_is_counted_without_entitlement_under_the_unplaced_village(county):
    county.put("persons", [person("a", 1.0)], township="159921101")
    county.pay("CL-HL", ["a", "stranger"])
    county.measure(among="in_register AND alive", eligible="grade IN (1, 2)", received="has('CL-HL')")
    assert cells(compute(county.snapshot(), ["m"])) == {(FIRST, "tt"): 1, ("159921000000", "ft"): 1}


def test_a_unit_of_which_the_universe_is_unknown_stays_visible_as_unknown(county):
    people = [person("a", 1.0), person("b", 1.0), person("c", 3.0), person("d", 3.0)]
    county.put("persons", people, township="159921101")
    county.pay("CL-HL", ["a", "c"])
    county.measure(among="residence <> '死亡'", eligible="grade IN (1, 2)", received="has('CL-HL')")
    assert totals(compute(county.snapshot(), ["m"])) == {"nt": 1, "nf": 1, "ft": 1, "ff": 1}


def test_outside_the_universe_with_unknown_receipt_is_not_counted(county):
    county.put("persons", [person("a", 1.0, residence="死亡"), person("b", 1.0, residence="在村常住")], township="159921101")
    county.measure(among="residence <> '死亡'", eligible="grade IN (1, 2)", received="has('CL-HL')")
    assert totals(compute(county.snapshot(), ["m"])) == {"tn": 1}


def test_a_missing_sheet_is_not_zero(county):
    county.put("persons", [person("a", 1.0), person("b", 3.0), person("c")], township="159921101")
    county.measure(eligible="grade IN (1, 2)", received="has('CL-HL')")
    assert totals(compute(county.snapshot(), ["m"])) == {"tn": 1, "fn": 1, "nn": 1}


def test_an_empty_list_that_was_handed_in_means_that_nobody_receives(county):
    county.put("persons", [person("a", 1.0), person("b", 3.0)], township="159921101")
    county.pay("CL-HL", [])
    county.measure(eligible="grade IN (1, 2)", received="has('CL-HL')")
    assert totals(compute(county.snapshot(), ["m"])) == {"tf": 1, "ff": 1}


def test_several_measures_in_one_pass_are_what_they_are_one_by_one(county):
    county.put(
        "persons", [person(str(n), float(n % 4) or None, (FIRST, SECOND)[n % 2], residence=("死亡", None)[n % 2]) for n in range(20)], township="159921101"
    )
    county.pay("CL-HL", [str(n) for n in range(5, 25)])
    county.pay("NY-NB", ["3", "4"])
    county.measure("a", eligible="grade IN (1, 2)", received="has('CL-HL')")
    county.measure("b", among="alive", eligible="grade = 3", received="has('NY-NB')")
    county.measure("c", form="status", among="in_register", met="grade < 3")
    together = compute(county.snapshot(), ["a", "b", "c"])
    for name in ("a", "b", "c"):
        alone = compute(county.snapshot(), [name])
        assert cells(together, name) == cells(alone, name)
        assert cells(together, name, "amount") == cells(alone, name, "amount")


def test_status_counts_met_not_met_and_unknown(county):
    people = [person("a", 1.0), person("b", 3.0), person("c"), person("d", 1.0, residence="死亡"), person("e", 1.0, residence="迁出")]
    county.put("persons", people, township="159921101")
    county.measure(form="status", among="alive AND residence <> '迁出'", met="grade IN (1, 2)")
    rows = compute(county.snapshot(), ["m"]).to_pylist()
    # a, b and c have no residence: whether they belong is unknown, so they are unknown; d and e are outside.
    assert [(row["cell"], row["units"]) for row in rows] == [(2, 3)]
    county.measure(form="status", among="alive", met="grade IN (1, 2)")
    rows = compute(county.snapshot(), ["m"]).to_pylist()
    assert [(row["cell"], row["units"]) for row in rows] == [(0, 1), (1, 2), (2, 1)]


def test_attainment_sums_what_was_done_and_planned_where_both_are_known(county):
    rows = [
        {"household_id": "h1", "area_code": FIRST, "net_income_pc": 30.0, "hh_registered_n": 100.0},
        {"household_id": "h2", "area_code": FIRST, "net_income_pc": 45.5, "hh_registered_n": 50.0},
        {"household_id": "h3", "area_code": FIRST, "net_income_pc": None, "hh_registered_n": 50.0},
    ]
    county.put("households", rows, township="159921101")
    county.measure(form="attainment", over="household", done="net_income_pc", plan="hh_registered_n")
    found = [(row["cell"], row["units"], row["amount"]) for row in compute(county.snapshot(), ["m"]).to_pylist()]
    assert found[:3] == [(0, 2, 75.5), (1, 2, 150.0), (2, 1, 0.0)]


def test_households_carry_their_registered_people(county):
    rows = [{"household_id": f"h{n}", "area_code": FIRST, "hh_registered_n": float(n), "hh_type": "脱贫户"} for n in (2, 3)]
    county.put("households", [*rows, {"household_id": "h9", "area_code": FIRST, "hh_type": "脱贫户"}], township="159921101")
    county.measure(form="status", over="household", met="hh_type = '脱贫户'")
    assert [(row["units"], row["persons"]) for row in compute(county.snapshot(), ["m"]).to_pylist()] == [(3, 5)]


def test_a_households_money_is_counted_once_and_reaches_every_member(county):
    county.put("persons", [person(key, 1.0, household_id="h1") for key in "abc"], township="159921101")
    county.pay("MZ-DB", [{"person_key": "a", "household_id": "h1", "amount": 300.55}])
    county.measure(eligible="grade IN (1, 2)", received="has('MZ-DB')")
    found = compute(county.snapshot(), ["m"])
    assert totals(found) == {"tt": 3}
    assert totals(found, "amount") == {"tt": 300.55}


def test_money_does_not_depend_on_the_order_of_the_rows(county):
    county.put("persons", [person(str(n), 1.0) for n in range(300)], township="159921101")
    county.pay("CL-HL", [{"person_key": str(n), "amount": 0.1} for n in range(300)])
    county.measure(eligible="grade IN (1, 2)", received="has('CL-HL')")
    assert totals(compute(county.snapshot(), ["m"]), "amount") == {"tt": 30.0}


def test_a_numeric_rule_says_what_was_received(county):
    county.put("persons", [person("a", 1.0), person("b", 1.0)], township="159921101")
    county.put("insurance", [{"person_key": "a", "enrolled": "已参保", "subsidised_amount": 200.0}], scheme="居民养老", year="2026")
    county.measure(eligible="grade IN (1, 2)", received="subsidy > 0", amount="subsidy")
    found = compute(county.snapshot(), ["m"])
    assert (totals(found), totals(found, "amount")) == ({"tt": 1, "tf": 1}, {"tt": 200.0, "tf": 0.0})


def test_a_unit_of_each_recorded_risk(county):
    rows = [
        {"case_id": "1", "household_id": "h1", "area_code": FIRST, "case_state": "帮扶中", "risk_type": ["因病", "因学", "因病"]},
        {"case_id": "2", "household_id": "h2", "area_code": FIRST, "case_state": "帮扶中", "risk_type": []},
        {"case_id": "3", "household_id": "h3", "area_code": FIRST, "case_state": "帮扶中", "risk_type": None},
    ]
    county.put("monitoring_cases", rows, township="159921101")
    county.measure(over="case_risk", among="is_open", eligible="TRUE", received="risk = '因病'")
    # Two risks of the first case, none of the second, and one unknown of the third.
    assert totals(compute(county.snapshot(), ["m"])) == {"tt": 1, "tf": 1, "tn": 1}


def test_a_parameter_that_is_not_set_is_no_zero(county):
    county.put("households", [{"household_id": "h1", "area_code": FIRST, "net_income_pc": 1.0}], township="159921101")
    county.parameter("line", None)
    county.measure(over="household", eligible="net_income_pc < param('line')", received="monitored")
    with pytest.raises(ParameterNotSetError):
        compute(county.snapshot(), ["m"])
