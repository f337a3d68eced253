"""Given a snapshot and measures; draws up the households once for all populations that are placed by them, instead of anew in each pass."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from metrics.benefits_sql import HOUSEHOLDS
from metrics.duck import cursor, name
from metrics.lineage import grains_above
from metrics.needs import with_needs
from metrics.population_sql import DRAWN, PERSONS, VILLAGE, known_in, relation
from metrics.registers import KEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import duckdb
    import pyarrow as pa

    from metrics.snapshot import Snapshot
    from policy.model import Population

WORTH = 2
"""From so many populations on, drawing the households up is quicker than joining them anew: the number of people in each is counted from the register."""


def drawn_households(snapshot: Snapshot, columns: Mapping[str, Iterable[str]]) -> tuple[Snapshot, pa.Table | None]:
    """The snapshot that knows of the households, and their table for `use`. columns: population → the columns that its measures need."""
    policy = snapshot.policy
    linked = {one: names for one, names in columns.items() if HOUSEHOLDS in grains_above(policy.populations[one])}
    if len(linked) < WORTH or not known_in(snapshot, policy.populations[HOUSEHOLDS]):
        return snapshot, None
    taken = frozenset(column for one, names in linked.items() for column in _of_household(snapshot, policy.populations[one], names))
    listed = "".join(f", {name(column)}" for column in sorted(taken))
    with cursor() as duck:
        table = duck.sql(f"SELECT {KEY}, {VILLAGE}, {PERSONS}{listed} FROM ({relation(snapshot, HOUSEHOLDS, taken, sizes=True)})").to_arrow_table()
    return replace(snapshot, households=taken), table


def use(duck: duckdb.DuckDBPyConnection, households: pa.Table | None) -> None:
    """Give a cursor the households."""
    if households is not None:
        duck.register(DRAWN, households)


def _of_household(snapshot: Snapshot, population: Population, names: Iterable[str]) -> set[str]:
    """The columns of the household that these columns of a unit rest on; those of an exploded unit stand with what it is exploded from."""
    if population.explode_of:
        parent = snapshot.policy.populations[population.explode_of]
        own = {column.of_parent for column, _ in with_needs(snapshot.policy, population, names) if column.of_parent}
        return _of_household(snapshot, parent, {*own, population.explode_column or ""}) | _direct(snapshot, population, names)
    return _direct(snapshot, population, names)


def _direct(snapshot: Snapshot, population: Population, names: Iterable[str]) -> set[str]:
    return {column.of_household for column, _ in with_needs(snapshot.policy, population, names) if column.of_household}
