"""A row lies where township and village say; a name that is alike places nothing, and what cannot be placed stands under 未落村."""

# ruff: noqa: E501 - drawn tables are as wide as the sheets they stand for

import pyarrow as pa
import pytest
from drawn import AREA_ROWS, BAYIN, BRANCH, COUNTY, EAST, FARM, HUANGTU, MAN, WEST, WEST_XINDI, WOMAN, XINDI, areas, codes_of, read, sheet, table

from data_loaders.areas import areas_of, fold_township, fold_village, index_areas
from data_loaders.placing import sheet_township
from data_loaders.villages import place_code, place_names

INDEX = index_areas(areas())


def place(township, village, given=""):
    found = place_names(INDEX, township, village, given=given)
    return found.code, found.problem


@pytest.mark.parametrize("name", ["新地村", "新地", "新地村委会", "新地村民委员会", "新地嘎查", "新地嘎查村", " 新 地 村 ", "新地社区"])
def test_a_village_is_known_by_every_ending(name):
    assert place("曙光镇", name) == (XINDI, "")


@pytest.mark.parametrize(
    "name", ["新地村村委会", "新地村村民委员会", "新地村民委会", "新地嘎查委员会", "新地嘎查村委会", "曙光镇新地村", "曙光旗曙光镇新地嘎查"]
)
def test_a_village_is_known_by_its_committee_and_behind_its_township(name):
    assert place("曙光镇", name) == (XINDI, "")
    assert place("曙光旗曙光镇", name) == (XINDI, "")


def test_a_village_behind_its_township_s_name_needs_no_other_column():
    assert place(None, "那林苏木新地") == (WEST_XINDI, "")


def test_a_village_behind_another_township_s_name_is_not_placed_in_this_one():
    assert place("曙光镇", "那林苏木新地") == (f"{EAST}000", "AREA-002")


def test_a_committee_tells_the_village_from_the_neighbourhood_of_its_name():
    columns = ("unit_code", "parent_code", "unit_name", "unit_aliases", "level")
    rows = [*AREA_ROWS, (f"{EAST}001", EAST, "团结社区", [], "村级"), (f"{EAST}203", EAST, "团结村", [], "村级")]
    index = index_areas(areas_of(pa.table(dict(zip(columns, map(list, zip(*rows, strict=True)), strict=True)))))
    assert place_names(index, "曙光镇", "团结村委会").code == f"{EAST}203"
    assert place_names(index, "曙光镇", "团结居委会").code == f"{EAST}001"
    assert place_names(index, "曙光镇", "团结").problem == "AREA-003"


@pytest.mark.parametrize("name", ["东风农场", "国营东风农场", "东风农场有限责任公司", "东风农场管理区", "东风"])
def test_a_farm_is_known_by_its_old_names(name):
    assert place(name, "一分场") == (BRANCH, "")


def test_a_branch_keeps_its_ending_since_it_is_the_name():
    assert fold_village("一分场") == "一分场"
    assert fold_township("那林苏木") == "那林"


def test_the_same_village_name_in_two_townships_is_two_villages():
    assert place("曙光镇", "新地") == (XINDI, "")
    assert place("那林苏木", "新地") == (WEST_XINDI, "")


def test_a_village_name_that_occurs_twice_asks_for_its_township():
    assert place(None, "新地村") == (XINDI, "")  # the exact name occurs once, the other is 新地嘎查
    found = place_names(INDEX, None, "新地")
    assert (found.code, found.problem, found.among) == (f"{COUNTY}000000", "AREA-003", ("曙光镇", "那林苏木"))


def test_a_village_name_that_occurs_once_needs_no_township():
    assert place(None, "巴音嘎查") == (BAYIN, "")


def test_the_township_that_hands_in_decides_for_rows_without_one():
    assert place(None, "新地", given=WEST) == (WEST_XINDI, "")


def test_an_unknown_village_of_a_known_township_stands_under_the_township():
    found = place_names(INDEX, "曙光镇", "黄土当村")
    assert (found.code, found.problem, found.near) == (f"{EAST}000", "AREA-002", "黄土档村")


def test_nothing_known_stands_under_the_county():
    assert place("红星乡", "向阳村") == (f"{COUNTY}000000", "AREA-004")


def test_a_misspelt_township_offers_the_nearest_name_and_places_nothing_in_it():
    found = place_names(INDEX, "曙先镇", "无名村")
    assert (found.code, found.problem, found.near) == (f"{COUNTY}000000", "AREA-004", "曙光镇")


def test_a_code_of_our_own_sheet_places_also_with_a_hamlet_behind_it():
    assert place_code(INDEX, HUANGTU).code == HUANGTU
    assert place_code(INDEX, f"{HUANGTU}003").code == HUANGTU


def test_a_code_that_the_sheet_does_not_have_places_in_no_village():
    assert (place_code(INDEX, f"{EAST}899").code, place_code(INDEX, f"{EAST}899").problem) == (f"{EAST}000", "AREA-006")
    assert place_code(INDEX, "150822101203").code == f"{COUNTY}000000"


def test_a_code_of_a_township_is_no_village():
    assert (place_code(INDEX, WEST).code, place_code(INDEX, WEST).problem) == (f"{WEST}000", "AREA-010")


def test_the_township_is_the_village_s_parent_and_not_its_first_digits():
    moved = [area for area in areas() if area.code != HUANGTU]
    village = next(area for area in areas() if area.code == HUANGTU)
    index = index_areas([*moved, type(village)(village.code, village.name, village.level, WEST)])
    assert index.township_of_code(HUANGTU) == WEST


def test_a_sheet_named_like_a_township_is_that_township_s():
    assert sheet_township(INDEX, "那林苏木", ()) == WEST
    assert sheet_township(INDEX, "Sheet1", ("曙光镇2026年5月农户台账",)) == EAST
    assert sheet_township(INDEX, "Sheet1", ("曙光旗2026年5月农户台账",)) == ""
    assert sheet_township(INDEX, "Sheet1", ("曙光镇、那林苏木农户台账",)) == ""


EXPORT = "| 县 | 乡 | 村 | 户编号 | 姓名 | 证件号码 | 户类型 |"


def test_the_export_is_placed_by_names_and_its_household_numbers_place_nothing():
    reading = read(sheet(f"{EXPORT}\n| 曙光旗 | 曙光镇 | 新地村 | {WEST}2020001 | 张某 | {MAN} | 脱贫户 |"))
    assert [row["area_code"] for row in table(reading, "export_persons")] == [XINDI]


def test_lost_merges_of_the_place_columns_are_filled_down_and_told():
    drawing = f"{EXPORT}\n| 曙光旗 | 曙光镇 | 新地村 | H1 | 张某 | {MAN} | 脱贫户 |\n| | | | H2 | 王某 | {WOMAN} | 脱贫户 |"
    reading = read(sheet(drawing))
    assert [row["area_code"] for row in table(reading, "export_persons")] == [XINDI, XINDI]
    assert codes_of(reading).count("SHEET-008") == 3


def test_an_empty_village_between_filled_ones_is_not_filled():
    drawing = f"{EXPORT}\n| 曙光旗 | 曙光镇 | 新地村 | H1 | 张某 | {MAN} | 脱贫户 |\n| 曙光旗 | 曙光镇 | | H2 | 王某 | {WOMAN} | 脱贫户 |\n| 曙光旗 | 曙光镇 | 新地村 | H3 | 李某 | 15992119350810005X | 脱贫户 |"
    reading = read(sheet(drawing))
    assert [row["area_code"] for row in table(reading, "export_persons")] == [XINDI, f"{EAST}000", XINDI]
    assert "AREA-009" in codes_of(reading)


HOUSEHOLD = "| 户编号 | 户主姓名 | 户主身份证号 | 区划代码 | 户籍人口 | 常住人口 | 户类型 | 是否易地搬迁户 | 人均纯收入 |"
PERSON = "| 身份证号 | 姓名 | 户编号 | 是否脱贫人口 | 是否返贫致贫 | 低收入类别 | 劳动能力 | 常住状态 |"


def test_people_lie_where_their_household_has_moved_to():
    homes = sheet(f"{HOUSEHOLD}\n| {XINDI}0001 | 张某 | {MAN} | {BAYIN} | 1 | 1 | 一般户 | 是 | 9000 |", name="农户")
    people = sheet(f"{PERSON}\n| {MAN} | 张某 | {XINDI}0001 | 否 | 否 | 无 | 普通劳动力 | 在村常住 |", name="人员")
    (row,) = table(read(people, homes), "persons")
    assert (row["area_code"], row["township"]) == (BAYIN, WEST)


def test_a_title_that_names_one_township_holds_back_no_row_of_another():
    rows = [
        f"| {XINDI}0001 | 张某 | {MAN} | {XINDI} | 1 | 1 | 一般户 | 否 | 9000 |",
        f"| {BAYIN}0001 | 王某 | {WOMAN} | {BAYIN} | 1 | 1 | 一般户 | 否 | 9000 |",
    ]
    reading = read(sheet("\n".join(["| 曙光镇等苏木镇农户台账 |", HOUSEHOLD, *rows]), name="农户"))
    assert [(row["area_code"], row["township"]) for row in table(reading, "households")] == [(XINDI, EAST), (BAYIN, WEST)]


def test_those_of_a_township_s_list_whose_household_number_is_from_elsewhere_stay_in_its_slice():
    rows = [f"| {number} | 张某 | {home}0001 | 否 | 否 | 无 | 普通劳动力 | 在村常住 |" for number, home in ((MAN, XINDI), (WOMAN, BAYIN))]
    reading = read(sheet("\n".join([PERSON, *rows]), name="曙光镇"))
    assert [(row["area_code"], row["township"]) for row in table(reading, "persons")] == [(XINDI, EAST), (BAYIN, EAST)]


def test_a_list_of_all_townships_named_after_one_is_sliced_by_its_rows():
    homes = (XINDI, BAYIN, f"{WEST}201")
    rows = [
        f"| {number} | 张某 | {home}0001 | 否 | 否 | 无 | 普通劳动力 | 在村常住 |"
        for number, home in zip((MAN, WOMAN, "15992119350810005X"), homes, strict=True)
    ]
    reading = read(sheet("\n".join(["| 曙光镇等苏木镇人员 |", PERSON, *rows])))
    assert [row["township"] for row in table(reading, "persons")] == [EAST, WEST, WEST]


def test_without_the_households_people_lie_in_the_village_of_the_household_s_number():
    (row,) = table(read(sheet(f"{PERSON}\n| {MAN} | 张某 | {XINDI}0001 | 否 | 否 | 无 | 普通劳动力 | 在村常住 |")), "persons")
    assert (row["area_code"], row["township"]) == (XINDI, EAST)


def test_the_areas_handed_in_along_with_the_others_place_them():
    units = sheet(
        f"| 区划代码 | 上级代码 | 单位名称 | 层级 |\n| {COUNTY} | | 曙光旗 | 旗县 |\n| {FARM} | {COUNTY} | 东风农场 | 乡级 |\n| {BRANCH} | {FARM} | 一分场 | 村级 |"
    )
    people = sheet(f"{PERSON}\n| {MAN} | 张某 | {BRANCH}0001 | 否 | 否 | 无 | 普通劳动力 | 在村常住 |")
    reading = read(people, units, known=())
    assert [row["area_code"] for row in table(reading, "persons")] == [BRANCH]
    assert "AREA-001" not in codes_of(reading)


def test_without_any_areas_everybody_is_under_the_county_and_it_is_said_once():
    reading = read(sheet(f"{PERSON}\n| {MAN} | 张某 | {XINDI}0001 | 否 | 否 | 无 | 普通劳动力 | 在村常住 |"), known=())
    assert [row["area_code"] for row in table(reading, "persons")] == [f"{COUNTY}000000"]
    assert codes_of(reading).count("AREA-001") == 1


def test_a_benefit_without_a_household_has_no_place_of_its_own():
    drawing = f"| 期间 | 政策代码 | 身份证号 | 户编号 | 发放金额 | 待遇状态 | 发放部门 |\n| 2026-05 | MZ-DB | {MAN} | | 500 | 在享 | 民政局 |\n| 2026-05 | MZ-DB | {WOMAN} | {XINDI}0001 | 500 | 在享 | 民政局 |"
    assert [row["area_code"] for row in table(read(sheet(drawing)), "benefits")] == [None, XINDI]
