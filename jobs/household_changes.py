"""Given what each month knows of a household, its people and its money; gives what changed in each month, in sentences.

A value that is not known, since its sheet was not handed in, is no change: it is held against the last month that knew it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from charts.numbers import count
from jobs.household_facts import CASE, FOLLOWED, PERSON, STUDENT, said
from jobs.household_people import tail

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jobs.household_people import People
    from metrics.household_month import HouseholdMonth, Unit
    from policy.reader import Policy

MONTHLY = "月"
GONE = "数据里没有这一户"


@dataclass(frozen=True)
class Payment:
    """What came from one list in a month. code: of the benefit; key: of the person, "" for the household; amount: yuan, None where the list gives none."""

    month: str
    code: str
    key: str
    amount: float | None


@dataclass(frozen=True)
class Told:
    """What the changes are told with: the definitions, the name of a village in a month, the people, and every payment that came."""

    policy: Policy
    place: Callable[[str, str], str]
    people: People
    payments: tuple[Payment, ...]


def changes(records: Sequence[HouseholdMonth], told: Told) -> dict[str, tuple[str, ...]]:
    """Month → what changed in it, oldest month first. The first month in which the household is known says nothing: the others are held against it."""
    known: dict[tuple[str, str, str], Any] = {}
    cases: dict[str, Any] = {}
    found: dict[str, list[str]] = {}
    before: HouseholdMonth | None = None
    for record in records:
        found[record.month] = []
        if record.village is None:
            found[record.month] += [GONE] if before and before.village and record.has_list(PERSON, before.village) else []
            continue
        values, opened = _values(record, told, known), _cases(record, cases)
        if before is not None:
            found[record.month] += [*_place(before, record, told), *_members(record, told), *values, *opened]
        before = record
    paid = _paid(records, told)
    return {month: (*lines, *paid.get(month, ())) for month, lines in found.items()}


def _place(before: HouseholdMonth, record: HouseholdMonth, told: Told) -> list[str]:
    if not before.village or not record.village or before.village == record.village:
        return []
    return [f"由{told.place(before.month, before.village)}迁到{told.place(record.month, record.village)}"]


def _members(record: HouseholdMonth, told: Told) -> list[str]:
    moves = told.people.moves.get(record.month)
    if moves is None:
        return []
    lines = [f"{told.people.name(new)}证件号更正：{tail(old)} → {tail(new)}" for old, new in moves.corrected.items()]
    lines += [f"增加成员 {told.people.name(key)}" + (f"（由户 {other} 转入）" if other else "") for key, other in moves.joined.items()]
    return lines + [f"减少成员 {told.people.name(key)}" + (f"（转到户 {other}）" if other else "（名册里没有了）") for key, other in moves.left.items()]


def _values(record: HouseholdMonth, told: Told, known: dict[tuple[str, str, str], Any]) -> list[str]:
    """Changes of the followed columns; writes what is known now into `known`."""
    lines = []
    for unit in record.units:
        for column in FOLLOWED.get(unit.population, ()):
            value, key = unit.values.get(column), (unit.population, told.people.same(unit.key), column)
            if value is None or (unit.population == PERSON and not unit.registered):
                continue
            if key in known and known[key] != value:
                declared = told.policy.populations[unit.population].columns[column]
                who = _who(unit, told)
                lines.append((f"{who}：" if who else "") + said(declared, told.policy.say(declared.label, record.month), known[key], value))
            known[key] = value
    return lines


def _who(unit: Unit, told: Told) -> str:
    key = unit.values.get("person_key") if unit.population == STUDENT else unit.key
    return told.people.name(str(key)) if unit.population in (PERSON, STUDENT) else ""


def _cases(record: HouseholdMonth, known: dict[str, Any]) -> list[str]:
    """Monitoring cases that were opened or closed; writes their state into `known`."""
    lines = []
    for unit in record.of(CASE):
        value = unit.values.get("is_open")
        if value is None or known.get(unit.key) == value:
            continue
        risks = "、".join(unit.values.get("risks") or ())
        if value:
            lines.append("监测个案" + ("重新打开" if unit.key in known else "立案") + (f"（{risks}）" if risks else ""))
        elif unit.key in known:
            lines.append("监测个案办结，风险消除")
        known[unit.key] = value
    return lines


def _paid(records: Sequence[HouseholdMonth], told: Told) -> dict[str, list[str]]:
    """Benefits that began, stopped or changed, of the monthly ones; the others are told each time that they come."""
    found: dict[str, list[str]] = {}
    by_code: dict[tuple[str, str], dict[str, float | None]] = {}
    for one in told.payments:
        months = by_code.setdefault((one.code, told.people.same(one.key)), {})
        months[one.month] = (months.get(one.month) or 0) + one.amount if one.amount is not None else months.get(one.month)
    for (code, key), months in sorted(by_code.items()):
        benefit = told.policy.benefits.get(code)
        who = told.people.name(key)
        label = (told.policy.say(benefit.label, records[-1].month) if benefit else code) + (f"（{who}）" if who else "")
        steps = _monthly if benefit is None or benefit.cycle == MONTHLY else _each
        for month, line in steps([record.month for record in records if code in record.paid_lists], months):
            found.setdefault(month, []).append(line.format(label=label))
    return found


def _monthly(listed: Sequence[str], months: Mapping[str, float | None]) -> list[tuple[str, str]]:
    """listed: months in which the list was handed in, oldest first: only between two of these did anything begin or stop."""
    lines = []
    for before, month in zip(listed, listed[1:], strict=False):
        if month in months and before not in months:
            lines.append((month, "开始领取{label}" + _yuan(months[month])))
        elif before in months and month not in months:
            lines.append((month, "停发{label}"))
        elif month in months and None not in (months[before], months[month]) and months[before] != months[month]:
            lines.append((month, "{label}" + f" {count(months[before] or 0)} → {count(months[month] or 0)} 元"))
    return lines


def _each(listed: Sequence[str], months: Mapping[str, float | None]) -> list[tuple[str, str]]:
    return [(month, "发放{label}" + _yuan(months[month])) for month in listed if month in months]


def _yuan(amount: float | None) -> str:
    return f" {count(amount)} 元" if amount is not None else ""
