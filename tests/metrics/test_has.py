"""Given payment lists by month; has() is TRUE, FALSE or unknown as the benefit's pay cycle says, for persons and for households."""

import pytest

from metrics.duck import cursor
from metrics.has_sql import _WORD, cycle_start
from metrics.population_sql import relation
from metrics.registers import KEY
from policy.model import Benefit

FIRST = "159921101201"


def received(county, code, month="2026-10", population="person"):
    """key → (has, amount)."""
    with cursor() as duck:
        sql = f'SELECT {KEY}, "has:{code}", "amount:{code}" FROM ({relation(county.snapshot(month), population, (), [code])}) ORDER BY 1'
        return {row[0]: row[1:] for row in duck.execute(sql).fetchall()}


def people(county, *keys, **more):
    county.put(
        "persons", [{"person_key": key, "id_no": key, "area_code": FIRST, **more} for key in keys], month="2026-01", valid_until="2027-12", township="159921101"
    )


@pytest.mark.parametrize(
    ("cycle", "month", "start"),
    [
        ("月", "2026-10", "2026-10"),
        ("季", "2026-01", "2026-01"),
        ("季", "2026-03", "2026-01"),
        ("季", "2026-12", "2026-10"),
        ("年", "2026-01", "2026-01"),
        ("年", "2026-12", "2026-01"),
        ("按次", "2026-07", "2026-01"),
        ("学期", "2026-01", "2025-09"),
        ("学期", "2026-02", "2025-09"),
        ("学期", "2026-03", "2026-03"),
        ("学期", "2026-08", "2026-03"),
        ("学期", "2026-09", "2026-09"),
        ("学期", "2026-12", "2026-09"),
        ("一次性", "2026-10", "1900-01"),
    ],
)
def test_a_cycle_begins_where_people_say_it_does(cycle, month, start):
    assert cycle_start(cycle, month) == start


@pytest.mark.parametrize(("state", "truth"), [("在享", True), ("新增", True), ("补发", True), ("停发", False), ("暂停", False), ("追回", False), (None, None)])
def test_the_state_of_the_row_decides(county, state, truth):
    people(county, "a")
    county.pay("CL-HL", [{"person_key": "a", "benefit_state": state}])
    assert received(county, "CL-HL")["a"][0] is truth


def test_last_months_list_says_nothing_of_a_monthly_benefit(county):
    people(county, "a")
    county.pay("CL-HL", ["a"], month="2026-09")
    assert received(county, "CL-HL")["a"] == (None, None)


def test_a_term_grant_paid_in_september_counts_through_february_and_no_longer(county):
    people(county, "a", "b")
    county.pay("JY-ZZ", ["a"], month="2026-09")
    for month in ("2026-09", "2026-12", "2027-01", "2027-02"):
        assert {key: found[0] for key, found in received(county, "JY-ZZ", month).items()} == {"a": True, "b": False}
    assert received(county, "JY-ZZ", "2026-08")["a"][0] is None
    assert received(county, "JY-ZZ", "2027-03")["a"][0] is None


def test_a_quarter_begins_anew(county):
    people(county, "a")
    county.pay("NY-JB", ["a"], month="2026-07")
    assert [received(county, "NY-JB", month)["a"][0] for month in ("2026-06", "2026-07", "2026-09", "2026-10")] == [None, True, True, None]


def test_a_year_counts_from_january_and_adds_its_payments(county):
    people(county, "a")
    county.pay("NY-NB", ["a"], month="2025-12")
    county.pay("NY-NB", [{"person_key": "a", "amount": 30.0}], month="2026-01")
    county.pay("NY-NB", [{"person_key": "a", "amount": 20.0}, {"person_key": "a", "amount": 7.0, "benefit_state": "追回"}], month="2026-05")
    assert received(county, "NY-NB", "2026-12")["a"] == (True, 50.0)


def test_what_is_paid_once_counts_for_ever(county):
    people(county, "a", "b")
    county.pay("ZJ-YC", ["a"], month="2019-03")
    assert {key: found[0] for key, found in received(county, "ZJ-YC").items()} == {"a": True, "b": False}


def test_another_codes_list_says_nothing_of_this_one(county):
    people(county, "a")
    county.pay("NY-NB", ["a"])
    assert received(county, "CL-HL")["a"][0] is None


def test_a_households_benefit_reaches_its_members_by_the_named_household_or_by_any_member(county):
    people(county, "a", "b", household_id="h1")
    people_two = [{"person_key": key, "id_no": key, "area_code": FIRST, "household_id": house} for key, house in (("c", "h2"), ("d", "h2"), ("e", "h3"))]
    county.put("persons", people_two, month="2026-01", valid_until="2027-12", township="159921102")
    county.put("households", [{"household_id": house, "area_code": FIRST} for house in ("h1", "h2", "h3")], township="159921101")
    # The first row names the household, the second only a member, the third a household number that no register has.
    rows = [
        {"person_key": "x", "household_id": "h1", "amount": 5.0},
        {"person_key": "c", "amount": 7.0},
        {"person_key": "d", "household_id": "old-9", "amount": 2.0},
    ]
    county.pay("MZ-DB", rows)
    found = received(county, "MZ-DB")
    assert {key: one[0] for key, one in found.items()} == {"a": True, "b": True, "c": True, "d": True, "e": False, "x": True}
    assert sum(one[1] or 0 for one in found.values()) == 14.0
    assert received(county, "MZ-DB", population="household") == {"h1": (True, 5.0), "h2": (True, 9.0), "h3": (False, None)}


def test_a_persons_benefit_does_not_reach_the_rest_of_the_household(county):
    people(county, "a", "b", household_id="h1")
    county.pay("CL-HL", ["a"])
    assert {key: one[0] for key, one in received(county, "CL-HL").items()} == {"a": True, "b": False}


def test_one_payer_of_two_is_enough_to_know(county):
    people(county, "a", "b")
    county.pay("CL-HL", ["a"])
    county.put("benefits", [{"person_key": "b", "benefit_state": "新增", "amount": 1.0}], payer="残联", policy_code="CL-HL")
    assert {key: one[0] for key, one in received(county, "CL-HL").items()} == {"a": True, "b": True}


def test_a_new_list_of_the_same_month_replaces_the_old_one(county):
    people(county, "a", "b")
    county.pay("CL-HL", ["a"])
    county.pay("CL-HL", ["b"])
    assert {key: one[0] for key, one in received(county, "CL-HL").items()} == {"a": False, "b": True}


def test_more_benefits_of_a_household_than_one_column_of_flags_holds_are_told_apart(county):
    codes = [f"X{number:02}" for number in range(_WORD + 3)]
    county.policy.benefits = {code: Benefit(code, code, "民政局", "月", "household", "M07") for code in codes}
    county.put("households", [{"household_id": house, "area_code": FIRST} for house in ("h1", "h2")], township="159921101")
    for number, code in enumerate(codes):
        county.pay(code, [{"person_key": f"p{number}", "household_id": "h1" if number % 3 else "h2", "amount": float(number)}])
    with cursor() as duck:
        wanted = ", ".join(f'"has:{code}", "amount:{code}"' for code in codes)
        found = {
            key: rest for key, *rest in duck.execute(f"SELECT {KEY}, {wanted} FROM ({relation(county.snapshot('2026-10'), 'household', (), codes)})").fetchall()
        }
    for number in range(len(codes)):
        paid, other = ("h1", "h2") if number % 3 else ("h2", "h1")
        assert (found[paid][2 * number], found[paid][2 * number + 1]) == (True, float(number))
        assert (found[other][2 * number], found[other][2 * number + 1]) == (False, None)
