"""Held rows come back as a workbook that is read again as it is; a blank template is read as its own layout and its example is no data."""

import io

import pyarrow as pa
import pytest
from drawn import EAST, MAN, WEST, WOMAN, XINDI, areas, codes_of, read, sheet, table
from openpyxl import load_workbook

from data_loaders.changes import merge
from data_loaders.checking import read_submission
from data_loaders.correction import correction_workbook
from data_loaders.layout import read_layouts
from data_loaders.model import InputFile, LoadContext
from data_loaders.template import note_of, template_workbook

PERSON = "| 身份证号 | 姓名 | 户编号 | 与户主关系 | 残疾等级 | 备注事项 |"
DRAWN = f"""
{PERSON}
| {MAN[:17]} | 张某 | {XINDI}0001 | 户主 | 2 | 少一位 |
| {WOMAN} | 王某 | {XINDI}0001 | 配偶 | 3 | 对的 |"""


def submitted(name, content, township=None):
    return read_submission([InputFile(name, content)], LoadContext("2026-05", township, areas(), (), {}, "159921"))


def corrected(reading, township=""):
    """The correction workbook of a reading: its bytes, and opened."""
    content = correction_workbook([row for one in reading.sheets for row in one.held_rows], reading.issues, township=township)
    return content, load_workbook(io.BytesIO(content))


def test_it_holds_the_rows_that_were_held_under_the_sheet_s_own_headings():
    _, book = corrected(read(sheet(DRAWN, name="人员")))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[1] == ["身份证号", "姓名", "户编号", "与户主关系", "残疾等级", "备注事项", "更正问题", "原行号"]
    assert rows[2][:6] == [MAN[:17], "张某", f"{XINDI}0001", "户主", "2", "少一位"]
    assert rows[2][7] == "2"
    assert "有 17 位" in rows[2][6]
    assert len(rows) == 3


def test_ids_are_text_and_the_wrong_cell_is_coloured_and_the_others_are_not():
    _, book = corrected(read(sheet(DRAWN, name="人员")))
    row = book.worksheets[0][3]
    assert {cell.data_type for cell in row[:6]} == {"s"}
    assert {cell.number_format for cell in row[:6]} == {"@"}
    assert row[0].fill.fgColor.rgb == "FFF8CBAD"
    assert row[1].fill.fill_type is None


def test_it_can_be_uploaded_again_as_it_is_and_adds_its_rows():
    content, _ = corrected(read(sheet(DRAWN, name="人员")))
    again = submitted("更正.xlsx", content)
    (one,) = again.sheets
    assert (one.layout, one.mode, one.rows, one.held, one.unknown_headings) == ("persons", "changes", 1, 1, ("备注事项",))


def test_once_corrected_the_row_is_stored():
    content, book = corrected(read(sheet(DRAWN, name="人员")))
    book.worksheets[0]["A3"] = MAN
    sink = io.BytesIO()
    book.save(sink)
    again = submitted("更正.xlsx", sink.getvalue())
    assert [(row["person_key"], row["disability_grade"]) for row in table(again, "persons")] == [(MAN, 2)]
    assert content


def test_the_township_that_handed_in_stands_in_the_title_and_is_read_again():
    drawn = f"| 乡 | 村 | 户编号 | 姓名 | 证件号码 | 户类型 |\n| | 新地 | H1 | 张某 | {MAN[:17]} | 脱贫户 |"
    content, book = corrected(read(sheet(drawn), township=WEST), township="那林苏木")
    assert "那林苏木" in book.worksheets[0]["A1"].value
    book.worksheets[0]["E3"] = MAN
    sink = io.BytesIO()
    book.save(sink)
    assert [row["area_code"] for row in table(submitted("更正.xlsx", sink.getvalue()), "export_persons")] == [f"{WEST}201"]
    assert content


def test_a_unit_above_the_table_goes_into_the_heading():
    drawn = "| 单位：万元 | | | | |\n| 户编号 | 鉴定等级 | 是否居住 | 安全状态 | 补助金额 |\n| | C | 是 | 整治中 | 2.5 |"
    _, book = corrected(read(sheet(drawn)))
    assert book.worksheets[0]["E2"].value == "补助金额（万元）"


def test_of_two_sheets_each_has_its_own_and_nothing_held_is_said():
    two = read(sheet(DRAWN, name="人员"), sheet(DRAWN.replace(WOMAN, ""), name="人员2"))
    _, book = corrected(two)
    assert [page.max_row - 2 for page in book.worksheets] == [1, 2]
    _, none = corrected(read(sheet(f"{PERSON}\n| {MAN} | 张某 | {XINDI}0001 | 户主 | 2 | |")))
    assert none.worksheets[0]["A1"].value == "没有需要更正的行。"


def test_added_rows_replace_those_with_their_key_and_leave_the_others():
    current = pa.table({"id_no": [MAN, WOMAN], "name": ["旧", "在"], "old": [1, 2]})
    added = pa.table({"id_no": [MAN + "42"], "name": ["新"], "new": [3]})
    assert merge(current, added, ("id_no",)).to_pylist() == [
        {"id_no": WOMAN, "name": "在", "old": 2, "new": None},
        {"id_no": MAN + "42", "name": "新", "old": None, "new": 3},
    ]


def test_rows_of_a_key_of_several_columns_are_the_same_only_if_all_agree():
    current = pa.table({"id_no": [MAN, MAN], "year": [2025.0, 2026.0]})
    assert merge(current, current.slice(1), ("id_no", "year")).num_rows == 2


@pytest.mark.parametrize("name", read_layouts())
def test_a_template_is_read_as_its_own_layout_and_its_example_is_set_aside(name):
    layout = read_layouts()[name]
    reading = submitted("模板.xlsx", template_workbook(layout))
    (one,) = reading.sheets
    assert (one.layout, one.confidence, one.missing_headings, one.unknown_headings) == (name, 100, (), ())
    assert [(row["kind"], row["count"]) for row in one.set_aside_rows] == [("示例", 1)]
    assert codes_of(reading) == ["SHEET-007"]


def test_a_template_offers_the_allowed_values_and_keeps_ids_as_text():
    book = load_workbook(io.BytesIO(template_workbook(read_layouts()["persons"])))
    page = book.worksheets[0]
    lists = {next(iter(rule.sqref.ranges)).min_col: rule.formula1 for rule in page.data_validations.dataValidation}
    headings = [cell.value for cell in page[2]]
    assert lists[headings.index("性别") + 1] == '"男,女"'
    assert lists[headings.index("是否脱贫人口") + 1] == '"是,否"'
    assert headings.index("低收入类别") + 1 not in lists
    assert page.column_dimensions["A"].width > 0
    assert page["A3"].number_format == "@"


def test_a_filled_template_is_stored():
    book = load_workbook(io.BytesIO(template_workbook(read_layouts()["housing"])))
    for column, value in enumerate([f"{XINDI}0001", "A", "2026-01", "第三方", "是", "是", "安全"], start=1):
        book.worksheets[0].cell(4, column, value)
    sink = io.BytesIO()
    book.save(sink)
    (row,) = table(submitted("住房.xlsx", sink.getvalue()), "housing")
    assert (row["household_id"], row["grade"], row["lived_in"], row["township"]) == (f"{XINDI}0001", "A", True, EAST)


def test_the_note_of_a_column_says_what_may_stand_there():
    column = read_layouts()["persons"].columns["child_class"]
    assert note_of(column) == "选填；文字；可填：孤儿、事实无人抚养儿童、困境儿童、无；空着表示：没有"
