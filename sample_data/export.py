"""Given the county and a month; gives the national system's export （自定义）监测对象信息 of a township: one row per person, headings on row 3, all text."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sample_data.lists import cleared_in
from sample_data.model import edition
from sample_data.registers import certificate, income_parts, labour_of, members_counted, yes
from sample_data.workbook import SheetText, write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sample_data.model import Household, Person, Sample, Township

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("地区", tuple(["省", "市", "县", "乡", "村"])),
    ("户信息", tuple(["户编号", "户类型", "监测对象类别", "家庭人口数", "户联系电话", "开户银行名称", "计划生育户", "主要燃料类型"])),
    (
        "人信息",
        tuple(
            [
                "人编号",
                "姓名",
                "性别",
                "证件类型",
                "证件号码",
                "与户主关系",
                "民族",
                "政治面貌",
                "文化程度",
                "在校生状况",
                "义务教育阶段未上学原因",
                "健康状况",
                "劳动技能",
            ]
        ),
    ),
    (
        "参保与救助",
        (
            *("是否参加城乡居民基本医疗保险", "是否参加城镇职工基本医疗保险", "是否参加大病保险"),
            *("是否参加城乡居民基本养老保险", "是否参加城镇职工基本养老保险", "是否接受医疗救助", "享受低保政策情况", "享受特困供养政策情况"),
        ),
    ),
    ("务工", tuple(["务工所在地", "务工企业名称", "务工时间（月）", "公益性岗位", "公益性岗位(月数)"])),
    (
        "风险与识别",
        (*(f"致贫/返贫风险{number}" for number in range(1, 6)), "识别监测时间", "整户无劳动能力兜底保障户", "纳入监测对象的收入参考范围(元)"),
    ),
    ("收支", tuple(["工资性收入", "生产经营性收入", "财产性收入", "转移性收入", "生产经营性支出", "合规自付支出", "人均纯收入（元）"])),
    (
        "帮扶措施",
        (
            *[
                "实施开发式帮扶措施情况",
                "产业帮扶",
                "就业帮扶",
                "金融帮扶",
                "公益岗位帮扶",
                "住房安全保障",
                "饮水安全保障",
                "健康帮扶",
                "义务教育保障",
                "教育帮扶",
            ],
            *["综合保障", "社会帮扶", "搬迁", "生产生活条件改善", "基础设施建设"],
        ),
    ),
    (
        "住房与饮水",
        tuple(["是否危房户", "住房面积", "是否解决安全饮用水", "入户道路是否硬化", "是否通生活用电", "是否有卫生厕所", "耕地面积（亩）", "牧草地面积"]),
    ),
    ("风险消除", ("风险是否已消除", "消除监测时间", "风险消除方式")),
    (
        "三保障问题",
        (
            *("是否住房出现安全问题", "是否饮水出现安全问题", "是否义务教育阶段适龄儿童少年失学辍学"),
            "是否有家庭成员未参加城乡居民（职工）基本医疗保险",
        ),
    ),
    ("风险消除后", ("风险是否已消除", "人均纯收入（元）")),
)
HELP_COLUMNS = {
    "help_industry": "产业帮扶",
    "help_job": "就业帮扶",
    "help_finance": "金融帮扶",
    "help_post": "公益岗位帮扶",
    "help_housing": "住房安全保障",
    "help_water": "饮水安全保障",
    "help_health": "健康帮扶",
    "help_compulsory": "义务教育保障",
    "help_education": "教育帮扶",
    "help_security": "综合保障",
    "help_social": "社会帮扶",
    "help_relocation": "搬迁",
}
PROBLEM_COLUMNS = {
    "problem_housing": "是否住房出现安全问题",
    "problem_water": "是否饮水出现安全问题",
    "problem_school": "是否义务教育阶段适龄儿童少年失学辍学",
    "problem_medical": "是否有家庭成员未参加城乡居民（职工）基本医疗保险",
}
RISK_WORDS = {
    "缺劳力": "缺劳动力",
    "就业不稳": "因务工就业不稳",
    "住房": "因安全住房",
    "饮水": "因安全饮水",
    "因灾": "因自然灾害",
    "因意外": "因意外事故",
    "产业失败": "因产业项目失败",
}
LABOUR_WORDS: dict[str, str] = {"弱劳动力或部分丧失": "弱劳动力或半劳动力", "完全丧失": "丧失劳动力", "未成年或在校": "无劳动力"}
HEALTH_WORDS: dict[str, str] = {"慢病": "长期慢性病", "大病": "患有大病"}
RELATION_WORDS: dict[str, dict[str, str]] = {
    "子女": {"男": "之子", "女": "之女"},
    "孙子女": {"男": "之孙子", "女": "之孙女"},
    "父母": {"男": "之父", "女": "之母"},
}
MIDDLE_SCHOOL = {12: "七年级", 13: "八年级", 14: "九年级"}
AFTER = "风险消除后"
LINE = "9000"


@dataclass(frozen=True)
class _Row:
    """One person's row while it is being written: section and heading → text."""

    cells: Mapping[tuple[str, str], str]

    def in_order(self) -> list[str]:
        """The cells in the order of SECTIONS, empty where nothing stands."""
        return [self.cells.get((section, heading), "") for section, headings in SECTIONS for heading in headings]


def exported(household: Household, month: str) -> bool:
    """Whether the export of the month lists the household: 脱贫户 always, others once they were identified."""
    if not household.spec.attributes[0]["in_export"]:
        return False
    return household.spec.attributes[0]["hh_type"] == "脱贫户" or (household.case is not None and household.case.identified <= month)


def export_workbook(path: Path, sample: Sample, township: Township, month: str) -> Path:
    """Write the export of a township; the sheet says that it holds one cell, as the national system's files do."""
    households = [one for one in sample.households if one.township.code == township.code and exported(one, month)]
    return write_export(path, rows_of(households, month))


def write_export(path: Path, rows: Iterable[list[str]]) -> Path:
    """Write rows in the order of SECTIONS under two title rows and the headings; then spoil the dimension."""
    headings = [heading for _, names in SECTIONS for heading in names]
    sheet = _ExportSheet("（自定义）监测对象信息", headings, rows)
    write_workbook(path, [sheet.text()])
    _spoil_dimension(path)
    return path


def rows_of(households: Iterable[Household], month: str) -> list[list[str]]:
    """A row for everyone of the households, household fields repeated."""
    return [_row(household, person, month).in_order() for household in households for person in household.people]


@dataclass(frozen=True)
class _ExportSheet:
    name: str
    headings: list[str]
    rows: Iterable[list[str]]

    def text(self) -> SheetText:
        """Title in row 1, sections in row 2, headings in row 3."""
        sections = [section if number == 0 else "" for section, names in SECTIONS for number in range(len(names))]
        return SheetText("sheet1", sections, [self.headings, *self.rows], titles=(self.name,))


def _row(household: Household, person: Person, month: str) -> _Row:
    number = edition(month)
    cells: dict[tuple[str, str], str] = {}
    for section, values in (
        ("地区", _place(household)),
        ("户信息", _household(household, month)),
        ("人信息", _person(household, person, number, month)),
        ("参保与救助", _insured(person, number)),
        ("收支", _money(household, number)),
        ("风险与识别", _risk(household, month)),
        ("帮扶措施", _help(household, month)),
        ("住房与饮水", {"是否危房户": "否", "是否解决安全饮用水": "是", "是否通生活用电": "是", "住房面积": "72"}),
        ("风险消除", _clearing(household, month)),
        ("三保障问题", _problems(household, month)),
        (AFTER, _after(household, month, number)),
    ):
        cells |= {(section, heading): value for heading, value in values.items()}
    return _Row(cells)


def _place(household: Household) -> dict[str, str]:
    """Place names as the system's users once typed them: now the official name, now an alias."""
    village = next(one for one in household.township.villages if one.code == household.villages[0])
    spellings = (village.name, village.name, *village.aliases[:2])
    return {"省": "内蒙古自治区", "市": "（虚构）", "县": "曙光旗", "乡": household.township.name, "村": spellings[int(household.id[-4:]) % len(spellings)]}


def _household(household: Household, month: str) -> dict[str, str]:
    kind = household.spec.attributes[0]["hh_type"]
    return {
        "户编号": household.id,
        "户类型": "一般农户" if kind == "一般户" else kind,
        "监测对象类别": household.spec.case.type if _listed(household, month) and household.spec.case else "",
        "家庭人口数": str(members_counted(household, edition(month))),
    }


def _listed(household: Household, month: str) -> bool:
    return household.case is not None and household.case.identified <= month


def _person(household: Household, person: Person, number: int, month: str) -> dict[str, str]:
    known = person.spec.attributes[number]
    disabled = bool(known["disability_grade"])
    labour = labour_of(person, known)
    relation = str(RELATION_WORDS.get(known["relation"], {}).get(person.sex, known["relation"]))
    return {
        "人编号": f"{household.id}{person.id_no[14:17]}",
        "姓名": person.name,
        "性别": person.sex,
        "证件类型": "残疾人证" if disabled else "居民身份证(户口簿)",
        "证件号码": certificate(person, known) if disabled else person.id_no,
        "与户主关系": relation,
        "民族": "蒙古族" if household.township.type == "苏木" else "汉族",
        "在校生状况": _school(person, known["school_state"], month),
        "义务教育阶段未上学原因": known["absence_reason"],
        "健康状况": ",".join(str(HEALTH_WORDS.get(word, word)) for word in known["health"]),
        "劳动技能": LABOUR_WORDS.get(labour, labour),
    }


def _school(person: Person, state: str, month: str) -> str:
    """小学 becomes a form of middle school with the years; other states stand as written."""
    age = int(month[:4]) - person.birth.year - (month[5:] < f"{person.birth:%m}")
    return MIDDLE_SCHOOL.get(age, state) if state == "小学" else state


def _insured(person: Person, number: int) -> dict[str, str]:
    known = person.spec.attributes[number]
    medical = known["medical"] if known["medical_state"] != "未参保" else ""
    pension = known["pension"] if known["pension_state"] != "未参保" else ""
    dibao = known["dibao_state"] or ("农村低保" if "低保对象" in known["low_income"] else "未享受")
    return {
        "是否参加城乡居民基本医疗保险": yes(medical == "居民"),
        "是否参加城镇职工基本医疗保险": yes(medical == "职工"),
        "是否参加大病保险": yes(medical == "居民"),
        "是否参加城乡居民基本养老保险": yes(pension == "居民"),
        "是否参加城镇职工基本养老保险": yes(pension == "职工"),
        "享受低保政策情况": dibao,
        "享受特困供养政策情况": "农村特困" if "特困人员" in known["low_income"] else "不享受",
    }


def _money(household: Household, number: int) -> dict[str, str]:
    total = household.incomes[number] * members_counted(household, number)
    wage, operating, land, transfer = income_parts(total, household)
    spent = operating // 3
    names = ("工资性收入", "生产经营性收入", "财产性收入", "转移性收入", "生产经营性支出", "合规自付支出", "人均纯收入（元）")
    values = (wage, operating + spent, land, transfer, spent, household.spec.attributes[number]["rigid"], household.incomes[number])
    return dict(zip(names, (str(value) for value in values), strict=True))


def _risk(household: Household, month: str) -> dict[str, str]:
    spec, case = household.spec.case, household.case
    if spec is None or case is None or not _listed(household, month):
        return {}
    risks = {f"致贫/返贫风险{number}": RISK_WORDS.get(risk, risk) for number, risk in enumerate(spec.risks, 1)}
    return {**risks, "识别监测时间": case.identified.replace("-", ""), "整户无劳动能力兜底保障户": yes(spec.no_labour), "纳入监测对象的收入参考范围(元)": LINE}


def _help(household: Household, month: str) -> dict[str, str]:
    spec = household.spec.case
    if spec is None or not _listed(household, month):
        return {}
    return {"实施开发式帮扶措施情况": spec.development, **{HELP_COLUMNS[name]: text for name, text in spec.help.items()}}


def _clearing(household: Household, month: str) -> dict[str, str]:
    spec = household.spec.case
    if spec is None or not _listed(household, month):
        return {}
    if not cleared_in(household, month) or spec.cleared is None:
        return {"风险是否已消除": "否"}
    return {"风险是否已消除": "是", "消除监测时间": spec.cleared.replace("-", ""), "风险消除方式": spec.clear_mode}


def _problems(household: Household, month: str) -> dict[str, str]:
    spec = household.spec.case
    if spec is None or not _listed(household, month):
        return {}
    return {heading: spec.problems.get(name, "否") for name, heading in PROBLEM_COLUMNS.items()}


def _after(household: Household, month: str, number: int) -> dict[str, str]:
    """The same headings once more, for the time after clearing: only cleared households have them filled."""
    if not cleared_in(household, month):
        return {}
    return {"风险是否已消除": "否", "人均纯收入（元）": str(household.incomes[number] + 1500)}


def _spoil_dimension(path: Path) -> None:
    """Rewrite the sheet's <dimension> to A1: readers that believe it see one cell."""
    with zipfile.ZipFile(path) as book:
        parts: list[tuple[Any, bytes]] = [(item, book.read(item.filename)) for item in book.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for item, content in parts:
            fixed = re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1"/>', content) if item.filename.startswith("xl/worksheets/") else content
            book.writestr(item, fixed)
