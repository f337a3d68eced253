"""All sheets of the documents are there; each blank template is read back as its own layout, by its headings alone too; declared values fit their types."""

import datetime
import io

import pyarrow as pa
import pytest
from drawn import BAYIN, COUNTY, EAST, MAN, WEST, XINDI, areas, codes_of, read, sheet, table
from openpyxl import load_workbook

from data_loaders.checking import read_submission
from data_loaders.headings import Heading
from data_loaders.ids import clean_ids
from data_loaders.layout import LayoutError, read_layouts
from data_loaders.matching import match_headings
from data_loaders.model import InputFile, LoadContext
from data_loaders.template import template_workbook
from data_loaders.values import convert

WORKBOOKS = {
    "00_基础字典与参数": {"行政区划": "admin_units", "政策目录": "policies", "政策参数": "policy_params", "指标目标": "targets"},
    "01_农牧户底册": {"农户": "households", "人员": "persons"},
    "02_防返贫监测与低收入人口": {
        "监测对象": "monitoring_cases",
        "帮扶措施": "case_measures",
        "部门比对": "data_matches",
        "救助受理": "assistance_cases",
    },
    "03_惠民待遇享受": {"惠民待遇享受": "benefits", "社保参保": "insurance"},
    "04_教育": {"学生": "students"},
    "05_健康医疗": {"住院结算": "medical_claims", "健康服务": "health_services"},
    "06_住房饮水": {"住房": "housing", "户饮水": "household_water", "供水工程": "water_projects"},
    "07_就业": {"劳动力就业": "labour", "岗位": "posts", "培训": "training", "帮扶车间": "workshops"},
    "08_产业": {
        "村产业": "village_industries",
        "经营主体": "entities",
        "利益联结": "linkages",
        "到户产业": "household_industry",
        "产销": "sales",
    },
    "09_易地搬迁": {"安置区": "resettlement_sites", "搬迁户": "relocated"},
    "10_资产": {"资产": "assets", "资产收益分配": "asset_income"},
    "11_项目资金": {"项目": "projects", "资金": "funds", "防贫基金救助": "relief_fund_payouts"},
    "12_金融": {"贷款": "loans", "风险补偿金": "risk_funds", "农业保险": "agri_insurance"},
    "13_村情设施": {"村基础条件": "village_conditions", "自然村": "hamlets", "道路工程": "roads", "设施": "facilities"},
    "14_组织治理": {"驻村干部": "team_members", "村级组织": "village_orgs", "积分榜单": "points", "活动": "activities", "人才": "talent"},
    "15_责任落实": {"任务": "tasks", "问题整改": "rectification", "信访举报": "petitions", "考核": "assessments"},
    "16_协作帮扶": {"协作帮扶": "cooperation"},
    "17_县域综合": {"县域统计": "county_stats", "土地指标": "land_quota", "指标完成": "attainment"},
}
"""Workbook → its sheets, as the data list of the documents names them."""
EXPORTS = {
    "national_export": "（自定义）监测对象信息",
    "export_village_building": "（乡村建设）户信息",
    "export_outwork": "（务工月监测）已外出务工信息",
    "export_villages": "（自定义）行政村信息",
}
LAYOUTS = read_layouts()
LAST_DAY = datetime.date(2026, 5, 31)
COLUMNS = [(layout.name, column.name) for layout in LAYOUTS.values() for column in layout.columns.values()]


def submitted(content):
    return read_submission([InputFile("表.xlsx", content)], LoadContext("2026-05", None, areas(), (), {}, COUNTY))


def renamed(content, title):
    """The template with a sheet name and a title that name nothing."""
    book = load_workbook(io.BytesIO(content))
    book.worksheets[0].title = "Sheet1"
    book.worksheets[0]["A1"] = title
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def converted(column, text):
    return convert(column, pa.array([text]), last_day=LAST_DAY)


def test_every_sheet_of_the_documents_is_there_with_its_workbook_and_label_and_nothing_else_but_the_exports():
    wanted = {name: (workbook, label) for workbook, sheets in WORKBOOKS.items() for label, name in sheets.items()}
    assert len(wanted) == 54
    found = {name: (layout.workbook, layout.label) for name, layout in LAYOUTS.items() if name not in EXPORTS}
    assert found == wanted
    assert {name: LAYOUTS[name].label for name in EXPORTS} == EXPORTS


def test_the_sheets_have_the_684_columns_of_the_documents():
    assert sum(len(layout.columns) for name, layout in LAYOUTS.items() if name not in EXPORTS) == 684


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_template_is_read_as_itself_without_an_error(name):
    reading = submitted(template_workbook(LAYOUTS[name]))
    (one,) = reading.sheets
    assert (one.layout, one.confidence, one.set_aside, one.stored, one.held) == (name, 100, 1, 0, 0)
    assert codes_of(reading) == ["SHEET-007"]


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_headings_alone_tell_the_layout(name):
    reading = submitted(renamed(template_workbook(LAYOUTS[name]), "二〇二六年五月"))
    assert [(one.layout, one.missing_headings) for one in reading.sheets] == [(name, ())]


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_key_and_the_required_headings_alone_are_read_as_it_or_not_at_all(name):
    layout = LAYOUTS[name]
    headings = [column.heading for column in layout.columns.values() if column.required or column.name in layout.key]
    reading = read(sheet(f"| {' | '.join(headings)} |\n|{' |' * len(headings)}"))
    assert {one.layout for one in reading.sheets} <= {name}


@pytest.mark.parametrize("name", sorted(LAYOUTS.keys() - EXPORTS.keys()))
def test_no_other_layout_comes_near_in_the_headings(name):
    headings = [Heading(index, column.heading) for index, column in enumerate(LAYOUTS[name].columns.values())]
    shares = {other: len(match_headings(headings, layout).columns) / len(headings) for other, layout in LAYOUTS.items()}
    assert shares.pop(name) == 1
    assert max(shares.values()) < 0.75


@pytest.mark.parametrize(("layout", "name"), COLUMNS)
def test_the_allowed_values_and_the_example_of_a_column_fit_its_type(layout, name):
    column = LAYOUTS[layout].columns[name]
    texts = [*column.values, *column.synonyms, *([column.example] if column.example else [])]
    assert [text for text in texts if converted(column, text).marks] == []
    for value in column.values:
        (read_value,) = converted(column, value).values.to_pylist()
        assert read_value == ([value] if column.type == "list" else value)


def test_every_id_of_an_example_has_its_check_digit_and_the_unassigned_area():
    ids = [column.example for layout in LAYOUTS.values() for column in layout.columns.values() if column.type == "id" and column.example]
    assert clean_ids(pa.array(ids), LAST_DAY).flaws == ()
    assert {example[:6] for example in ids} == {"159921"}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_what_a_layout_is_owned_and_placed_by_are_columns_of_it(layout):
    assert set(layout.slice) <= {*layout.columns, "township"}
    assert set(layout.distinct) <= set(layout.columns)
    assert not layout.period or layout.columns[layout.period].type == "month"
    assert all(layout.columns[name].required for name in layout.slice if name != "township")


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_a_key_column_is_required_so_that_no_template_asks_less_than_the_reader_needs(layout):
    assert [name for name in layout.key if not layout.columns[name].required] == []


def test_a_column_that_tells_who_complained_is_named_set_aside_and_kept_nowhere():
    drawing = f"""
    | 信访编号 | 受理日期 | 信访渠道 | 信访人姓名 | 联系电话 | 反映类别 | 区划代码 | 反映内容 |
    | XF-1 | 2026-05-03 | 来访 | 甲某 | 13800001234 | 低保 | {XINDI} | 说的话 |
    | | 2026-05-04 | 来信 | 乙某 | 13800005678 | 住房 | {XINDI} | 别的话 |"""
    reading = read(sheet(drawing))
    (one,) = reading.sheets
    assert (one.layout, one.stored, one.held, one.unknown_headings) == ("petitions", 1, 1, ())
    (row,) = table(reading, "petitions")
    assert (row["channel"], row["area_code"]) == ("来访", XINDI)
    kept = str((row, one.held_rows, one.set_aside_rows, reading.issues))
    assert [word for word in ("甲某", "乙某", "1380000", "5678", "说的话", "别的话") if word in kept] == []
    (issue,) = [issue for issue in reading.issues if issue.code == "HEAD-009"]
    assert (issue.cell, issue.value) == ("D1", "信访人姓名、联系电话、反映内容")


def test_the_same_columns_are_read_in_a_sheet_that_needs_them():
    assert not LAYOUTS["persons"].ignored
    assert [layout.name for layout in LAYOUTS.values() if layout.ignored] == ["petitions", "points", "rectification"]


def test_a_heading_that_is_read_cannot_be_set_aside_too(tmp_path):
    text = 'name = "a"\nlabel = "甲"\nworkbook = "w"\nholder = "h"\ncadence = "月"\ngrain = "g"\nsheets = []\nslice = []\nvalid_for = 1\nkey = ["x"]\n'
    (tmp_path / "a.toml").write_text(text + 'ignored = ["乙"]\n[columns.x]\nheading = "X"\ntype = "text"\naliases = ["乙"]\n', "utf-8")
    with pytest.raises(LayoutError, match="乙 is the heading of a column"):
        read_layouts(tmp_path)


def test_an_entry_of_the_boards_lies_in_its_household_s_village_and_names_nobody():
    drawing = f"""
    | 记录编号 | 户编号 | 户主姓名 | 发生日期 | 榜别 | 事项类别 | 计次或分值 | 记录状态 | 兑换金额 | 事由 |
    | JF-1 | {BAYIN}0001 | 甲某 | 2026-05-03 | 黄榜 | 不文明行为 | 1 | 有效 | | 说的话 |"""
    (row,) = table(read(sheet(drawing)), "points")
    assert (row["area_code"], row["township"], row["board"], row["redeemed"]) == (BAYIN, WEST, "黄榜", 0)
    assert "甲某" not in str(row)


def project(code, cost="320"):
    return f"| XM-1 | 水渠 | 产业 | 农牧和科技局 | {code} | 2026年 | 实施 | {cost} | 否 |"


PROJECT = "| 项目编号 | 项目名称 | 项目类型 | 主管部门 | 区划代码 | 项目年度 | 项目状态 | 计划投资 | 是否以工代赈 |"


@pytest.mark.parametrize(("code", "area"), [(COUNTY, f"{COUNTY}000000"), (EAST, f"{EAST}000"), (XINDI, XINDI)])
def test_a_project_may_be_the_county_s_the_township_s_or_the_village_s(code, area):
    reading = read(sheet(f"{PROJECT}\n{project(code)}"))
    (row,) = table(reading, "projects")
    assert (row["area_code"], row["year"]) == (area, 2026)
    assert [found for found in codes_of(reading) if found.startswith("AREA")] == []


def test_a_code_that_the_county_does_not_have_is_told_of_a_project_too():
    assert "AREA-006" in codes_of(read(sheet(f"{PROJECT}\n{project('159921999201')}")))


def test_a_village_s_condition_with_a_township_s_code_is_told():
    headings = [column.heading for column in LAYOUTS["village_conditions"].columns.values() if column.required]
    values = [EAST, "2026-05"] + ["是"] * (len(headings) - 3) + ["8.6"]
    assert "AREA-010" in codes_of(read(sheet(f"| {' | '.join(headings)} |\n| {' | '.join(values)} |")))


@pytest.mark.parametrize(
    ("heading", "written"), [("计划投资（元）", "3200000"), ("计划投资（万元）", "320"), ("计划投资", "3200000元"), ("计划投资", "0.032亿")]
)
def test_money_of_projects_is_kept_in_ten_thousands_however_it_is_written(heading, written):
    (row,) = table(read(sheet(f"{PROJECT.replace('计划投资', heading)}\n{project(XINDI, written)}")), "projects")
    assert row["planned_cost"] == pytest.approx(320)


def test_a_sheet_in_yuan_is_converted_for_columns_in_ten_thousands():
    drawing = f"| 单位：元 |\n{PROJECT}\n{project(XINDI, '3200000')}"
    (row,) = table(read(sheet(drawing)), "projects")
    assert row["planned_cost"] == pytest.approx(320)


@pytest.mark.parametrize(
    ("written", "month"),
    [("2026年二季度", "2026-06"), ("2026Q2", "2026-06"), ("2026年第2季度", "2026-06"), ("2026年上半年", "2026-06"), ("2026-06", "2026-06")],
)
def test_a_quarter_or_half_year_is_its_last_month(written, month):
    assert converted(LAYOUTS["facilities"].columns["period"], written).values.to_pylist() == [month]


def test_a_fifth_quarter_is_no_month():
    assert [mark.code for mark in converted(LAYOUTS["facilities"].columns["period"], "2026年5季度").marks] == ["DATE-001"]


def test_a_loan_of_an_enterprise_keeps_its_code_and_a_wrong_id_is_told():
    heading = "| 贷款编号 | 期间 | 身份证号 | 户编号 | 贷款类型 | 放款银行 | 放款日期 | 到期日期 | 贷款金额 | 贷款余额 | 贷款用途 | 实际使用人 | 逾期天数 |"
    loan = "| {} | 2026-05 | {} | | 项目贷款 | 农业银行 | 2026-01-02 | 2029-01-01 | 50000 | 50000 | 养殖 | 户贷企用 | 0 |"
    enterprise = "93159921MA0N1A2B3C"
    reading = read(sheet("\n".join([heading, loan.format("D1", enterprise), loan.format("D2", MAN), loan.format("D3", MAN[:17])])))
    assert [(row["person_key"], row["real_user"]) for row in table(reading, "loans")] == [(enterprise, "企业"), (MAN, "企业"), (None, "企业")]
    assert [(issue.code, issue.cell) for issue in reading.issues if issue.code.startswith("ID")] == [("ID-008", "C4")]


def test_treatment_within_the_county_needs_no_referral_and_is_no_mistake():
    column = LAYOUTS["medical_claims"].columns["referred"]
    assert [converted(column, text).values.to_pylist() for text in ("是", "否", "县域内不适用")] == [[True], [False], [None]]
    assert [mark.code for mark in converted(column, "大概").marks] == ["VALUE-006"]


def test_the_list_of_policies_may_bring_a_code_that_nobody_knows():
    drawing = "| 政策代码 | 政策名称 | 主管部门 | 调整类型 | 受益层次 | 资格规则 | 发放周期 |\n| XQ-01 | 新补贴 | 民政局 | 延续 | 人 | 无 | 按月 |"
    reading = read(sheet(drawing))
    assert [(row["policy_code"], row["pay_cycle"]) for row in table(reading, "policies")] == [("XQ-01", "月")]


def test_sales_of_one_product_from_two_places_are_two_rows_and_a_place_may_be_unknown():
    heading = "| 期间 | 销售渠道 | 产品名称 | 区划代码 | 销售金额 |"
    rows = [f"| 2026-05 | 832平台 | 蜜瓜 | {code} | 12.6 |" for code in (EAST, WEST, "")]
    reading = read(sheet("\n".join([heading, *rows])))
    assert [(row["channel"], row["area_code"]) for row in table(reading, "sales")] == [
        ("政府采购832", f"{EAST}000"),
        ("政府采购832", f"{WEST}000"),
        ("政府采购832", f"{COUNTY}000000"),
    ]
    assert "KEY-003" not in codes_of(reading)


def test_the_exports_are_read_with_their_unknown_columns():
    out = "| 县 | 乡 | 行政村 | 户编号 | 姓名 | 证件号码 | 民族 | 是否已务工 | 务工所在县 | 就业渠道 | 开始时间 | 务工月收入（元） | 企业电话 |"
    rows = [
        f"| 曙光旗 | 那林苏木 | 巴音嘎查 | H1 | 张某 | {MAN} | 汉族 | 是 | {where} | 帮扶车间 | {since} | 4500 | |"
        for where, since in (("甲县", "202601"), ("乙县", "202604"))
    ]
    reading = read(sheet("\n".join([out, *rows])))
    assert [(row["area_code"], row["work_county"], row["started_on"]) for row in table(reading, "export_outwork")] == [
        (BAYIN, "甲县", datetime.date(2026, 1, 1)),
        (BAYIN, "乙县", datetime.date(2026, 4, 1)),
    ]
    built = (
        "| 县(市、区、旗) | 乡(镇) | 行政村 | 户编号 | 户类型 | 是否有卫生户厕 | 卫生厕所是否能正常使用 |\n| 曙光旗 | 曙光镇 | 新地村 | H1 | 脱贫户 | 是 | 否 |"
    )
    (row,) = table(read(sheet(built)), "export_village_building")
    assert (row["area_code"], row["toilet_usable"]) == (XINDI, False)
    village = "| 县 | 乡 | 村 | 是否出列 | 总户数 | 总人口数 | 危房户数 | 村级集体经济收入（万元） |\n| 曙光旗 | 曙光镇 | 新地村 | 是 | 412 | 1180 | 0 | 8.6 |"
    (row,) = table(read(sheet(village)), "export_villages")
    assert (row["area_code"], row["coll_income"], row["clinics"]) == (XINDI, 8.6, None)
