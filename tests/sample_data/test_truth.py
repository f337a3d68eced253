"""Given the sample county loaded through the upload path; tells that every figure equals the truth written by hand, by measure, village and month."""

from __future__ import annotations

from collections import Counter

import pytest

import sample_data
from jobs.county import open_county
from jobs.figures import figures
from metrics.model import CELLS
from sample_data.model import CASE_MEASURES, HOUSEHOLD_MEASURES, PERSON_MEASURES

STATUS_CELLS = ("met", "unmet", "unknown")
SHOWN = 40


@pytest.fixture(scope="session")
def county(sample_data_folder):
    """The county as any page would open it."""
    return open_county(sample_data_folder, sample_data.COUNTY_CODE, sample_data.COUNTY_NAME)


def counted(found) -> Counter:
    """(measure, area, cell) → units of figures, zero cells left out."""
    counts: Counter = Counter()
    for figure in found:
        if figure.cells is not None:
            parts = {name: getattr(figure.cells, name) for name in CELLS}
        elif figure.tally is not None:
            parts = dict(zip(STATUS_CELLS, (figure.tally.numerator, figure.tally.denominator - figure.tally.numerator, figure.tally.unknown), strict=True))
        else:
            parts = {}
        counts.update({(figure.measure, figure.area_code, cell): int(units) for cell, units in parts.items() if units})
    return counts


def planted(month: str) -> Counter:
    """(measure, area, cell) → units of the truth of a month."""
    return Counter({(row.measure, row.area_code, row.cell): row.units for row in sample_data.truth() if row.month == month})


def differences(expected: Counter, found: Counter) -> list[str]:
    """A line for every cell that differs."""
    keys = sorted(key for key in expected.keys() | found.keys() if expected[key] != found[key])
    return [f"{' '.join(key)}: planted {expected[key]}, computed {found[key]}" for key in keys]


@pytest.mark.parametrize("month", sample_data.MONTHS)
def test_every_figure_equals_the_planted_truth_in_every_village(county, month):
    wrong = differences(planted(month), counted(figures(county, month, sample_data.MEASURES, level="village")))
    assert not wrong, f"{len(wrong)} cells differ\n" + "\n".join(wrong[:SHOWN])


@pytest.mark.parametrize("month", sample_data.MONTHS)
def test_the_county_figure_equals_the_truth_counted_without_areas(county, month):
    expected: Counter = Counter()
    for (measure, _, cell), units in planted(month).items():
        expected[measure, sample_data.COUNTY_CODE, cell] += units
    wrong = differences(expected, counted(figures(county, month, sample_data.MEASURES, level="county")))
    assert not wrong, "\n".join(wrong)


def test_a_recipient_in_no_register_is_counted_in_the_village_that_the_list_names(county):
    placed = {one.area for one in sample_data.build().strangers if one.spec.id == "old_age_stranger"}
    found = counted(figures(county, "2026-07", ["old_age_allowance"], level="village"))
    assert len(placed) > 1
    assert all(found["old_age_allowance", area, "ft"] for area in placed)


def test_a_recipient_without_a_household_number_is_counted_for_the_county_without_a_village(county):
    assert counted(figures(county, "2026-07", ["nursing_allowance"], level="village"))["nursing_allowance", "159921000000", "ft"] == 4


@pytest.mark.parametrize("measure", [*PERSON_MEASURES, *HOUSEHOLD_MEASURES, *CASE_MEASURES])
def test_every_measure_has_someone_reached_and_someone_not(measure):
    cells = {row.cell for row in sample_data.truth() if row.measure == measure}
    assert cells >= {"tt", "tf"} or cells >= {"met", "unmet"}
