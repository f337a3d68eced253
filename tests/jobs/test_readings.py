"""How figures are read follows from the definitions: the unit of an amount is the unit of the sheet's column that it rests on."""

import pytest

from jobs.readings import reading
from policy.reader import read_policy

MONTH = "2026-10"


@pytest.fixture(scope="module")
def policy():
    return read_policy()


def read(policy, measure):
    return reading(policy, policy.measures[measure], MONTH)


def test_an_attainment_counts_in_the_unit_of_its_column(policy):
    found = read(policy, "hamlet_road_km")
    assert (found.form, found.amount, found.is_share) == ("attainment", "公里", True)


def test_a_ledger_of_one_unit_is_a_share(policy):
    found = read(policy, "industry_share_of_funds")
    assert (found.amount, found.per, found.is_share) == ("万元", "", True)


def test_a_condition_that_should_not_be_is_read_the_other_way_round(policy):
    assert read(policy, "key_county").worse
    assert not read(policy, "housing_safe").worse


@pytest.mark.parametrize(("measure", "people"), [("nursing_allowance", True), ("housing_safe", True), ("village_paved", False), ("petition_in_time", False)])
def test_only_people_and_households_are_people(policy, measure, people):
    assert read(policy, measure).of_people is people


def test_a_column_of_years_is_no_unit(policy):
    assert read(policy, "dibao_standard_growth").is_share


def test_a_column_that_converts_says_its_own_unit(policy):
    found = read(policy, "risk_fund_cover")
    assert (found.amount, found.is_share) == ("万元", True)
    assert read(policy, "industry_output_growth").amount == "万元"


def test_a_value_of_the_county_counts_in_its_own_unit(policy):
    assert read(policy, "post_attendance").is_share  # days on duty of the days that a post has


def test_every_plan_and_every_amount_says_in_which_unit_it_counts(policy):
    counted = [measure.id for measure in policy.measures.values() if measure.form in ("attainment", "ledger")]
    readings = {name: read(policy, name) for name in counted}
    assert [name for name, each in readings.items() if not each.amount and (each.form == "attainment" or not each.is_share)] == []
