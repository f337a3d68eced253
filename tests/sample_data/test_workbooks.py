"""Given the workbooks of the fictional county; tells that they have the forms that counties have, are the same every time, and are quick to make."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from stdnum.cn import ric

import sample_data
from policy.model import OutOfValidityError, ParameterNotSetError
from policy.reader import read_policy
from sample_data.bad_files import write_bad_files
from sample_data.examples import EXPORT_NAME, PERSONS_NAME, example_households, write_examples
from sample_data.months import XLS, child_list

COMMITTED = Path(sample_data.__file__).parent
LARGEST = 1_000_000


@pytest.fixture(scope="module")
def may(tmp_path_factory):
    """The files of May by name."""
    return {path.name: path for path in sample_data.make_month_files(tmp_path_factory.mktemp("may"), "2026-05")}


def sheet(path, name=None):
    """All rows of a sheet as tuples of values."""
    book = openpyxl.load_workbook(path)
    return list((book[name] if name else book.worksheets[0]).iter_rows(values_only=True))


def the_export(files):
    """One of the month's exports."""
    return next(path for name, path in files.items() if name.startswith("（自定义）监测对象信息"))


def test_may_holds_every_kind_of_file(may):
    kinds = {re.split(r"[_（ (]", name.removeprefix("（自定义）"))[0] for name in may}
    assert kinds == {"00", "01", "02", "03", "06", "15", "监测对象信息", "各部门台账"}
    assert {path.suffix for path in may.values()} == {".xlsx", ".xls", ".csv", ".zip"}


def test_area_sheet_names_the_county_ten_townships_and_every_village(may):
    rows = sheet(may["00_基础字典与参数.xlsx"], "行政区划")
    assert rows[2][:3] == ("区划代码", "上级代码", "单位名称")
    codes = [row[0] for row in rows[3:]]
    assert [sum(len(code) == digits for code in codes) for digits in (6, 9, 12)] == [1, 10, 99]


def test_parameters_are_those_that_only_a_county_can_set(may):
    policy = read_policy()
    rows = sheet(may["00_基础字典与参数.xlsx"], "政策参数")[2:]
    assert ("P122", 9000) in [(row[0], row[2]) for row in rows]
    for row in rows:
        with pytest.raises((ParameterNotSetError, OutOfValidityError), match="需县里填报"):
            policy.parameter(policy.parameter_by_code(row[0]).key, "2026-05", sample_data.COUNTY_CODE)


def test_register_has_title_unit_heading_total_and_signature(may):
    rows = sheet(may["01_农牧户底册_隆德镇_2026-05.xlsx"], "农户")
    assert rows[0][0].startswith("隆德镇农牧户底册")
    assert "单位：元、人" in rows[1]
    assert rows[2][0] == "户编号"
    assert rows[-2][0] == "合计"
    assert rows[-1][0].startswith("填表人")
    assert rows[-2][4] == sum(row[4] for row in rows[3:-2])


def test_sumu_register_has_two_heading_rows_with_merged_cells(may):
    book = openpyxl.load_workbook(may["01_农牧户底册_那林苏木_2026-05.xlsx"])
    page = book["农户"]
    assert page["J3"].value == "家庭收入（元）"
    assert page["J4"].value == "工资性收入"
    assert page["A3"].value == "户编号"
    assert {"J3:M3", "A3:A4"} <= {str(merged) for merged in page.merged_cells.ranges}


def test_farms_share_a_workbook_with_two_sheets_each(may):
    names = openpyxl.load_workbook(may["01_农牧户底册_各农场_2026-05.xlsx"], read_only=True).sheetnames
    assert len(names) == 8
    assert {"哈日图农场农户", "哈日图农场人员"} <= set(names)


def test_identity_numbers_are_text_and_birthdays_are_dates(may):
    row = sheet(may["01_农牧户底册_隆德镇_2026-05.xlsx"], "人员")[3]
    assert isinstance(row[0], str)
    assert ric.calc_check_digit(row[0]) == row[0][17]
    assert f"{row[5]:%Y%m%d}" == row[0][6:14]


def test_monitored_households_stand_on_one_sheet_per_township(may):
    names = openpyxl.load_workbook(may["02_防返贫监测与低收入人口_2026-05.xlsx"], read_only=True).sheetnames
    assert names == ["曙光镇", "隆德镇", "红柳镇", "那林苏木", "乌兰滩农场", "哈日图农场"]


def test_export_has_two_title_rows_and_says_that_it_holds_one_cell(may):
    path = the_export(may)
    with zipfile.ZipFile(path) as book:
        assert b'<dimension ref="A1"/>' in book.read("xl/worksheets/sheet1.xml")
    rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert rows[0][0] == "（自定义）监测对象信息"
    assert rows[2][5] == "户编号"
    assert rows[2].count("风险是否已消除") == 2
    assert 60 <= len([heading for heading in rows[2] if heading]) <= 100


def test_export_repeats_the_household_on_every_row_and_writes_all_as_text(may):
    rows = python_calamine.CalamineWorkbook.from_path(str(the_export(may))).get_sheet_by_index(0).to_python(skip_empty_area=False)
    body = [dict(zip(rows[2], row, strict=True)) for row in rows[3:]]
    assert all(isinstance(cell, str) for row in rows[3:] for cell in row)
    households = {row["户编号"] for row in body}
    assert len(households) < len(body)
    assert {len(row["证件号码"]) for row in body} == {18, 20}
    assert all(re.fullmatch(r"20\d{4}|", row["识别监测时间"]) for row in body)


def test_csv_is_gb18030(may):
    text = may["03_惠民待遇享受_残联_2026-05.csv"].read_bytes()
    assert "护理" not in text.decode("gb18030")
    assert text.decode("gb18030").splitlines()[1].startswith("期间,政策代码")
    with pytest.raises(UnicodeDecodeError):
        text.decode("utf-8")


def test_the_june_list_of_living_allowance_is_missing(tmp_path):
    sample_data.make_month_files(tmp_path, "2026-06")
    text = (tmp_path / "03_惠民待遇享受_残联_2026-06.csv").read_text(encoding="gb18030")
    assert "CL-HL" in text
    assert "CL-SH" not in text


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    first, second = (sample_data.make_month_files(tmp_path / name, "2026-10") for name in "ab")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_another_seed_writes_the_child_list_as_xlsx(tmp_path):
    names = [path.name for path in sample_data.make_month_files(tmp_path, "2026-10", seed=3)]
    assert "03_惠民待遇享受_儿童福利_2026-10.xlsx" in names


def test_batches_come_in_order_of_months_with_the_areas_first(tmp_path):
    batches = list(sample_data.monthly_files(tmp_path, months=("2026-05", "2026-06")))
    assert [batch.month for batch in batches] == ["2026-05", "2026-05", "2026-06"]
    assert [path.name for path in batches[0].files] == ["00_基础字典与参数.xlsx"]


@pytest.mark.parametrize("month", sample_data.MONTHS)
def test_committed_xls_lists_are_those_of_the_archetypes(month):
    rows = python_calamine.CalamineWorkbook.from_path(str(XLS / f"03_惠民待遇享受_儿童福利_{month}.xls")).get_sheet_by_index(0).to_python()
    wanted = [(row[1], row[2], float(row[4])) for row in child_list(sample_data.build(), month).rows]
    assert [(row[1], row[2], row[4]) for row in rows[3 : 3 + len(wanted)]] == wanted


def test_committed_examples_and_bad_files_are_those_that_the_code_writes(tmp_path):
    for path in [*write_examples(tmp_path), *write_bad_files(tmp_path / "bad")]:
        assert path.read_bytes() == (COMMITTED / path.relative_to(tmp_path)).read_bytes(), f"{path.name}: run python -m sample_data.committed"


def test_committed_workbooks_are_small():
    assert sum(path.stat().st_size for path in COMMITTED.rglob("*") if path.suffix in (".xls", ".xlsx", ".csv")) < LARGEST


def test_the_example_export_lists_the_farms_twelve_households():
    rows = python_calamine.CalamineWorkbook.from_path(str(COMMITTED / EXPORT_NAME)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    column = rows[2].index("户编号")
    listed = list(dict.fromkeys(row[column] for row in rows[3:]))
    assert listed == [household.id for household in example_households()]
    assert len(listed) == 12
    assert len(rows) - 3 == 36
    helped = {row[column] for row in rows[3:] if row[rows[2].index("健康帮扶")]}
    assert len(helped) == 6


def test_the_corrected_persons_differ_from_the_register_in_three_grades(tmp_path):
    sample_data.make_month_files(tmp_path, "2026-08")
    before = sheet(tmp_path / "01_农牧户底册_各农场_2026-08.xlsx", "哈日图农场人员")[3:]
    after = sheet(COMMITTED / PERSONS_NAME)[3:]
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [(old[15], new[15]) for old, new in changed] == [(3, 2)] * 3
    assert all(new[13][18:] == f"{old[13][18]}2" for old, new in changed)
