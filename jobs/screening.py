"""Given a county, a month and a screen; gives who fits it: in words, counted by area in three states, and listed with names masked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from charts.numbers import SPACE, count, percent
from jobs.masking import masked
from jobs.people_table import PeopleTable, people_table
from jobs.readings import HOUSEHOLD, PERSON
from jobs.screen import BETWEEN, NO, ONE_OF, UNKNOWN, YES, Condition, Screen, rule_of, universe_of
from metrics.ad_hoc import AD_HOC, asked, figures_of, with_measure
from metrics.people import people
from metrics.population_sql import known_in
from metrics.waiting import waiting
from policy.rule_words import to_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from data_loaders.model import Area
    from jobs.county import County
    from jobs.wording import Wording
    from metrics.model import Figure, Tally
    from metrics.month_figures import MonthFigures
    from metrics.snapshot import Snapshot
    from policy.model import Measure

__all__ = ["EXAMPLES", "MOST_KEPT", "MOST_LISTED", "Screened", "listed_in", "populations", "screen_people", "screen_table", "screen_view", "screened"]

MOST_LISTED = 2000
"""Rows of a list on a page: a longer one is no list to work through, so the reader is asked for a smaller place or another condition."""

MOST_KEPT = 20_000
"""Rows of a county's list that are kept in memory, to be cut for each area."""

FIRST = ("person", "household", "case", "dwelling", "student", "labour", "village")
"""The populations that are asked about most, before the others."""

LISTS = {"reached": "符合", "missing": "不符合", "unknown": "无法判定（缺数据）"}


EXAMPLES = {
    "60 岁以上、独居、没有家庭医生随访": Screen(
        "person", (Condition("age", BETWEEN, (60, None)), Condition("lives_alone", YES), Condition("signed_doctor", NO))
    ),
    "16 至 59 岁重度残疾、没有领到护理补贴": Screen(
        "person", (Condition("age", BETWEEN, (16, 59)), Condition("disability_grade", ONE_OF, (1, 2)), Condition("has:CL-HL", NO))
    ),
    "无劳力的脱贫户、没有成员领低保": Screen(
        "household", (Condition("lifted_household", YES), Condition("no_labour", YES), Condition("dibao_paid_member", NO))
    ),
    "收入缺数据的监测户": Screen("household", (Condition("monitored", YES), Condition("net_income_pc", UNKNOWN))),
}
"""What a first reader may begin with."""


@dataclass(frozen=True)
class Screened:
    """A screen asked of one month: its words, and the figures of every area. waiting: why there are none."""

    words: str
    universe: str
    population: str
    unit: str
    waiting: str | None
    figures: MonthFigures


@dataclass(frozen=True)
class Counts:
    """How many fit, do not, and cannot be told; each with the people of the households where the unit is the household."""

    fit: str
    unfit: str
    unknown: str
    share: str
    small: bool
    fitting: float
    listed: Mapping[str, float]


@dataclass(frozen=True)
class ScreenRow:
    """One area below the chosen one. placed: whether it is a place, and not a 未落村."""

    area_code: str
    name: str
    counts: Counts
    placed: bool = True


@dataclass(frozen=True)
class ScreenView:
    """A screen in one area."""

    words: str
    universe: str
    unit: str
    place: str
    waiting: str | None
    finding: str
    counts: Counts
    rows: tuple[ScreenRow, ...]


def populations(county: County, month: str, wording: Wording) -> dict[str, str]:
    """What can be screened: name → label of every population of which a register was handed in, those asked about most first."""
    snapshot = county.snapshot(month)
    known = [name for name, each in snapshot.policy.populations.items() if known_in(snapshot, each)]
    order = sorted(known, key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name))
    return {name: wording.populations[name].label for name in order if name in wording.populations}


def screened(county: County, month: str, screen: Screen, wording: Wording) -> Screened:
    """The screen counted in every area of the county. Raises ScreenError."""
    snapshot, measure = _asked(county, month, screen)
    policy, population = snapshot.policy, wording.populations[screen.population]
    rule, universe = measure.versions[0].met, measure.versions[0].among
    values = policy.values_in_force({key for each in measure.versions[0].rules for key in each.params}, month, county.code)
    names = (population.columns, policy.parameters, policy.benefits, values)
    words = to_words(rule, *names) if rule else ""
    reason = waiting(snapshot, measure)
    return Screened(words, to_words(universe, *names) if universe else "", population.label, population.unit, reason, figures_of(snapshot))


def screen_view(found: Screened, areas: tuple[Area, ...], area: str, county_code: str) -> ScreenView:
    """The screen in one area, and in those below it: most that fit first, 未落村 only where somebody stands in it."""
    below = [each for each in areas if each.parent == area and each.code != area]
    lines = [(each, _counts(found.figures.figure(AD_HOC, each.code), found.unit)) for each in below]
    rows = [ScreenRow(each.code, each.name, counts, not each.unplaced) for each, counts in lines if not each.unplaced or any(counts.listed.values())]
    rows.sort(key=lambda row: (-row.counts.fitting, row.area_code))
    counts = _counts(found.figures.figure(AD_HOC, area), found.unit)
    place = "全旗县" if area == county_code else next((each.name for each in areas if each.code == area), area)
    return ScreenView(found.words, found.universe, found.unit, place, found.waiting, _finding(place, counts, rows, found), counts, tuple(rows))


def listed_in(found: Screened, list_name: str, area: str) -> float:
    """How many stand on a list in an area."""
    return _counts(found.figures.figure(AD_HOC, area), found.unit).listed[list_name]


def screen_people(county: County, month: str, screen: Screen, list_name: str, area: str) -> pa.Table:
    """The units that fit ("reached"), do not ("missing"), or cannot be told ("unknown"), masked as every list is. Raises ScreenError."""
    snapshot, _ = _asked(county, month, screen)
    return masked(people(snapshot, AD_HOC, list_name, area), snapshot.policy.populations[screen.population])


def screen_table(county: County, month: str, screen: Screen, rows: pa.Table, wording: Wording) -> PeopleTable:
    """The rows of a list as a page prints them."""
    _, measure = _asked(county, month, screen)
    return people_table(rows, replace(wording, measures={**wording.measures, AD_HOC: measure}), AD_HOC)


def _asked(county: County, month: str, screen: Screen) -> tuple[Snapshot, Measure]:
    """The month with the screen among its measures. A frozen month is asked by the definitions with which it was frozen."""
    plain = county.snapshot(month)
    measure = asked(screen.population, rule_of(screen, plain.policy), universe_of(screen, plain.policy))
    return with_measure(plain, measure), measure


def _counts(figure: Figure | None, unit: str) -> Counts:
    units, persons = (figure.tally, figure.tally_persons) if figure is not None else (None, None)
    if units is None:
        return Counts("—", "—", "—", "—", small=False, fitting=0, listed={name: 0 for name in LISTS})
    rest = units.denominator - units.numerator
    numbers = dict(zip(LISTS, (units.numerator, rest, units.unknown), strict=True))
    of_people = persons if unit == HOUSEHOLD else None
    fit, unfit, unknown = (_text(numbers[name], of_people, name, unit) for name in LISTS)
    share = percent(units.numerator / units.denominator if units.denominator else None)
    return Counts(fit, unfit, unknown, share, small=bool(figure and figure.small and units.denominator), fitting=units.numerator, listed=numbers)


def _text(number: float, persons: Tally | None, name: str, unit: str) -> str:
    own = f"{count(number)}{SPACE}{unit}"
    if persons is None or not number:
        return own
    of = {"reached": persons.numerator, "missing": persons.denominator - persons.numerator, "unknown": persons.unknown}[name]
    return f"{own} {count(of)}{SPACE}{PERSON}"


def _finding(place: str, counts: Counts, rows: list[ScreenRow], found: Screened) -> str:
    """One sentence: how many of how many, how many nobody can tell, where most are."""
    if found.waiting:
        return found.waiting
    told = counts.listed["reached"] + counts.listed["missing"]
    text = f"{place}能判定的 {count(told)}{SPACE}{found.unit}中，符合的 {counts.fit}（{counts.share}）"
    if counts.listed["unknown"]:
        text += f"；另有 {count(counts.listed['unknown'])}{SPACE}{found.unit}缺数据，无法判定"
    most = next((row for row in rows if row.placed and row.counts.fitting), None)
    if most is not None and len(rows) > 1:
        text += f"。最多的是{most.name}，{most.counts.fit}"
    return text + "。"
