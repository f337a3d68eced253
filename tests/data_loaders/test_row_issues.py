"""Every issue of sheets, headings, cells, rows and areas is raised by the sheet that has it, with its cell, and not by the neighbour that has not."""

# ruff: noqa: E501 - drawn tables are as wide as the sheets they stand for

import pytest
from drawn import CHILD, EAST, MAN, WEST, WOMAN, XINDI, closes, codes_of, read, sheet

from data_loaders.findings import holds
from data_loaders.issues import catalogue

HOUSING = "| 户编号 | 鉴定等级 | 是否居住 | 安全状态 | 申请日期 | 批准日期 | 补助金额 |"
HOME = f"{XINDI}0001"
PERSON = "| 身份证号 | 姓名 | 户编号 | 性别 | 出生日期 | 是否脱贫人口 | 是否返贫致贫 | 低收入类别 | 劳动能力 | 残疾证号 | 残疾等级 | 常住状态 |"
HOUSEHOLD = "| 户编号 | 户主姓名 | 户主身份证号 | 区划代码 | 户籍人口 | 常住人口 | 户类型 | 是否易地搬迁户 | 工资性收入 | 经营净收入 | 财产性收入 | 转移性收入 | 人均纯收入 |"
BENEFIT = "| 期间 | 政策代码 | 身份证号 | 户编号 | 发放金额 | 待遇状态 | 发放部门 |"
EXPORT = "| 县 | 乡 | 村 | 户编号 | 姓名 | 证件号码 | 户类型 | 监测对象类别 |"
PETITION = "| 信访编号 | 受理日期 | 信访渠道 | 反映类别 | 区划代码 |"
COMPLAINT = f"| XF-1 | 2026-05-08 | 来信 | 低保 | {XINDI} |"
UNITS = "| 区划代码 | 上级代码 | 单位名称 | 层级 |"


def house(key=HOME, grade="A", lived="是", safe="安全", applied="2026-01-01", approved="2026-02-01", money="100"):
    return f"| {key} | {grade} | {lived} | {safe} | {applied} | {approved} | {money} |"


def person(number=MAN, home=HOME, sex="男", born="1970-01-01", work="普通劳动力", certificate="", grade=""):
    return f"| {number} | 张某 | {home} | {sex} | {born} | 否 | 否 | 无 | {work} | {certificate} | {grade} | 在村常住 |"


def household(key=HOME, head=MAN, code=XINDI, people="2", wage="4000", each="3500"):
    return f"| {key} | 张某 | {head} | {code} | {people} | 2 | 一般户 | 否 | {wage} | 1000 | 1000 | 1000 | {each} |"


def paid(month="2026-05", code="MZ-DB", number=MAN, state="在享", payer="民政局"):
    return f"| {month} | {code} | {number} | {HOME} | 500 | {state} | {payer} |"


def listed(village="新地村", town="曙光镇", home="H1", number=MAN, kind="脱贫户"):
    return f"| 曙光旗 | {town} | {village} | {home} | 张某 | {number} | {kind} | |"


def lines(heading, *rows):
    return "\n".join([heading, *rows])


def houses(*rows, **more):
    return sheet(lines(HOUSING, *rows), **more)


def people(*rows, **more):
    return sheet(lines(PERSON, *rows), **more)


def homes(*rows, **more):
    return sheet(lines(HOUSEHOLD, *rows), name="农户", **more)


def benefits(*rows):
    return sheet(lines(BENEFIT, *rows))


def export(*rows, **more):
    return sheet(lines(EXPORT, *rows), **more)


def units(*rows):
    return sheet(lines(UNITS, *rows))


GOOD_HOUSE = (houses(house()),)
GOOD_PERSON = (people(person()),)
GOOD_EXPORT = (export(listed()),)
BAD_CHECK = MAN[:17] + "5"
OTHER = sheet("| 序号 | 姓名 | 签字 |\n| 1 | 张三 | |")

# code: (sheets that raise it, the cell it names, sheets that do not); township or known areas where they matter stand in OPTIONS.
CASES = {
    "SHEET-001": ((OTHER, *GOOD_HOUSE), "", GOOD_HOUSE),
    "SHEET-002": ((OTHER,), "", GOOD_HOUSE),
    "SHEET-003": ((houses(house(), hidden_rows=(2,)),), "A2", (houses(house(), hidden_rows=(1,)),)),
    "SHEET-004": ((houses(house(), hidden=True),), "", GOOD_HOUSE),
    "SHEET-005": (
        (sheet(lines(HOUSING.replace("补助金额", "补助金额（万元）"), house(money="2"))),),
        "G",
        (sheet(lines(HOUSING.replace("补助金额", "补助金额（元）"), house())),),
    ),
    "SHEET-006": ((houses(house(), "| 合计 | | | | | | 101 |"),), "G3", (houses(house(), "| 合计 | | | | | | 100 |"),)),
    "SHEET-007": ((houses(),), "", GOOD_HOUSE),
    "SHEET-008": ((export(listed(), "| | | | H2 | 王某 | " + WOMAN + " | 脱贫户 | |"),), "A", (export(listed(), listed(number=WOMAN)),)),
    "SHEET-009": ((sheet(lines("| 更正表 · 住房 |", HOUSING, house())),), "", (sheet(lines("| 住房 |", HOUSING, house())),)),
    "HEAD-001": ((sheet(lines(HOUSING.replace("户编号", "户的名字"), house())),), "", GOOD_HOUSE),
    "HEAD-002": ((sheet(lines(HOUSING.replace("安全状态", "别的"), house())),), "", GOOD_HOUSE),
    "HEAD-003": ((sheet(lines(HOUSING.replace("安全状态", "安金状态"), house())),), "D1", GOOD_HOUSE),
    "HEAD-004": ((sheet(lines(HOUSING.replace("批准日期", "鉴定等级"), house(approved="A"))),), "F1", GOOD_HOUSE),
    "HEAD-005": ((sheet(lines(HOUSING.replace("批准日期", "门牌"), house(approved="5"))),), "F1", GOOD_HOUSE),
    "HEAD-006": ((houses(house(money="")),), "G", (houses(house(money=""), house(key=HOME[:-1] + "2")),)),
    "HEAD-007": ((sheet(lines(HOUSING.replace("补助金额", "自筹资产金额").replace("批准日期", "抗震设防标准"), house())),), "F1", GOOD_HOUSE),
    "HEAD-008": ((houses(house(safe="")),), "D", (houses(house(safe=""), house(key=HOME[:-1] + "2")),)),
    "HEAD-009": ((sheet(f"{PETITION} 信访人 |\n{COMPLAINT} 甲某 |"),), "F1", (sheet(f"{PETITION}\n{COMPLAINT}"),)),
    "ID-001": ((people(person(number="1.59921E+17")),), "A2", GOOD_PERSON),
    "ID-002": ((people(person(number=MAN[:17])),), "A2", GOOD_PERSON),
    "ID-003": ((people(person(number="159921197013010018")),), "A2", GOOD_PERSON),
    "ID-004": ((people(person(number=BAD_CHECK)),), "A2", GOOD_PERSON),
    "ID-005": ((people(person(number="159921700101001")),), "A2", GOOD_PERSON),
    "ID-006": ((people(person(number="999999197001010018")),), "A2", GOOD_PERSON),
    "ID-007": ((people(person(home="=1599211002010001")),), "C2", GOOD_PERSON),
    "ID-008": ((people(person(certificate="12345")),), "J2", (people(person(certificate=MAN + "42", grade="2")),)),
    "ID-009": ((people(person(born="1970-01-02")),), "E2", (people(person(born="19700101")),)),
    "ID-010": ((people(person(sex="女")),), "D2", GOOD_PERSON),
    "ID-011": ((people(person(certificate=WOMAN + "42", grade="2")),), "J2", (people(person(certificate=MAN + "42", grade="2")),)),
    "ID-012": ((people(person(certificate=MAN + "42", grade="3")),), "K2", (people(person(certificate=MAN + "42", grade="2")),)),
    "VALUE-001": ((people(person(work="啥都能干")),), "I2", GOOD_PERSON),
    "VALUE-002": (
        (people(person(work=""), person(number=WOMAN, sex="女", born="1965-03-05")),),
        "I2",
        (people(person(sex="", born=""), person(number=CHILD, born="2015-09-01")),),
    ),
    "VALUE-003": ((houses(house(money="一百")),), "G2", (houses(house(money="1,000元")),)),
    "VALUE-004": ((houses(house(money="-1")),), "G2", (houses(house(money="0")),)),
    "VALUE-005": ((people(person(certificate=MAN + "42", grade="5")),), "K2", (people(person(certificate=MAN + "44", grade="4")),)),
    "VALUE-006": ((houses(house(lived="偶尔")),), "C2", (houses(house(lived="√")),)),
    "VALUE-007": ((houses(house(money="!#REF!")),), "G2", (houses(house(money="!（公式没有结果）")),)),
    "DATE-001": ((houses(house(applied="正月初一")),), "E2", GOOD_HOUSE),
    "DATE-002": ((houses(house(approved="2026-06-01")),), "F2", (houses(house(approved="2026-05-31")),)),
    "DATE-003": ((houses(house(applied="=2021.1")),), "E2", (houses(house(applied="2021.1")),)),
    "DATE-004": ((houses(house(applied="2026-02-02")),), "F2", (houses(house(applied="2026-02-01")),)),
    "MONTH-001": ((benefits(paid(month="202604")),), "A2", (benefits(paid(month="202605")),)),
    "MONTH-002": ((sheet(lines("| 2026年4月住房情况表 |", HOUSING, house())),), "", (sheet(lines("| 2026年5月住房情况表 |", HOUSING, house())),)),
    "KEY-001": ((benefits(paid(payer=""), paid(number=WOMAN)),), "G2", (benefits(paid()),)),
    "KEY-002": ((benefits(paid(month="端午")),), "A2", (benefits(paid()),)),
    "KEY-003": ((people(person(), person(home=HOME[:-1] + "2")),), "A3", (people(person(), person(number=WOMAN, sex="女", born="1965-03-05")),)),
    "KEY-004": ((benefits(paid(code="MZ-DBB")),), "B2", (benefits(paid()),)),
    "AREA-001": (GOOD_EXPORT, "", GOOD_EXPORT),
    "AREA-002": ((export(listed(village="黄土当村")),), "C2", GOOD_EXPORT),
    "AREA-003": ((export(listed(town="", village="新地"), listed(number=WOMAN)),), "C2", (export(listed(town="", village="巴音嘎查"), listed(number=WOMAN)),)),
    "AREA-004": ((export(listed(town="曙先镇")),), "B2", GOOD_EXPORT),
    "AREA-005": ((homes(household(code=f"{WEST}202")),), "D2", (homes(household()),)),
    "AREA-006": ((homes(household(code=f"{EAST}899")),), "D2", (homes(household()),)),
    "AREA-007": ((houses(house(key="H0001")),), "A2", GOOD_HOUSE),
    "AREA-008": (
        (units("| 159921 | | 曙光旗 | 旗县 |", "| 159921101 | 159922 | 东镇 | 乡级 |"),),
        "B3",
        (units("| 159921 | | 曙光旗 | 旗县 |", "| 159921101 | 159921 | 东镇 | 乡级 |"),),
    ),
    "AREA-009": ((export(listed(village=""), listed(number=WOMAN)),), "C2", GOOD_EXPORT),
    "AREA-010": ((homes(household(code=EAST)),), "D2", (homes(household()),)),
    "AREA-011": ((units("| 1599211 | | 曙光旗 | 旗县 |"),), "A2", (units("| 159921 | | 曙光旗 | 旗县 |"),)),
    "AREA-012": ((people(person(home=f"{WEST}2020001")),), "C2", GOOD_PERSON),
    "HOUSE-001": (
        (homes(household()), people(person(), person(number=WOMAN, home=HOME[:-1] + "9", sex="女", born="1965-03-05"))),
        "C3",
        (homes(household(key=HOME[:-1] + "9")), *GOOD_PERSON),
    ),
    "HOUSE-002": ((export(listed(), listed(number=WOMAN, kind="一般户")),), "G3", (export(listed(), listed(number=WOMAN)),)),
    "SUM-001": ((homes(household(each="3536")),), "M2", (homes(household(each="3535")),)),
}
OPTIONS = {"AREA-001": ({"known": ()}, {}), "AREA-005": ({"township": EAST},) * 2, "AREA-012": ({"township": EAST},) * 2}
OWN = ("SHEET", "HEAD", "ID", "VALUE", "DATE", "MONTH", "KEY", "AREA", "HOUSE", "SUM")


def options(code, which):
    return OPTIONS.get(code, ({}, {}))[which]


@pytest.mark.parametrize("code", CASES)
def test_the_sheet_that_has_it_raises_it_with_its_cell(code):
    bad, cell, _ = CASES[code]
    reading = read(*bad, **options(code, 0))
    found = [issue for issue in reading.issues if issue.code == code]
    assert found
    assert found[0].cell == cell
    assert closes(reading)


@pytest.mark.parametrize("code", CASES)
def test_the_neighbour_that_has_it_not_does_not_raise_it(code):
    _, _, good = CASES[code]
    reading = read(*good, **options(code, 1))
    assert code not in codes_of(reading)
    assert sum(one.rows for one in reading.sheets) > 0


@pytest.mark.parametrize("code", [code for code in CASES if holds(code)])
def test_an_error_holds_its_row_and_keeps_the_others(code):
    bad, _, _ = CASES[code]
    reading = read(*bad, **options(code, 0))
    (held,) = [row for one in reading.sheets for row in one.held_rows]
    assert code in held.codes
    assert held.marks


@pytest.mark.parametrize("code", [code for code in CASES if catalogue()[code].severity != "error"])
def test_a_warning_or_hint_holds_nothing(code):
    bad, _, _ = CASES[code]
    assert [row.codes for one in read(*bad, **options(code, 0)).sheets for row in one.held_rows] == []


def test_every_code_of_these_sections_has_its_two_sheets():
    assert {code for code in catalogue() if code.split("-")[0] in OWN} == set(CASES)


def test_no_issue_shows_an_id():
    bad = [one for drawn, _, _ in CASES.values() for one in drawn]
    for issue in read(*bad).issues:
        assert MAN not in issue.what + issue.value + issue.do
        assert WOMAN not in issue.what + issue.value + issue.do


def test_a_missing_key_column_holds_every_row():
    bad, _, _ = CASES["HEAD-001"]
    (one,) = read(*bad).sheets
    assert (one.stored, one.held, one.held_rows[0].codes) == (0, 1, ("HEAD-001",))


def test_a_repeated_row_in_a_second_sheet_names_the_place_of_the_first():
    reading = read(people(person(), file="甲.xlsx", name="人员"), people(person(), file="乙.xlsx", name="人员"))
    (issue,) = [issue for issue in reading.issues if issue.code == "KEY-003"]
    assert (issue.file, issue.cell) == ("乙.xlsx", "A2")
    assert "甲.xlsx · 人员 第 2 行" in issue.what


def test_a_person_with_id_and_with_certificate_is_the_same_person():
    assert "KEY-003" in codes_of(read(people(person(), person(number=MAN + "42"))))


def test_a_payment_made_up_for_beside_the_running_one_is_not_a_repetition():
    assert "KEY-003" not in codes_of(read(benefits(paid(), paid(state="补发"))))


def test_a_formula_without_result_in_the_key_holds_the_row_and_is_not_an_empty_none():
    (one,) = read(people(person(number="!（公式没有结果）"))).sheets
    assert (one.stored, one.held) == (0, 1)


def test_a_member_who_differs_names_both_cells():
    bad, _, _ = CASES["HOUSE-002"]
    (issue,) = [issue for issue in read(*bad).issues if issue.code == "HOUSE-002"]
    assert "G2 是“脱贫户”" in issue.what
