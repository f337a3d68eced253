"""What the five documents print, contradict and ask for, as data: complete, in place, and the failing arithmetic is the one known from the documents."""

from __future__ import annotations

import pytest

from data_loaders.layout import read_layouts
from policy.printed_arithmetic import recompute
from policy.reader import read_policy

FAILING = {"D3-L19-3": 122.1, "D3-L41-3": 9.3, "D3-L41-4": 27.9}
"""595.45/487.59; 31 banners × 0.1 and 0.3 of 亿元 a year × 3 years."""


@pytest.fixture(scope="module")
def policy():
    return read_policy()


def test_every_printed_figure_is_there(policy):
    by_document = {name: sum(figure.document == name for figure in policy.figures.values()) for name in ("D1", "D2", "D3", "D4", "D5")}
    assert by_document == {"D1": 10, "D2": 13, "D3": 256, "D4": 75, "D5": 39}


def test_the_failing_arithmetic_is_found_and_no_other(policy):
    again = {figure.id: recompute(figure, policy.figures) for figure in policy.figures.values() if figure.check}
    assert len(again) == 21
    assert {name: round(found.value, 1) for name, found in again.items() if not found.agrees} == FAILING


def test_work_finished_before_the_plan_is_doubted_where_it_is_printed(policy):
    done_before = [figure for figure in policy.figures.values() if figure.document == "D5" and figure.value in (30.5, 22.4)]
    assert [(figure.value, figure.kind, bool(figure.doubt)) for figure in done_before] == [(30.5, "result", True), (22.4, "result", True)]


def test_every_conflict_has_two_readings_and_a_decision_with_its_reason(policy):
    assert len(policy.conflicts) == 34
    decided = [conflict.in_force for conflict in policy.conflicts.values()]
    assert {name: decided.count(name) for name in set(decided)} == {"first": 14, "second": 7, "both": 7, "county": 5, "open": 1}
    assert all(conflict.why.endswith("。") for conflict in policy.conflicts.values())


def test_the_21_tasks_lead_with_the_printed_units(policy):
    leads = [task.lead_unit for task in policy.tasks.values()]
    assert list(policy.tasks) == list(range(1, 22))
    counted = {name: leads.count(name) for name in set(leads)}
    assert counted == {
        "乡村振兴局": 6, "县委宣传部": 1, "农牧局": 2, "人社局": 2, "交通局": 1, "发改委": 1, "民政局": 2,
        "医保局": 1, "财政局": 2, "自然资源局": 1, "县委组织部": 2,
    }  # fmt: skip
    assert sum(len(task.units) for task in policy.tasks.values()) == 152
    assert sum(len(task.items) for task in policy.tasks.values()) == 145


def test_task_14_is_printed_without_the_farms_and_says_so(policy):
    without = [number for number, task in policy.tasks.items() if "农场公司" not in task.units]
    assert without == [14]
    assert "漏印" in policy.tasks[14].note


def test_the_evidence_of_every_item_is_a_sheet_that_can_be_handed_in(policy):
    tables = {table for layout in read_layouts().values() for table in layout.tables}
    named = {table for task in policy.tasks.values() for item in task.items for table in item.evidence}
    assert named - tables == set()
