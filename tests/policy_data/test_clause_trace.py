"""Every clause of the five documents is reachable on 文件与条款, from clause to systems to measures and back; every one of the 326 systems is there."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from jobs.clauses import documents_with_clauses, systems_with_clauses
from jobs.reference import measure_references
from jobs.wording import worded
from policy.reader import read_policy

HERE = Path(__file__).parent
MONTH, COUNTY = "2026-10", "159921"
WITHOUT_A_SYSTEM = {"D2-结语", "D3-L02", "D3-L03"}
"""A closing sentence and two headings of the press text: they ask for nothing."""


def listed(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TRACE = {row["clause"]: tuple(filter(None, row["systems"].split(";"))) for row in listed("clause_trace.csv")}
SYSTEMS = {row["id"]: row for row in listed("systems.csv")}


@pytest.fixture(scope="module")
def policy():
    return read_policy()


@pytest.fixture(scope="module")
def wording(policy):
    return worded(policy, MONTH, COUNTY)


@pytest.fixture(scope="module")
def clauses(policy, wording):
    """The lines of 文件与条款 by mark."""
    return {row.mark: row for document in documents_with_clauses(policy, wording, MONTH) for row in document.rows}


@pytest.fixture(scope="module")
def way_back(policy, wording):
    """The lines of 从事项看条款 by system."""
    return {row.id: row for row in systems_with_clauses(policy, wording)}


def test_the_lists_are_whole():
    assert (len(TRACE), len(SYSTEMS)) == (161, 326)
    assert {mark.partition("-")[0] for mark in TRACE} == {"D1", "D2", "D3", "D4", "D5"}
    assert {mark for mark, systems in TRACE.items() if not systems} <= WITHOUT_A_SYSTEM


def test_every_system_of_the_mission_is_there_with_its_measures_and_all_its_clauses(policy):
    assert set(policy.systems) == set(SYSTEMS)
    assert [name for name, system in policy.systems.items() if not system.measures] == []
    lacking = {name: sorted(set(row["sources"].split(";")) - set(policy.systems[name].sources)) for name, row in SYSTEMS.items()}
    assert {name: marks for name, marks in lacking.items() if marks} == {}


@pytest.mark.parametrize("mark", TRACE)
def test_a_clause_leads_to_its_systems_and_on_to_measures_and_back(mark, clauses, way_back):
    row = clauses[mark]
    assert row.words
    assert set(TRACE[mark]) <= {system.id for system in row.systems}
    assert row.computed or mark in WITHOUT_A_SYSTEM
    named = {measure.id for measure in (*row.cited, *row.near)}
    for system in TRACE[mark]:
        assert mark in {clause.mark for clause in way_back[system].clauses}
        assert {measure.id for measure in way_back[system].measures} <= named


def test_every_measure_that_a_clause_leads_to_has_its_definition_with_its_clauses(policy, clauses):
    defined = {each.id: each for each in measure_references(policy, MONTH, COUNTY)}
    led = {measure.id for row in clauses.values() for measure in (*row.cited, *row.near)}
    assert led <= set(defined)
    assert set(policy.measures) <= led  # no measure that no clause leads to
    assert [name for name in led if not defined[name].clauses or not defined[name].sources] == []
