"""A policy value holds from one day to another and in one area; asked for anywhere else it is an error, never 0."""

from __future__ import annotations

from datetime import date

import pytest
from small_policy import write_policy

from policy.model import OutOfValidityError, Parameter, ParameterNotSetError, ParameterValue
from policy.parameters_in_force import value_in_force
from policy.reader import read_policy

COUNTY = "159921"


def parameter(*values):
    """A parameter of (value, area, from, to)."""
    return Parameter(
        "line", "P122", "监测收入线", "元/人·年", "number", tuple(ParameterValue(value, since, until, area, "D5", "2") for value, area, since, until in values)
    )


START, END = date(2021, 1, 1), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("areas", "wins"),
    [
        (("全国",), "全国"),
        (("全国", "全区"), "全区"),
        (("全国", "全区", "15"), "15"),
        (("1599", "全国", "15"), "1599"),
        (("159921", "1599", "全区"), "159921"),
        (("159922", "全国", "6201"), "全国"),
    ],
)
def test_the_nearest_area_wins(areas, wins):
    found = value_in_force(parameter(*((number, area, START, None) for number, area in enumerate(areas))), "2026-05", COUNTY)
    assert found.area == wins


@pytest.mark.parametrize(("month", "value"), [("2021-01", 1), ("2025-12", 1), ("2026-01", 2), ("2030-05", 2)])
def test_the_value_of_the_last_day_of_the_month_holds(month, value):
    assert value_in_force(parameter((1, "全国", START, END), (2, "全国", date(2026, 1, 1), None)), month, COUNTY).value == value


def test_a_value_that_begins_within_the_month_holds_for_it():
    assert value_in_force(parameter((1, "全国", START, date(2026, 5, 14)), (2, "全国", date(2026, 5, 15), None)), "2026-05", COUNTY).value == 2


def test_a_value_that_ends_within_the_month_does_not_hold_for_it():
    with pytest.raises(OutOfValidityError):
        value_in_force(parameter((1, "全国", START, date(2026, 5, 30))), "2026-05", COUNTY)


@pytest.mark.parametrize("month", ["2020-12", "2026-01"])
def test_outside_its_validity_a_value_is_an_error_that_says_since_and_until_when(month):
    with pytest.raises(OutOfValidityError, match="需县里填报：.*没有有效的值（现有的值有效期为 2021年01月01日至2025年12月31日）"):
        value_in_force(parameter((1, "全国", START, END)), month, COUNTY)


def test_a_value_of_elsewhere_is_none_here():
    with pytest.raises(OutOfValidityError, match="本县所在地区没有值"):
        value_in_force(parameter((1, "6201", START, None)), "2026-05", COUNTY)


def test_an_empty_value_is_one_that_the_county_must_fill_in():
    with pytest.raises(ParameterNotSetError, match="需县里填报：监测收入线（元/人·年）"):
        value_in_force(parameter((None, "全国", START, None)), "2026-05", COUNTY)


def test_zero_is_a_value():
    assert value_in_force(parameter((None, "全国", START, None), (0, COUNTY, START, None)), "2026-05", COUNTY).value == 0


def test_a_nearer_empty_place_does_not_hide_a_value_further_out():
    assert value_in_force(parameter((5, "全国", START, None), (None, "15", START, None)), "2026-05", COUNTY).value == 5


def test_an_expired_county_value_gives_way_to_the_country_s():
    assert value_in_force(parameter((5, "全国", START, None), (7, COUNTY, START, END)), "2026-05", COUNTY).value == 5


def test_only_values_that_are_set_are_in_force(tmp_path):
    policy = read_policy(write_policy(tmp_path))
    assert policy.values_in_force(["line", "months"], "2025-05", COUNTY) == {"months": 6}
    assert policy.values_in_force(["line", "months"], "2026-05", COUNTY) == {}
    assert policy.values_in_force(["months"], "2022-08", COUNTY) == {"months": 4}


def test_a_parameter_is_found_by_its_id_in_the_sheet(tmp_path):
    policy = read_policy(write_policy(tmp_path))
    assert policy.parameter_by_code("P122") is policy.parameters["line"]
    assert policy.parameter_by_code("P999") is None
