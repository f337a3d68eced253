"""Given the populations, parameters and benefits; gives the rules of the columns, and a problem for each that is wrong or runs in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy.model import Column, Population
from policy.population_links import HOUSEHOLD, PERSON, other_column
from policy.rules import Rule, parse_rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy.model import Benefit, Parameter
    from policy.population_links import Populations

ColumnName = tuple[str, str]
"""Population and column."""

BENEFITS_LIST = "benefits"
"""The list from which has() is answered: only a population that has it knows who receives what."""


def benefits_of(population: Population | None, benefits: Mapping[str, Benefit]) -> Mapping[str, Benefit] | None:
    """The benefits that rules over the population may ask for with has(); None where it has no list of benefits."""
    return benefits if population is not None and BENEFITS_LIST in population.lists else None


def read_column_rules(populations: Populations, parameters: Mapping[str, Parameter], benefits: Mapping[str, Benefit]) -> dict[ColumnName, Rule]:
    """The rules by population and column."""
    found: dict[ColumnName, Rule] = {}
    for population, place in populations.values():
        for column in population.columns.values():
            written = _written(column, population, populations)
            if written is None:
                continue
            origin, text, columns, over, expect = written
            where = place.at(f"columns.{column.name}.{origin}")
            allowed = benefits_of(over, benefits)
            rule, problems = parse_rule(text, columns, file=where.file, key=where.path, parameters=parameters, benefits=allowed, expect=expect)
            place.problems.extend(problems)
            if rule is not None:
                found[population.name, column.name] = rule
    return found


def _written(column: Column, population: Population, populations: Populations) -> tuple[str, str, Mapping[str, Column], Population | None, str] | None:
    """The origin, text, known columns, population (None for a table) and wanted type of a column's rule; None if it has none or its table is not described."""
    if column.derived is not None:
        return "derived", column.derived, population.columns, population, column.type
    for origin in ("any_member", "count_members"):
        text = getattr(column, origin)
        if text is not None and PERSON in populations:
            person = populations[PERSON][0]
            return origin, text, person.columns, person, "bool"
    for origin in ("any_row", "sum_rows"):
        rows = getattr(column, origin)
        if rows is not None and rows.rule is not None and rows.table in population.tables:
            return f"{origin}.rule", rows.rule, population.tables[rows.table], None, "bool"
    return None


def needs_of(name: ColumnName, populations: Mapping[str, Population], rules: Mapping[ColumnName, Rule]) -> tuple[ColumnName, ...]:
    """The columns that a column is drawn from or worked out from, one step back; none for a column that is not there."""
    population = populations.get(name[0])
    if population is None or name[1] not in population.columns:
        return ()
    column = population.columns[name[1]]
    linked = other_column(column, population)
    if linked is not None:
        return ((linked[1], linked[2]),)
    if column.exploded:
        return ((str(population.explode_of), str(population.explode_column)),)
    rows = column.any_row or column.sum_rows
    if rows is not None and rows.on is not None:
        return ((population.name, rows.on),)
    rule = rules.get(name)
    if rule is None or column.any_row is not None or column.sum_rows is not None:
        return ()
    owner = population.name if column.derived is not None else PERSON
    return tuple((owner, needed) for needed in sorted(rule.columns))


def check_circles(populations: Populations, rules: Mapping[ColumnName, Rule]) -> None:
    """A problem at one column of every circle, with the way round it."""
    plain = {name: population for name, (population, _) in populations.items()}
    done: set[ColumnName] = set()
    for population, _ in populations.values():
        for column in population.columns:
            _walk((population.name, column), plain, rules, done, populations)


def _walk(start: ColumnName, plain: Mapping[str, Population], rules: Mapping[ColumnName, Rule], done: set[ColumnName], populations: Populations) -> None:
    """Depth-first along what columns need, with a stack of its own: `way` is the path to the column in hand."""
    way: list[ColumnName] = []
    waiting: list[tuple[ColumnName, bool]] = [(start, False)]
    while waiting:
        name, finished = waiting.pop()
        if finished:
            way.pop()
            done.add(name)
        elif name in way:
            circle = [*way[way.index(name) :], name]
            place = populations[name[0]][1].at(f"columns.{name[1]}")
            place.problem(f"列的定义绕成了圈：{' → '.join('.'.join(each) for each in circle)}")
        elif name not in done and name[0] in plain and name[1] in plain[name[0]].columns:
            way.append(name)
            waiting.append((name, True))
            waiting.extend((needed, False) for needed in needs_of(name, plain, rules))


def reached(names: frozenset[ColumnName], populations: Mapping[str, Population], rules: Mapping[ColumnName, Rule]) -> frozenset[ColumnName]:
    """The columns themselves and all that they rest on, through all populations."""
    found: set[ColumnName] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(needs_of(name, populations, rules))
    return frozenset(found)


def household_of(population: Population) -> str | None:
    """The population of households that a unit's village comes from, if it has a household."""
    return HOUSEHOLD if population.household is not None or population.person is not None else None
