"""Given the sample county; every number of a finding is the number of rows of the list that it opens into, and its reason is a bar of 变化."""

import re

import pytest

import sample_data
from jobs.brief import known_of
from jobs.change_view import change_view, steps_between
from jobs.county import open_county
from jobs.people import inside, people
from jobs.reasons import keep_reasons
from metrics import kept_steps

MONTH, BEFORE = "2026-09", "2026-08"


@pytest.fixture(scope="module")
def county(sample_data_folder):
    """The sample county."""
    return open_county(sample_data_folder, sample_data.COUNTY_CODE, sample_data.COUNTY_NAME)


def found_in(county, month, area):
    return known_of(county, month, area).view.findings


@pytest.fixture(scope="module")
def found(county):
    """The findings of a month in which lists grew and shrank."""
    return found_in(county, MONTH, county.code)


def first_number(text: str) -> int:
    """The first number in a text, which is that of the units."""
    return int(re.search(r"[\d\u00a0]*\d", text)[0].replace("\u00a0", ""))


def test_the_missed_are_the_rows_of_their_list(county, found):
    for each in (*found.worst[:4], *found.more[:4], *found.fewer[:2]):
        rows = inside(county, people(county, MONTH, each.measure, each.list_name), each.area_code)
        assert first_number(each.missed) == rows.num_rows


def test_the_change_and_its_reason_are_those_of_the_page_they_open(county, found):
    told = (*found.more[:3], *found.fewer[:3])
    assert any(each.reason for each in told)
    for each in told:
        assert each.since == BEFORE
        steps = steps_between(county, BEFORE, MONTH, each.measure, "missing")
        view = change_view(county, (BEFORE, MONTH), each.measure, "missing", each.area_code, steps)
        assert view.after - view.before == (1 if "增加" in each.moved else -1) * first_number(each.moved)
        bars = {fall.code: fall for fall in view.falls}
        assert bars[each.reason_code].label in each.reason
        assert f"{abs(bars[each.reason_code].change):.0f}\u00a0" in each.reason


def test_a_township_has_findings_of_its_villages(county, found):
    worst = found.worst[0]
    inner = found_in(county, MONTH, worst.area_code)
    villages = {area.code for area in county.areas if area.parent == worst.area_code}
    assert {each.area_code for each in inner.worst} <= villages
    assert inner.worst


def test_reasons_are_kept_when_data_is_loaded_so_that_a_page_scans_nothing(county, monkeypatch):
    kept_steps._memory.clear()
    monkeypatch.setattr(kept_steps, "decomposed", None)
    found = found_in(county, MONTH, county.code)
    assert any(each.reason for each in found.more)
    keep_reasons(county, county.months())  # all of it is there


def test_the_first_month_has_neither_changes_nor_reasons(county):
    found = found_in(county, county.months()[0], county.code)
    assert found.worst
    assert (found.more, found.fewer) == ((), ())
    assert all((each.moved, each.reason) == ("", "") for each in found.worst)
