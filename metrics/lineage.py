"""Given a measure in a month; gives what its figure rests on: tables, benefit codes and parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.areas import AREA_TABLE, area_slices
from metrics.benefits_sql import HOUSEHOLDS
from metrics.has_sql import BENEFITS, benefit_slices, code_slices
from metrics.members_sql import PERSON
from metrics.needs import codes_of, with_needs
from metrics.population_sql import SIZE
from policy.months import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.snapshot import Snapshot
    from policy.model import Column, Measure, Population
    from policy.rules import Rule
    from store.model import Slice


@dataclass(frozen=True)
class Lineage:
    """tables: every table read; registers: those whose rows are the units; codes: benefit codes asked for; parameters: keys of policy values.

    columns: (population, column) of all that the figure rests on, the size of a household included.
    """

    tables: frozenset[str]
    registers: frozenset[str]
    codes: frozenset[str]
    parameters: frozenset[str]
    columns: frozenset[tuple[str, str]]


def lineage(snapshot: Snapshot, measure: Measure) -> Lineage:
    """What the measure's figure of this month rests on. Raises OutOfValidityError if no version of the measure is in force."""
    return snapshot.once(("lineage", measure.id), lambda: _lineage(snapshot, measure))


def grains_above(population: Population, *, own: bool = False) -> tuple[str, ...]:
    """The populations that place a unit: its household, and the person through whom it has one. own: the household's own grain counts too."""
    if population.name == HOUSEHOLDS:
        return (HOUSEHOLDS,) if own else ()
    if population.person is not None:
        return (HOUSEHOLDS, PERSON)
    return (HOUSEHOLDS,) if population.household is not None else ()


def slices_read(snapshot: Snapshot, measure: Measure) -> tuple[Slice, ...]:
    """The slices that the figure rests on, in a fixed order."""
    return _slices(snapshot, lineage(snapshot, measure).tables)


def column_slices(snapshot: Snapshot, population: str, names: Iterable[str]) -> tuple[tuple[Slice, ...], frozenset[tuple[str, str]]]:
    """The slices that these columns of a population rest on with its units, in a fixed order, and the (population, column) of all that they are drawn from."""
    walk = _Walk(snapshot)
    walk.units(snapshot.policy.populations[population])
    walk.columns(snapshot.policy.populations[population], names)
    return _slices(snapshot, walk.tables), frozenset(walk.seen)


def _slices(snapshot: Snapshot, tables: Iterable[str]) -> tuple[Slice, ...]:
    found: list[Slice] = []
    for table in sorted(tables):
        read = {BENEFITS: benefit_slices, AREA_TABLE: area_slices}.get(table)
        found += read(snapshot) if read else snapshot.slices(table)
    return tuple(found)


def as_of(snapshot: Snapshot, measure: Measure) -> dict[str, str]:
    """Table → month of the data used, the oldest one where townships differ; benefits: the newest list of each code, the oldest of those."""
    found = lineage(snapshot, measure)
    months = {table: [one.month for one in snapshot.slices(table)] for table in found.tables - {AREA_TABLE, BENEFITS}}
    if found.codes:
        months[BENEFITS] = [max(one.month for one in slices) for code in found.codes if (slices := code_slices(snapshot, code))]
    return {table: min(seen) for table, seen in sorted(months.items()) if seen}


class _Walk:
    """Collects while it walks from rules to columns to the tables and rules that these are drawn from."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.policy = snapshot.policy
        self.tables: set[str] = {AREA_TABLE}
        self.codes: set[str] = set()
        self.parameters: set[str] = set()
        self.seen: set[tuple[str, str]] = set()

    def rules(self, population: Population, rules: Iterable[Rule]) -> None:
        for rule in rules:
            self.parameters |= rule.params
            self.codes |= rule.codes
            self.columns(population, rule.columns)

    def columns(self, population: Population, names: Iterable[str]) -> None:
        for column, _ in with_needs(self.policy, population, names):
            if (population.name, column.name) not in self.seen:
                self.seen.add((population.name, column.name))
                self._column(population, column)

    def units(self, population: Population) -> None:
        """The tables that make the units and place them in villages."""
        self.tables |= {*population.registers, *population.lists}
        if population.explode_of:
            self.units(self.policy.populations[population.explode_of])
        for grain in grains_above(population):
            if grain in self.policy.populations:
                self.tables |= set(self.policy.populations[grain].registers)

    def _column(self, population: Population, column: Column) -> None:
        self.tables |= {source.split(".", 1)[0] for source in column.sources}
        for origin in (column.any_row, column.sum_rows):
            if origin:
                self.tables.add(origin.table)
                rule = self.policy.column_rule(population.name, column.name) if origin.rule else None
                self.parameters |= rule.params if rule else frozenset()
        if column.derived:
            rule = self.policy.column_rule(population.name, column.name)
            self.parameters |= rule.params
            self.codes |= codes_of(self.policy, population, [column])
        if column.any_member or column.count_members:
            self.units(self.policy.populations[PERSON])
            self.rules(self.policy.populations[PERSON], [self.policy.column_rule(population.name, column.name)])
        self._elsewhere(population, column)

    def _elsewhere(self, population: Population, column: Column) -> None:
        persons = column.of_head or column.of_person
        for grain, taken in ((HOUSEHOLDS, column.of_household), (PERSON, persons), (population.explode_of, column.of_parent)):
            if taken and grain:
                self.units(self.policy.populations[grain])
                self.columns(self.policy.populations[grain], [taken])


def _lineage(snapshot: Snapshot, measure: Measure) -> Lineage:
    population = snapshot.policy.populations[measure.over]
    walk = _Walk(snapshot)
    walk.units(population)
    walk.rules(population, measure.version(last_day(snapshot.month)).rules)
    if population.explode_of:
        walk.columns(snapshot.policy.populations[population.explode_of], [population.explode_column or ""])
    if population.name != PERSON and grains_above(population, own=True) and SIZE in (households := snapshot.policy.populations[HOUSEHOLDS]).columns:
        walk.units(households)
        walk.columns(households, [SIZE])
    if walk.codes:  # a household's benefit is matched through its members
        walk.tables |= {BENEFITS, *(table for grain in (PERSON, HOUSEHOLDS) for table in snapshot.policy.populations[grain].registers)}
    parent = snapshot.policy.populations[population.explode_of] if population.explode_of else population
    return Lineage(frozenset(walk.tables), frozenset(parent.registers), frozenset(walk.codes), frozenset(walk.parameters), frozenset(walk.seen))
