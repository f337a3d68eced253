"""Given the sample county loaded through the upload path; tells that every figure of the further sheets equals what was planted by hand."""

from __future__ import annotations

import pytest

import sample_data
from jobs.county import open_county
from sample_data.compare import differences
from sample_data.planted_truth import planted_measures, planted_truth

SHOWN = 40


@pytest.fixture(scope="session")
def county(sample_data_folder):
    """The county as any page would open it."""
    return open_county(sample_data_folder, sample_data.COUNTY_CODE, sample_data.COUNTY_NAME)


def parts(measure: str) -> set[str]:
    """The parts in which the measure has somebody or something in some month."""
    return {key[3] for key in planted_truth() if key[1] == measure}


@pytest.mark.parametrize("month", sample_data.MONTHS)
def test_every_figure_of_the_further_sheets_equals_what_was_planted(county, month):
    known = [measure for measure in planted_measures() if measure in county.policy.measures]
    wrong = differences(county, known, [month])
    assert not wrong, f"{len(wrong)} numbers differ\n" + "\n".join(wrong[:SHOWN])


def test_every_measure_of_the_policy_has_a_planted_truth(county):
    assert set(county.policy.measures) == set(sample_data.MEASURES) | set(planted_measures())
