"""Once stored, what a sheet says is held against what others handed in: disagreements and people in two registers are told, agreement is not."""

import pytest
from small_county import MONTH, county_in, identity, person, persons, sheet

from jobs.load import load_files

HEADING = "县 乡 村 户编号 姓名 证件号码 与户主关系 监测对象类别 识别监测时间 致贫/返贫风险1 风险是否已消除 人均纯收入（元） 劳动技能"


@pytest.fixture
def county(tmp_path):
    return county_in(tmp_path / "data")


def load(county, file):
    receipt = load_files(county, [file], month=MONTH, sender="县局", confirmed=True)
    codes = [issue["code"] for issue in county.store.issues(receipt.upload_id)]
    assert codes == [issue.code for issue in receipt.issues]
    return {issue.code: issue for issue in receipt.issues if issue.code.startswith("CROSS")}


def export(skill):
    row = f"曙光旗 东镇 东升村 1599211012010001 张某 {identity('19700101', 1)} 户主 边缘易致贫户 202601 因病 否 8000 {skill}"
    return sheet("（自定义）监测对象信息", HEADING, row)


def test_two_sources_that_disagree_are_named_with_both_values_and_a_masked_id(county):
    load(county, persons(person(1, "东升村")))
    found = load(county, export("丧失劳动力"))
    assert list(found) == ["CROSS-001"]
    assert "“普通劳动力”" in found["CROSS-001"].what
    assert "“完全丧失”" in found["CROSS-001"].what
    assert identity("19700101", 1) not in found["CROSS-001"].what


def test_two_sources_that_agree_are_not_named(county):
    load(county, persons(person(1, "东升村")))
    assert load(county, export("普通劳动力")) == {}


def test_one_person_in_two_townships_is_named_with_both_places(county):
    load(county, persons(person(1, "东升村")))
    found = load(county, persons(person(1, "新地村")))
    assert list(found) == ["CROSS-002"]
    assert found["CROSS-002"].what.count("第2行") == 2


def test_two_people_in_two_townships_are_not(county):
    load(county, persons(person(1, "东升村")))
    assert load(county, persons(person(2, "新地村"))) == {}
