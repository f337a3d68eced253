"""Features of a map find their area by code or name; what is doubtful is left to a person, with what may be meant."""

import pytest
from shapely.geometry import Point

from data_loaders.areas import index_areas
from data_loaders.maps.matching import match_features
from data_loaders.maps.model import MapFeature
from data_loaders.model import Area

AREAS = (
    Area("159921", "曙光旗", "county", ""),
    Area("159921101", "东镇", "township", "159921"),
    Area("159921102", "乌兰苏木", "township", "159921"),
    Area("159921101000", "未落村", "village", "159921101", unplaced=True),
    Area("159921101201", "东升村", "village", "159921101"),
    Area("159921101202", "团结村", "village", "159921101"),
    Area("159921102201", "新地村", "village", "159921102", ("新地嘎查",)),
    Area("159921102202", "团结村", "village", "159921102"),
)
INDEX = index_areas(AREAS)


def matches(*properties):
    return match_features([MapFeature(number, Point(107, 40), each) for number, each in enumerate(properties, start=1)], INDEX)


@pytest.mark.parametrize("code", ["159921101201", "159921101201001"])
def test_a_code_finds_its_village(code):
    assert matches({"XZQDM": code})[0].code == "159921101201"


@pytest.mark.parametrize(("code", "area"), [("159921101000", "159921101"), ("159921101", "159921101"), ("159921000000", "159921")])
def test_zeros_behind_a_code_are_those_of_a_township_and_never_the_place_of_the_unplaced(code, area):
    assert matches({"PAC": code})[0].code == area


@pytest.mark.parametrize(
    ("name", "area"),
    [("东升村", "159921101201"), ("东升村民委员会", "159921101201"), ("新地嘎查", "159921102201"), ("东镇", "159921101"), ("乌兰苏木人民政府", "159921102"),
     ("曙光旗", "159921"), ("东镇团结村", "159921101202"), ("曙光旗乌兰苏木团结村", "159921102202")],
)  # fmt: skip
def test_a_name_or_alias_finds_its_area(name, area):
    found = matches({"名称": name})[0]
    assert (found.code, found.how) == (area, "名称")


def test_two_villages_of_one_name_are_told_apart_by_the_township_beside_them():
    found = matches({"乡镇": "乌兰苏木", "村": "团结村"}, {"乡镇": "东镇", "村": "团结村"}, {"乡镇": "东镇", "村": "东升村"})
    assert [each.code for each in found] == ["159921102202", "159921101202", "159921101201"]


def test_a_name_that_occurs_twice_is_left_open_with_both_places():
    found = matches({"村": "团结村"})[0]
    assert found.code == ""
    assert "东镇·团结村" in found.why
    assert "乌兰苏木·团结村" in found.why


def test_a_name_that_is_only_alike_is_offered_and_not_taken():
    found = matches({"村": "东胜村"}, {"村": "新地村"})[0]
    assert (found.code, found.near) == ("", "159921101201")


def test_a_code_that_another_name_stands_beside_is_left_open():
    found = matches({"代码": "159921101201", "村": "新地村"})[0]
    assert found.code == ""
    assert found.why == "代码是东镇·东升村，名称是新地村，两者不符"


def test_a_code_with_a_name_that_is_spelt_differently_is_believed():
    found = matches({"代码": "159921101201", "村": "东昇村"}, {"代码": "159921102201", "村": "新地村"})
    assert [each.how for each in found] == ["代码", "代码"]


def test_a_feature_without_any_name_is_called_by_its_number():
    found = matches({})[0]
    assert (found.name, found.code) == ("第 1 个图形", "")
