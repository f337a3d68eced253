"""Given the definitions and a month; gives the same definitions in the words of the month's period: "{monitored_classes}纳入" → "三类监测对象纳入"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jobs.judge import Judgement, judgement
from jobs.readings import Reading, reading
from jobs.reference_lines import Reference, references

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy.model import Column, Measure, Population, System, Theme
    from policy.reader import Policy


@dataclass(frozen=True)
class Wording:
    """Measures, systems and populations with every label filled in, rules the same; how figures are read, what the county judges by, the themes,
    and what documents print of a measure."""

    measures: Mapping[str, Measure]
    systems: Mapping[str, System]
    populations: Mapping[str, Population]
    judgement: Judgement
    readings: Mapping[str, Reading]
    themes: Mapping[str, Theme]
    references: Mapping[str, tuple[Reference, ...]]


def worded(policy: Policy, month: str, county_code: str) -> Wording:
    """The definitions as a page of this month prints them. Raises OutOfValidityError for a month before the first period."""
    measures = {name: _measure(policy, measure, month) for name, measure in policy.measures.items()}
    systems = {name: _system(policy, system, measures, month) for name, system in policy.systems.items()}
    populations = {name: _population(policy, population, month) for name, population in policy.populations.items()}
    readings = {name: reading(policy, measure, month) for name, measure in policy.measures.items()}
    printed = {name: references(policy, measure, readings[name]) for name, measure in policy.measures.items() if measure.figures}
    return Wording(measures, systems, populations, judgement(policy, month, county_code), readings, policy.themes, printed)


def _measure(policy: Policy, measure: Measure, month: str) -> Measure:
    texts = {name: policy.say(getattr(measure, name), month) for name in ("label", "question", "why", "caution")}
    return replace(measure, **texts)


def _system(policy: Policy, system: System, measures: Mapping[str, Measure], month: str) -> System:
    own = tuple(measures[measure.id] for measure in system.measures)
    return replace(system, label=policy.say(system.label, month), note=policy.say(system.note, month), measures=own)


def _population(policy: Policy, population: Population, month: str) -> Population:
    columns: dict[str, Column] = {name: replace(column, label=policy.say(column.label, month)) for name, column in population.columns.items()}
    return replace(population, label=policy.say(population.label, month), columns=columns)
