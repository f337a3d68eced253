"""The manual of formats is what the layouts and the catalogue of issues give; its words for what a clerk must know are right for each kind of sheet."""

import re
from pathlib import Path

import pytest

from data_loaders.format_doc import format_doc
from data_loaders.format_words import books, column_words, facts, replaced, validity
from data_loaders.issues import catalogue
from data_loaders.layout import read_layouts

LAYOUTS = read_layouts()
MANUAL = Path(__file__).resolve().parents[2] / "docs" / "数据格式.md"


def words(layout, column):
    return column_words(LAYOUTS[layout], LAYOUTS[layout].columns[column])


def test_the_committed_manual_is_what_the_layouts_give():
    assert MANUAL.read_text("utf-8") == format_doc(LAYOUTS.values(), catalogue().values())


def test_every_sheet_column_and_code_has_one_anchor():
    anchors = re.findall(r'<a id="([^"]+)"></a>', MANUAL.read_text("utf-8"))
    columns = [f"{layout.name}-{name}" for layout in LAYOUTS.values() for name in layout.columns]
    assert sorted(anchors) == sorted([*LAYOUTS, *columns, *catalogue(), "issues"])


def test_every_link_of_the_contents_leads_to_an_anchor():
    text = MANUAL.read_text("utf-8")
    links = re.findall(r"\]\(#([^)]+)\)", text)
    assert len(links) == len(LAYOUTS) + 1
    assert [link for link in links if f'<a id="{link}"></a>' not in text] == []


def test_every_row_of_a_table_has_as_many_cells_as_its_head():
    widths = [line.count("|") for line in MANUAL.read_text("utf-8").splitlines() if line.startswith("| ")]
    assert set(widths) == {6, 7}


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        ("admin_units", "全县这张表原有的全部行。"),
        ("persons", "同一苏木镇（农场）的原有各行；其余的不动。"),
        ("insurance", "同一“险种”、同一“参保年度”的原有各行；其余的不动。"),
        ("labour", "同一苏木镇（农场）的原有各行；其余的不动。各行的“期间”须是所选的报送月份。"),
    ],
)
def test_what_an_upload_replaces_is_said(layout, text):
    assert replaced(LAYOUTS[layout]) == text


@pytest.mark.parametrize(("layout", "text"), [("petitions", "到下一次上报为止。"), ("benefits", "只算报送的当月；下个月没有报，算“未报送”。")])
def test_how_long_a_submission_counts_is_said(layout, text):
    assert validity(LAYOUTS[layout]) == text


def test_a_sheet_that_counts_three_months_says_three_months():
    assert validity(LAYOUTS["persons"]) == "3 个月（含报送当月）；过期没有再报，算“未报送”，不当作 0。"


@pytest.mark.parametrize(
    ("layout", "column", "text"),
    [
        ("persons", "id_no", "不能空：空着这一行暂存，不入库"),
        ("persons", "sex", "按证件号码推算"),
        ("persons", "is_single_dibao", "否"),
        ("medical_claims", "pay_other", "0"),
        ("petitions", "closed_on", "没有发生"),
        ("tasks", "delay_reason", "不适用"),
        ("persons", "is_lifted_person", "未知（缺数据）"),
        ("persons", "disability_type", "没有（“残疾证号”、“残疾等级”也空着时；不然是未知）"),
    ],
)
def test_an_empty_cell_means_what_the_reader_makes_of_it(layout, column, text):
    assert words(layout, column).empty == text


@pytest.mark.parametrize(
    ("layout", "column", "text"),
    [
        ("team_members", "days_month", "数字；单位：天；0 至 31"),
        ("linkages", "put_in", "数字；单位：元；不小于 0"),
        ("water_projects", "equip_state", "文字；可填：正常、故障、停用"),
        ("export_outwork", "channel", "文字；可填：公益性岗位、帮扶车间，也可填别的"),
        ("loans", "due_on", "日期，如 2026-05-31；可以晚于报送月份"),
    ],
)
def test_unit_bounds_and_values_are_said(layout, column, text):
    assert words(layout, column).what == text


def test_columns_set_aside_are_named_with_the_reason():
    found = dict(facts(LAYOUTS["petitions"]))["按规定不读的列"]
    assert "信访人姓名" in found
    assert "不收是谁、说了什么" in found
    assert "按规定不读的列" not in dict(facts(LAYOUTS["loans"]))


def test_workbooks_come_in_order_and_exports_last():
    found = list(books(LAYOUTS.values()))
    assert len(found) == 19
    assert [book[:2] for book in found[:18]] == [f"{number:02}" for number in range(18)]
    assert [layout.name for layout in books(LAYOUTS.values())["02_防返贫监测与低收入人口"]] == [
        "monitoring_cases",
        "case_measures",
        "data_matches",
        "assistance_cases",
    ]
