"""Given the generator of the fictional county; tells that it is deterministic, as large as promised, and that nobody in it can be a real person."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from stdnum.cn import ric

import sample_data
from sample_data.county import build
from sample_data.model import PERSON_MEASURES
from sample_data.places import read_townships


def everyone():
    """All people and strangers with their numbers."""
    sample = build()
    return [person.id_no for household in sample.households for person in household.people] + [one.id_no for one in sample.strangers]


def test_the_same_seed_gives_the_same_county():
    assert build.__wrapped__(7).households == build.__wrapped__(7).households


def test_another_seed_gives_other_people():
    ours = {person.id_no for household in build().households for person in household.people}
    theirs = {person.id_no for household in build.__wrapped__(7).households for person in household.people}
    assert len(ours & theirs) < len(ours) / 50


def test_the_county_has_the_size_that_the_readme_names():
    sample = build()
    assert len(sample.townships) == 10
    assert sum(len(township.villages) for township in sample.townships) == 99
    assert 5900 <= len(sample.households) <= 6100
    assert 15000 <= sum(len(household.people) for household in sample.households) <= 16500


def test_every_number_carries_the_unassigned_prefix_and_a_valid_check_digit():
    for number in everyone():
        assert number.startswith("159921")
        assert ric.calc_check_digit(number) == number[17]


def test_no_number_stands_for_two_people():
    assert max(Counter(everyone()).values()) == 1


def test_the_number_agrees_with_birthday_and_sex():
    for household in build().households:
        for person in household.people:
            assert person.id_no[6:14] == f"{person.birth:%Y%m%d}"
            assert (int(person.id_no[16]) % 2 == 1) == (person.sex == "男")


def test_nobody_was_born_after_the_first_month():
    assert all(person.birth < date(2026, 5, 31) for household in build().households for person in household.people)


def test_a_village_name_alone_is_no_key():
    names = Counter(village.name for township in read_townships() for village in township.villages)
    assert names["一分场"] == 4
    assert names["新地村"] == 2
    townships = {township.name: {village.name for village in township.villages} for township in read_townships()}
    assert {"团结居委会", "团结村"} <= townships["曙光镇"]
    assert "乌兰滩嘎查" in townships["巴音塔拉苏木"]
    assert "乌兰滩农场" in townships


def test_village_codes_differ_and_lie_under_their_township():
    codes = [(township.code, village.code) for township in read_townships() for village in township.villages]
    assert len({village for _, village in codes}) == len(codes)
    assert all(village.startswith(township) and len(village) == 12 and not village.endswith("000") for township, village in codes)


def test_villages_lie_apart_within_a_degree_of_one_another():
    points = [(village.lon, village.lat) for township in read_townships() for village in township.villages]
    assert len(set(points)) == len(points)
    assert max(lon for lon, _ in points) - min(lon for lon, _ in points) < 1.5
    assert max(lat for _, lat in points) - min(lat for _, lat in points) < 1.5


@pytest.mark.parametrize("month", sample_data.MONTHS)
@pytest.mark.parametrize("measure", PERSON_MEASURES)
def test_nobody_is_counted_twice_and_nobody_is_lost(month, measure):
    units = sample_data.truth_units(month, measure)
    assert len({unit.key for unit in units}) == len(units)
    assert sum(row.units for row in sample_data.truth() if (row.month, row.measure) == (month, measure)) == len(units)


def test_every_dwelling_of_the_units_that_hand_in_is_counted_once():
    with_rows = [one for one in build().households if one.context != "silent" and one.spec.housing]
    empty = [one for one in with_rows if one.spec.housing[0]["lived_in"] == "否"]
    counted = sum(row.units for row in sample_data.truth() if (row.month, row.measure) == ("2026-10", "housing_safe"))
    assert counted == len(with_rows) - len(empty)


def test_the_three_worst_gaps_stand_out_in_their_townships():
    missed = Counter((row.measure, row.area_code[:9]) for row in sample_data.truth() for _ in range(row.units) if (row.month, row.cell) == ("2026-10", "tf"))
    worst = {key for key, _ in missed.most_common(3)}
    assert worst == {("nursing_allowance", "159921101"), ("poverty_insurance", "159921200"), ("pension_premium_paid", "159921400")}


def test_trends_are_not_flat():
    for measure in ("nursing_allowance", "poverty_insurance", "old_age_allowance", "dibao_paid", "monitoring_admission"):
        by_month = Counter()
        for row in sample_data.truth():
            if row.measure == measure and row.cell == "tf":
                by_month[row.month] += row.units
        assert len(set(by_month.values())) > 1
