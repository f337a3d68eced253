"""Given a list in two months; how many came and went by village and reason is computed once, kept, and computed again when rules or data change."""

from datetime import date

import pytest

import metrics.kept_steps
from metrics.kept_steps import comparable, moved, step_counts
from tests.metrics.conftest import FIRST, SECOND

BEFORE, AFTER = "2026-09", "2026-10"


def person(key, grade, village=FIRST):
    return {"person_key": key, "id_no": key, "area_code": village, "disability_grade": grade, "name": key, "household_id": key}


@pytest.fixture
def filled(county):
    """Two people come onto the list of 一村, one leaves that of 二村."""
    county.put("persons", [person("stays", 1.0), person("grows", 3.0), person("dies", 1.0, SECOND)], month=BEFORE, township="159921101")
    county.put("persons", [person("stays", 1.0), person("grows", 2.0), person("new", 1.0)], month=AFTER, township="159921101")
    county.pay("CL-HL", [], month=BEFORE)
    county.pay("CL-HL", [], month=AFTER)
    county.measure(among="in_register", eligible="grade IN (1, 2)", received="has('CL-HL')")
    return county


def months(county):
    return county.snapshot(BEFORE), county.snapshot(AFTER)


def test_steps_are_counted_by_village_and_reason(filled):
    assert step_counts(*months(filled), ["m"]) == {"m": {(FIRST, "newly_entitled"): 1, (FIRST, "entered"): 1, (SECOND, "left"): 1}}


def test_what_is_kept_is_read_and_not_computed_again(filled, monkeypatch):
    first = step_counts(*months(filled), ["m"])
    metrics.kept_steps._memory.clear()  # as another process would find it
    monkeypatch.setattr(metrics.kept_steps, "decomposed", None)
    assert step_counts(*months(filled), ["m"]) == first


def test_a_rule_that_changes_counts_anew(filled):
    step_counts(*months(filled), ["m"])
    filled.measure(among="in_register", eligible="grade IN (1)", received="has('CL-HL')")
    assert step_counts(*months(filled), ["m"]) == {"m": {(FIRST, "entered"): 1, (SECOND, "left"): 1}}


def test_data_that_changes_counts_anew(filled):
    step_counts(*months(filled), ["m"])
    filled.put("persons", [person("stays", 1.0), person("grows", 2.0)], month=AFTER, township="159921101")
    assert step_counts(*months(filled), ["m"])["m"] == {(FIRST, "newly_entitled"): 1, (SECOND, "left"): 1}


def test_only_measures_whose_missed_units_differ_have_moved(filled):
    filled.measure("same", among="in_register", eligible="grade IN (4)", received="has('CL-HL')")
    assert moved(*months(filled), ["same", "m"]) == ("m",)


def test_a_measure_without_a_figure_in_one_month_is_left_out(filled):
    filled.measure("later", valid_from=date(2026, 10, 1), among="in_register", eligible="grade IN (1, 2)", received="has('CL-HL')")
    assert not comparable(*months(filled), "later")
    assert step_counts(*months(filled), ["later", "unknown", "m"]).keys() == {"m"}
