"""Given columns that a unit draws from its household's members or head, or from the person that it is about; gives the join that draws them, three-valued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.duck import name
from metrics.joined import Joined
from metrics.registers import HOUSEHOLD, KEY, REGISTERED
from metrics.rows_sql import any_known
from metrics.rule_in_sql import rule_sql

if TYPE_CHECKING:
    from collections.abc import Sequence

    from metrics.population_sql import Relation
    from metrics.snapshot import Snapshot
    from policy.model import Column, Population

PERSON = "person"
RELATION_TO_HEAD, HEAD = "relation", "户主"


def members_joined(snapshot: Snapshot, population: Population, direct: Sequence[Column], relation: Relation) -> Joined:
    """any_member and count_members over the registered members of the unit's household, the columns of its head and of the person that it is about.

    any_member: TRUE if it is true of one, else unknown if it cannot be told of one, else FALSE; count_members: unknown if it cannot be told of one. Where no
    member is known, both are unknown. Someone who is only on a list is no member.
    """
    taken = [column for column in direct if column.any_member or column.count_members]
    heads = [column for column in direct if column.of_head]
    found = _members(snapshot, population, taken, relation) if taken else Joined()
    found += _heads(snapshot, heads, relation) if heads else Joined()
    own = [column for column in direct if column.of_person]
    return found + (_own_person(snapshot, population, own, relation) if own else Joined())


def _own_person(snapshot: Snapshot, population: Population, taken: Sequence[Column], relation: Relation) -> Joined:
    """Columns of the person that the unit is about; unknown where that person is in no register, for of them nothing is known."""
    persons = relation(snapshot, PERSON, {column.of_person or "" for column in taken})
    columns = tuple(f"person.{name(column.of_person or '')} AS {name(column.name)}" for column in taken)
    return Joined(f" LEFT JOIN (SELECT * FROM ({persons}) WHERE {REGISTERED}) person ON person.{KEY} = u.{name(population.person or '')}", columns)


def _members(snapshot: Snapshot, population: Population, taken: Sequence[Column], relation: Relation) -> Joined:
    rules = [snapshot.policy.column_rule(population.name, column.name) for column in taken]
    persons = relation(snapshot, PERSON, {one for rule in rules for one in rule.columns}, {code for rule in rules for code in rule.codes})
    aggregates = [_aggregate(column, rule_sql(snapshot, rule)) for column, rule in zip(taken, rules, strict=True)]
    grouped = f"SELECT {HOUSEHOLD} AS k, {', '.join(aggregates)} FROM ({persons}) WHERE {REGISTERED} AND {HOUSEHOLD} IS NOT NULL GROUP BY 1"
    return Joined(f" LEFT JOIN ({grouped}) m ON m.k = u.{HOUSEHOLD}", tuple(f"m.{name(column.name)}" for column in taken))


def _aggregate(column: Column, condition: str) -> str:
    if column.any_member:
        return f"{any_known(condition)} AS {name(column.name)}"
    return f"CASE WHEN bool_or(({condition}) IS NULL) THEN NULL ELSE count(*) FILTER ({condition})::DOUBLE END AS {name(column.name)}"


def _heads(snapshot: Snapshot, taken: Sequence[Column], relation: Relation) -> Joined:
    """The head is the registered member whose relation is 户主, the first by key if there are two."""
    persons = relation(snapshot, PERSON, {RELATION_TO_HEAD, *(column.of_head or "" for column in taken)})
    first = f"row_number() OVER (PARTITION BY {HOUSEHOLD} ORDER BY {KEY}) = 1"
    heads = f"SELECT * FROM ({persons}) WHERE {REGISTERED} AND {name(RELATION_TO_HEAD)} = '{HEAD}' QUALIFY {first}"
    columns = tuple(f"head.{name(column.of_head or '')} AS {name(column.name)}" for column in taken)
    return Joined(f" LEFT JOIN ({heads}) head ON head.{HOUSEHOLD} = u.{HOUSEHOLD}", columns)
