"""Given a household and the months; gives it through time: where it stood in every policy month by month, since when it is missed, what changed, its income."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from charts.numbers import count
from jobs.household import TONES, cell_word, place_of
from jobs.household_changes import Payment, Told, changes
from jobs.household_facts import HOUSEHOLD, INCOME, MONITORED, PERSON
from jobs.household_people import followed, missing_people
from jobs.judge import required
from metrics.household import benefits_since, received
from metrics.household_month import whereabouts
from policy.months import month_label, shift_month

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jobs.county import County
    from jobs.household_people import People
    from metrics.household_month import HouseholdMonth, Unit
    from policy.model import Measure
    from policy.reader import Policy

MONTHS, ROWS = 12, 8
LACKING, PENDING, ABSENT = "未报送", "待县里填报", "不在册"
_SHORT = {
    "不应享而享（疑似）": "不应享", "不在统计范围": "不在范围", "不应享，也未享": "不应享", PENDING: "待填报",
    "已计入，账账相符": "账账相符", "计划已完成": "已完成",
    "未完成，落后于序时进度": "落后", "未完成，未落后于序时进度": "按进度", "在办，已超过期限": "已超期", "在办，未超过期限": "在办",
    "本月办结，在期限内": "按期办结", "本月办结，已超过期限": "超期办结", "本月以前已办结，不计入本月": "已办结",
}  # fmt: skip
_TOLD, _RUNS = 2, 3


@dataclass(frozen=True)
class MonthCell:
    """Where one unit stood in one month. tone: poor, watch, good, unknown, none, lacking; unit: the kernel's key, "" where there is no reason to show."""

    month: str
    tone: str
    word: str
    unit: str = ""

    @property
    def short(self) -> str:
        """The word of a narrow cell."""
        return _SHORT.get(self.word) or ("无法判定" if self.tone == "unknown" else self.word.partition("（")[0])


@dataclass(frozen=True)
class Line:
    """One policy and one unit of the household over the months. number: of the unit, the same in every month; run: how many months up to the newest known."""

    measure: str
    label: str
    who: str
    number: int
    lead_unit: str
    cells: tuple[MonthCell, ...]

    @property
    def title(self) -> str:
        """Policy and person."""
        return f"{self.label} · {self.who}" if self.who else self.label

    def cell(self, month: str) -> MonthCell:
        """The cell of a month; not handed in for a month that is not shown."""
        return next((cell for cell in self.cells if cell.month == month), MonthCell(month, "lacking", LACKING))

    def run(self, month: str) -> tuple[str, ...]:
        """The months up to this one in which it was missed without a break, oldest first."""
        found: list[str] = []
        for cell in reversed([cell for cell in self.cells if cell.month <= month]):
            if cell.tone != "poor":
                break
            found.insert(0, cell.month)
        return tuple(found)

    def had(self, *tones: str) -> bool:
        """Whether it stood so in any of the months."""
        return any(cell.tone in tones for cell in self.cells)


@dataclass(frozen=True)
class MonthOf:
    """A month of the household as a whole. state: 在册, 监测中, 不在册 or 未报送; received: yuan that came, in words; changes: sentences."""

    month: str
    state: str
    received: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class HouseholdHistory:
    """A household through the months, oldest first. lines: those that concern it first; income: headings and rows, one for each month with other figures."""

    household_id: str
    months: tuple[MonthOf, ...]
    lines: tuple[Line, ...]
    income: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]

    @property
    def known(self) -> bool:
        """Whether any of the months has the household."""
        return any(one.state not in (LACKING, ABSENT) for one in self.months)

    def shown(self, *, everything: bool, chosen: Line | None) -> tuple[Line, ...]:
        """The lines to show: those that were missed or leaked in any month, the chosen one, and of those that were received as many as there is room for."""
        if everything:
            return self.lines
        told = [line for line in self.lines if line is chosen or line.had("poor", "watch")]
        received = [line for line in self.lines if line not in told and line.had("good")]
        kept = {id(line) for line in (*told, *received[: max(0, ROWS - len(told))])}
        return tuple(line for line in self.lines if id(line) in kept)

    def finding(self, month: str) -> str:
        """Since when which policies miss the household, longest first."""
        return _finding(self.lines, month, self.months[0].month if self.months else month)


def shown_months(months: Sequence[str], month: str) -> tuple[str, ...]:
    """The newest twelve calendar months in which `month` is, from the first that has data; the months in between without data too."""
    newest = max(months, default=month)
    last = newest if month > shift_month(newest, -MONTHS) else month
    first = max(min(months, default=month), shift_month(last, 1 - MONTHS))
    span = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:])
    return tuple(shift_month(first, by) for by in range(span + 1))


def household_history(county: County, months: Sequence[str], record: Callable[[str], HouseholdMonth]) -> HouseholdHistory:
    """The history. months: as shown_months gives them; record: what a month knows of the household, asked only for months that have data."""
    held = set(county.months())
    records = [record(month) for month in months if month in held]
    elsewhere = {month: whereabouts(county.snapshot(month), keys) for month, keys in missing_people(records).items()}
    people = followed(records, elsewhere)
    household = records[-1].household if records else ""
    payments = _payments(county, records, people)
    policy = county.policy
    told = Told(policy, lambda month, village: place_of(county.snapshot(month), village), people, payments)
    said = changes(records, told) if records else {}
    by_month = {one.month: one for one in records}
    return HouseholdHistory(
        household,
        tuple(_month(month, by_month.get(month), records, payments, said.get(month, ())) for month in months),
        _lines(policy, months, by_month, people),
        _income(records),
    )


def _payments(county: County, records: Sequence[HouseholdMonth], people: People) -> tuple[Payment, ...]:
    if not records:
        return ()
    keys = {unit.key for one in records for unit in one.of(PERSON)}
    rows = received(benefits_since(county.snapshot(records[-1].month), records[-1].household, keys, records[0].month)).to_pylist()
    return tuple(Payment(row["month"], row["code"], row["key"] if people.name(row["key"] or "") else "", row["amount"]) for row in rows)


def _month(month: str, record: HouseholdMonth | None, records: Sequence[HouseholdMonth], payments: Sequence[Payment], said: tuple[str, ...]) -> MonthOf:
    came = sum(one.amount or 0 for one in payments if one.month == month)
    return MonthOf(month, _state(record, records), f"领到 {count(came)} 元" if came else "", said)


def _state(record: HouseholdMonth | None, records: Sequence[HouseholdMonth]) -> str:
    if record is None:
        return LACKING
    if record.village is None:
        return ABSENT if record.has_list(PERSON, _village(record, records)) or record.has_list(HOUSEHOLD, _village(record, records)) else LACKING
    return "监测中" if any(unit.values.get(MONITORED) for unit in record.of(HOUSEHOLD)) else "在册"


def _village(record: HouseholdMonth, records: Sequence[HouseholdMonth]) -> str | None:
    """The household's village in the month, else in the nearest month that knows it."""
    known = [one for one in records if one.village]
    return record.village or next((one.village for one in sorted(known, key=lambda one: abs(_index(one.month) - _index(record.month)))), None)


def _index(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])


def _lines(policy: Policy, months: Sequence[str], records: Mapping[str, HouseholdMonth], people: People) -> tuple[Line, ...]:
    """One for each measure and unit that is counted in at least one month; missed ones first."""
    if not records:
        return ()
    newest = max(records)
    every = list(dict.fromkeys(people.same(unit.key) for one in records.values() for unit in one.units))
    standing = ((unit, measure) for one in records.values() for unit in one.units for measure, cell in unit.cells.items() if cell != "outside")
    units = {(measure, people.same(unit.key)): unit for unit, measure in standing}
    found = []
    for (name, key), unit in units.items():
        measure = policy.measures.get(name)
        if measure is None:
            continue  # of a frozen month: a definition that there is no more
        cells = tuple(_cell(records.get(month), month, measure, key, people, records) for month in months)
        label = policy.say(measure.label, newest)
        found.append(Line(name, label, who_of(unit, people), every.index(key) + 1, policy.systems[measure.system].lead_unit, cells))
    return tuple(sorted(found, key=lambda line: (*_urgency(line, newest), line.label, line.number)))


def who_of(unit: Unit, people: People) -> str:
    """Whom the unit is about, masked: a person, or the risk of a case."""
    return people.name(unit.key) or people.name(str(unit.values.get("person_key") or "")) or (unit.key.rsplit("/", 1)[1] if "/" in unit.key else "")


def _urgency(line: Line, newest: str) -> tuple[int, int]:
    """Missed now (longest first), missed before, received without entitlement, received, the rest."""
    tones = {cell.tone for cell in line.cells}
    if run := len(line.run(newest)):
        return 0, -run
    return next((place for place, tone in enumerate(("poor", "watch", "good", "unknown"), start=1) if tone in tones), 5), 0


def _cell(record: HouseholdMonth | None, month: str, measure: Measure, key: str, people: People, records: Mapping[str, HouseholdMonth]) -> MonthCell:  # noqa: PLR0913, PLR0917 - a cell rests on all of these
    if record is None:
        return MonthCell(month, "lacking", LACKING)
    if measure.id in record.waiting:
        reason = record.waiting[measure.id]
        return MonthCell(month, "lacking", LACKING if reason.startswith("缺数据") else PENDING)
    unit = next((each for each in record.units if measure.id in each.cells and people.same(each.key) == key), None)
    if unit is None:
        village = _village(record, list(records.values()))
        if not record.has_list(measure.over, village):
            return MonthCell(month, "lacking", LACKING)
        return MonthCell(month, "none", ABSENT if record.village is None or measure.over == PERSON else "不在范围")
    cell = unit.cells[measure.id]
    tone = "none" if cell == "not_met" and not required(measure) else TONES.get(cell, "unknown")  # what nobody asks all to meet misses nobody
    return MonthCell(month, tone, cell_word(cell), unit.key)


def _finding(lines: Sequence[Line], month: str, first: str) -> str:
    runs: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for line in lines:
        if run := line.run(month):
            word = line.cell(month).word
            runs.setdefault(run, {}).setdefault(word, []).append(f"{line.label}（{line.who}）" if line.who else line.label)
    ordered = sorted(runs.items(), key=lambda each: -len(each[0]))
    told = [f"{_since(run, first)}{word}：{_named(labels)}" for run, words in ordered for word, labels in words.items()]
    if not told:
        return f"{month_label(month)}没有发现应享未享。"
    more = f"；另有 {len(told) - _TOLD} 类，见下表" if len(told) > _TOLD else ""
    return "；".join(told[:_TOLD]) + more + "。"


def _since(run: tuple[str, ...], first: str) -> str:
    if len(run) == 1:
        return f"{month_label(run[0])}"
    start = "至少自" if run[0] == first else "自"  # of the months before, nothing is known or nothing shown
    return f"{start}{month_label(run[0])}起连续 {len(run)} 个月"


def _named(labels: Sequence[str]) -> str:
    return "、".join(labels[:_RUNS]) + (f"等 {len(labels)} 项" if len(labels) > _RUNS else "")


def _income(records: Sequence[HouseholdMonth]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Income as the register has it, a row for each month in which it is another than before."""
    headings = ("月份", "人均纯收入", "上年人均", "工资性", "经营性", "财产性", "转移性", "刚性支出")
    rows: list[tuple[str, ...]] = []
    for record in records:
        for unit in record.of(HOUSEHOLD):
            values: list[Any] = [unit.values.get(column) for column in INCOME]
            row = tuple(count(value) for value in values)
            if any(value is not None for value in values) and (not rows or rows[-1][1:] != row):
                rows.append((month_label(record.month), *row))
    return headings, tuple(rows)
