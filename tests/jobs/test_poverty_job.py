"""贫困测度 of a small county, worked out by hand: two of five people below the line, one household that nobody helps."""

import pytest

from jobs.load import load_files
from jobs.poverty import NoHouseholdsError, poverty
from jobs.poverty_view import poverty_view, survey_view
from jobs.surveys import NeedRanking, Survey
from metrics.ranking import Ranked
from metrics.sampling import CompositeRate, Estimate
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


def test_a_survey_is_said_with_how_many_were_asked_and_its_interval():
    missed = Estimate(3, 600, 0.005, 0.001, 0.0145)
    nobody = Estimate(None, None, None, None, None)
    found = Survey("", missed, nobody, Estimate(190, 200, 0.95, 0.9, 0.98), CompositeRate(0.0123, 0.01, 0.02, 4.0, 9.0))
    view = survey_view(
        found, NeedRanking("", (Ranked("159921", 2, 0.7, {}, ()), Ranked("159922", 1, 0.9, {}, ())), equal=True, own=Ranked("159921", 2, 0.7, {}, ()))
    )
    said = {stat.label: (stat.value, plain(stat.basis)) for stat in view.stats}
    assert said["漏评率"] == ("0.5%", "3/600，95% 的把握在 0.1% 至 1.5% 之间")
    assert said["错退率"] == ("—", "没有抽查")
    assert said["综合贫困发生率"] == ("1.2%", "95% 的把握在 1.0% 至 2.0% 之间")
    assert view.rank == "2 个旗县里，本旗县困难程度排第 2（四项同权，第 1 最困难）。"
