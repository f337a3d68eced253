"""Given the definitions that ship; they load, and every measure says what a reader needs: question, why, caution, unit and clause."""

from __future__ import annotations

import re
from datetime import date

import pytest

from policy.months import last_day
from policy.reader import read_policy
from sample_data import MEASURES

HEADLINES = (
    "monitoring_admission",
    "risk_clearance",
    "case_help_matched",
    "medical_enrolled",
    "housing_safe",
    "water_safe",
    "school_attendance",
    "nursing_allowance",
)
MONTHS = ("2021-01", "2025-12", "2026-01", "2026-10")
NO_THRESHOLD = re.compile(
    r"(?:task|item)_no (?:= \d+|IN \([\d, ]+\))"  # which task of the twenty-one
    r"|[*/] (?:100|10000|12)\b"  # percent, ten thousand yuan, months of a year
    r"|months_since\(\w+\) (?:< 12|<= 11)"  # within a year
    r"|BETWEEN -0\.01 AND 0\.01"  # equal but for rounding
)
ALLOWED = {"living_allowance": {"4"}}
"""The grades of a certificate."""
NUMBER = re.compile(r"(?<![\w'-])\d+(?:\.\d+)?(?![\w'-])")


@pytest.fixture(scope="module")
def policy():
    return read_policy()


def versions(policy):
    return [(measure, version) for measure in policy.measures.values() for version in measure.versions]


def test_all_definitions_load_without_a_problem(policy):
    assert set(MEASURES) <= set(policy.measures)
    assert {"person", "household", "case", "case_risk", "dwelling", "water_user"} <= set(policy.populations)


def test_every_measure_says_what_it_asks_why_it_matters_and_what_a_hit_does_not_prove(policy):
    for measure in policy.measures.values():
        assert measure.question.endswith("？"), measure.id
        assert len(measure.why) >= 8, measure.id
        assert len(measure.caution) >= 8, measure.id
        assert 2 <= len(measure.label) <= 24, measure.id


def test_every_system_has_a_lead_unit_of_the_list_and_the_documents_that_name_it(policy):
    for system in policy.systems.values():
        assert system.lead_unit in policy.units, system.id
        assert all(re.fullmatch(r"D[1-5]-.+", mark) for mark in system.sources), system.id


def test_every_clause_that_is_cited_stands_in_the_list_of_its_document(policy):
    marks = {mark for system in policy.systems.values() for mark in system.sources}
    marks |= {mark for _, version in versions(policy) for mark in version.clauses.values()}
    marks |= {f"{value.document}-{value.clause}" for parameter in policy.parameters.values() for value in parameter.values}
    unknown = [mark for mark in marks if mark.partition("-")[2] not in policy.documents[mark.partition("-")[0]].clauses]
    assert sorted(unknown) == []


def test_every_column_of_a_rule_has_a_clause(policy):
    bare = [f"{measure.id}.{name}" for measure, version in versions(policy) for rule in version.rules for name in rule.columns if name not in version.clauses]
    assert bare == []


def test_targeting_measures_rest_on_at_least_one_clause_of_the_five_documents(policy):
    for measure, version in versions(policy):
        assert any(re.match(r"D[1-5]-", mark) for mark in version.clauses.values()), measure.id


def test_no_rule_holds_a_threshold_that_belongs_in_a_parameter(policy):
    """Nothing and one are no thresholds, nor are the numbers of tasks, units of money and percent, a year's twelve months, the grades of a certificate."""
    for measure, version in versions(policy):
        for _, rule in version.named_rules:
            found = set(NUMBER.findall(NO_THRESHOLD.sub(" ", rule.text))) if rule.text != "100" else set()  # the whole of a progress in percent
            assert found <= {"0", "1"} | ALLOWED.get(measure.id, set()), measure.id


@pytest.mark.parametrize("month", MONTHS)
def test_every_measure_has_a_version_in_both_periods(policy, month):
    for measure in policy.measures.values():
        assert measure.version(last_day(month)).valid_from <= last_day(month)


def test_the_eight_headline_measures_stand_in_the_order_in_which_a_secretary_asks(policy):
    headline = sorted((measure.headline, measure.id) for measure in policy.measures.values() if measure.headline is not None)
    assert headline == list(enumerate(HEADLINES, start=1))


def test_an_income_line_that_no_document_gives_ships_empty(policy):
    for key in ("monitoring_line", "old_age_allowance_from", "dibao_standard"):
        assert all(value.value is None for value in policy.parameters[key].values), key


def test_the_values_that_the_documents_give_are_the_documents_values(policy):
    premium = {(value.area, value.value) for value in policy.parameters["pension_premium_severe"].values}
    assert premium == {("全区", 200), ("150822", 200)}
    assert policy.parameters["medical_subsidy_severe_disability"].values[0].value == 50
    assert policy.parameters["dibao_standard_region_2018"].values[0].value == 5547
    assert policy.parameters["goal_year"].values[0].valid_to == date(2025, 12, 31)


def test_all_parameters_of_the_documents_are_there(policy):
    codes = {parameter.code for parameter in policy.parameters.values()}
    assert {f"P{number:03d}" for number in range(1, 138)} <= codes


def test_a_value_of_another_county_is_not_ours(policy):
    areas = {value.area for value in policy.parameters["happiness_home_age_from"].values}
    assert areas == {"150928"}


def test_names_and_numbers_of_people_are_flagged_personal(policy):
    for name in ("person_key", "id_no", "name", "disability_cert"):
        assert policy.populations["person"].columns[name].personal, name
    for name in ("head_name", "head_id_no"):
        assert policy.populations["household"].columns[name].personal, name


def test_every_benefit_that_a_rule_asks_for_is_in_the_code_table(policy):
    asked = {code for _, version in versions(policy) for rule in version.rules for code in rule.codes}
    assert asked >= {"MZ-DB", "MZ-DRB", "MZ-TK", "CL-SH", "CL-HL", "MZ-GL", "MZ-GE", "MZ-SW"}
    assert asked <= set(policy.benefits)
    assert policy.benefits["MZ-DB"].level == "household"
    assert policy.benefits["CL-HL"].level == "person"


def test_words_change_with_the_period(policy):
    assert "三类监测对象" in policy.say(policy.measures["monitoring_admission"].label, "2025-12")
    assert "防止返贫致贫对象" in policy.say(policy.measures["monitoring_admission"].label, "2026-01")
