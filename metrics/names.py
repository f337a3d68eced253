"""Given a relation of units; gives the same with the name to call each by: its own, else that of the person it is about, else of its household's head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.benefits_sql import HOUSEHOLDS
from metrics.duck import name
from metrics.members_sql import PERSON
from metrics.population_sql import known_in, relation
from metrics.registers import HOUSEHOLD, KEY, REGISTERED

if TYPE_CHECKING:
    from metrics.snapshot import Snapshot

NAME, HEAD_NAME, RELATION = "name", "head_name", "relation"
"""Columns of persons and households that hold names, and the one that says who the head is."""

UNIT_NAME = '"unit:name"'


def named_units(snapshot: Snapshot, population: str, units: str) -> str:
    """SELECT of the relation's columns and UNIT_NAME (unknown where nobody is named)."""
    called = snapshot.policy.populations[population].called
    if called is not None:
        return _joined(units, f"SELECT {KEY} AS k, CAST({name(called)} AS VARCHAR) AS n FROM ({relation(snapshot, population, [called])})", KEY, "p")
    if population == PERSON:
        return _joined(units, _names(snapshot), KEY, "p")
    if (person := snapshot.policy.populations[population].person) is not None:
        about = f"SELECT u.k, p.n FROM (SELECT {KEY} AS k, {name(person)} AS one FROM ({relation(snapshot, population, [person])})) u"
        return _joined(units, f"{about} LEFT JOIN ({_names(snapshot)}) p ON p.k = u.one", KEY, "p")
    parts, values = "", []
    if known_in(snapshot, snapshot.policy.populations[HOUSEHOLDS]) and HEAD_NAME in snapshot.policy.populations[HOUSEHOLDS].columns:
        households = relation(snapshot, HOUSEHOLDS, [HEAD_NAME])
        parts += f" LEFT JOIN (SELECT {KEY} AS k, {name(HEAD_NAME)} AS n FROM ({households})) h ON h.k = u.{HOUSEHOLD}"
        values.append("h.n")
    if RELATION in snapshot.policy.populations[PERSON].columns:
        heads = f"SELECT {HOUSEHOLD} AS k, min({name(NAME)}) AS n FROM ({_persons(snapshot)}) WHERE {REGISTERED} AND {name(RELATION)} = '户主' GROUP BY 1"
        parts += f" LEFT JOIN ({heads}) p ON p.k = u.{HOUSEHOLD}"
        values.append("p.n")
    return f"SELECT u.*, coalesce({', '.join([*values, 'CAST(NULL AS VARCHAR)'])}) AS {UNIT_NAME} FROM ({units}) u{parts}"


def _names(snapshot: Snapshot) -> str:
    """SELECT of the key of every person and the person's name."""
    return f"SELECT {KEY} AS k, {_column(snapshot, PERSON, NAME)} AS n FROM ({_persons(snapshot)})"


def _persons(snapshot: Snapshot) -> str:
    held = snapshot.policy.populations[PERSON].columns
    return relation(snapshot, PERSON, [column for column in (NAME, RELATION) if column in held])


def _column(snapshot: Snapshot, population: str, column: str) -> str:
    return name(column) if column in snapshot.policy.populations[population].columns else "CAST(NULL AS VARCHAR)"


def _joined(units: str, names: str, key: str, alias: str) -> str:
    return f"SELECT u.*, {alias}.n AS {UNIT_NAME} FROM ({units}) u LEFT JOIN ({names}) {alias} ON {alias}.k = u.{key}"
