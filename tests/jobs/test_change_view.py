"""Given the sample county; the reasons of a change add up in the county and in every township, and a bar opens into just the people it counts."""

import pytest

import sample_data
from jobs.change_view import ChangeRow, by_change, change_people, change_view, steps_between
from jobs.county import open_county
from jobs.load import load_files
from jobs.people_table import people_table
from tests.jobs.small_county import LATER, MONTH, benefit, benefits, county_in, person, persons

MONTHS = ("2026-07", "2026-10")
NURSING = "nursing_allowance"


@pytest.fixture(scope="module")
def county(sample_data_folder):
    """The sample county."""
    return open_county(sample_data_folder, sample_data.COUNTY_CODE, sample_data.COUNTY_NAME)


@pytest.fixture(scope="module")
def steps(county):
    """Every step of the nursing allowance's missed people between July and October."""
    return steps_between(county, *MONTHS, NURSING, "missing")


def planted(month: str, area: str = "") -> int:
    """People whom the truth has missed in the month in a township (or the county)."""
    return sum(row.units for row in sample_data.truth() if (row.month, row.measure, row.cell) == (month, NURSING, "tf") and row.area_code.startswith(area))


def test_the_view_begins_and_ends_with_the_planted_numbers_and_its_reasons_add_up(county, steps):
    view = change_view(county, MONTHS, NURSING, "missing", county.code, steps)
    assert (view.before, view.after) == (planted("2026-07"), planted("2026-10"))
    assert view.before + sum(fall.change for fall in view.falls) == view.after


def test_every_township_adds_up_too(county, steps):
    view = change_view(county, MONTHS, NURSING, "missing", county.code, steps)
    assert view.rows
    for row in view.rows:
        assert (row.before, row.after) == (planted("2026-07", row.area_code), planted("2026-10", row.area_code))
        assert row.before + row.came - row.went == row.after


def test_a_bar_opens_into_the_people_it_counts(county, steps):
    view = change_view(county, MONTHS, NURSING, "missing", county.code, steps)
    for fall in view.falls:
        assert change_people(county, MONTHS, NURSING, "missing", fall.code, county.code, steps).num_rows == abs(fall.change)


def test_the_sentence_names_both_ends_and_the_greatest_reason(county, steps):
    finding = change_view(county, MONTHS, NURSING, "missing", county.code, steps).finding
    assert finding.startswith(f"由 {planted('2026-07')} 人到 {planted('2026-10')} 人")
    assert "已发放" in finding


def test_places_that_grew_stand_before_those_that_shrank_and_each_with_the_most_first():
    moved = {"甲镇": (5, 4), "乙镇": (9, 2), "丙镇": (1, 3), "丁镇": (2, 2), "戊镇": (0, 6), "己镇": (7, 7)}
    rows = [ChangeRow(str(code), name, was, 0, 0, now, "") for code, (name, (was, now)) in enumerate(moved.items())]
    assert [row.name for row in sorted(rows, key=by_change)] == ["戊镇", "丙镇", "乙镇", "甲镇", "己镇", "丁镇"]


def people_who_changed(county, reason, list_name="missing"):
    months = (MONTH, LATER)
    steps = steps_between(county, *months, NURSING, list_name)
    return people_table(change_people(county, months, NURSING, list_name, reason, county.code, steps), county.policy, NURSING).rows


@pytest.fixture
def regraded(tmp_path):
    """Of four people one is graded worse in the second month, one better, one is new, and one is paid no more while he turns a year older."""
    found = county_in(tmp_path / "data")
    kept = [person(3, "西升村", grade="1", birth="19700615")]
    paid = [benefit(3, "CL-HL", payer="残联", birth="19700615")]
    first = [person(1, "东升村", grade="3"), person(2, "东升村", grade="1"), *kept]
    second = [person(1, "东升村", grade="1"), person(2, "东升村", grade="3"), *kept, person(4, "新地村", grade="2")]
    load_files(found, [persons(*first), benefits(*paid)], month=MONTH, sender="县局")
    load_files(found, [persons(*second), benefits(benefit(9, "CL-HL", payer="残联", month=LATER))], month=LATER, sender="县局")
    return found


@pytest.mark.parametrize(("reason", "told"), [("newly_entitled", ["残疾等级 3 → 1"]), ("no_longer_entitled", ["残疾等级 1 → 3"]), ("entered", ["5月不在册"])])
def test_the_people_behind_a_bar_say_what_changed_of_them(regraded, reason, told):
    assert list(people_who_changed(regraded, reason)["变了什么"]) == told


def test_where_a_payment_stopped_a_birthday_is_not_told_as_what_changed(regraded):
    rows = people_who_changed(regraded, "stopped")
    assert list(rows["嘎查村"]) == ["西升村"]
    assert "变了什么" not in rows
