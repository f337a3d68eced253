"""Given the sample county loaded through the upload path; tells that every figure of the further sheets equals what was planted by hand."""

from __future__ import annotations

import pytest

import sample_data
from jobs.county import open_county
from sample_data.compare import differences
from sample_data.planted_truth import planted_measures, planted_truth, worked_figures

SHOWN = 40


@pytest.fixture(scope="session")
def county(sample_data_folder):
    """The county as any page would open it."""
    return open_county(sample_data_folder, sample_data.COUNTY_CODE, sample_data.COUNTY_NAME)


@pytest.mark.parametrize("month", sample_data.MONTHS)
def test_every_figure_of_the_further_sheets_equals_what_was_planted(county, month):
    known = [measure for measure in planted_measures() if measure in county.policy.measures]
    wrong = differences(county, known, [month])
    assert not wrong, f"{len(wrong)} numbers differ\n" + "\n".join(wrong[:SHOWN])


def test_every_measure_of_the_policy_has_a_planted_truth(county):
    assert set(county.policy.measures) == set(sample_data.MEASURES) | set(planted_measures())


ONE_SIDED = {
    "clue_verified_in_time": "the case sheet of the sample has every case verified five days after it was found",
    "unwatched_lifted_income": "in a sample of these incomes nobody below the line is unwatched: the archetypes that fall below it are all monitored",
    "income_not_dropped": "the register of the sample writes last year's income from this year's",
    "relief_not_stacked": "nobody of the archetypes draws more than three payments",
    "ledger_matches_system": "no township of the sample hands in both lists, so nobody can tell",
    "key_county": "one county is one row",
    "key_county_inputs": "one county is one row",
    "villages_on_file": "every village of the sample hands in its households",
}
"""Measures of which the sample shows one side only, and why."""


def outcomes(measure) -> tuple[set[str], ...]:
    """The parts that the sample must show of a measure, one of each set at least."""
    if measure.form == "targeting":
        return {"tt"}, {"tf"} if "exclusion" in measure.errors else {"ft"}
    if measure.form == "status":
        return {"met"}, {"unmet"}
    if measure.form == "flow":
        return {"in_time", "late", "open"}, {"overdue", "late"}
    if measure.form == "attainment":
        return {"numerator"}, {"denominator"}
    return ({"agrees"}, {"differs"}) if measure.versions[-1].agrees is not None else ({"numerator"},)


def test_the_sample_shows_both_sides_of_every_measure(county):
    shown: dict[str, set[str]] = {}
    for _, name, _, part in planted_truth():
        shown.setdefault(name, set()).add(part)
    for _, name, _, part, number in worked_figures():
        shown.setdefault(name, set()).update({part} if number else set())
    judged = [measure for name, measure in county.policy.measures.items() if name not in sample_data.MEASURES and name not in ONE_SIDED]
    lacking = [f"{each.system} {each.id}" for each in judged if not all(parts & shown.get(each.id, set()) for parts in outcomes(each))]
    assert sorted(lacking) == []


def test_a_measure_that_shows_one_side_is_still_there_and_still_one_sided(county):
    for name in ONE_SIDED:
        shown = {part for _, measure, _, part in planted_truth() if measure == name}
        shown |= {part for _, measure, _, part, number in worked_figures() if measure == name and number}
        assert not all(parts & shown for parts in outcomes(county.policy.measures[name])), name
