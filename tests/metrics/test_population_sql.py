"""Given registers, lists and declarations; a unit has the columns that the declaration says, unknown where nothing was handed in."""

import pytest

from metrics.duck import cursor
from metrics.needs import CircularColumnError
from metrics.population_sql import relation
from metrics.registers import KEY
from policy.model import Column

FIRST, THIRD = "159921101201", "159921102201"


def units(county, population, *columns, codes=(), month="2026-10"):
    """key → values of the columns, "has:CODE" last."""
    listed = ", ".join(f'"{column}"' for column in (*columns, *(f"has:{code}" for code in codes)))
    with cursor() as duck:
        rows = duck.execute(f"SELECT {KEY}, {listed} FROM ({relation(county.snapshot(month), population, columns, codes)}) ORDER BY 1").fetchall()
    assert len({row[0] for row in rows}) == len(rows)
    return {row[0]: row[1] if len(row) == 2 else row[1:] for row in rows}


def person(key, **more):
    return {"person_key": key, "id_no": key, "area_code": FIRST, **more}


def test_a_unit_in_two_registers_is_one_unit_and_the_trusted_one_speaks_first(county):
    county.put("persons", [person("a", disability_grade=2.0), person("b", name="甲")], township="159921101")
    county.put(
        "export_persons", [person("a", disability_grade=4.0, name="乙"), person("b", disability_grade=1.0), person("c", name="丙")], township="159921101"
    )
    assert units(county, "person", "grade", "name") == {"a": (2.0, "乙"), "b": (1.0, "甲"), "c": (None, "丙")}


def test_one_register_alone_is_enough(county):
    county.put("export_persons", [person("c", name="丙", disability_grade=1.0)], township="159921101")
    assert units(county, "person", "name", "residence", "severe") == {"c": ("丙", None, True)}


def test_whoever_is_only_on_a_list_is_a_unit_of_which_nothing_is_known(county):
    county.put("persons", [person("a", disability_grade=1.0)], township="159921101")
    county.pay("CL-HL", ["a", "b", "b"])
    county.put("insurance", [{"person_key": "c", "enrolled": "未参保"}], scheme="防贫保", year="2026")
    assert units(county, "person", "in_register", "grade") == {"a": (True, 1.0), "b": (False, None), "c": (False, None)}


def test_no_register_at_all_gives_no_units_and_no_error(county):
    assert units(county, "person", "grade", "hh_type", "insured", codes=["CL-HL"]) == {}
    assert units(county, "case_risk", "risk", "is_open") == {}


def test_a_key_that_occurs_twice_counts_once_with_the_newest_row(county):
    county.put(
        "persons", [person("a", disability_grade=1.0), person("a", disability_grade=2.0), person("b")], month="2026-09", valid_until="2026-11", township="1"
    )
    county.put("persons", [person("b", disability_grade=3.0), person("c")], month="2026-10", valid_until="2026-12", township="2")
    assert units(county, "person", "grade") == {"a": 1.0, "b": 3.0, "c": None}


def test_a_column_that_the_file_does_not_have_is_unknown(county):
    county.put("persons", [person("a", disability_grade=1.0)], columns={"person_key", "id_no", "area_code"}, township="1")
    county.put("persons", [person("b", disability_grade=1.0)], township="2")
    assert units(county, "person", "grade", "residence", "severe") == {"a": (None, None, None), "b": (1.0, None, True)}


def test_any_member_is_three_valued(county):
    county.put("households", [{"household_id": key, "area_code": FIRST} for key in "tfne"], township="159921101")
    grades = {"t": [3.0, None, 1.0], "f": [3.0, 4.0], "n": [3.0, None]}
    county.put(
        "persons",
        [person(f"{key}{n}", household_id=key, disability_grade=grade) for key in grades for n, grade in enumerate(grades[key])],
        township="159921101",
    )
    # e has no known member: that is unknown, not "none of them".
    assert units(county, "household", "severe_member", "severe_n") == {"t": (True, None), "f": (False, 0.0), "n": (None, None), "e": (None, None)}


def test_counted_members_are_those_that_fit(county):
    county.put("households", [{"household_id": "h", "area_code": FIRST}], township="159921101")
    county.put("persons", [person(str(n), household_id="h", disability_grade=float(n)) for n in (1, 2, 3)], township="159921101")
    assert units(county, "household", "severe_n") == {"h": 2.0}


def test_someone_who_is_only_on_a_list_is_no_member(county):
    county.put("households", [{"household_id": "h", "area_code": FIRST}], township="159921101")
    county.put("persons", [person("a", household_id="h", disability_grade=3.0)], township="159921101")
    county.pay("MZ-DB", [{"person_key": "stranger", "household_id": "h"}])
    assert units(county, "household", "severe_member") == {"h": False}


def test_a_member_has_the_columns_of_its_household(county):
    county.put("households", [{"household_id": "h", "area_code": FIRST, "hh_type": "脱贫户"}], township="159921101")
    county.put("persons", [person("a", household_id="h"), person("b", household_id="x"), person("c")], township="159921101")
    assert units(county, "person", "hh_type") == {"a": "脱贫户", "b": None, "c": None}


def test_a_household_has_the_columns_of_its_head(county):
    county.put("households", [{"household_id": "h", "area_code": FIRST}], township="159921101")
    rows = [person("a", household_id="h", relation="子女", disability_grade=1.0), person("b", household_id="h", relation="户主", disability_grade=4.0)]
    county.put("persons", rows, township="159921101")
    assert units(county, "household", "head_grade") == {"h": 4.0}


def test_a_list_says_true_false_or_unknown_of_a_unit(county):
    county.put("persons", [person(key) for key in "tfn-"], township="159921101")
    rows = [
        {"person_key": "t", "enrolled": "未参保"},
        {"person_key": "t", "enrolled": "已参保"},
        {"person_key": "f", "enrolled": "未参保"},
        {"person_key": "n"},
    ]
    county.put("insurance", rows, scheme="防贫保", year="2026")
    assert units(county, "person", "insured") == {"t": True, "f": False, "n": None, "-": False}


@pytest.mark.parametrize("key", [{"scheme": "居民养老", "year": "2026"}, {"scheme": "防贫保", "year": "2025"}])
def test_a_list_of_another_scheme_or_year_says_nothing(county, key):
    county.put("persons", [person("a")], township="159921101")
    county.put("insurance", [{"person_key": "a", "enrolled": "已参保"}], valid_until="2027-12", **key)
    assert units(county, "person", "insured") == {"a": None}


def test_sums_over_rows_know_none_from_unknown(county):
    county.put("persons", [person(key) for key in "abc"], township="159921101")
    rows = [{"person_key": "a", "subsidised_amount": 60.0}, {"person_key": "a", "subsidised_amount": 40.0}, {"person_key": "b", "subsidised_amount": None}]
    county.put("insurance", rows, scheme="居民养老", year="2026")
    assert units(county, "person", "subsidy") == {"a": 100.0, "b": None, "c": 0.0}


def test_what_a_township_has_not_handed_in_is_unknown_there_and_known_elsewhere(county):
    county.put("households", [{"household_id": "e", "area_code": FIRST}], township="159921101")
    county.put("households", [{"household_id": "w", "area_code": THIRD}, {"household_id": "?", "area_code": None}], township="159921102")
    county.put("monitoring_cases", [], township="159921101")
    assert units(county, "household", "monitored") == {"e": False, "w": None, "?": None}
    county.put("monitoring_cases", [], township="159921102")
    assert units(county, "household", "monitored") == {"e": False, "w": False, "?": False}


def test_a_list_of_the_whole_county_covers_every_township(county):
    county.put("households", [{"household_id": "e", "area_code": FIRST}, {"household_id": "w", "area_code": None}], township="")
    county.put("monitoring_cases", [{"case_id": "1", "household_id": "e", "case_state": "帮扶中"}], township="")
    assert units(county, "household", "monitored") == {"e": True, "w": False}
    county.put("persons", [person("a", household_id="e"), person("b", household_id="w"), person("c")], township="")
    assert units(county, "person", "monitored") == {"a": True, "b": False, "c": None}


def test_a_column_that_rests_on_itself_is_refused(county):
    columns = county.policy.populations["household"].columns
    columns |= {"a": Column("a", "甲", "bool", derived="b"), "b": Column("b", "乙", "bool", derived="a")}
    try:
        with pytest.raises(CircularColumnError, match="a → b → a"):
            relation(county.snapshot(), "household", ["a"])
    finally:
        del columns["a"], columns["b"]
