"""Values are read as people write them; what cannot be read becomes unknown and is named, never guessed."""

from datetime import date

import pyarrow as pa
import pytest

from data_loaders.dates import read_date
from data_loaders.layout import LayoutColumn, read_layouts
from data_loaders.numbers import read_number
from data_loaders.values import convert, split_values

LAST_DAY = date(2026, 5, 31)


def one(kind, text, **more):
    """The value of one text and the codes of its marks."""
    found = convert(LayoutColumn("x", "列", kind, **more), pa.array([text]), last_day=LAST_DAY)
    return found.values[0].as_py(), [mark.code for mark in found.marks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-09-03", date(2021, 9, 3)),
        ("2021/9/3", date(2021, 9, 3)),
        ("2021.9.3", date(2021, 9, 3)),
        ("2021年9月3日", date(2021, 9, 3)),
        ("２０２１年９月３日", date(2021, 9, 3)),
        ("2021年9月", date(2021, 9, 1)),
        ("2021.9", date(2021, 9, 1)),
        ("2021.10", date(2021, 10, 1)),
        ("2021-09", date(2021, 9, 1)),
        ("202109", date(2021, 9, 1)),
        ("20210903", date(2021, 9, 3)),
        ("2021-09-03 10:30:00", date(2021, 9, 3)),
        ("2021年9月3日 10时30分", date(2021, 9, 3)),
        ("2021 年 9 月 3 日", date(2021, 9, 3)),
        ("2021. 9. 3", date(2021, 9, 3)),
        ("2021年9月份", date(2021, 9, 1)),
        ("#202109", date(2021, 9, 1)),
        ("#44442", date(2021, 9, 3)),
        ("#2021.9", date(2021, 9, 1)),
    ],
)
def test_a_date_is_read_in_every_form(text, expected):
    assert read_date(text) == expected


@pytest.mark.parametrize("text", ["2021", "2021-13-01", "2021-02-30", "202113", "去年九月", "44442", "21.9.3", "#2021.1", "1850-01-01"])
def test_what_is_no_date_is_none(text):
    assert read_date(text) is None


def test_a_serial_of_excel_counts_from_the_end_of_1899():
    assert read_date("#46143") == date(2026, 5, 1)


def test_the_number_2021_1_may_be_october_and_the_text_2021_1_may_not():
    assert one("date", "#2021.1") == (None, ["DATE-003"])
    assert one("date", "2021.1") == (date(2021, 1, 1), [])


def test_a_date_after_the_month_is_kept_and_told():
    assert one("date", "2026-05-31") == (date(2026, 5, 31), [])
    assert one("date", "2026-06-01") == (date(2026, 6, 1), ["DATE-002"])
    assert one("date", "2029-08-31", future=True) == (date(2029, 8, 31), [])


def test_an_end_that_never_comes_is_an_open_end():
    assert one("date", "长期", future=True) == (None, [])
    assert one("date", "长期") == (None, ["DATE-001"])


def test_the_number_2021_1_is_no_month_either():
    assert one("month", "#2021.1") == (None, ["DATE-003"])
    assert one("month", "#2021.2") == ("2021-02", [])


def test_a_month_is_kept_as_text():
    assert [one("month", text)[0] for text in ("2026-05", "202605", "2026年5月", "#46143")] == ["2026-05"] * 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9000", 9000),
        ("-12.5", -12.5),
        ("12,000.50", 12000.5),
        ("１２００", 1200),
        ("9000元", 9000),
        ("0.9万", 9000),
        ("0.9万元", 9000),
        ("￥500", 500),
        ("无", 0),
        (" 3 5 ", 35),
    ],
)
def test_a_number_is_read_as_people_write_it(text, expected):
    assert read_number(text, LayoutColumn("x", "金额", "number", unit="元")) == expected


def test_a_unit_in_the_cell_goes_before_the_unit_of_the_table():
    money = LayoutColumn("x", "金额", "number", unit="元")
    assert read_number("0.9", money, 10_000) == pytest.approx(9000)
    assert read_number("9000元", money, 10_000) == pytest.approx(9000)
    assert read_number("0.9万元", money, 10_000) == pytest.approx(9000)
    assert read_number("500元", LayoutColumn("x", "标准", "number", unit="元/月"), 10_000) == pytest.approx(500)


def test_a_percent_is_a_share():
    share = LayoutColumn("x", "比例", "number")
    assert read_number("85.3%", share) == pytest.approx(0.853)
    assert read_number("85.3 ％", share) == pytest.approx(0.853)
    assert read_number("0.853", share) == pytest.approx(0.853)


@pytest.mark.parametrize("text", ["约9000", "九千", "9000-10000", "30亩", "1,2,3"])
def test_what_is_no_number_is_none(text):
    assert read_number(text, LayoutColumn("x", "金额", "number", unit="元")) is None


def test_a_number_outside_its_bounds_becomes_unknown_and_the_bound_itself_does_not():
    assert one("number", "-1", min=0) == (None, ["VALUE-004"])
    assert one("number", "0", min=0) == (0, [])
    assert one("number", "5", max=4) == (None, ["VALUE-005"])
    assert one("number", "4", max=4) == (4, [])


def test_grades_in_chinese_are_numbers():
    synonyms = read_layouts()["persons"].columns["disability_grade"].synonyms
    assert [one("number", text, synonyms=synonyms)[0] for text in ("二级", "2级", "2")] == [2, 2, 2]


@pytest.mark.parametrize("text", ["是", "√", "✓", "有", "1", "Y", "true", "TRUE", "已参加"])
def test_a_yes_is_true(text):
    assert one("bool", text) == (True, [])


@pytest.mark.parametrize("text", ["否", "×", "无", "0", "n", "FALSE", "未参加"])
def test_a_no_is_false(text):
    assert one("bool", text) == (False, [])


def test_neither_yes_nor_no_is_unknown():
    assert one("bool", "不清楚") == (None, ["VALUE-006"])


@pytest.mark.parametrize("text", ["因病、因残", "因病,因残", "因病，因残", "因病;因残", "因病；因残", "因病/因残", "因病 因残", "因病、、因残", "因病\n因残"])
def test_several_values_are_split_at_every_sign(text):
    assert one("list", text, values=("因病", "因残")) == (["因病", "因残"], [])


def test_a_value_with_a_blank_in_it_is_not_split():
    assert split_values("技能 培训", {"劳务输出": "劳务输出"}) == ["技能 培训"]


def test_none_alone_is_an_empty_list_unless_it_is_a_value():
    assert one("list", "无", values=("因病",)) == ([], [])
    assert one("list", "无", values=("低保对象", "无")) == (["无"], [])


def test_a_value_that_is_not_allowed_is_left_out_and_told():
    assert one("list", "因病、因懒", values=("因病",)) == (["因病"], ["VALUE-001"])
    assert one("list", "因懒", values=("因病",)) == (None, ["VALUE-001"])


def test_a_word_of_the_export_becomes_the_word_of_the_rules():
    columns = read_layouts()["national_export"].columns
    risks = convert(columns["risks"], pa.array(["因务工就业不稳", "因安全住房,因自然灾害（洪涝）", "缺劳动力"]), last_day=LAST_DAY)
    assert risks.values.to_pylist() == [["就业不稳"], ["住房", "因灾"], ["缺劳力"]]
    labour = convert(columns["labour_ability"], pa.array(["弱劳动力或半劳动力", "丧失劳动力", "技能劳动能力", "普通劳动"]), last_day=LAST_DAY)
    assert labour.values.to_pylist() == ["弱劳动力或部分丧失", "完全丧失", "技能劳动力", "普通劳动力"]


def test_a_value_that_is_not_allowed_is_unknown_and_the_nearest_is_offered():
    found = convert(LayoutColumn("x", "类别", "text", values=("低保对象", "特困人员")), pa.array(["低保对像"]), last_day=LAST_DAY)
    assert found.values.to_pylist() == [None]
    assert found.marks[0].holes["nearest"] == "是否想写“低保对象”？"


def test_where_others_are_allowed_too_a_strange_value_stays():
    assert one("text", "脑卒中", values=("高血压",), open=True) == ("脑卒中", [])


def test_a_code_that_was_a_long_number_is_damaged_and_a_short_one_is_not():
    assert one("code", "#1599211002010000") == (None, ["ID-007"])
    assert one("code", "1.59921E+15") == (None, ["ID-007"])
    assert one("code", "159921100201") == ("159921100201", [])
    assert one("code", "１５９９２１") == ("159921", [])
