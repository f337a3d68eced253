"""Given the county and a month of the register; gives the sheets 农户 and 人员 of a township as its clerk would have them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sample_data.model import edition
from sample_data.planted_columns import household_values, person_values, planted_columns
from sample_data.workbook import SheetText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sample_data.model import Household, Person, Sample, Township

HOUSEHOLD_HEADINGS = (
    *("户编号", "户主姓名", "户主身份证号", "区划代码", "户籍人口", "常住人口", "户类型", "脱贫年度", "是否易地搬迁户"),
    *("工资性收入", "经营净收入", "财产性收入", "转移性收入", "刚性支出", "人均纯收入", "上年人均纯收入"),
    *("主要风险", "不愁吃穿", "卫生厕所", "一户一策", "帮扶联系人"),
)
INCOME_COLUMNS = range(9, 13)
PERSON_HEADINGS = (
    *("身份证号", "姓名", "户编号", "与户主关系", "性别", "出生日期", "是否脱贫人口", "是否返贫致贫", "低收入类别", "低保类别", "是否单人保"),
    *("劳动能力", "健康状况", "残疾证号", "残疾类别", "残疾等级", "儿童保障类别", "常住状态"),
)
DISABILITY_DIGITS = {"视力": 1, "听力": 2, "言语": 3, "肢体": 4, "智力": 5, "精神": 6, "多重": 7}
GONE = ("死亡", "迁出")
CADRES = ("李振国", "王海英", "包斯琴", "张文斌", "陈立新")


def household_sheet(sample: Sample, township: Township, month: str, name: str = "农户", *, merged: bool = False) -> SheetText:
    """The 农户 sheet of a township; with `merged`, the incomes stand under a heading of their own in a second row."""
    rows = [_household_row(household, edition(month)) for household in registered(sample, township)]
    total: list[Any] = ["合计", None, None, None, sum(row[4] for row in rows), sum(row[5] for row in rows)]
    headings = (*HOUSEHOLD_HEADINGS, *(column.heading for column in planted_columns("households")))
    groups = ["家庭收入（元）" if column in INCOME_COLUMNS else "" for column in range(len(headings))] if merged else ()
    return SheetText(
        name,
        headings,
        rows,
        titles=(f"{township.name}农牧户底册（{month[:4]}年{int(month[5:])}月）",),
        unit="单位：元、人",
        groups=groups,
        total=total,
        notes=(f"填表人：{township.name}统计员    审核人：分管领导    填报日期：{month[:4]}年{int(month[5:])}月5日",),
    )


def person_sheet(sample: Sample, township: Township, month: str, name: str = "人员") -> SheetText:
    """The 人员 sheet of a township."""
    number = edition(month)
    rows = (
        person_row(household, person, number)
        for household in registered(sample, township)
        for person in household.people
        if person.spec.attributes[number]["in_persons"]
    )
    headings = (*PERSON_HEADINGS, *(column.heading for column in planted_columns("persons")))
    return SheetText(name, headings, rows, titles=(f"{township.name}农牧户人员信息表",), unit=f"数据截至：{month[:4]}年{int(month[5:])}月末")


def registered(sample: Sample, township: Township) -> Iterator[Household]:
    """The township's households that its register holds."""
    return (one for one in sample.households if one.township.code == township.code and one.spec.attributes[0]["in_register"])


def person_row(household: Household, person: Person, number: int) -> list[Any]:
    """A person's cells in the order of PERSON_HEADINGS, then the further columns, in May (0) or August (1)."""
    known = person.spec.attributes[number]
    blank = known["blank"]
    grade = known["disability_grade"]
    return [
        person.id_no,
        person.name,
        household.id,
        known["relation"],
        person.sex,
        person.birth,
        yes(known["lifted"]),
        yes(known["relapsed"]),
        None if "low_income" in blank else "、".join(known["low_income"]),
        known["dibao_class"],
        yes(known["single_dibao"]) if known["single_dibao"] else None,
        None if "labour" in blank else labour_of(person, known),
        ",".join(known["health"]),
        certificate(person, known) if grade else None,
        known["disability_type"],
        grade or None,
        known["child_class"],
        None if "residence" in blank else known["residence"],
        *person_values(household, person, number),
    ]


def labour_of(person: Person, known: Mapping[str, Any]) -> str:
    """The ability to work; where the archetype leaves a choice, the last digits of the number draw the lot."""
    labour = known["labour"]
    return labour if isinstance(labour, str) else labour[int(person.id_no[14:17]) % len(labour)]


def certificate(person: Person, known: Mapping[str, Any]) -> str:
    """The 20-digit 残疾人证: identity number, digit 19 the category, digit 20 the grade."""
    return f"{person.id_no}{DISABILITY_DIGITS[known['disability_type']]}{known['disability_grade']}"


def yes(value: bool) -> str:
    """是 or 否."""
    return "是" if value else "否"


def members_counted(household: Household, number: int) -> int:
    """Registered members: without those who died or moved away, at least one."""
    return max(1, sum(person.spec.attributes[number]["residence"] not in GONE for person in household.people))


def income_parts(total: int, household: Household) -> tuple[int, int, int, int]:
    """Wage, operating, property and transfer income that add up to `total`; the mix is drawn from the household number."""
    lot = int(household.id[-3:])
    transfer = total * (8 + lot % 15) // 100
    land = total * (lot % 5) // 100
    wage = (total - transfer - land) * (lot % 8) // 10
    return wage, total - wage - land - transfer, land, transfer


def _household_row(household: Household, number: int) -> list[Any]:
    known = household.spec.attributes[number]
    blank = known["blank"]
    head = household.people[0]
    members = members_counted(household, number)
    income = household.incomes[number]
    parts = (None,) * 4 if "income" in blank else income_parts(income * members, household)
    lot = int(household.id[-4:])
    return [
        household.id,
        head.name,
        head.id_no,
        household.unit_codes[number],
        members,
        max(0, members - (lot % 4 == 0)),
        known["hh_type"],
        2014 + lot % 6 if known["hh_type"] == "脱贫户" else None,
        yes(household.spec.place == "relocated"),
        *parts,
        None if "rigid" in blank else known["rigid"],
        None if "income" in blank else income,
        round(income * 0.93) if "income" not in blank else None,
        "、".join(known["risks"]),
        "是",
        ("水冲", "卫生旱厕", "卫生旱厕", "无")[lot % 4],
        None if "plan" in blank else yes(known["plan"]),
        CADRES[lot % len(CADRES)] if known["plan"] else None,
        *household_values(household, number),
    ]


def day_in(month: str, day: int) -> date:
    """A day of a month."""
    return date(int(month[:4]), int(month[5:]), day)
