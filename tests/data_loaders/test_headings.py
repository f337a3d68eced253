"""A heading is known after white space, brackets and units are set aside; by alias; by likeness only where nothing else can be meant."""

import pytest
from drawn import read, sheet, table

from data_loaders.headings import Heading, bare, normalise, unit_of
from data_loaders.layout import read_layouts
from data_loaders.matching import match_headings


def matched(layout, *texts, mappings=None, foreign=frozenset()):
    headings = [Heading(index, text) for index, text in enumerate(texts)]
    return match_headings(headings, read_layouts()[layout], mappings=mappings, foreign=foreign)


def columns(found):
    return {name: match.heading.index for name, match in found.columns.items()}


@pytest.mark.parametrize("text", ["身份证号", " 身 份 证 号 ", "身份证\n号", "*身份证号", "身份证号：", "1.身份证号", "（身份证号）", "身份证号＊"])
def test_white_space_numbering_and_signs_make_no_other_heading(text):
    assert normalise(text) == "身份证号"


def test_full_width_letters_and_brackets_are_folded():
    assert normalise("户ＩＤ（编码）") == "户ID编码"
    assert bare("人均纯收入（元）") == "人均纯收入"


@pytest.mark.parametrize(
    ("text", "unit"), [("金额（万元）", "万元"), ("金额(元)", "元"), ("补助金额/万元", "万元"), ("县(市、区、旗)", ""), ("金额（单位：万元）", "万元")]
)
def test_the_unit_is_read_from_brackets_or_behind_a_slash(text, unit):
    assert unit_of(text) == unit


def test_an_alias_is_as_good_as_the_heading():
    assert columns(matched("persons", "公民身份号码", "人员姓名", "户编码")) == {"id_no": 0, "name": 1, "household_id": 2}


def test_the_place_columns_of_every_export_are_known():
    for names in (("县", "乡", "村"), ("县(市、区、旗)", "乡(镇)", "行政村"), ("县（市、区、旗）", "乡（镇）", "行政村")):
        assert columns(matched("national_export", *names)) == {"county": 0, "township_name": 1, "village_name": 2}


def test_a_heading_with_one_wrong_character_is_taken_with_its_confidence():
    (match,) = matched("households", "户藉人口数量", "脱贫年渡").matches
    assert (match.column.name, match.how, match.confidence) == ("hh_lifted_year", "相近", 75)


def test_a_likeness_that_turns_the_meaning_round_is_not_taken():
    assert columns(matched("households", "转移性支入")) == {}


def test_a_heading_known_elsewhere_is_never_taken_for_a_likeness():
    foreign = frozenset(["脱贫年渡"])
    assert columns(matched("households", "脱贫年渡", foreign=foreign)) == {}


def test_what_a_person_confirmed_once_goes_before_everything_else():
    found = matched("persons", "证号", "身份证号", mappings={("persons", "证号"): "id_no"})
    assert columns(found) == {"id_no": 0}
    assert [heading.text for heading in found.repeated] == ["身份证号"]


def test_a_confirmation_for_another_layout_says_nothing():
    assert columns(matched("persons", "证号", mappings={("housing", "证号"): "household_id"})) == {}


def test_a_confirmed_heading_is_also_enough_to_find_the_table():
    drawing = "| 房子编号 | 房子等级 | 房子安全吗 | 有人住吗 |\n| 1599211002010001 | A | 安全 | 是 |"
    names = {"房子编号": "household_id", "房子等级": "grade", "房子安全吗": "safe_state", "有人住吗": "lived_in"}
    assert read(sheet(drawing)).sheets == ()
    (row,) = table(read(sheet(drawing), mappings={("housing", normalise(text)): column for text, column in names.items()}), "housing")
    assert (row["household_id"], row["grade"], row["safe_state"], row["lived_in"]) == ("1599211002010001", "A", "安全", True)


def test_of_a_repeated_heading_the_one_of_the_other_group_is_left():
    headings = [Heading(0, "工资性收入", ("识别时",)), Heading(1, "工资性收入", ("风险消除时",)), Heading(2, "风险是否已消除"), Heading(3, "风险是否已消除.1")]
    found = match_headings(headings, read_layouts()["national_export"])
    assert columns(found) == {"income_wage": 0, "cleared": 2}
    assert [heading.index for heading in found.repeated] == [1, 3]


def test_the_group_decides_even_if_the_wrong_one_stands_first():
    headings = [Heading(0, "人均纯收入（元）", ("风险消除时",)), Heading(1, "人均纯收入（元）", ("识别时",))]
    assert columns(match_headings(headings, read_layouts()["national_export"])) == {"net_income_pc": 1}


def test_five_headings_of_risks_feed_one_column():
    found = matched("national_export", *(f"致贫/返贫风险{number}" for number in range(1, 6)))
    assert [match.column.name for match in found.matches] == ["risks"] * 5


def test_a_service_column_is_not_an_unknown_one():
    found = matched("persons", "序号", "身份证号", "手机型号")
    assert [heading.text for heading in found.unknown] == ["手机型号"]


@pytest.mark.parametrize("layout", read_layouts())
def test_every_heading_of_a_layout_finds_its_own_column(layout):
    one = read_layouts()[layout]
    found = match_headings([Heading(index, column.heading) for index, column in enumerate(one.columns.values())], one)
    assert [match.column.name for match in found.matches] == list(one.columns)


@pytest.mark.parametrize("layout", read_layouts())
def test_no_alias_of_a_layout_stands_for_two_columns(layout):
    one = read_layouts()[layout]
    names = [name for column in one.columns.values() for name in {normalise(name) for name in (column.heading, *column.aliases)}]
    assert sorted(set(names)) == sorted(names)
