"""Given a population and the columns asked for; gives every column that these rest on, in an order in which each comes after what it is derived from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy.model import Column, Population
    from policy.reader import Policy


class CircularColumnError(Exception):
    """A column of a population rests on itself."""


def with_needs(policy: Policy, population: Population, names: Iterable[str]) -> tuple[tuple[Column, int], ...]:
    """(column, level) of the names and of all that derived ones rest on within the unit; level 0 is not derived, level n is derived from levels below n.

    Raises CircularColumnError, KeyError for a name that the population does not have.
    """
    levels: dict[str, int] = {}
    for one in sorted(set(names)):
        _level(policy, population, one, levels, ())
    return tuple((population.columns[one], level) for one, level in sorted(levels.items(), key=lambda item: (item[1], item[0])))


def codes_of(policy: Policy, population: Population, columns: Iterable[Column]) -> frozenset[str]:
    """The benefit codes that derived columns ask for."""
    rules = [policy.column_rule(population.name, column.name) for column in columns if column.derived]
    return frozenset(code for rule in rules for code in rule.codes)


def _level(policy: Policy, population: Population, column: str, levels: dict[str, int], above: tuple[str, ...]) -> int:
    if column in above:
        raise CircularColumnError(f"{population.name}: {' → '.join((*above, column))}")
    if column not in levels:
        found = population.columns[column]
        needed = policy.column_rule(population.name, column).columns if found.derived else ()
        below = [_level(policy, population, one, levels, (*above, column)) for one in sorted(needed)]
        if (rows := found.any_row or found.sum_rows) is not None and rows.on is not None:
            _level(policy, population, rows.on, levels, (*above, column))  # read from a sheet, so of level 0 like this one
        levels[column] = (1 + max(below, default=0)) if found.derived else 0
    return levels[column]
