"""Canonical rows: empty cells mean what the layout says, the export feeds three tables, and every row knows where it came from."""

# ruff: noqa: E501 - drawn tables are as wide as the sheets they stand for

from datetime import date

import pyarrow as pa
from drawn import CHILD, EAST, MAN, WOMAN, XINDI, closes, codes_of, read, sheet, table

from data_loaders.layout import read_layouts

PERSON = "| 身份证号 | 姓名 | 户编号 | 性别 | 出生日期 | 是否脱贫人口 | 是否返贫致贫 | 低收入类别 | 劳动能力 | 残疾证号 | 残疾类别 | 残疾等级 | 常住状态 | 是否单人保 |"


def person(**cells):
    given = {"残疾证号": "", "残疾类别": "", "残疾等级": "", "低收入类别": "无", "是否单人保": "", **cells}
    names = [name.strip() for name in PERSON.strip("|").split("|")]
    fixed = {
        "身份证号": MAN,
        "姓名": "张某",
        "户编号": f"{XINDI}0001",
        "性别": "男",
        "出生日期": "1970-01-01",
        "是否脱贫人口": "否",
        "是否返贫致贫": "否",
        "劳动能力": "普通劳动力",
        "常住状态": "在村常住",
    }
    (row,) = table(read(sheet(f"{PERSON}\n| " + " | ".join({**fixed, **given}[name] for name in names) + " |")), "persons")
    return row


def test_no_certificate_no_type_and_no_grade_is_no_disability():
    row = person()
    assert (row["disability_grade"], row["disability_type"], row["disability_cert"]) == (0, "无", None)


def test_a_certificate_without_a_grade_is_an_unknown_grade():
    row = person(残疾证号=MAN + "42")
    assert (row["disability_grade"], row["disability_type"]) == (None, None)


def test_a_certificate_that_cannot_be_read_does_not_say_no_disability():
    assert person(残疾证号="12345")["disability_grade"] is None


def test_the_word_none_in_the_certificate_is_an_empty_cell():
    assert person(残疾证号="无")["disability_grade"] == 0


def test_an_empty_required_class_is_unknown_and_the_word_none_is_a_value():
    assert person(低收入类别="")["low_income_class"] is None
    assert person()["low_income_class"] == ["无"]


def test_an_empty_cell_that_means_none_is_false_only_where_the_heading_is_there():
    assert person()["is_single_dibao"] is False
    assert person()["child_class"] is None
    without = sheet(f"| 身份证号 | 姓名 | 户编号 | 低收入类别 |\n| {MAN} | 张某 | {XINDI}0001 | 无 |")
    assert table(read(without), "persons")[0]["is_single_dibao"] is None


def test_an_empty_birth_date_and_sex_come_from_the_id_and_are_not_asked_for():
    row = person(性别="", 出生日期="")
    assert (row["sex"], row["birth_date"]) == ("男", date(1970, 1, 1))


def test_every_row_says_where_it_came_from():
    row = person()
    assert (row["src_file"], row["src_sheet"], row["src_row"], row["person_key"]) == ("表.xlsx", "Sheet1", 2, MAN)


def test_a_household_has_the_key_of_its_head():
    drawing = (
        f"| 户编号 | 户主姓名 | 户主身份证号 | 区划代码 | 户籍人口 | 户类型 | 人均纯收入 |\n| {XINDI}0001 | 张某 | {MAN}42 | {XINDI} | 1 | 一般农户 | 9000 |"
    )
    (row,) = table(read(sheet(drawing)), "households")
    assert (row["head_key"], row["hh_type"], row["area_code"], row["township"]) == (MAN, "一般户", XINDI, EAST)


EXPORT = f"""
| （自定义）监测对象信息 | | | | | | | | | | | | | | | |
| 导出时间：2026-05-31 | | | | | | | | | | | | | | | |
| 县(市、区、旗) | 乡(镇) | 行政村 | 户编号 | 人编号 | 姓名 | 证件号码 | 与户主关系 | 户类型 | 监测对象类别 | 识别监测时间 | 致贫/返贫风险1 | 致贫/返贫风险2 | 就业帮扶 | 健康状况 | 劳动技能 |
| 曙光旗 | 曙光镇 | 新地村 | H1 | R1 | 张某 | {MAN}42 | 户主 | 脱贫户 | 边缘易致贫户 | 202109 | 因残 | 因病 | 其他,技能培训 | 残疾,长期慢性病 | 丧失劳动力 |
| 曙光旗 | 曙光镇 | 新地村 | H1 | R2 | 王某 | {WOMAN} | 配偶 | 脱贫户 | 边缘易致贫户 | 202109 | 因残 | 因病 | 其他,技能培训 | 健康 | 普通劳动力 |
| 曙光旗 | 曙光镇 | 新地村 | H2 | R3 | 李某 | {CHILD} | 户主 | 一般农户 | | | | | | 健康 | 无劳动力 |"""


def test_one_export_feeds_households_persons_and_cases():
    reading = read(sheet(EXPORT))
    assert [row["household_id"] for row in table(reading, "export_households")] == ["H1", "H2"]
    assert [row["monitor_class"] for row in table(reading, "export_households")] == ["边缘易致贫户", "无"]
    assert [row["person_key"] for row in table(reading, "export_persons")] == [MAN, WOMAN, CHILD]
    (case,) = table(reading, "export_cases")
    assert (case["case_id"], case["case_type"], case["identified_on"]) == ("H1@2021-09", "边缘易致贫户", date(2021, 9, 1))
    assert (case["risks"], case["help_job"]) == (["因残", "因病"], ["其他", "技能培训"])
    assert closes(reading)
    assert [(one.layout, one.rows, one.stored) for one in reading.sheets] == [("national_export", 3, 3)]


def test_the_certificate_in_the_export_tells_type_and_grade_birth_and_sex():
    first, second, third = table(read(sheet(EXPORT)), "export_persons")
    assert (first["disability_type"], first["disability_grade"], first["birth_date"], first["sex"]) == ("肢体", 2, date(1970, 1, 1), "男")
    assert (second["disability_type"], second["disability_grade"]) == (None, None)
    assert third["birth_date"] == date(2015, 9, 1)


def test_words_of_the_export_become_those_of_the_rules():
    first = table(read(sheet(EXPORT)), "export_persons")[0]
    assert (first["health_status"], first["labour_ability"]) == (["残疾", "慢病"], "完全丧失")
    assert table(read(sheet(EXPORT)), "export_households")[1]["hh_type"] == "一般户"


def test_a_case_whose_month_is_unknown_has_a_key_all_the_same():
    drawing = EXPORT.replace("202109", "")
    assert [case["case_id"] for case in table(read(sheet(drawing)), "export_cases")] == ["H1@"]


def test_empty_help_is_none_and_an_absent_column_is_unknown():
    drawing = EXPORT.replace("其他,技能培训", "")
    (case,) = table(read(sheet(drawing)), "export_cases")
    assert case["help_job"] == []
    assert case["help_health"] is None


def test_the_typed_columns_are_the_same_whatever_headings_are_there():
    few = read(sheet(f"| 户编号 | 姓名 | 证件号码 | 监测对象类别 |\n| H1 | 张某 | {MAN} | |")).sheets[0].tables
    many = read(sheet(EXPORT)).sheets[0].tables
    assert {name: rows.schema for name, rows in few.items()} == {name: rows.schema for name, rows in many.items()}


def test_every_table_has_the_types_of_its_layout():
    for layout in read_layouts().values():
        headings = " | ".join(column.heading for column in layout.columns.values())
        reading = read(sheet(f"| {headings} |\n| {'| ' * len(layout.columns)}|\n| 合计 |"))
        for name, rows in reading.sheets[0].tables.items():
            wanted = {column: layout.columns[column].arrow for column in layout.tables[name].columns if column in layout.columns}
            assert {column: rows.schema.field(column).type for column in wanted} == wanted
            assert rows.schema.field("src_row").type == pa.int64()


def test_money_in_ten_thousands_is_converted_by_heading_or_by_the_sheet_s_unit():
    heading = "| 户编号 | 鉴定等级 | 是否居住 | 安全状态 | 补助金额（万元） | 自筹金额 |\n| 1599211002010001 | C | 是 | 整治中 | 2.5 | 10000 |"
    (row,) = table(read(sheet(heading)), "housing")
    assert (row["subsidy"], row["self_fund"]) == (25000, 10000)
    above = "| 单位：万元 | | | | | |\n| 户编号 | 鉴定等级 | 是否居住 | 安全状态 | 补助金额 | 自筹金额（元） |\n| 1599211002010001 | C | 是 | 整治中 | 2.5 | 10000 |"
    (row,) = table(read(sheet(above)), "housing")
    assert (row["subsidy"], row["self_fund"]) == (25000, 10000)


def test_a_row_of_units_under_the_header_is_no_data_and_converts():
    drawing = "| 户编号 | 鉴定等级 | 是否居住 | 安全状态 | 补助金额 | 自筹金额 |\n| | | | | 万元 | 元 |\n| 1599211002010001 | C | 是 | 整治中 | 2.5 | 10000 |"
    reading = read(sheet(drawing))
    (row,) = table(reading, "housing")
    assert (row["subsidy"], row["self_fund"]) == (25000, 10000)
    assert [aside["kind"] for aside in reading.sheets[0].set_aside_rows] == ["单位"]


def test_people_counted_are_not_converted_by_a_unit_of_money():
    drawing = f"| 单位：万元 | | | | | | |\n| 户编号 | 户主姓名 | 户主身份证号 | 区划代码 | 户籍人口 | 户类型 | 人均纯收入 |\n| {XINDI}0001 | 张某 | {MAN} | {XINDI} | 3 | 一般户 | 0.9 |"
    (row,) = table(read(sheet(drawing)), "households")
    assert (row["hh_registered_n"], row["net_income_pc"]) == (3, 9000)


def test_only_a_thousand_issues_of_one_code_are_listed_and_the_rest_is_counted():
    rows = "\n".join(f"| 15992110020{number:05d} | 鉴定过{number}次 | 是 | 安全 |" for number in range(1005))
    reading = read(sheet(f"| 户编号 | 鉴定等级 | 是否居住 | 安全状态 |\n{rows}"))
    listed = [issue for issue in reading.issues if issue.code == "VALUE-001"]
    (more,) = [issue for issue in reading.issues if issue.code == "MORE-001"]
    assert len(listed) == 1000
    assert "还有 5 处" in more.what


def test_the_order_of_the_files_does_not_matter():
    people = sheet(f"| 身份证号 | 姓名 | 户编号 |\n| {MAN} | 张某 | {XINDI}0001 |", name="人员", file="a.xlsx")
    homes = sheet(
        f"| 户编号 | 户主姓名 | 户主身份证号 | 区划代码 | 户类型 | 人均纯收入 |\n| {XINDI}0001 | 张某 | {MAN} | {XINDI} | 一般户 | 9000 |",
        name="农户",
        file="b.xlsx",
    )
    assert codes_of(read(people, homes)).count("HOUSE-001") == codes_of(read(homes, people)).count("HOUSE-001") == 0


def test_a_certificate_in_the_place_of_the_id_is_not_read_as_no_disability():
    row = person(身份证号=MAN + "41")
    assert (row["disability_grade"], row["disability_type"], row["person_key"]) == (1, "肢体", MAN)
    assert person(身份证号=MAN + "41", 残疾类别="听力", 残疾等级="2")["disability_grade"] == 2
