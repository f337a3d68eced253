"""数据格式 shows every sheet, column and issue code as the layouts say, opens at what the address asks for, and hands out templates made when asked for."""

import io
import zipfile

import pytest
from openpyxl import load_workbook

from data_loaders.issues import catalogue
from data_loaders.layout import read_layouts
from jobs.formats import all_templates, issue_formats, sheet_formats
from tests.pages.opened import asked, tables
from tests.shell.shell_county import ShellCounty


@pytest.fixture
def county():
    return ShellCounty(held=())


def test_it_opens_without_data_at_the_first_sheet_and_counts_sheets_and_exports(open_page):
    app = open_page("formats")
    assert app.title[0].value == "数据格式"
    assert app.selectbox(key="format_sheet").value == "admin_units"
    lead = next(element.proto.body for element in app.get("html") if "xj-lead" in element.proto.body)
    assert "54 种表和 4 种全国系统导出" in lead


def test_the_address_opens_a_sheet_and_marks_a_column(open_page):
    app = open_page("formats", sheet="loans", column="real_user")
    assert app.selectbox(key="format_sheet").value == "loans"
    facts, columns = tables(app)[:2]
    assert "同一“放款银行”的原有各行" in facts
    assert "▶ 实际使用人" in columns
    assert columns.count("▶") == 1
    assert columns.count("<tr>") == 1 + len(read_layouts()["loans"].columns)


def test_a_choice_stands_in_the_address(open_page):
    app = open_page("formats", sheet="loans")
    app.selectbox(key="format_sheet").select("petitions").run()
    assert asked(app, "sheet") == "petitions"
    assert "按规定不读的列" in tables(app)[0]


def test_an_unknown_sheet_in_the_address_shows_the_first(open_page):
    app = open_page("formats", sheet="no_such_sheet")
    assert app.selectbox(key="format_sheet").value == "admin_units"


def test_an_issue_of_the_address_stands_first_and_is_marked(open_page):
    app = open_page("formats", issue="KEY-003")
    body = tables(app)[-1]
    assert body.index("▶ KEY-003") < body.index("FILE-001")
    assert [tab.label for tab in app.tabs] == ["一张表的列", "全部表", "问题编号"]


def test_every_sheet_is_listed_with_a_link_to_its_columns(open_page):
    listed = "".join(tables(open_page("formats")))
    assert [name for name in read_layouts() if f'href="formats?sheet={name}"' not in listed] == []


def test_every_issue_code_is_explained_and_no_hole_is_left():
    assert [one.code for one in issue_formats()] == list(catalogue())
    assert [one.code for one in issue_formats() if "{" in one.what + one.do] == []


def test_the_zip_has_every_template_in_the_folder_of_its_workbook_and_none_of_an_export():
    names = zipfile.ZipFile(io.BytesIO(all_templates())).namelist()
    assert len(names) == 54
    assert "01_农牧户底册/人员_模板.xlsx" in names
    assert {sheet.template for sheet in sheet_formats()} - {name.split("/")[1] for name in names} == {""}


def test_a_template_of_the_zip_opens_and_has_the_sheet_s_headings():
    bundle = zipfile.ZipFile(io.BytesIO(all_templates()))
    page = load_workbook(io.BytesIO(bundle.read("12_金融/风险补偿金_模板.xlsx"))).worksheets[0]
    assert [cell.value for cell in page[2]] == ["放款银行", "期间", "补偿金余额", "本期注入", "本期代偿", "约定放大倍数"]


def test_nothing_on_the_page_makes_a_template_before_it_is_asked_for(open_page, monkeypatch):
    made = []
    monkeypatch.setattr("jobs.formats.template_workbook", lambda layout: made.append(layout.name) or b"")
    open_page("formats", sheet="persons")
    assert made == []
