"""Given the panel of a month and the definitions; gives what 总览 shows: the finding, headline figures, worst gaps, townships and the tile map's values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import SPACE, count, percent
from charts.shortfall import Light
from jobs.figure_text import PERSON, basis, change_text, missing, missing_text, value_of
from jobs.judge import Change, Verdicts, change_of, light_of, verdicts

if TYPE_CHECKING:
    from jobs.panel import Definitions, Panel
    from metrics.model import Area
    from policy.model import Measure

HEADLINES, GAPS = 8, 3


@dataclass(frozen=True)
class Headline:
    """One headline figure. trend: the rate by month, oldest first; missed: how many people stand behind it; waiting: why there is no figure."""

    measure: str
    label: str
    value: str
    basis: str
    missed: str
    light: Light
    change: Change
    trend: tuple[float | None, ...]
    waiting: str | None


@dataclass(frozen=True)
class Gap:
    """One of the worst gaps: where, which policy, how many people, whose job; `sentence` is all of it."""

    measure: str
    area_code: str
    people: float
    sentence: str


@dataclass(frozen=True)
class TownshipRow:
    """One area of the table. missed: 人次 over all measures (a person missed by two policies counts twice); worst: the measure that misses most people."""

    code: str
    name: str
    missed: float
    change: str
    verdicts: Verdicts
    worst_measure: str | None
    worst: str


@dataclass(frozen=True)
class Overview:
    """The month in one screen; `finding` is its sentence; `default_measure` is what the tile map shows first."""

    place: str
    finding: str
    headlines: tuple[Headline, ...]
    gaps: tuple[Gap, ...]
    townships: tuple[TownshipRow, ...]
    default_measure: str


def overview(panel: Panel, policy: Definitions, area: str) -> Overview:
    """The view of one area (county, township or village) in the panel's month."""
    gaps = worst_gaps(panel, policy, area)
    return Overview(
        panel.place(area),
        _finding(panel, policy, area),
        tuple(headline(panel, policy, measure, area) for measure in _headline_measures(policy)),
        gaps,
        tuple(sorted((_township(panel, policy, below) for below in panel.shown_below(area)), key=lambda row: -row.missed)),
        gaps[0].measure if gaps else next(iter(policy.measures)),
    )


def headline(panel: Panel, policy: Definitions, measure: Measure, area: str) -> Headline:
    """One measure in one area as a card."""
    figure = panel.figure(measure.id, area)
    unit, head = policy.populations[measure.over].unit, missing(figure)
    return Headline(
        measure.id,
        measure.label,
        percent(value_of(figure)),
        basis(figure, unit),
        missing_text(figure, unit) if figure and head and head.units else "",
        light_of(figure, measure),
        change_of(figure, panel.before(measure.id, area), measure),
        tuple(value_of(each) for _, each in panel.series(measure.id, area)),
        figure.waiting if figure else "缺数据",
    )


def worst_gaps(panel: Panel, policy: Definitions, area: str, number: int = GAPS) -> tuple[Gap, ...]:
    """The places and measures that miss most people, worst first; nobody missed is no gap."""
    gaps = [_gap(panel, policy, measure, below) for measure in policy.measures.values() for below in panel.below(area)]
    found = sorted((gap for gap in gaps if gap is not None), key=lambda gap: (-gap.people, gap.area_code, gap.measure))
    return tuple(found[:number])


def _gap(panel: Panel, policy: Definitions, measure: Measure, area: Area) -> Gap | None:
    figure = panel.figure(measure.id, area.code)
    head, before = missing(figure), missing(panel.before(measure.id, area.code))
    if figure is None or head is None or not head.units:
        return None
    change = change_text(head.people, before.people if before else None)
    words = missing_text(figure, policy.populations[measure.over].unit)
    lead = policy.systems[measure.system].lead_unit
    sentence = f"{panel.place(area.code)}{measure.label}{words}" + (f"，{change}" if change else "") + f"；牵头：{lead}"
    return Gap(measure.id, area.code, head.people, sentence)


def _headline_measures(policy: Definitions) -> list[Measure]:
    """The measures that the definitions name as headlines, in their order; without any, the first ones."""
    named = sorted((measure for measure in policy.measures.values() if measure.headline is not None), key=lambda measure: measure.headline or 0)
    return (named or list(policy.measures.values()))[:HEADLINES]


def _township(panel: Panel, policy: Definitions, area: Area) -> TownshipRow:
    now = {measure.id: missing(panel.figure(measure.id, area.code)) for measure in policy.measures.values()}
    before = {measure.id: missing(panel.before(measure.id, area.code)) for measure in policy.measures.values()}
    # only measures that both months know: a sheet that was not submitted must not look like progress
    both = [(head.people, before[name].people) for name, head in now.items() if head is not None and before[name] is not None]  # pyright: ignore[reportOptionalMemberAccess]
    people = {name: head.people for name, head in now.items() if head is not None and head.people}
    worst = max(people, key=lambda name: people[name], default=None)
    lights = [light_of(panel.figure(measure.id, area.code), measure) for measure in policy.measures.values()]
    return TownshipRow(
        area.code,
        area.name,
        sum(people.values()),
        change_text(sum(new for new, _ in both), sum(old for _, old in both)) if both else "",
        verdicts(lights),
        worst,
        f"{policy.measures[worst].label} {count(people[worst])}{SPACE}{PERSON}" if worst else "没有发现缺口",
    )


def _finding(panel: Panel, policy: Definitions, area: str) -> str:
    """The count of measures by light, in words: 23 项指标：■ 差 4 项，▲ 关注 8 项，● 好 9 项，缺数据或待填报 2 项。"""
    lights = [light_of(panel.figure(measure.id, area), measure) for measure in policy.measures.values()]
    seen = verdicts(lights)
    rest = len(lights) - seen.good - seen.watch - seen.poor - seen.small
    parts = [f"■ 差 {seen.poor} 项", f"▲ 关注 {seen.watch} 项", f"● 好 {seen.good} 项"]
    parts += [f"基数小不评价 {seen.small} 项"] if seen.small else []
    parts += [f"缺数据或待填报 {rest} 项"] if rest else []
    return f"{len(lights)} 项指标：" + "，".join(parts) + "。"
