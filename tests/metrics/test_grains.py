"""Given registers of roads, villages, funds, trainees and indicators; holds each unit to its own key, its place, its newest row and its household."""

from datetime import date

import pytest

from metrics.cells import compute_each
from metrics.explain import explain
from metrics.figures import figures
from metrics.lineage import as_of, lineage
from metrics.people import people
from policy.model import Column, RowOrigin

FIRST, SECOND, THIRD = "159921101201", "159921101202", "159921102201"
EAST, COUNTY = "159921101", "159921"
COUNTY_ITSELF, EAST_ITSELF = "159921000000", "159921101000"


def by_village(county):
    return {one.area_code: (one.tally.numerator, one.tally.denominator) for one in figures(county.snapshot(), ["m"], "village") if one.tally.denominator}


def test_a_village_is_a_unit_under_its_own_code_and_the_newest_slice_counts(county):
    county.sheet("village", "village_conditions", ("unit_code", "text"), ("paved", "bool"), key="unit_code")
    for month, paved in (("2026-07", False), ("2026-10", True)):
        rows = [{"unit_code": code, "area_code": code, "paved": paved} for code in (FIRST, SECOND)]
        county.put("village_conditions", rows, month=month, valid_until="2026-12", township=EAST)
    county.put("village_conditions", [{"unit_code": THIRD, "area_code": THIRD, "paved": False}], month="2026-07", valid_until="2026-12", township="159921102")
    county.measure(form="status", over="village", met="paved")
    assert by_village(county) == {FIRST: (1, 1), SECOND: (1, 1), THIRD: (0, 1)}


def test_the_newest_period_of_a_row_counts_where_a_unit_stands_in_two_slices(county):
    county.sheet("loan", "loans", ("loan_id", "text"), ("outstanding", "number"), key="loan_id")
    county.put(
        "loans",
        [{"loan_id": "a", "area_code": FIRST, "outstanding": 5.0}, {"loan_id": "b", "area_code": FIRST, "outstanding": 3.0}],
        month="2026-09",
        valid_until="2026-10",
        bank="甲",
    )
    county.put("loans", [{"loan_id": "a", "area_code": FIRST, "outstanding": 4.0}], month="2026-10", bank="乙")
    county.measure(form="ledger", over="loan", amount="outstanding")
    (found,) = figures(county.snapshot(), ["m"])
    assert (found.ledger.amount, found.ledger.rows) == (7.0, 2)


def test_rows_of_the_county_or_of_a_township_stand_in_its_unplaced_village(county):
    county.sheet("project", "projects", ("project_id", "text"), ("cost", "number"), ("paid", "number"), key="project_id")
    places = {"a": FIRST, "b": EAST_ITSELF, "c": COUNTY_ITSELF, "d": None, "e": "159921999999"}
    county.put("projects", [{"project_id": key, "area_code": place, "cost": 10.0, "paid": 1.0} for key, place in places.items()])
    county.measure(form="ledger", over="project", amount="paid", of="cost")
    assert by_village(county) == {FIRST: (1, 10), EAST_ITSELF: (1, 10), COUNTY_ITSELF: (3, 30)}


def test_a_unit_without_household_rests_on_no_register_of_households_and_has_none(county):
    county.put("households", [{"household_id": "h1", "area_code": FIRST, "hh_registered_n": 3.0}], township=EAST)
    county.sheet("road", "roads", ("road_id", "text"), ("planned", "number"), ("done", "number"), key="road_id")
    county.put("roads", [{"road_id": "h1", "area_code": THIRD, "planned": 1.0, "done": 1.0}])
    county.measure(form="status", over="road", met="done >= planned")
    snapshot = county.snapshot()
    assert by_village(county) == {THIRD: (1, 1)}
    assert lineage(snapshot, snapshot.policy.measures["m"]).tables == {"admin_units", "roads"}
    assert set(as_of(snapshot, snapshot.policy.measures["m"])) == {"roads"}
    assert people(snapshot, "m", "reached")["household_id"].to_pylist() == [None]


@pytest.fixture
def trainees(county):
    """Three people were trained: one with a household, one in no household, one in no register."""
    county.put("households", [{"household_id": "h1", "area_code": THIRD, "hh_type": "脱贫户"}], township="159921102")
    county.put(
        "persons", [{"person_key": "a", "household_id": "h1", "area_code": SECOND, "name": "甲"}, {"person_key": "b", "area_code": SECOND}], township=EAST
    )
    columns = (("training_id", "text"), ("person_key", "text"), ("passed", "bool"))
    county.sheet(
        "trainee", "training", *columns, Column("hh_type", "户类型", "text", null_test=True, of_household="hh_type"), key="training_id", person="person_key"
    )
    county.put("training", [{"training_id": str(number), "person_key": key, "passed": True} for number, key in enumerate("abc")])
    return county


def test_a_row_about_a_person_stands_where_the_person_lives_and_draws_from_the_household(trainees):
    trainees.measure(form="status", over="trainee", met="passed")
    assert by_village(trainees) == {THIRD: (1, 1), SECOND: (1, 1), COUNTY_ITSELF: (1, 1)}
    trainees.measure("n", form="status", over="trainee", met="hh_type = '脱贫户'")
    (found,) = figures(trainees.snapshot(), ["n"])
    assert (found.tally.numerator, found.tally.denominator, found.tally.unknown) == (1, 1, 2)
    assert people(trainees.snapshot(), "n", "reached")["household_id"].to_pylist() == ["h1"]
    assert {"persons", "households", "training"} <= lineage(trainees.snapshot(), trainees.policy.measures["n"]).tables


def drawn_from_persons(trainees, *columns):
    """The three trainees again, with columns that are drawn from the person or from lists about the person."""
    trainees.put(
        "persons",
        [
            {"person_key": "a", "household_id": "h1", "area_code": SECOND, "name": "甲", "disability_grade": 1.0, "id_no": "a"},
            {"person_key": "b", "area_code": SECOND, "name": "乙", "disability_grade": None, "id_no": "b"},
        ],
        township=EAST,
    )
    held = (("training_id", "text"), ("person_key", "text"), ("passed", "bool"))
    trainees.sheet("trainee", "training", *held, *columns, key="training_id", person="person_key")
    return trainees


def test_a_row_about_a_person_draws_what_is_known_of_the_person_and_knows_nothing_of_a_stranger(trainees):
    columns = (Column("severe", "重度残疾", "bool", of_person="severe"), Column("alive", "健在", "bool", of_person="alive"))
    county = drawn_from_persons(trainees, *columns)
    county.measure("severe", form="status", over="trainee", met="severe")
    county.measure("alive", form="status", over="trainee", met="alive")
    severe, alive = figures(county.snapshot(), ["severe", "alive"])
    assert (severe.tally.numerator, severe.tally.denominator, severe.tally.unknown) == (1, 1, 2)
    # Everyone in the register counts as alive where nothing else is said; of c, who is in no register, that cannot be said.
    assert (alive.tally.numerator, alive.tally.denominator, alive.tally.unknown) == (2, 2, 1)
    found = lineage(county.snapshot(), county.policy.measures["severe"])
    assert {"persons", "training"} <= found.tables
    assert {("trainee", "severe"), ("person", "severe"), ("person", "grade")} <= found.columns


def test_a_row_about_a_person_goes_by_the_name_of_the_person_and_is_explained_from_their_own_cell(trainees):
    county = drawn_from_persons(trainees, Column("severe", "重度残疾", "bool", of_person="severe"))
    county.measure(form="status", over="trainee", met="severe")
    assert people(county.snapshot(), "m", "reached")["name"].to_pylist() == ["甲"]
    assert people(county.snapshot(), "m", "unknown")["name"].to_pylist() == [None, "乙"]
    source = explain(county.snapshot(), "m", "0").lines[0].source
    assert (source.sheet, source.cell) == ("persons", "第2行")
    assert explain(county.snapshot(), "m", "2").lines[0].source is None


def test_a_row_about_a_person_draws_what_the_household_is_through_the_person(trainees):
    columns = (
        Column("monitored", "在册监测", "bool", of_household="monitored"),
        Column("severe_n", "家中重残人数", "number", count_members="grade IN (1, 2)"),
    )
    county = drawn_from_persons(trainees, *columns)
    county.put("monitoring_cases", [{"case_id": "1", "household_id": "h1", "case_state": "帮扶中"}])
    county.measure("monitored", form="status", over="trainee", met="monitored")
    county.measure("severe", form="ledger", over="trainee", amount="severe_n")
    monitored, severe = figures(county.snapshot(), ["monitored", "severe"])
    assert (monitored.tally.numerator, monitored.tally.unknown) == (1, 2)
    assert (severe.ledger.amount, severe.ledger.unknown) == (1, 2)


@pytest.mark.parametrize("by", ["person_key", None])
def test_rows_of_a_list_about_people_are_matched_through_the_person_that_a_row_is_about(trainees, by):
    paid = RowOrigin("insurance", {"scheme": "居民养老"}, column="subsidised_amount", by=by)
    insured = RowOrigin("insurance", {"scheme": "居民养老"}, "enrolled = '已参保'", by=by)
    columns = (Column("paid", "代缴金额", "number", sum_rows=paid), Column("insured", "已参保", "bool", any_row=insured))
    county = drawn_from_persons(trainees, *columns)
    rows = [("a", "已参保", 30.0), ("a", "已参保", 12.0), ("b", "未参保", 0.0), ("1", "已参保", 500.0)]
    listed = [dict(zip(("person_key", "enrolled", "subsidised_amount"), row, strict=True)) for row in rows]
    county.put("insurance", listed, scheme="居民养老", year="2026")
    county.measure("paid", form="ledger", over="trainee", amount="paid")
    county.measure("insured", form="status", over="trainee", met="insured")
    paid_figure, insured_figure = figures(county.snapshot(), ["paid", "insured"])
    assert paid_figure.ledger.amount == 42.0  # not the 500 of somebody whose id is another row's number
    assert (insured_figure.tally.numerator, insured_figure.tally.denominator, insured_figure.tally.unknown) == (1, 3, 0)
    source = explain(county.snapshot(), "insured", "0").lines[0].source
    assert (source.sheet, source.cell) == ("insurance", "第2行")


def test_rows_about_households_are_matched_through_the_household_of_the_person_that_a_row_is_about(trainees):
    poor = RowOrigin("monitoring_cases", {}, "case_state = '帮扶中'", by="household_id")
    columns = (Column("case", "家庭在册监测", "bool", any_row=poor),)
    county = drawn_from_persons(trainees, *columns)
    county.put("monitoring_cases", [{"case_id": "1", "household_id": "h1", "case_state": "帮扶中"}])
    county.measure(form="status", over="trainee", met="case")
    (found,) = figures(county.snapshot(), ["m"])
    assert (found.tally.numerator, found.tally.denominator, found.tally.unknown) == (1, 1, 2)  # b is in no household, c in no register


def indicators(county, rows):
    """The generic sheet 指标完成: a row is an indicator in an area, so its key is made up of both."""
    columns = (("indicator_code", "text"), ("unit_code", "text"), ("year", "number"), ("plan", "number"), ("done", "number"))
    county.sheet("indicator", "attainment", *columns, key="indicator_row", key_of=("indicator_code", "unit_code", "year"))
    names = ("indicator_code", "unit_code", "year", "area_code", "plan", "done")
    county.put("attainment", [dict(zip(names, row, strict=True)) for row in rows])
    county.measure(form="attainment", over="indicator", done="done", plan="plan", among="indicator_code = 'I001'")
    return county


def test_a_key_made_up_of_several_columns_tells_rows_apart(county):
    rows = [
        ("I001", FIRST, 2026.0, FIRST, 10.0, 5.0),
        ("I001", SECOND, 2026.0, SECOND, 20.0, 20.0),
        ("I001", FIRST, 2025.0, FIRST, 7.0, 7.0),
        ("I002", FIRST, 2026.0, FIRST, 1000.0, 0.0),
        ("I001", FIRST, 2026.0, FIRST, 999.0, 999.0),  # a second time: the first row counts
    ]
    indicators(county, rows)
    assert by_village(county) == {FIRST: (12, 17), SECOND: (20, 20)}
    assert people(county.snapshot(), "m", "missing")["key"].to_pylist() == [f"I001/{FIRST}/2026"]


def test_a_row_under_a_key_of_several_columns_is_explained_from_its_own_cells(county):
    indicators(county, [("I001", FIRST, 2026.0, FIRST, 10.0, 5.0), ("I001", SECOND, 2026.0, SECOND, 20.0, 20.0)])
    found = explain(county.snapshot(), "m", f"I001/{SECOND}/2026")
    assert (found.cell, found.lines[1].value, found.lines[1].source.cell) == ("complete", "20", "第3行")


def test_a_row_without_a_part_of_its_key_is_a_row_all_the_same(county):
    indicators(county, [("I001", None, 2026.0, FIRST, 10.0, 5.0), ("I001", None, 2026.0, FIRST, 10.0, 5.0)])
    assert by_village(county) == {FIRST: (10, 20)}


def test_a_cost_is_drawn_from_another_ledger_by_a_column_of_ones_own(county):
    of_project = RowOrigin("projects", {}, column="planned_cost", by="project_id", on="made_by")
    drawn = Column("planned", "项目计划投资", "number", sum_rows=of_project)
    county.sheet(
        "asset",
        "assets",
        ("asset_id", "text"),
        ("made_by", "text"),
        drawn,
        key="asset_id",
        lists={"projects": {"project_id": "text", "planned_cost": "number"}},
    )
    county.put(
        "assets",
        [{"asset_id": "a", "made_by": "p1", "area_code": FIRST}, {"asset_id": "b", "made_by": None, "area_code": FIRST}, {"asset_id": "c", "made_by": "p9"}],
    )
    county.put("projects", [{"project_id": "p1", "planned_cost": 6.0}, {"project_id": "p1", "planned_cost": 2.5}, {"project_id": "p2", "planned_cost": 9.0}])
    county.measure(form="ledger", over="asset", amount="planned")
    (found,) = figures(county.snapshot(), ["m"])
    assert (found.ledger.amount, found.ledger.agreeing, found.ledger.unknown) == (8.5, 2, 1)  # c: no such project; b: its project is not known
    assert explain(county.snapshot(), "m", "a").lines[0].source.sheet == "projects"


def test_households_on_a_list_are_counted_once_each_by_village_without_being_named(county):
    counted = RowOrigin("points", {}, "entry_state = '有效'", by="area_code", distinct="household_id")
    listed = {"household_id": "text", "entry_state": "text", "area_code": "text"}
    county.sheet(
        "village", "villages", ("unit_code", "text"), Column("listed", "有记录的户", "number", sum_rows=counted), key="unit_code", lists={"points": listed}
    )
    county.put("villages", [{"unit_code": FIRST, "area_code": FIRST}, {"unit_code": SECOND, "area_code": SECOND}])
    entries = [("h1", "有效", FIRST), ("h1", "有效", FIRST), ("h2", "有效", FIRST), ("h3", "撤销", FIRST)]
    county.put("points", [dict(zip(("household_id", "entry_state", "area_code"), entry, strict=True)) for entry in entries])
    county.measure(form="ledger", over="village", amount="listed")
    found = {one.area_code: one.ledger for one in figures(county.snapshot(), ["m"], level="village")}
    assert [(found[code].amount, found[code].agreeing) for code in (FIRST, SECOND)] == [(2, 1), (0, 1)]


def test_how_many_households_are_on_a_list_is_unknown_where_one_of_its_rows_names_none(county):
    counted = RowOrigin("points", {}, by="area_code", distinct="household_id")
    listed = {"household_id": "text", "area_code": "text"}
    county.sheet(
        "village", "villages", ("unit_code", "text"), Column("listed", "有记录的户", "number", sum_rows=counted), key="unit_code", lists={"points": listed}
    )
    county.put("villages", [{"unit_code": FIRST, "area_code": FIRST}])
    county.put("points", [{"household_id": "h1", "area_code": FIRST}, {"household_id": None, "area_code": FIRST}])
    county.measure(form="ledger", over="village", amount="listed")
    assert figures(county.snapshot(), ["m"])[0].ledger.unknown == 1


def test_a_date_of_a_unit_can_be_part_of_its_key(county):
    columns = (("asset_id", "text"), ("paid_on", "date"), ("amount", "number"))
    county.sheet("income", "asset_income", *columns, key="income_row", key_of=("asset_id", "paid_on"))
    county.put("asset_income", [{"asset_id": "a", "paid_on": date(2026, 10, day), "amount": 2.0, "area_code": FIRST} for day in (1, 2)])
    county.measure(form="ledger", over="income", amount="amount")
    assert people(county.snapshot(), "m", "reached")["key"].to_pylist() == ["a/2026-10-01", "a/2026-10-02"]


def test_measures_counted_together_are_those_counted_alone(trainees):
    county = drawn_from_persons(trainees, Column("hh_type", "户类型", "text", of_household="hh_type"))
    county.put("monitoring_cases", [{"case_id": "1", "household_id": "h1", "case_state": "帮扶中", "risk_type": ["因病", "因残"]}])
    county.put("households", [{"household_id": "h1", "area_code": THIRD, "hh_type": "脱贫户", "hh_registered_n": 3.0}], township="159921102")
    county.measure("trained", form="status", over="trainee", met="passed")
    county.measure("lifted", form="status", over="trainee", met="hh_type = '脱贫户'")
    county.measure("open", form="status", over="case_risk", met="is_open")
    county.measure("poor", form="status", over="household", met="hh_type = '脱贫户'")
    county.measure("severe", form="status", over="person", met="grade IN (1, 2)")
    names = ["trained", "lifted", "open", "poor", "severe"]
    together = compute_each(county.snapshot(), names)
    for name in names:
        assert together[name].to_pylist() == compute_each(county.snapshot(), [name])[name].to_pylist(), name
    assert [row["persons"] for row in together["trained"].to_pylist() if row["area_code"] == THIRD] == [3]
