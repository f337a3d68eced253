"""The rule key changes exactly when a figure could: for the measures that a change touches, and for no other."""

from __future__ import annotations

from datetime import date

import pytest
from small_policy import changed, write_policy

from policy.model import ParameterValue
from policy.overlay import write_county_values
from policy.reader import read_policy

M23, PERSON, HOUSEHOLD, LINES, BENEFITS = "systems/M23.toml", "populations/person.toml", "populations/household.toml", "parameters/lines.toml", "benefits.toml"
COUNTY = "159921"
OLD, NEW = ("nursing_allowance", "2025-06"), ("nursing_allowance", "2026-06")
FLOOR = ("floor_household", "2026-06")


def keys(folder, overlay=None):
    policy = read_policy(folder, overlay)
    return {(measure, month): policy.rule_key(measure, month, COUNTY) for measure, month in (OLD, NEW, FLOOR)}


def touched(tmp_path, file, old, new):
    """The figures whose key changes with this one change."""
    before = keys(write_policy(tmp_path / "before"))
    after = keys(write_policy(tmp_path / "after", changed(file, old, new)))
    return {figure for figure, key in before.items() if after[figure] != key}


@pytest.mark.parametrize(
    ("file", "old", "new", "figures"),
    [
        (M23, "grade IN (1, 2)", "grade IN (1, 2, 3)", {OLD}),
        (M23, "income < param('line')", "income <= param('line')", {NEW}),
        (M23, "has('CL-HL')", "has('MZ-DB')", {OLD}),
        (PERSON, "first_known(residence <> '死亡', TRUE)", "residence <> '死亡'", {OLD, NEW, FLOOR}),
        (PERSON, "includes(classes, '特困')", "includes(classes, '低保')", {OLD, NEW, FLOOR}),
        (PERSON, 'sources = ["persons.classes"]', 'sources = ["insurance.classes"]', {OLD, NEW, FLOOR}),
        (PERSON, 'sources = ["persons.grade"]', 'sources = ["insurance.grade"]', {OLD, NEW}),
        (HOUSEHOLD, 'sources = ["households.income"]', 'count_members = "alive"', {NEW}),
        (HOUSEHOLD, 'any_member = "floor AND alive"', 'any_member = "floor"', {FLOOR}),
        (HOUSEHOLD, 'registers = ["households"]', 'registers = ["households", "export_households"]', {OLD, NEW, FLOOR}),
        (PERSON, 'lists = ["benefits", "insurance"]', 'lists = ["benefits", "insurance", "roll"]', {OLD, NEW, FLOOR}),
        (LINES, "[[parameter.value]]\nvalid_from", "[[parameter.value]]\nvalue = 9000\nvalid_from", {NEW}),
        (BENEFITS, 'cycle = "月"', 'cycle = "季"', {OLD, NEW}),
        (BENEFITS, 'level = "person"', 'level = "household"', {OLD, NEW}),
    ],
)
def test_a_change_touches_the_figures_that_rest_on_it(tmp_path, file, old, new, figures):
    assert touched(tmp_path, file, old, new) == figures


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (M23, 'label = "重度残疾人护理补贴"', 'label = "护理补贴"'),
        (M23, 'floor = "D4-2-7"', 'floor = "D5-11"'),
        (M23, "headline = 1", "headline = 2"),
        (M23, "headline = 1", "ranked = false"),
        (M23, "grade IN (1, 2)", "(grade  in (1,2))"),
        (PERSON, "residence <> '死亡'", "residence != '死亡'"),
        (PERSON, 'label = "残疾等级"', 'label = "等级"'),
        (PERSON, "values = [1, 2, 3, 4]", "values = [1, 2, 3, 4, 5]"),
        (PERSON, "rule = \"state = '已参保'\"", "rule = \"state <> '已参保'\""),
        (LINES, "value = 6", "value = 7"),
        (BENEFITS, 'label = "低保"', 'label = "农村低保"'),
        ("words.toml", 'monitored = "监测对象"', 'monitored = "对象"'),
        ("units.toml", 'aliases = ["县残联"]', 'aliases = ["县残联", "残疾人联合会"]'),
    ],
)
def test_a_change_that_no_figure_rests_on_touches_none(tmp_path, file, old, new):
    assert touched(tmp_path, file, old, new) == set()


def test_the_county_s_own_value_touches_the_measures_and_months_that_use_it(tmp_path):
    folder = write_policy(tmp_path / "policy")
    before = keys(folder)
    write_county_values(tmp_path / "own", {"line": [ParameterValue(9000, date(2026, 1, 1), None, COUNTY, "县定", "")]})
    after = keys(folder, tmp_path / "own")
    assert {figure for figure in before if before[figure] != after[figure]} == {NEW}


def test_another_county_s_value_touches_nothing_here(tmp_path):
    folder = write_policy(tmp_path / "policy")
    write_county_values(tmp_path / "own", {"line": [ParameterValue(9000, date(2026, 1, 1), None, "159922", "县定", "")]})
    assert keys(folder) == keys(folder, tmp_path / "own")


def test_a_month_before_the_first_version_has_a_key_of_its_own(tmp_path):
    policy = read_policy(write_policy(tmp_path))
    assert policy.rule_key("nursing_allowance", "2020-12", COUNTY) != policy.rule_key("nursing_allowance", "2021-01", COUNTY)


def test_the_key_is_the_same_in_another_run(tmp_path):
    assert keys(write_policy(tmp_path / "one")) == keys(write_policy(tmp_path / "two"))


def test_what_a_measure_rests_on_is_followed_through_all_populations(tmp_path):
    policy = read_policy(write_policy(tmp_path))
    assert policy.rules_reached("floor_household", "2026-06") == {
        ("household", "floor_member"),
        ("person", "floor"),
        ("person", "classes"),
        ("person", "alive"),
        ("person", "residence"),
    }
