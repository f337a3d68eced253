"""Given a household number and a month; gives what 户情 shows: its people, where they stand in every policy, the reason for one of them, money, months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import NONE, count
from jobs.coverage import CELL_WORDS
from jobs.explain import explain
from jobs.masking import mask_id, mask_name
from jobs.people_table import word
from jobs.reference import RULES, document_clause
from metrics.areas import areas, placed
from metrics.cell_words import CELL_WORDS as FORM_CELL_WORDS
from metrics.find import find_households, household_village
from metrics.household import household_benefits, household_members, household_months, household_standings
from policy.months import month_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobs.county import County
    from metrics.household import Standing
    from metrics.model import CellSource, TraceLine
    from metrics.snapshot import Snapshot
    from policy.reader import Policy

STATUS_WORDS = {"met": "已达到", "not_met": "未达到", "unknown": "无法判定（缺数据）", "outside": "不在统计范围"}
TONES = {"tf": "poor", "not_met": "poor", "ft": "watch", "tt": "good", "met": "good", "ff": "none", "outside": "none"}
SYMBOLS = {"poor": "■", "watch": "▲", "good": "●", "unknown": "?", "none": "○"}
_ORDER = ("poor", "watch", "unknown", "good", "none")
HEAD = "户主"
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
    """A household in a month. counted: standings that count, trouble first; outside: labels of policies that do not concern it; waiting: (policy, why)."""

    household_id: str
    place: str
    months: tuple[str, ...]
    members: tuple[Member, ...]
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
    return tuple(Found(row["household_id"], _place(snapshot, row["village"]), mask_name(row["name"]) or "") for row in rows)


def household_view(county: County, month: str, household_id: str) -> HouseholdView:
    """The household as the month has it. Raises NoHouseholdError."""
    snapshot = county.snapshot(month)
    members = household_members(snapshot, household_id).to_pylist()
    village = household_village(snapshot, household_id)
    if village is None and not members:
        raise NoHouseholdError(f"{month_label(month)}的数据里没有户编号为“{household_id}”的户。")
    who = {row["key"]: mask_name(row.get("name")) or "未具名" for row in members}
    standings = household_standings(snapshot, household_id)
    policy = snapshot.policy
    places = [_standing(policy, month, each, who) for each in standings if each.waiting is None and each.cell != "outside"]
    concerned = {each.measure for each in places}
    labels = {each.measure: policy.say(policy.measures[each.measure].label, month) for each in standings}
    return HouseholdView(
        household_id,
        _place(snapshot, village),
        tuple(household_months([county.snapshot(each) for each in county.months()], household_id)),
        tuple(sorted((_member(row) for row in members), key=lambda each: each.relation != HEAD)),
        tuple(sorted(places, key=lambda each: (_ORDER.index(each.tone), each.label, each.who))),
        tuple(label for measure, label in labels.items() if measure not in concerned and not _waits(standings, measure)),
        tuple((labels[each.measure], each.waiting) for each in standings if each.waiting),
        tuple(_benefit(row, who) for row in household_benefits(snapshot, household_id).to_pylist()),
    )


def reason(county: County, month: str, measure: str, unit: str) -> Reason:
    """The trace of one unit. Raises metrics.explain.UnknownUnitError, metrics.people.NoFigureError."""
    found = explain(county, month, measure, unit)
    policy = county.policy
    return Reason(found.sentence, tuple(_line(policy, month, line) for line in found.lines))


def _waits(standings: list[Standing], measure: str) -> bool:
    return any(each.waiting for each in standings if each.measure == measure)


def _standing(policy: Policy, month: str, standing: Standing, who: Mapping[str, str]) -> Place:
    measure = policy.measures[standing.measure]
    lead = policy.systems[measure.system].lead_unit
    words = CELL_WORDS.get(standing.cell) or STATUS_WORDS.get(standing.cell) or FORM_CELL_WORDS[standing.cell]
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


def _place(snapshot: Snapshot, code: str | None) -> str:
    names = {area.code: area for area in areas(snapshot)}
    area = names[placed(snapshot, code)]
    return f"{names[area.parent].name}·{area.name}" if area.parent in names else area.name
