"""Given the county and a month; gives the lists of the bureaus: monitored households, benefits paid, insurance, housing, water."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sample_data.model import edition
from sample_data.periods import by_month
from sample_data.planted_columns import case_values, home_values
from sample_data.registers import day_in, yes
from sample_data.workbook import SheetText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sample_data.model import Household, Person, Sample, Township

CASE_HEADINGS = (
    *("个案编号", "户编号", "监测类别", "发现渠道", "风险类型", "预警等级", "发现日期", "核实日期", "纳入日期", "核实结论"),
    *("责任人", "首次帮扶日期", "风险消除日期", "是否返贫致贫", "个案状态", "国办系统录入"),
)
BENEFIT_HEADINGS = ("期间", "政策代码", "身份证号", "户编号", "发放金额", "执行标准", "待遇状态", "批准日期", "发放日期", "发放部门", "发放备注")
INSURANCE_HEADINGS = ("身份证号", "险种", "参保年度", "参保状态", "应缴金额", "个人缴费", "资助金额", "资助身份", "待遇领取", "缴费日期")
HOUSING_HEADINGS = (
    *("户编号", "鉴定等级", "鉴定日期", "鉴定机构", "是否唯一住房", "是否居住", "安全状态", "保障方式"),
    *("改造类型", "开工日期", "竣工日期", "验收日期", "补助金额", "批准日期", "抗震设防要求"),
)
HOUSING_GROUPS = ("", *["安全鉴定"] * 3, *["居住与安全"] * 4, *["危房改造"] * 6, "抗震")
WATER_HEADINGS = ("户编号", "供水方式", "水量达标", "水质达标", "取水方便", "供水保证", "净水设备")
WATER_COLUMNS = ("qty_ok", "quality_ok", "access_ok", "reliability_ok")
AMOUNTS = {"MZ-DB": 480, "MZ-DRB": 520, "MZ-TK": 1050, "MZ-GE": 1850, "MZ-SW": 1500, "MZ-GL": 100, "CL-SH": 110, "CL-HL": 110}
CIVIL_CODES = ("MZ-DB", "MZ-DRB", "MZ-TK", "MZ-GL")
CHILD_CODES = ("MZ-GE", "MZ-SW")
DISABILITY_CODES = ("CL-SH", "CL-HL")
NOT_HANDED_IN = {("2026-06", "CL-SH")}
"""The 残联 list of 困难残疾人生活补贴 was not handed in for June."""
CHANNELS = ("农户主动申请", "部门信息比对", "干部走访排查")
SUBSIDY_CLASS = {"特困人员": "特困", "低保对象": "低保"}
MEDICAL_DUE = 400
PENSION_DUE = 200


def case_sheet(sample: Sample, township: Township, month: str) -> SheetText:
    """The 监测对象 sheet of one township: every case known by the month, with its state in it."""
    rows = [_case_row(one, month) for one in sample.households if one.township.code == township.code and one.case and one.case.identified <= month]
    titles = (f"{township.name}防返贫监测对象台账（{month}）",)
    return SheetText(township.name, CASE_HEADINGS, rows, titles=titles, notes=("备注：本表由苏木镇（农场）录入，乡村振兴局汇总。",))


def benefit_sheet(sample: Sample, month: str, payer: str, codes: tuple[str, ...], title: str) -> SheetText:
    """A bureau's list of what was paid in the month under the codes."""
    wanted = [code for code in codes if (month, code) not in NOT_HANDED_IN]
    rows = [row for code in wanted for row in _benefit_rows(sample, month, payer, code)]
    total = ["合计", None, None, None, sum(row[4] for row in rows)]
    return SheetText("惠民待遇享受", BENEFIT_HEADINGS, rows, titles=(title,), unit="单位：元", total=total, notes=("制表：社会救助股    复核：",))


def insurance_sheet(sample: Sample, month: str, schemes: tuple[str, ...], title: str) -> SheetText:
    """Who is in the schemes this year, people in no register included."""
    rows = [row for scheme in schemes for row in _insurance_rows(sample, edition(month), scheme)]
    return SheetText("社保参保", INSURANCE_HEADINGS, rows, titles=(title,), unit="单位：元")


def housing_sheet(sample: Sample, month: str) -> SheetText:
    """The 住房 sheet of the county: one row per household of the units that hand it in."""
    rows = (_housing_row(one, edition(month)) for one in sample.households if one.context != "silent" and one.spec.housing)
    return SheetText("住房", HOUSING_HEADINGS, rows, titles=("曙光旗农牧户住房安全台账",), groups=HOUSING_GROUPS)


def water_sheet(sample: Sample, month: str) -> SheetText:
    """The 户饮水 sheet of the county."""
    rows = (_water_row(one, month) for one in sample.households if one.context != "silent" and one.spec.water is not None)
    return SheetText("户饮水", WATER_HEADINGS, rows, titles=("曙光旗农牧户饮水安全台账", f"（{month[:4]}年{int(month[5:])}月）"))


def cleared_in(household: Household, month: str) -> bool:
    """Whether the household's case is cleared by the month."""
    return bool(household.spec.case and household.spec.case.cleared and household.spec.case.cleared <= month)


def _case_row(household: Household, month: str) -> list[Any]:
    spec, case = household.spec.case, household.case
    if spec is None or case is None:
        raise TypeError(f"{household.id}: a household without a case has no row")
    admitted = day_in(case.identified, case.day)
    cleared = cleared_in(household, month)
    clue = spec.state != "帮扶中"
    first_help = None if clue or spec.development != "已实施" else admitted + timedelta(days=20)
    row = [
        case.number,
        household.id,
        spec.type,
        CHANNELS[int(case.number[-2:]) % len(CHANNELS)],
        "、".join(spec.risks),
        None,
        admitted - timedelta(days=14),
        admitted - timedelta(days=9),
        None if clue else admitted,
        "待核" if clue else "纳入",
        "包村干部",
        first_help if first_help and f"{first_help:%Y-%m}" <= month else None,
        day_in(spec.cleared, 20) if cleared and spec.cleared else None,
        "否",
        "已消除" if cleared else spec.state,
        "是",
    ]
    return case_values(row, CASE_HEADINGS, household, edition(month))


def _benefit_rows(sample: Sample, month: str, payer: str, code: str) -> Iterator[list[Any]]:
    for household in sample.households:
        if code in household.spec.benefits:
            head = household.people[0].id_no
            yield from _benefit_row(month, payer, code, household.spec.benefits[code], head, household.id, len(household.people))
        for person in household.people:
            if code in person.spec.benefits:
                yield from _benefit_row(month, payer, code, person.spec.benefits[code], person.id_no, household.id, 1)
    for stranger in sample.strangers:
        if code in stranger.spec.benefits:
            yield from _benefit_row(month, payer, code, stranger.spec.benefits[code], stranger.id_no, stranger.household_id, 1)


def _benefit_row(month: str, payer: str, code: str, states: Mapping[str, str], id_no: str, household_id: str, heads: int) -> Iterator[list[Any]]:
    if month not in states:
        return
    state = states[month]
    paid = state in ("在享", "新增", "补发")
    months = 2 if state == "补发" else 1
    amount = AMOUNTS[code] * heads * months if paid else 0
    yield [month, code, id_no, household_id, amount, AMOUNTS[code], state, None, day_in(month, 18) if paid else None, payer, None]


def _insurance_rows(sample: Sample, number: int, scheme: str) -> Iterator[list[Any]]:
    for household in sample.households:
        for person in household.people:
            yield from _insured(person, person.spec.attributes[number], scheme)
    if scheme == "居民医保":
        for stranger in sample.strangers:
            if not stranger.spec.benefits:
                subsidy = stranger.spec.medical_subsidy
                yield [stranger.id_no, scheme, 2026, "已参保", MEDICAL_DUE, MEDICAL_DUE - subsidy, subsidy, None, None, None]


def _insured(person: Person, known: Mapping[str, Any], scheme: str) -> Iterator[list[Any]]:
    kind = scheme[:2]
    if scheme == "防贫保" and known["fpb"]:
        yield [person.id_no, scheme, 2026, known["fpb"], 60, 0, 60, "易返贫致贫", None, None]
    elif scheme.endswith("养老") and known["pension"] == kind:
        yield _pension_row(person, known, scheme)
    elif scheme.endswith("医保") and known["medical"] == kind:
        yield _medical_row(person, known, scheme)


def _pension_row(person: Person, known: Mapping[str, Any], scheme: str) -> list[Any]:
    subsidy = known["pension_subsidy"]
    drawing = person.spec.stage in ("elder", "aged")
    due = 0 if drawing else PENSION_DUE
    return [person.id_no, scheme, 2026, known["pension_state"], due, max(0, due - subsidy), subsidy, _class(known) if subsidy else None, yes(drawing), None]


def _medical_row(person: Person, known: Mapping[str, Any], scheme: str) -> list[Any]:
    subsidy = known["medical_subsidy"] if scheme == "居民医保" else 0
    due = 0 if scheme == "职工医保" else MEDICAL_DUE
    return [person.id_no, scheme, 2026, known["medical_state"], due, max(0, due - subsidy), subsidy, _class(known) if subsidy else None, None, None]


def _class(known: Mapping[str, Any]) -> str:
    for name, short in SUBSIDY_CLASS.items():
        if name in known["low_income"]:
            return short
    return "返贫致贫" if known["relapsed"] else "其他"


def _housing_row(household: Household, number: int) -> list[Any]:
    if household.spec.housing is None:
        raise TypeError(f"{household.id}: no housing row")
    known = household.spec.housing[number]
    grade = known["grade"] if known["graded"] else "AB"[int(household.id[-2:]) % 2]
    accepted = date.fromisoformat(known["accepted"]) if known["accepted"] else None
    started = accepted - timedelta(days=120) if accepted else None
    finished = accepted - timedelta(days=20) if accepted else None
    graded_on = date(2023, 5, 16) if grade and grade != "未鉴定" else None
    mode = "危房改造" if accepted else "自有"
    tail = ["维修加固" if accepted else None, started, finished, accepted, 25000 if accepted else None]
    row = [household.id, grade, graded_on, "住建部门" if graded_on else None, "是", known["lived_in"], known["safe"], mode, *tail, None, None]
    return home_values("housing", row, HOUSING_HEADINGS, household, number)


def _water_row(household: Household, month: str) -> list[Any]:
    water = household.spec.water or {}
    bad = by_month(water.get("months", "5-10"), default="x")
    blank = by_month(water["blank"], default="x") if "blank" in water else {}
    cells: dict[str, str | None] = dict.fromkeys(WATER_COLUMNS, "是")
    if "bad" in water and month in bad:
        cells[water["bad"]] = "否"
    if "bad" in water and month in blank:
        cells[water["bad"]] = None
    if "blank_column" in water:
        cells[water["blank_column"]] = None
    row = [household.id, "自来水入户", *cells.values(), None]
    return home_values("household_water", row, WATER_HEADINGS, household, edition(month))
