"""The table is found whatever stands around it: titles, units, groups, totals, notes, signatures, further tables."""

# ruff: noqa: E501 - drawn tables are as wide as the sheets they stand for

from drawn import MAN, WOMAN, closes, codes_of, read, sheet, table

from data_loaders.headings import known_headings
from data_loaders.layout import read_layouts
from data_loaders.recognise import layout_headings
from data_loaders.tables import find_tables

NAMES = tuple(name for layout in read_layouts().values() for name in layout_headings(layout))


def found(one):
    return find_tables(one, known_headings(NAMES), NAMES)


def test_a_header_in_the_first_row_is_found():
    (one,) = found(sheet("| 户编号 | 鉴定等级 | 是否居住 | 安全状态 |\n| 1 | A | 是 | 安全 |"))
    assert (one.header, one.first, one.last) == ((0, 0), 1, 2)


def test_titles_and_a_unit_row_above_the_header_are_no_header():
    drawing = "| 曙光镇住房台账 | | | |\n| 填报单位：曙光镇 | | 2026年5月 | 单位：万元 |\n| 户编号 | 鉴定等级 | 是否居住 | 补助金额 |\n| 1 | A | 是 | 2 |"
    (one,) = found(sheet(drawing))
    assert one.header == (2, 2)
    assert one.unit == "万元"
    assert one.titles[0] == "曙光镇住房台账"


def test_a_merged_group_row_belongs_to_the_header_and_names_its_headings():
    drawing = "| 户编号 | 房屋 | | 改造 | |\n| | 鉴定等级 | 是否居住 | 补助金额 | 自筹金额 |\n| 1 | A | 是 | 2 | 3 |"
    (one,) = found(sheet(drawing, merged=((0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4))))
    assert one.header == (0, 1)
    assert [(heading.text, heading.groups) for heading in one.headings] == [
        ("户编号", ()),
        ("鉴定等级", ("房屋",)),
        ("是否居住", ("房屋",)),
        ("补助金额", ("改造",)),
        ("自筹金额", ("改造",)),
    ]


def test_without_known_merges_a_group_heading_covers_what_is_empty_to_its_right():
    drawing = "| 户编号 | 房屋 | | |\n| | 鉴定等级 | 是否居住 | 安全状态 |\n| 1 | A | 是 | 安全 |"
    (one,) = found(sheet(drawing))
    assert [heading.groups for heading in one.headings] == [(), ("房屋",), ("房屋",), ("房屋",)]


def test_a_heading_that_means_something_only_with_its_group_is_matched_by_both():
    drawing = "| 户编号 | 鉴定 | | 是否居住 | 安全状态 |\n| | 等级 | 日期 | | |\n| 1599211002010001 | A | 2026.3 | 是 | 安全 |"
    (row,) = table(read(sheet(drawing, name="住房", merged=((0, 1, 0, 2),))), "housing")
    assert (row["grade"], str(row["graded_on"])) == ("A", "2026-03-01")


def test_three_header_rows_are_one_header():
    drawing = """
| 住房情况 | | | | |
| 户 | 房屋 | | | 钱 |
| 户编号 | 鉴定等级 | 是否居住 | 安全状态 | 补助金额 |
| 1599211002010001 | A | 是 | 安全 | 5 |"""
    (one,) = found(sheet(drawing, merged=((0, 0, 0, 4), (1, 1, 1, 3))))
    assert one.header == (1, 2)
    assert one.headings[2].groups == ("房屋",)


def test_two_tables_in_one_sheet_are_two_readings():
    drawing = """
| 住房 | | | | | |
| 户编号 | 鉴定等级 | 是否居住 | 安全状态 | | |
| 1599211002010001 | A | 是 | 安全 | | |
| 1599211002010002 | B | 是 | 安全 | | |
| | | | | | |
| 户饮水 | | | | | |
| 户编号 | 供水方式 | 水量达标 | 水质达标 | 取水方便 | 供水保证 |
| 1599211002010001 | 自备井 | 是 | 否 | 是 | 是 |"""
    reading = read(sheet(drawing))
    assert [(one.layout, one.stored) for one in reading.sheets] == [("housing", 2), ("household_water", 1)]
    assert closes(reading)


def test_a_header_printed_again_on_every_page_is_set_aside():
    drawing = "| 户编号 | 鉴定等级 | 是否居住 | 安全状态 |\n| 1599211002010001 | A | 是 | 安全 |\n| 户编号 | 鉴定等级 | 是否居住 | 安全状态 |\n| 1599211002010002 | B | 是 | 安全 |"
    reading = read(sheet(drawing))
    assert [(one.rows, one.stored, one.set_aside) for one in reading.sheets] == [(3, 2, 1)]
    assert reading.sheets[0].set_aside_rows[0]["kind"] == "重复的表头"


def test_totals_notes_signatures_and_blank_rows_are_set_aside_and_counted():
    drawing = f"""
| 身份证号 | 险种 | 参保年度 | 参保状态 | 资助金额 |
| 甲 | 乙 | 1 | 2 | 3 |
| {MAN} | 居民养老 | 2026 | 已参保 | 100 |
| | | | | |
| {WOMAN} | 居民养老 | 2026 | 已参保 | 100 |
| 小 计 | | | | 200 |
| 合计 | | | | 200 |
| 注：本表一式两份。 | | | | |
| 填表人：张某 | | 审核人：李某 | | |"""
    reading = read(sheet(drawing))
    (one,) = reading.sheets
    assert (one.rows, one.stored, one.held, one.set_aside) == (8, 2, 0, 6)
    assert [row["kind"] for row in one.set_aside_rows] == ["空行", "栏号", "小计", "合计", "备注", "落款"]
    assert closes(reading)


def test_a_row_with_only_a_number_is_data_and_one_with_only_words_is_not():
    drawing = "| 户编号 | 鉴定等级 | 是否居住 | 安全状态 |\n| 一、曙光镇 | | | |\n| 1599211002010001 | | | |"
    (one,) = read(sheet(drawing)).sheets
    assert (one.stored, one.set_aside) == (1, 1)


def test_a_row_without_its_key_is_held_and_not_set_aside():
    drawing = f"| 身份证号 | 险种 | 参保年度 | 参保状态 |\n| | 居民养老 | 2026 | 已参保 |\n| {MAN} | 居民养老 | 2026 | 已参保 |"
    reading = read(sheet(drawing))
    assert [(one.stored, one.held) for one in reading.sheets] == [(1, 1)]
    assert codes_of(reading) == ["KEY-001"]


def test_the_rows_of_merged_cells_repeat_the_first_one():
    drawing = f"""
| 乡 | 村 | 户编号 | 姓名 | 证件号码 | 户类型 |
| 曙光镇 | 黄土档村 | H1 | 张某 | {MAN} | 脱贫户 |
| | | | 王某 | {WOMAN} | |"""
    merged = ((1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (1, 5, 2, 5))
    reading = read(sheet(drawing, merged=merged))
    assert [row["household_id"] for row in table(reading, "export_persons")] == ["H1", "H1"]
    assert "SHEET-008" not in codes_of(reading)


def test_row_numbers_are_those_of_the_sheet():
    drawing = "| 户编号 | 鉴定等级 | 是否居住 | 安全状态 |\n| 1599211002010001 | A | 是 | 安全 |"
    reading = read(sheet(drawing, first_row=7))
    assert table(reading, "housing")[0]["src_row"] == 8
    assert reading.sheets[0].header_rows == (7,)


def test_a_sheet_of_nothing_is_no_table():
    assert found(sheet("| | |")) == ()
