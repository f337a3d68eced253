"""Further columns of the sample registers stand where their file says."""

from datetime import date

import pytest

from sample_data.county import build
from sample_data.lists import CASE_HEADINGS, case_sheet, housing_sheet
from sample_data.model import SampleError
from sample_data.planted_columns import planted_columns
from sample_data.registers import household_sheet, person_sheet


def _cells(sheet, heading, key, wanted):
    where, number = sheet.headings.index(heading), sheet.headings.index(key)
    return {row[where] for row in sheet.rows if row[number] in wanted}


def test_a_member_of_an_archetype_has_its_own_value_and_everyone_else_the_default():
    sample = build()
    township = next(one for one in sample.townships if one.name == "隆德镇")
    missed = {one.people[0].id_no for one in sample.households if one.spec.id == "severe_and_missed"}
    partners = {one.people[1].id_no for one in sample.households if one.spec.id == "severe_and_missed"}
    assert _cells(person_sheet(sample, township, "2026-05"), "康复需求", "身份证号", missed) == {"无障碍改造"}
    assert _cells(person_sheet(sample, township, "2026-05"), "康复需求", "身份证号", partners) == {"无"}


def test_the_register_of_august_may_say_something_else():
    sample = build()
    households = {one.id for one in sample.households if one.spec.id == "lifted_no_plan"}
    township = next(one.township for one in sample.households if one.spec.id == "lifted_no_plan")
    assert _cells(household_sheet(sample, township, "2026-05"), "最近走访日期", "户编号", households) == {date(2025, 12, 10)}
    assert _cells(household_sheet(sample, township, "2026-08"), "最近走访日期", "户编号", households) == {date(2026, 3, 5)}


def test_a_case_has_another_channel_in_place_of_the_usual_and_no_further_columns():
    sample = build()
    township = next(one for one in sample.townships if one.name == "曙光镇")
    sheet = case_sheet(sample, township, "2026-05")
    recovered = {one.id for one in sample.households if one.spec.id == "income_recovered"}
    assert sheet.headings == CASE_HEADINGS
    assert _cells(sheet, "发现渠道", "户编号", recovered) == {"信访舆情"}


def test_a_house_has_what_is_written_for_its_archetype_else_the_default_else_the_usual():
    sample = build()
    unsafe = {one.id for one in sample.households if one.spec.id == "marked_safe_but_grade_c"}
    couples = {one.id for one in sample.households if one.spec.id == "couple_pupil"}
    assert _cells(housing_sheet(sample, "2026-05"), "鉴定机构", "户编号", unsafe) == {"乡镇排查"}
    assert _cells(housing_sheet(sample, "2026-05"), "鉴定机构", "户编号", couples) == {"住建部门"}
    assert _cells(housing_sheet(sample, "2026-05"), "抗震设防要求", "户编号", couples) == {"否"}


def test_an_archetype_that_does_not_exist_is_refused(tmp_path):
    (tmp_path / "x.toml").write_text('[[column]]\nsheet = "persons"\nheading = "康复需求"\n[column.of]\n"nobody#0" = "无"\n', encoding="utf-8")
    with pytest.raises(SampleError, match="nobody"):
        planted_columns("persons", tmp_path)
