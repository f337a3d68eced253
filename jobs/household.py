"""Given a household number and a month; gives what 户情 shows: its people, where they stand in every policy, the reason for one of them, money, months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import NONE, count
from jobs.coverage import CELL_WORDS
from jobs.explain import explain
from jobs.household_facts import ASKED, DWELLING, PERSON, WATER
from jobs.masking import mask_id, mask_name
from jobs.people_table import word
from jobs.reference import RULES, document_clause
from metrics.areas import areas, placed
from metrics.cell_words import CELL_WORDS as FORM_CELL_WORDS
from metrics.find import find_households
from metrics.household import YEAR, benefits_since, standings
from metrics.household_month import household_month
from policy.months import month_label, shift_month

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jobs.county import County
    from metrics.household import Standing
    from metrics.household_month import HouseholdMonth
    from metrics.model import CellSource, TraceLine
    from metrics.snapshot import Snapshot
    from policy.reader import Policy

STATUS_WORDS = {"met": "已达到", "not_met": "未达到", "unknown": "无法判定（缺数据）", "outside": "不在统计范围"}
_BY_TONE = {
    "poor": ("tf", "not_met", "behind", "overdue"),
    "watch": ("ft", "differs", "late"),
    "good": ("tt", "met", "complete", "on_pace", "in_time", "agrees"),
    "none": ("ff", "outside", "waiting", "closed_earlier"),
}
TONES = {cell: tone for tone, cells in _BY_TONE.items() for cell in cells}
"""Cell → its tone; any other is unknown."""
SYMBOLS = {"poor": "■", "watch": "▲", "good": "●", "unknown": "?", "none": "○"}
_ORDER = ("poor", "watch", "unknown", "good", "none")
HEAD = "户主"
_WATER = {"qty_ok": "水量", "quality_ok": "水质", "access_ok": "取水", "reliability_ok": "供水保证"}
_TAGS = ("labour_ability", "health_status", "low_income_class")
_NOTHING = (None, [], ["无"], "无", ["健康"], "普通劳动力")


@dataclass(frozen=True)
class Found:
    """A household that a search may mean; name is masked."""

    household_id: str
    place: str
    name: str


@dataclass(frozen=True)
class Member:
    """A person of the household, masked: name by its first character, id by its last four."""

    name: str
    id_tail: str
    relation: str
    sex: str
    age: str
    residence: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """Where one unit of the household stands in one policy. unit is the kernel's key and never printed; tone: poor, watch, unknown, good, none."""

    measure: str
    label: str
    lead_unit: str
    unit: str
    who: str
    word: str
    tone: str

    @property
    def text(self) -> str:
        """One line: sign, policy, who, where it stands."""
        who = f" · {self.who}" if self.who else ""
        return f"{SYMBOLS[self.tone]} {self.label}{who}：{self.word}"


@dataclass(frozen=True)
class Benefit:
    """Money that came to the household or a member."""

    month: str
    label: str
    who: str
    amount: str
    state: str


@dataclass(frozen=True)
class HouseholdView:
    """A household in a month. counted: standings that count, trouble first; outside: labels of policies that do not concern it; waiting: (policy, why).

    homes: its dwellings and water supply, a line each.
    """

    household_id: str
    place: str
    members: tuple[Member, ...]
    homes: tuple[str, ...]
    counted: tuple[Place, ...]
    outside: tuple[str, ...]
    waiting: tuple[tuple[str, str], ...]
    benefits: tuple[Benefit, ...]


@dataclass(frozen=True)
class ReasonLine:
    """One condition: part of the rule, words, the value found, ✓ ✗ or ?, clause, and file, sheet and cell that it was read from."""

    part: str
    words: str
    value: str
    sign: str
    clause: str
    source: str
    depth: int


@dataclass(frozen=True)
class Reason:
    """Why a unit stands where it stands."""

    sentence: str
    lines: tuple[ReasonLine, ...]


class NoHouseholdError(Exception):
    """No register of the month has this household."""


def search(county: County, month: str, text: str) -> tuple[Found, ...]:
    """Households by number, member's name or last four of an id."""
    snapshot = county.snapshot(month)
    rows = find_households(snapshot, text).to_pylist()
    return tuple(Found(row["household_id"], place_of(snapshot, row["village"]), mask_name(row["name"]) or "") for row in rows)


def household_view(county: County, month: str, household_id: str, record: HouseholdMonth | None = None) -> HouseholdView:
    """The household as the month has it. record: what the month knows of it, if that was asked before. Raises NoHouseholdError."""
    snapshot = county.snapshot(month)
    known = record or household_month(snapshot, household_id, ASKED)
    members = [{"key": unit.key, **unit.values} for unit in known.of(PERSON)]
    if known.village is None:
        raise NoHouseholdError(f"{month_label(month)}的数据里没有户编号为“{household_id}”的户。")
    who = {str(row["key"]): mask_name(row.get("name")) or "未具名" for row in members}
    policy = snapshot.policy
    found = standings(known, policy.measures.values())
    places = [_standing(policy, month, each, who) for each in found if each.waiting is None and each.cell != "outside"]
    concerned = {each.measure for each in places}
    labels = {each.measure: policy.say(policy.measures[each.measure].label, month) for each in found}
    return HouseholdView(
        household_id,
        place_of(snapshot, known.village),
        tuple(sorted((_member(row) for row in members), key=lambda each: each.relation != HEAD)),
        _homes(known),
        tuple(sorted(places, key=lambda each: (_ORDER.index(each.tone), each.label, each.who))),
        tuple(label for measure, label in labels.items() if measure not in concerned and not _waits(found, measure)),
        tuple((labels[each.measure], each.waiting) for each in found if each.waiting),
        tuple(_benefit(row, who) for row in benefits_since(snapshot, household_id, list(who), shift_month(month, -YEAR)).to_pylist()),
    )


def _homes(record: HouseholdMonth) -> tuple[str, ...]:
    """Dwellings and water supply in a line each."""
    homes = [_listed("住房", [_grade(unit.values.get("grade")), unit.values.get("safe_state"), unit.values.get("secure_mode")]) for unit in record.of(DWELLING)]
    for unit in record.of(WATER):
        lacking = [label for column, label in _WATER.items() if unit.values.get(column) is False]
        unknown = any(unit.values.get(column) is None for column in _WATER)
        state = f"{'、'.join(lacking)}不达标" if lacking else "达标情况不全" if unknown else "四项达标"
        homes.append(_listed("饮水", [unit.values.get("supply_mode"), state]))
    return tuple(homes)


def _grade(grade: object) -> str | None:
    return f"{grade} 级" if grade in ("A", "B", "C", "D") else str(grade) if grade else None


def _listed(label: str, values: Iterable[object]) -> str:
    return f"{label}：" + ("，".join(str(value) for value in values if value) or NONE)


def reason(county: County, month: str, measure: str, unit: str) -> Reason:
    """The trace of one unit. Raises metrics.explain.UnknownUnitError, metrics.people.NoFigureError."""
    found = explain(county, month, measure, unit)
    policy = county.policy
    return Reason(found.sentence, tuple(_line(policy, month, line) for line in found.lines))


def cell_word(cell: str) -> str:
    """What a unit's cell is called, of every form."""
    return CELL_WORDS.get(cell) or STATUS_WORDS.get(cell) or FORM_CELL_WORDS[cell]


def _waits(standings: list[Standing], measure: str) -> bool:
    return any(each.waiting for each in standings if each.measure == measure)


def _standing(policy: Policy, month: str, standing: Standing, who: Mapping[str, str]) -> Place:
    measure = policy.measures[standing.measure]
    lead = policy.systems[measure.system].lead_unit
    words = cell_word(standing.cell)
    risk = standing.unit.rsplit("/", 1)[1] if "/" in standing.unit else ""
    return Place(measure.id, policy.say(measure.label, month), lead, standing.unit, who.get(standing.unit, risk), words, TONES.get(standing.cell, "unknown"))


def _member(row: Mapping[str, object]) -> Member:
    grade = row.get("disability_grade")
    tags = tuple(str(word(row[name])) for name in _TAGS if row.get(name) not in _NOTHING)
    tags += (f"残疾 {word(grade)} 级",) if grade else ()
    texts = {name: str(word(row[name])) if row.get(name) is not None else NONE for name in ("relation", "sex", "age", "residence")}
    return Member(mask_name(str(row.get("name") or "")) or "未具名", mask_id(str(row["key"])) or NONE, tags=tags, **texts)


def _benefit(row: Mapping[str, object], who: Mapping[str, str]) -> Benefit:
    amount = f"{count(row['amount'])} 元" if isinstance(row["amount"], float) else NONE
    return Benefit(month_label(str(row["month"])), str(row["label"]), who.get(str(row["key"]), "本户"), amount, str(row["state"] or NONE))


def _line(policy: Policy, month: str, line: TraceLine) -> ReasonLine:
    sign = {True: "✓", False: "✗", None: "?"}[line.outcome]
    clauses = "、".join(document_clause(policy, mark, short=True) for mark in line.clause.split("、") if mark)
    words, value = (policy.say(each, month) for each in (line.words, _bare(line.value)))
    return ReasonLine(RULES.get(line.rule, line.rule), words, value, sign, clauses or NONE, _source(line.source), line.depth)


def _bare(value: str) -> str:
    """The value alone where one column is named, since the condition beside it names the column; "收入 = 8000；支出 = 500" stays as it is."""
    return value if "；" in value else value.partition(" = ")[2] or value


def _source(source: CellSource | None) -> str:
    return f"{source.file} · {source.sheet} · {source.cell}（回执 {source.upload_id}）" if source else "没有对应的行"


def place_of(snapshot: Snapshot, code: str | None) -> str:
    """Township and village of an area code in the month."""
    names = {area.code: area for area in areas(snapshot)}
    area = names[placed(snapshot, code)]
    return f"{names[area.parent].name}·{area.name}" if area.parent in names else area.name
