"""Given a snapshot and a declared population; gives the SQL relation of its units with just the columns and benefit codes asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.areas import unplaced_code
from metrics.duck import literal, name
from metrics.has_sql import by_household, by_person, code_slices, flag_sql
from metrics.needs import codes_of, with_needs
from metrics.registers import AREA, HOUSEHOLD, KEY, REGISTERED, has_register, members, units
from metrics.rows_sql import any_known, drawn
from metrics.rule_in_sql import amount_name, has_name, rule_sql
from metrics.scan import SQL_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from metrics.snapshot import Snapshot
    from policy.model import Column, Population

PERSON, HOUSEHOLDS = "person", "household"
"""The two grains that columns are drawn from for other units: members and their household."""

SIZE = "hh_registered_n"
"""The household's column that says how many people it stands for."""

VILLAGE, PERSONS = '"unit:village"', '"unit:persons"'
"""Village code of the unit (unplaced if unknown), and people that it stands for."""


def relation(snapshot: Snapshot, population_name: str, columns: Iterable[str], codes: Iterable[str] = (), *, sizes: bool = False) -> str:
    """SELECT of one row for each unit: KEY, HOUSEHOLD, REGISTERED, VILLAGE (and PERSONS if `sizes`), the columns, and "has:CODE", "amount:CODE" of the codes.

    Only tables that these columns need are read. Raises ParameterNotSetError or OutOfValidityError if a derived column needs such a value.
    """
    population = snapshot.policy.populations[population_name]
    wanted = set(columns) | ({SIZE} if sizes and population.name == HOUSEHOLDS and SIZE in population.columns else set())
    needed = with_needs(snapshot.policy, population, wanted)
    direct = [column for column, level in needed if level == 0]
    every_code = sorted({*codes, *codes_of(snapshot.policy, population, (column for column, _ in needed))})
    start = _start(snapshot, population, direct)
    sql = _joined(snapshot, population, start, direct, every_code, sizes=sizes)
    for level in range(1, 1 + max((level for _, level in needed), default=0)):
        derived = [column for column, own in needed if own == level]
        rules = ", ".join(f"{rule_sql(snapshot, snapshot.policy.column_rule(population.name, one.name))} AS {name(one.name)}" for one in derived)
        sql = f"SELECT *, {rules} FROM ({sql})"
    if sizes and population.name == HOUSEHOLDS:
        sql = f"SELECT *, {f'coalesce({name(SIZE)}, 0)' if SIZE in population.columns else '0'} AS {PERSONS} FROM ({sql})"
    return sql


def known_in(snapshot: Snapshot, population: Population) -> bool:
    """Whether a register of the population (or of the one that it is exploded from) was submitted for the month."""
    if population.explode_of:
        return known_in(snapshot, snapshot.policy.populations[population.explode_of])
    return has_register(snapshot, population)


def _start(snapshot: Snapshot, population: Population, direct: Sequence[Column]) -> str:
    """The units with what they hold themselves: source columns of the registers, or the parent's columns for an exploded population."""
    if not population.explode_of:
        return units(snapshot, population, [column for column in direct if column.sources or not _origin(column)])
    listed = population.explode_column or ""
    taken = [column for column in direct if column.of_parent]
    parent = relation(snapshot, population.explode_of, {listed, *(column.of_parent or "" for column in taken)})
    # A unit whose list is unknown stays one unit with an unknown value; an empty list gives none.
    value = f"unnest(CASE WHEN {name(listed)} IS NULL THEN [NULL] ELSE list_sort(list_distinct({name(listed)})) END)"
    values = [f"{value} AS {_EXPLODED}", *(f"{name(column.of_parent or '')} AS {name('of:' + column.name)}" for column in taken)]
    exploded = f"SELECT {KEY}, {HOUSEHOLD}, {REGISTERED}, {VILLAGE}, {', '.join(values)} FROM ({parent})"
    names = [f"{name('of:' + column.name)} AS {name(column.name)}" for column in taken]
    names += [f"{_EXPLODED} AS {name(column.name)}" for column in direct if column.exploded]
    listed_names = "".join(", " + one for one in names)
    return f"SELECT {KEY} || '/' || coalesce({_EXPLODED}, '？') AS {KEY}, {HOUSEHOLD}, {REGISTERED}, {VILLAGE}{listed_names} FROM ({exploded})"


_EXPLODED = '"unit:exploded"'


def _origin(column: Column) -> bool:
    """Whether the column comes from elsewhere than the unit's own registers."""
    return any(
        (column.of_household, column.of_head, column.any_member, column.count_members, column.any_row, column.sum_rows, column.of_parent, column.exploded)
    )


def _joined(snapshot: Snapshot, population: Population, start: str, direct: Sequence[Column], codes: Sequence[str], *, sizes: bool) -> str:
    """The units with everything that is joined to them: village, household, members, list rows, benefits."""
    joins, values = _household(snapshot, population, direct, sizes=sizes)
    village = f"u.{VILLAGE}" if population.explode_of else _village(snapshot, population, joined=bool(joins))
    for extra_joins, extra_values in (_members(snapshot, direct), _heads(snapshot, direct), _benefits(snapshot, population, codes)):
        joins, values = joins + extra_joins, values + extra_values
    for column in direct:
        if column.any_row or column.sum_rows:
            origin = column.any_row or column.sum_rows
            rule = snapshot.policy.column_rule(population.name, column.name) if origin and origin.rule else None
            found = drawn(snapshot, population, column, rule, village)
            joins, values = joins + found.join, [*values, f"{found.value} AS {name(column.name)}"]
    own = "u.*" if population.explode_of else f"u.* EXCLUDE ({AREA}), {village} AS {VILLAGE}"
    return f"SELECT {', '.join([own, *values])} FROM ({start}) u{joins}"


def _village(snapshot: Snapshot, population: Population, *, joined: bool) -> str:
    """The household's village, else the unit's own, else a place of either without a village, else the county's unplaced village."""
    county = literal(unplaced_code(snapshot.county_code))
    if not joined or population.name == HOUSEHOLDS:
        return f"coalesce(u.{AREA}, {county})"
    return f"coalesce(CASE WHEN h.{VILLAGE} NOT LIKE '%000' THEN h.{VILLAGE} END, u.{AREA}, h.{VILLAGE}, {county})"


def _household(snapshot: Snapshot, population: Population, direct: Sequence[Column], *, sizes: bool) -> tuple[str, list[str]]:
    taken = [column for column in direct if column.of_household]
    size = sizes and population.name != HOUSEHOLDS
    if population.name == HOUSEHOLDS:
        return "", []
    own = snapshot.policy.populations.get(HOUSEHOLDS)
    if own is None or not known_in(snapshot, own):
        blanks = [f"CAST(NULL AS {SQL_TYPES[column.type]}) AS {name(column.name)}" for column in taken]
        return "", [*blanks, *([f"0 AS {PERSONS}"] if size else [])]
    if population.explode_of and not taken and not size:
        return "", []
    households = relation(snapshot, HOUSEHOLDS, {column.of_household or "" for column in taken}, sizes=size)
    values = [f"h.{name(column.of_household or '')} AS {name(column.name)}" for column in taken]
    return f" LEFT JOIN ({households}) h ON h.{KEY} = u.{HOUSEHOLD}", [*values, *([f"coalesce(h.{PERSONS}, 0) AS {PERSONS}"] if size else [])]


def _members(snapshot: Snapshot, direct: Sequence[Column]) -> tuple[str, list[str]]:
    """any_member and count_members over the registered members of the unit's household; a household of which no member is known has both unknown."""
    taken = [column for column in direct if column.any_member or column.count_members]
    if not taken:
        return "", []
    owner = _owner(snapshot, taken)
    rules = [snapshot.policy.column_rule(owner, column.name) for column in taken]
    persons = relation(snapshot, PERSON, {one for rule in rules for one in rule.columns}, {code for rule in rules for code in rule.codes})
    aggregates = [_aggregate(column, rule_sql(snapshot, rule)) for column, rule in zip(taken, rules, strict=True)]
    grouped = f"SELECT {HOUSEHOLD} AS k, {', '.join(aggregates)} FROM ({persons}) WHERE {REGISTERED} AND {HOUSEHOLD} IS NOT NULL GROUP BY 1"
    return f" LEFT JOIN ({grouped}) m ON m.k = u.{HOUSEHOLD}", [f"m.{name(column.name)}" for column in taken]


def _owner(snapshot: Snapshot, taken: Sequence[Column]) -> str:
    """The population that these columns belong to."""
    return next(one.name for one in snapshot.policy.populations.values() if all(one.columns.get(column.name) is column for column in taken))


def _aggregate(column: Column, condition: str) -> str:
    if column.any_member:
        return f"{any_known(condition)} AS {name(column.name)}"
    return f"CASE WHEN bool_or(({condition}) IS NULL) THEN NULL ELSE count(*) FILTER ({condition})::DOUBLE END AS {name(column.name)}"


def _heads(snapshot: Snapshot, direct: Sequence[Column]) -> tuple[str, list[str]]:
    """Columns of the household's head: the registered member whose relation is 户主, the first by key if there are two."""
    taken = [column for column in direct if column.of_head]
    if not taken:
        return "", []
    persons = relation(snapshot, PERSON, {"relation", *(column.of_head or "" for column in taken)})
    first = f"row_number() OVER (PARTITION BY {HOUSEHOLD} ORDER BY {KEY}) = 1"
    heads = f"SELECT * FROM ({persons}) WHERE {REGISTERED} AND relation = '户主' QUALIFY {first}"
    values = [f"head.{name(column.of_head or '')} AS {name(column.name)}" for column in taken]
    return f" LEFT JOIN ({heads}) head ON head.{HOUSEHOLD} = u.{HOUSEHOLD}", values


def _benefits(snapshot: Snapshot, population: Population, codes: Sequence[str]) -> tuple[str, list[str]]:
    """ "has:CODE" and "amount:CODE": for a person by its own key, and by the household where the benefit is the household's; for other units by the household."""
    submitted = [code for code in codes if code_slices(snapshot, code)]
    person = population.name == PERSON
    shared = [code for code in submitted if not person or snapshot.policy.benefits[code].level == "household"]
    joins = f" LEFT JOIN ({by_person(snapshot, submitted)}) bp ON bp.k = u.{KEY}" if person and submitted else ""
    if shared:
        households = {role: members(snapshot, snapshot.policy.populations[grain]) for role, grain in (("persons", PERSON), ("households", HOUSEHOLDS))}
        joins += f" LEFT JOIN ({by_household(snapshot, shared, **households)}) bh ON bh.k = u.{HOUSEHOLD}"
    values = []
    for code in codes:
        flags = ([f"bp.{name('flag:' + code)}"] if person else []) + ([f"bh.{name('flag:' + code)}"] if code in shared else [])
        # A household's money is counted once: with the person on whose name it was paid.
        amount = f"{'bp' if person else 'bh'}.{name('amount:' + code)}"
        known = code in submitted
        values.append(f"{flag_sql(flags) if known else 'CAST(NULL AS BOOLEAN)'} AS {has_name(code)}")
        values.append(f"{f'coalesce({amount}, 0)' if known else 'CAST(NULL AS DOUBLE)'} AS {amount_name(code)}")
    return joins, values
