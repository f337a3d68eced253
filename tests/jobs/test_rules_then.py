"""A month keeps by which rules it was computed: after a change both rules and both figures stand side by side, and a frozen month stays as it was."""

import shutil
from datetime import date

import pytest
from small_county import MONTH, benefit, benefits, county_in, person, persons

import jobs.county
from jobs.figures import figures
from jobs.history import freeze, thaw
from jobs.kept_definitions import pack_definitions, read_definitions
from jobs.load import load_files
from jobs.overlay import overlay_folder
from jobs.people import people
from jobs.recompute import recompute
from jobs.rules_then import changed_measures, then_and_now
from policy.model import ParameterValue
from policy.overlay import write_county_values
from policy.reader import POLICY_FOLDER, read_policy

AGE, OLD = "old_age_allowance_from", "old_age_allowance"
COUNTY = "159921"
WATER = {"water_safe", "household_water_quality"}


def set_value(county, key, value, *, since=date(2021, 1, 1)):
    """As 政策参数 would: the county's own value, by hand."""
    write_county_values(overlay_folder(county.store), {key: [ParameterValue(value, since, None, COUNTY, "县定", "政策参数表")]})


@pytest.fixture
def county(tmp_path):
    county = county_in(tmp_path / "data")
    rows = [person(1, "东升村", birth="19360101"), person(2, "东升村", birth="19440101"), person(3, "西升村", birth="19500101")]
    load_files(county, [persons(*rows)], month=MONTH, sender="东镇", township="东镇")
    load_files(county, [benefits(benefit(1, "MZ-GL", birth="19360101"))], month=MONTH, sender="民政局")
    return county


def coverage(county):
    (figure,) = figures(county, MONTH, [OLD])
    return figure.waiting or (figure.cells.tt, figure.cells.tf)


def test_a_changed_value_shows_both_rules_and_both_figures(county):
    set_value(county, AGE, 80)
    recompute(county)
    assert then_and_now(county, MONTH, OLD).then.figure.waiting.startswith("需县里填报")
    set_value(county, AGE, 90)
    recompute(county)
    found = then_and_now(county, MONTH, OLD)
    assert not found.frozen
    assert (found.then.figure.cells.tt, found.then.figure.cells.tf) == (1, 1)  # 80 and older: two, one of them paid
    assert (found.now.figure.cells.tt, found.now.figure.cells.tf) == (1, 0)
    (changed,) = [each for each in found.differences if each.what.startswith("政策参数")]
    assert ("80" in changed.then, "90" in changed.now) == (True, True)
    assert any("80" in each.then and "90" in each.now for each in found.differences if not each.what.startswith("政策参数"))
    assert changed_measures(county, MONTH) == {OLD}
    assert then_and_now(county, MONTH, "nursing_allowance").then is None


def test_a_change_that_was_not_yet_computed_is_seen_all_the_same(county):
    set_value(county, AGE, 80)
    recompute(county)
    set_value(county, AGE, 90)
    found = then_and_now(county, MONTH, OLD, "159921101201")
    assert (found.then.figure.cells.tf, found.now.figure.cells.tf) == (1, 0)
    assert found.then.figure.area_name == "东升村"
    assert found.then.at


def test_a_rule_that_comes_back_has_nothing_else_before_it_than_the_rule_between(county):
    for value in (80, 90, 80):
        set_value(county, AGE, value)
        recompute(county)
    found = then_and_now(county, MONTH, OLD)
    assert (found.then.figure.cells.tf, found.now.figure.cells.tf) == (0, 1)


def test_a_frozen_month_is_reprinted_by_the_rule_of_then_with_its_lists_until_it_is_opened(county):
    set_value(county, AGE, 80)
    recompute(county)
    freeze(county, MONTH)
    set_value(county, AGE, 90)
    recompute(county)
    assert coverage(county) == (1, 1)
    assert people(county, MONTH, OLD, "missing").num_rows == 1
    found = then_and_now(county, MONTH, OLD)
    assert found.frozen
    assert (found.then.figure.cells.tf, found.now.figure.cells.tf) == (1, 0)
    assert changed_measures(county, MONTH) == {OLD}
    again = jobs.county.open_county(county.store.folder, county.code, county.name)
    assert coverage(again) == (1, 1)
    thaw(county, MONTH)
    assert coverage(county) == (1, 0)


def test_an_unchanged_frozen_month_has_one_rule(county):
    freeze(county, MONTH)
    assert then_and_now(county, MONTH, OLD).then is None
    assert changed_measures(county, MONTH) == frozenset()


def test_a_frozen_month_whose_definitions_can_no_longer_be_read_goes_by_the_present_ones(county):
    set_value(county, AGE, 80)
    freeze(county, MONTH)
    path = county.store.definitions(MONTH)
    county.store.thaw(MONTH)
    broken = pack_definitions(overlay_folder(county.store), folder=path.parent / "nothing")
    county.store.freeze(MONTH, definitions=broken)
    assert coverage(county) == (1, 1)


def test_the_same_definitions_are_the_same_file_and_are_read_back_whole(tmp_path):
    overlay = tmp_path / "policy"
    write_county_values(overlay, {AGE: [ParameterValue(75, date(2021, 1, 1), None, COUNTY, "县定", "政策参数表")]})
    first = pack_definitions(overlay)
    assert pack_definitions(overlay) == first
    (tmp_path / "kept.zip").write_bytes(first)
    policy = read_definitions(tmp_path / "kept.zip")
    assert policy.parameter(AGE, MONTH, COUNTY).value == 75
    assert set(policy.measures) == set(read_policy().measures)


MONTHS = tuple(f"2026-{number:02d}" for number in range(5, 11))


def value(number, since, until=None):
    return ParameterValue(number, since, until, COUNTY, "县定", "政策参数表")


def keys(overlay, values):
    write_county_values(overlay, values)
    policy = read_policy(overlay=overlay)
    return {(measure, month): policy.rule_key(measure, month, COUNTY) for measure in policy.measures for month in MONTHS}


@pytest.mark.parametrize(
    ("key", "touched"),
    [(AGE, {OLD}), ("medical_subsidy_severe_disability", {"disabled_premium_aid"}), ("forest_ranger_pay", set())],
)
def test_a_value_changed_from_a_month_on_changes_exactly_the_measures_and_months_it_touches(tmp_path, key, touched):
    before = keys(tmp_path / "before", {key: [value(60, date(2021, 1, 1))]})
    after = keys(tmp_path / "after", {key: [value(60, date(2021, 1, 1), date(2026, 7, 31)), value(61, date(2026, 8, 1))]})
    assert {name for name in before if before[name] != after[name]} == {(measure, month) for measure in touched for month in ("2026-08", "2026-09", "2026-10")}


def altered(folder, file, old, new):
    """A copy of the shipped definitions with one text of one file changed."""
    shutil.copytree(POLICY_FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    text = (folder / file).read_text("utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), "utf-8")
    return read_policy(folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "touched", "months"),
    [
        ("systems/M35.toml", "age >= param('old_age_allowance_from')", "age > param('old_age_allowance_from')", {OLD}, MONTHS),
        ("systems/M35.toml", "valid_from = 2021-01-01", "valid_from = 2026-09-01", {OLD}, ("2026-05", "2026-06", "2026-07", "2026-08")),
        ("systems/M35.toml", 'eligible = "age >= param', 'note = "原文"\neligible = "age >= param', set(), MONTHS),
        ("populations/water_user.toml", 'sources = ["household_water.quality_ok"]', 'sources = ["household_water.access_ok"]', WATER, MONTHS),
    ],
)
def test_one_line_of_one_file_changes_exactly_the_measures_and_months_it_touches(tmp_path, file, old, new, touched, months):
    policies = read_policy(), altered(tmp_path / "policy", file, old, new)
    before, after = ({(one, month): policy.rule_key(one, month, COUNTY) for one in policy.measures for month in MONTHS} for policy in policies)
    assert {name for name in before if before[name] != after[name]} == {(measure, month) for measure in touched for month in months}
