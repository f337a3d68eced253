"""贫困测度 of a small county, worked out by hand: two of five people below the line, one household that nobody helps."""

import pytest

from jobs.load import load_files
from jobs.poverty import NoHouseholdsError, poverty
from jobs.poverty_view import poverty_view
from tests.jobs.small_county import EAST, MONTH, VILLAGE, benefit, benefits, county_in, identity, person, persons, sheet


def plain(text):
    return text.replace("\u00a0", " ")


HOUSEHOLDS = "户编号 户主姓名 户主身份证号 区划代码 户籍人口 常住人口 户类型 是否易地搬迁户 人均纯收入"
LINE = "参数代码 参数名称 参数值 参数单位 适用地区代码 生效日期 参数依据"


def household(serial, village, size, income):
    """A household of `size` people whose head is person `serial`."""
    return f"{VILLAGE[village]}{serial:04d} 张某 {identity('19700101', serial)} {VILLAGE[village]} {size} {size} 一般户 否 {income}"


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Three households: one of two below the line on relief, one of one below it without anything, one of two well above it. The line is 9 000 yuan."""
    found = county_in(tmp_path_factory.mktemp("poverty") / "data")
    people = persons(person(1, "东升村"), person(2, "东升村"), person(3, "新地村"))
    homes = sheet("农户", HOUSEHOLDS, household(1, "东升村", 2, 6000), household(2, "东升村", 1, 4500), household(3, "新地村", 2, 20000))
    line = sheet("政策参数", LINE, "P122 防贫监测收入线 9000 元/人·年 159921 2021-01-01 县文件")
    load_files(found, [people, homes, line, benefits(benefit(1, "MZ-DB", amount=600))], month=MONTH, sender="县局")
    return found


def test_income_poverty_counts_people_and_not_households(county):
    whole = poverty(county, MONTH, county.code).whole
    assert (whole.people, whole.below) == (5, 3)
    assert whole.p0 == pytest.approx(3 / 5)
    assert whole.p1 == pytest.approx((2 * 3000 / 9000 + 4500 / 9000) / 5)
    assert whole.fill == 2 * 3000 + 4500


def test_each_place_has_its_own(county):
    places = {place.code: place for place in poverty(county, MONTH, county.code).places}
    assert places[EAST].p0 == 1
    assert places["159921102"].p0 == 0
    assert [place.code for place in poverty(county, MONTH, EAST).places] == [VILLAGE["东升村"]]


def test_whom_nobody_helps_is_unknown_while_the_list_of_the_monitored_is_missing(county):
    found = poverty(county, MONTH, county.code)
    assert [(one.household, one.income, one.unknown) for one in found.alone] == [(f"{VILLAGE['东升村']}0002", 4500, True)]


def test_the_money_goes_to_the_poorest_by_fifths(county):
    found = poverty(county, MONTH, county.code)
    assert sum(band.value for band in found.money) == 600
    assert found.reach is not None


def test_the_page_says_it_in_plain_words(county):
    view = poverty_view(poverty(county, MONTH, county.code))
    assert plain(view.finding) == "人均纯收入低于 9 000 元的有 3 人，占 60.0%，比例最高的是东镇（100.0%）；补到线上一年要 1.1 万元。"
    assert plain(view.stats[1].basis) == "线下的人平均差 3 500 元"
    assert view.places[0].name == "东镇"


def test_without_the_line_nothing_of_income_is_claimed(tmp_path):
    found = county_in(tmp_path / "data")
    homes = sheet("农户", HOUSEHOLDS, household(1, "东升村", 2, 6000))
    load_files(found, [persons(person(1, "东升村")), homes], month=MONTH, sender="县局")
    view = poverty_view(poverty(found, MONTH, found.code))
    assert view.waiting == "需县里填报：防贫监测收入线（元/人·年）"
    assert view.stats[0].value == "—"


def test_without_households_there_is_nothing_to_say(tmp_path):
    found = county_in(tmp_path / "data")
    load_files(found, [persons(person(1, "东升村"))], month=MONTH, sender="县局")
    with pytest.raises(NoHouseholdsError, match="《农户》未报送"):
        poverty(found, MONTH, found.code)
