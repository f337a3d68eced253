"""Given a measure over people or households; gives how it stands among the groups that the data tells apart, each beside all the others (公平性)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import SPACE, count, percent, points
from jobs.readings import STATUS, TARGETING
from metrics.areas import children
from metrics.grouped import OTHER, UNTOLD, GroupCount, area_types, grouped
from metrics.model import CODES, MET, NOT_MET, SMALL
from metrics.waiting import waiting
from policy.rules import parse_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jobs.county import County
    from jobs.readings import Reading
    from policy.model import Population
    from policy.rules import Rule

_DISABILITY = (
    ("重度残疾（一、二级）", "disability_grade IN (1, 2)"),
    ("轻度残疾（三、四级）", "disability_grade IN (3, 4)"),
    ("没有残疾证", "disability_grade = 0"),
)
_AGES = (("不满 16 岁", "age < 16"), ("16—59 岁", "age >= 16 AND age < 60"), ("60—79 岁", "age >= 60 AND age < 80"), ("80 岁以上", "age >= 80"))
GROUPS: Mapping[str, Mapping[str, Sequence[tuple[str, str]] | str]] = {
    "person": {"残疾": _DISABILITY, "年龄": _AGES, "性别": "sex", "户类型": "hh_type"},
    "household": {
        "残疾成员": (("有残疾成员", "disabled_member"), ("没有残疾成员", "NOT disabled_member")),
        "劳动力": "labour_class",
        "户类型": "hh_type",
    },
}
"""Population → way of telling groups apart → its groups as (label, rule), or the column whose values they are.

These are groups to look at, not conditions of a policy: no clause sets them, so they stand here and not among the dated definitions.
"""

TOWNSHIP, VILLAGE = "苏木镇类型", "嘎查村类型"
"""The ways that the place gives."""

NOTABLE = 0.05
"""A smaller difference has no colour: among a dozen groups some always differ by a point or two."""

UNTOLD_LABEL, OTHER_LABEL = "无法判定（缺数据）", "其他"
_RATES = {TARGETING: ("覆盖率（应享已享/应享）", "应享已享", "应享"), STATUS: ("达到率（达到/能判定）", "达到", "能判定")}
_WORSE = ("发生率（存在问题/能判定）", "存在问题", "能判定")


@dataclass(frozen=True)
class GroupLine:
    """One group. rate: "82.3%（41/50）"; small: on fewer than 30; against: points to all the others together.

    tone: better, worse, or none where the difference is not notable; unknown: units of which the measure cannot tell.
    """

    label: str
    rate: str
    small: bool
    against: str
    tone: str
    unknown: str


@dataclass(frozen=True)
class Parity:
    """One way of telling groups apart: its groups in their own order, what cannot be told last."""

    name: str
    lines: tuple[GroupLine, ...]


@dataclass(frozen=True)
class ParityView:
    """What the section shows. heading: what the rate is; finding: the widest gap among groups that are not small; same: ways in which only one group counts."""

    heading: str
    finding: str
    parities: tuple[Parity, ...]
    same: tuple[str, ...]


@dataclass(frozen=True)
class Counted:
    """The counts of the whole county, and which groups there are: way → label of each group by its number or type."""

    counts: tuple[GroupCount, ...]
    labels: Mapping[str, tuple[str, ...]]
    types: Mapping[str, str]
    parents: Mapping[str, str]


@dataclass(frozen=True)
class _Sum:
    """A group's units: part of whole, and unknown beside it."""

    part: int = 0
    whole: int = 0
    unknown: int = 0

    def __add__(self, other: _Sum) -> _Sum:
        return _Sum(self.part + other.part, self.whole + other.whole, self.unknown + other.unknown)

    def less(self, other: _Sum) -> _Sum:
        return _Sum(self.part - other.part, self.whole - other.whole, self.unknown - other.unknown)

    @property
    def rate(self) -> float | None:
        return self.part / self.whole if self.whole else None


def has_parity(county: County, measure: str) -> bool:
    """Whether the measure is one over people or households that says of each whether or not."""
    found = county.policy.measures[measure]
    return found.over in GROUPS and found.form in (TARGETING, STATUS)


def parity_counts(county: County, month: str, measure_id: str) -> Counted | None:
    """The measure's cells by village and group of the whole county; None where it has no figure in the month."""
    snapshot = county.snapshot(month)
    measure = snapshot.policy.measures.get(measure_id)
    if measure is None or waiting(snapshot, measure) is not None:
        return None
    population = snapshot.policy.populations[measure.over]
    listed = {name: _groups(said, population) for name, said in GROUPS[measure.over].items() if _known(said, population)}
    rules = {name: [_rule(text, population) for _, text in groups] for name, groups in listed.items()}
    labels = {name: tuple(label for label, _ in groups) for name, groups in listed.items()}
    parents = {area.code: area.parent for area in county.areas}
    return Counted(grouped(snapshot, measure, rules), labels, area_types(snapshot), parents)


def parity_view(counted: Counted, reading: Reading, villages: Iterable[str], *, higher_is_better: bool) -> ParityView:
    """The groups in these villages. An area with a single type, a way in which only one group has anybody: told in `same`, not compared."""
    inside = frozenset(villages)
    counts = [one for one in counted.counts if one.village in inside]
    sums = {name: _sums(counts, reading, name, labels) for name, labels in counted.labels.items()}
    sums |= _placed(counts, reading, counted)
    compared = {name: groups for name, groups in sums.items() if sum(group.whole > 0 for group in groups.values()) > 1}
    same = tuple(name for name, groups in sums.items() if name not in compared and any(group.whole for group in groups.values()))
    parities = tuple(Parity(name, _lines(groups, higher_is_better=higher_is_better)) for name, groups in compared.items())
    heading = _WORSE if reading.worse else _RATES[reading.form]
    return ParityView(heading[0], _finding(compared, reading), parities, same)


def _sums(counts: Iterable[GroupCount], reading: Reading, name: str, labels: Sequence[str]) -> dict[str, _Sum]:
    names = {number: label for number, label in enumerate(labels)} | {OTHER: OTHER_LABEL, UNTOLD: UNTOLD_LABEL}
    found = dict.fromkeys(names.values(), _Sum())
    for one in counts:
        if one.grouping == name:
            found[names[one.group]] += _told(one, reading)
    return found


def _placed(counts: Sequence[GroupCount], reading: Reading, counted: Counted) -> dict[str, dict[str, _Sum]]:
    """By the type of the township and of the village; a 未落村 has no type of its own."""
    first = next(iter(counted.labels), None)  # every unit stands once in each way of grouping, so one of them holds all
    found: dict[str, dict[str, _Sum]] = {TOWNSHIP: {}, VILLAGE: {}}
    for one in counts:
        if one.grouping == first:
            for name, code in ((TOWNSHIP, counted.parents.get(one.village, "")), (VILLAGE, one.village)):
                label = counted.types.get(code, UNTOLD_LABEL)
                found[name][label] = found[name].get(label, _Sum()) + _told(one, reading)
    return {name: dict(sorted(groups.items(), key=lambda item: (item[0] == UNTOLD_LABEL, -item[1].whole))) for name, groups in found.items()}


def _told(one: GroupCount, reading: Reading) -> _Sum:
    """A cell as part, whole and unknown of the measure's rate, as metrics.rates and metrics.figures have them."""
    if reading.form == TARGETING:
        cell = CODES[one.cell]
        return _Sum(one.units * (cell == "tt"), one.units * (cell in ("tt", "tf")), one.units * ("n" in cell))
    return _Sum(one.units * (one.cell == MET), one.units * (one.cell in (MET, NOT_MET)), one.units * (one.cell not in (MET, NOT_MET)))


def _lines(groups: Mapping[str, _Sum], *, higher_is_better: bool) -> tuple[GroupLine, ...]:
    whole = sum(groups.values(), _Sum())
    shown = [(label, group) for label, group in groups.items() if group.whole or group.unknown]
    return tuple(_line(label, group, whole.less(group), higher_is_better=higher_is_better) for label, group in shown)


def _line(label: str, group: _Sum, rest: _Sum, *, higher_is_better: bool) -> GroupLine:
    rate = f"{percent(group.rate)}（{count(group.part)}/{count(group.whole)}）" if group.whole else percent(None)
    gap = _gap(group, rest)
    notable = gap is not None and abs(gap) >= NOTABLE and min(group.whole, rest.whole) >= SMALL
    tone = "none" if gap is None or not notable else "better" if (gap > 0) == higher_is_better else "worse"
    return GroupLine(label, rate, 0 < group.whole < SMALL, points(group.rate, rest.rate), tone, count(group.unknown))


def _gap(group: _Sum, rest: _Sum) -> float | None:
    return None if group.rate is None or rest.rate is None else group.rate - rest.rate


def _finding(compared: Mapping[str, Mapping[str, _Sum]], reading: Reading) -> str:
    """The widest gap between a group and the rest, both on 30 or more; what cannot be told is no group to compare."""
    found = []
    for name, groups in compared.items():
        whole = sum(groups.values(), _Sum())
        for label, group in groups.items():
            rest = whole.less(group)
            gap = _gap(group, rest)
            if gap is not None and label != UNTOLD_LABEL and min(group.whole, rest.whole) >= SMALL:
                found.append((abs(gap), name, label, group, rest))
    if not found:
        return f"没有两组都在 {SMALL}{SPACE}{reading.unit}以上的，不作比较。"
    gap, name, label, group, rest = max(found, key=lambda each: each[0])
    if not round(gap, 3):
        return "各组之间没有差别。"
    text = f"{percent(group.rate)}（{count(group.part)}/{count(group.whole)}{SPACE}{reading.unit}），其余 {percent(rest.rate)}"
    return f"差距最大的是{name}中的“{label}”：{text}，相差 {points(group.rate, rest.rate).lstrip('+−')}。"


def _known(said: Sequence[tuple[str, str]] | str, population: Population) -> bool:
    return not isinstance(said, str) or (said in population.columns and bool(population.columns[said].values))


def _groups(said: Sequence[tuple[str, str]] | str, population: Population) -> list[tuple[str, str]]:
    if isinstance(said, str):
        return [(str(value), f"{said} = '{value}'") for value in population.columns[said].values]
    return list(said)


def _rule(text: str, population: Population) -> Rule:
    rule, problems = parse_rule(text, population.columns, file="公平性", key=population.name, parameters={}, benefits={})
    if rule is None:
        raise ValueError("；".join(problem.message for problem in problems))
    return rule


def villages_in(county: County, month: str, area: str) -> tuple[str, ...]:
    """The villages of an area, 未落村 among them."""
    return children(county.snapshot(month), area)
