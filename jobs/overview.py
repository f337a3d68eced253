"""Given the panel of a month, the definitions and why lists changed; gives what 总览 shows: what changed, where it is worst, whose it is, what to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import SPACE, count, signed
from charts.shortfall import POOR, WATCH, Light
from jobs.deciding import Decision, Lead, decisions, leads
from jobs.figure_text import basis, change_text, missing, missing_text, value_of, value_text
from jobs.findings import Findings, findings
from jobs.judge import Change, Verdicts, change_of, light_of, verdicts
from jobs.measure_rows import measure_rows
from jobs.missed import counted, missed_in, missed_people
from jobs.readings import PERSON, TARGETING
from jobs.reasons import NoReasons

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jobs.missed import Missed
    from jobs.panel import Definitions, Panel
    from jobs.progress import SheetProgress
    from jobs.reasons import Reasons
    from metrics.model import Area
    from policy.model import Measure

HEADLINES, OTHERS, FOUND = 8, 3, 8
"""Cards, pressing things that are no people, findings of each kind; a page may show fewer."""


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
class Pressing:
    """What is no people and stands badly: a plan, cases, a ledger; `sentence` is all of it."""

    measure: str
    area_code: str
    sentence: str


@dataclass(frozen=True)
class ThemeTile:
    """A theme of the menu: how its measures stand, and its light by the share of poor ones, as for an area."""

    name: str
    verdicts: Verdicts
    light: Light


@dataclass(frozen=True)
class TownshipRow:
    """One area of the table. missed: 人次 over all measures (a person missed by two policies counts twice); worst: the measure that misses most people.

    light: of the area as a whole, by the share of its measures that are poor.
    """

    code: str
    name: str
    missed: float
    change: str
    verdicts: Verdicts
    light: Light
    worst_measure: str | None
    worst: str


@dataclass(frozen=True)
class Overview:
    """The month in one screen; `finding` says what changed and where it is worst, `counts` how many measures have which light.

    `default_measure` is what the tile map shows first.
    """

    place: str
    finding: str
    counts: str
    headlines: tuple[Headline, ...]
    findings: Findings
    leads: tuple[Lead, ...]
    decisions: tuple[Decision, ...]
    others: tuple[Pressing, ...]
    themes: tuple[ThemeTile, ...]
    townships: tuple[TownshipRow, ...]
    default_measure: str


def overview(panel: Panel, policy: Definitions, area: str, reasons: Reasons | None = None, sheets: Sequence[SheetProgress] = ()) -> Overview:
    """The view of one area (county, township or village) in the panel's month. sheets: how complete its data is."""
    below = {place.code: missed_in(panel, policy, place.code) for place in panel.below(area)}
    everywhere = [each for missed in below.values() for each in missed]
    found = findings(panel, policy, everywhere, FOUND, reasons or NoReasons())
    townships = _townships(panel, policy, area, below)
    units = leads(panel, policy, area, missed_in(panel, policy, area), everywhere)
    return Overview(
        panel.place(area),
        finding(panel, policy, area, townships),
        _counts(panel, policy, area),
        tuple(headline(panel, policy, measure, area) for measure in _headline_measures(policy)),
        found,
        units,
        decisions(panel, policy, area, units, sheets),
        pressing_others(panel, policy, area),
        theme_tiles(panel, policy, area),
        townships,
        found.worst[0].measure if found.worst else next(iter(policy.measures)),
    )


def headline(panel: Panel, policy: Definitions, measure: Measure, area: str) -> Headline:
    """One measure in one area as a card."""
    figure, reading = panel.figure(measure.id, area), policy.readings[measure.id]
    head = missing(figure, reading)
    return Headline(
        measure.id,
        measure.label,
        value_text(figure, reading),
        basis(figure, reading),
        missing_text(figure, reading) if head and head.units else "",
        light_of(figure, measure, reading, policy.judgement.lights),
        change_of(figure, panel.before(measure.id, area), measure, reading),
        tuple(value_of(each) for _, each in panel.series(measure.id, area)),
        figure.waiting if figure else "缺数据",
    )


def pressing_others(panel: Panel, policy: Definitions, area: str, number: int = OTHERS) -> tuple[Pressing, ...]:
    """What stands worst of all that is no people: plans, cases, ledgers, villages, firms; one of each theme, the furthest from its aim first."""
    names = [name for name, light in lights_in(panel, policy, area).items() if light in (POOR, WATCH) and _no_people(policy, name)]
    rows = sorted(measure_rows(panel, policy, names, area), key=lambda row: (-(row.light.rank or 0), -(row.far or 0), row.measure))
    found: dict[str, Pressing] = {}
    for row in rows:
        worst = f"，{panel.name(row.worst_code)}最差" if row.worst_code else ""
        sentence = f"{row.label} {row.value}（{row.basis}）{worst}；牵头：{row.lead_unit}"
        found.setdefault(policy.systems[policy.measures[row.measure].system].theme, Pressing(row.measure, area, sentence))
    return tuple(found.values())[:number]


def _no_people(policy: Definitions, name: str) -> bool:
    return not policy.readings[name].of_people and policy.readings[name].form != TARGETING and policy.measures[name].ranked


def theme_tiles(panel: Panel, policy: Definitions, area: str) -> tuple[ThemeTile, ...]:
    """The themes in the order of the menu; one without measures is left out."""
    lights = lights_in(panel, policy, area)
    by_theme: dict[str, list[Light]] = {name: [] for name in policy.themes}
    for name, light in lights.items():
        by_theme.setdefault(policy.systems[policy.measures[name].system].theme, []).append(light)
    tiles = [ThemeTile(name, verdicts(found), verdicts(found).light(policy.judgement)) for name, found in by_theme.items() if found]
    return tuple(tiles)


def _headline_measures(policy: Definitions) -> list[Measure]:
    """The measures that the definitions name as headlines, in their order; without any, the first ones."""
    named = sorted((measure for measure in policy.measures.values() if measure.headline is not None), key=lambda measure: measure.headline or 0)
    return (named or list(policy.measures.values()))[:HEADLINES]


def _townships(panel: Panel, policy: Definitions, area: str, below: Mapping[str, tuple[Missed, ...]]) -> tuple[TownshipRow, ...]:
    """Most people missed first; 未落村, where plans of the county or township itself stand too, only if people are missed there."""
    rows = [(each, _township(panel, policy, each, below[each.code])) for each in panel.shown_below(area)]
    shown = [row for each, row in rows if row.missed or not each.unplaced]
    return tuple(sorted(shown, key=lambda row: -row.missed))


def _township(panel: Panel, policy: Definitions, area: Area, missed: tuple[Missed, ...]) -> TownshipRow:
    people, changes = counted(missed)
    worst = max(people, key=lambda name: people[name], default=None)
    seen = verdicts(lights_in(panel, policy, area.code).values())
    return TownshipRow(
        area.code,
        area.name,
        sum(people.values()),
        change_text(sum(changes.values()), 0) if changes else "",
        seen,
        seen.light(policy.judgement),
        worst,
        f"{policy.measures[worst].label} {count(people[worst])}{SPACE}{PERSON}" if worst else "没有发现缺口",
    )


def finding(panel: Panel, policy: Definitions, area: str, rows: Sequence[TownshipRow]) -> str:
    """What a secretary asks first: how many are missed, what changed since last month, where it is worst; every number is one of the figures below it."""
    people, changes = missed_people(panel, policy, area)
    if not people:
        return "没有发现缺口。"
    total = f"缺口共 {count(sum(people.values()))} 人次（疑似）"
    if changes:
        change = change_text(sum(changes.values()), 0)
        total += f"，{change}" + _most(policy, changes)
    worst = rows[0] if len(rows) > 1 and rows[0].missed else None
    return f"{total}。" + (f"最重的是{worst.name}，{count(worst.missed)} 人次，其中{worst.worst}。" if worst else "")


def _most(policy: Definitions, changes: Mapping[str, float]) -> str:
    """The measures that rose and fell most, the worse news first: "（主要是低保金发放 +12，住房安全 −3）"."""
    up, down = max(changes, key=lambda name: changes[name]), min(changes, key=lambda name: changes[name])
    parts = [f"{policy.measures[name].label} {signed(changes[name])}" for name, moved in ((up, changes[up] > 0), (down, changes[down] < 0)) if moved]
    return f"（主要是{'，'.join(parts)}）" if parts else ""


def lights_in(panel: Panel, policy: Definitions, area: str) -> dict[str, Light]:
    """The light of every measure in an area."""
    borders = policy.judgement.lights
    return {name: light_of(panel.figure(name, area), each, policy.readings[name], borders) for name, each in policy.measures.items()}


def _counts(panel: Panel, policy: Definitions, area: str) -> str:
    """The count of measures by light, in words: 23 项指标：■ 差 4 项，▲ 关注 8 项，● 好 9 项，缺数据或待填报 2 项。"""
    lights = lights_in(panel, policy, area)
    seen = verdicts(lights.values())
    figures = [panel.figure(name, area) for name in lights]
    rest = sum(figure is None or figure.waiting is not None for figure in figures)
    silent = len(lights) - seen.good - seen.watch - seen.poor - seen.small - rest
    parts = [f"■ 差 {seen.poor} 项", f"▲ 关注 {seen.watch} 项", f"● 好 {seen.good} 项"]
    parts += [f"基数小不评价 {seen.small} 项"] if seen.small else []
    parts += [f"只列数不评价 {silent} 项"] if silent else []
    parts += [f"缺数据或待填报 {rest} 项"] if rest else []
    return f"{len(lights)} 项指标：" + "，".join(parts) + "。"
