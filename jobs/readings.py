"""Given the definitions and a month; gives how the figures of a measure are to be read: its form, its units, whether meeting the condition is bad."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from data_loaders.layout import read_layouts
from metrics.lists import ATTAINMENT, FLOW, LEDGER, STATUS, TARGETING
from policy.model import OutOfValidityError
from policy.months import last_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy.model import Column, Measure, MeasureVersion, Population
    from policy.reader import Policy
    from policy.rules import Rule

__all__ = ["ATTAINMENT", "FLOW", "HOUSEHOLD", "LEDGER", "PERCENT", "PERSON", "STATUS", "TARGETING", "Reading", "reading"]

PERSON, HOUSEHOLD = "人", "户"
PERCENT, YEAR = "%", "年"
"""A column of years says of when a number is, not in what it counts."""

_SAID = re.compile(r"（([^（）]+)）$")
"""The unit at the end of a column's label: 本年产值（万元）. A column that converts its source (元 into 万元) says there in which unit it is."""


@dataclass(frozen=True)
class Reading:
    """How a measure's figures are read.

    unit: what is counted (户, 件); amount: what an attainment's progress or a ledger's amount is counted in (公里, 万元), "" where it is not known; per: what a
    ledger's amount is measured against where that is something else (万元 per 户), so that its value is no share; worse: to meet the condition of a status
    measure, or the amount of a ledger, is what should not be; against, agrees: whether the ledger is measured against something, and compared with its details.
    """

    form: str = TARGETING
    unit: str = PERSON
    amount: str = ""
    per: str = ""
    worse: bool = False
    against: bool = False
    agrees: bool = False

    @property
    def of_people(self) -> bool:
        """Whether its missed units are people or households: only these add up to 人次, never villages, roads or yuan."""
        return self.form in (TARGETING, STATUS) and self.unit in (PERSON, HOUSEHOLD)

    @property
    def is_share(self) -> bool:
        """Whether its value is a share of one; else it is an amount, or an amount for each of something."""
        return self.form != LEDGER or (self.against and not self.per) or (self.agrees and not self.against and not self.worse)


def reading(policy: Policy, measure: Measure, month: str) -> Reading:
    """The reading in the month; a measure without a version in it is read by its last one."""
    population = policy.populations[measure.over]
    try:
        version = measure.version(last_day(month))
    except OutOfValidityError:
        version = measure.versions[-1]
    worse = measure.form in (STATUS, LEDGER) and measure.higher_is == "worse"
    amount = measure.unit or _unit(policy, population, version.done or version.amount) if measure.form in (ATTAINMENT, LEDGER) else ""
    per = _per(policy, population, version, amount) if measure.form == LEDGER else ""
    return Reading(measure.form, population.unit, amount, per, worse, against=version.of is not None, agrees=version.agrees is not None)


def _per(policy: Policy, population: Population, version: MeasureVersion, amount: str) -> str:
    """The unit of `of` where it is another one than the amount's; "" where it is the same or unknown."""
    if version.of is None:
        return ""
    found = _unit(policy, population, version.of)
    return found if found and amount and found != amount else ""


def _unit(policy: Policy, population: Population, rule: Rule | None) -> str:
    """The one unit of all numbers that a rule rests on; a plain number counts the population's units; "" where there are several or none is known."""
    if rule is None:
        return ""
    if not rule.columns:
        units = {policy.parameters[name].unit.partition("/")[0] for name in rule.params}
        return units.pop() if len(units) == 1 else "" if units else population.unit
    found = {unit for name in rule.columns for unit in _units(policy, population, population.columns[name], ())}
    return found.pop() if len(found) == 1 else ""


def _units(policy: Policy, population: Population, column: Column, above: tuple[str, ...]) -> Iterator[str]:
    """The units of the sheets' columns that a number of the population comes from."""
    if column.type != "number" or (population.name + column.name) in above:
        return
    said = _SAID.search(column.label)
    if said is not None and said[1] in _known_units():
        yield said[1]
        return
    seen = (*above, population.name + column.name)
    stored = [column.sources[0]] if column.sources else []
    if column.sum_rows is not None:
        stored = [f"{column.sum_rows.table}.{column.sum_rows.column}"]
    yield from (unit for name in stored if (unit := _stored_units().get(name)) and unit != YEAR)
    if column.derived:
        names = policy.column_rule(population.name, column.name).columns
        yield from (unit for name in names for unit in _units(policy, population, population.columns[name], seen))
    if column.of_household:
        household = policy.populations["household"]
        yield from _units(policy, household, household.columns[column.of_household], seen)


@cache
def _known_units() -> frozenset[str]:
    return frozenset(_stored_units().values())


@cache
def _stored_units() -> dict[str, str]:
    """ "table.column" → unit, for every stored column that the layouts give one."""
    layouts = read_layouts().values()
    return {
        f"{table.name}.{name}": column.unit
        for layout in layouts
        for table in layout.tables.values()
        for name, column in layout.columns.items()
        if column.unit and name in table.columns
    }
