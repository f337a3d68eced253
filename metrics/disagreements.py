"""Given a snapshot; gives where two sources of one column disagree, and which keys occur twice in a register."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import pyarrow as pa

from metrics.duck import cursor, literal, name
from metrics.registers import register_rows, unique
from metrics.scan import present, scan

if TYPE_CHECKING:
    from metrics.snapshot import Snapshot
    from policy.model import Column, Population

EXAMPLES = 20
"""How many units a disagreement names."""


@dataclass(frozen=True)
class Disagreement:
    """Two sources that say different things of a column; trusted, other: their labels.

    units: how many; examples: (key, value in the trusted source, in the other), at most EXAMPLES."""

    population: str
    column: str
    label: str
    trusted: str
    other: str
    trusted_table: str
    other_table: str
    units: int
    examples: tuple[tuple[str, object, object], ...]


DUPLICATES = pa.schema([("table", pa.string()), ("label", pa.string()), ("key", pa.string()), ("rows", pa.int64()), ("places", pa.string())])


def disagreements(snapshot: Snapshot) -> list[Disagreement]:
    """Every pair of submitted sources of one column in which both are known and differ, for at least one unit. Figures use the more trusted one."""
    found = []
    for population in snapshot.policy.populations.values():
        for column in population.columns.values():
            pairs = combinations([source.split(".", 1) for source in column.sources], 2)
            found += [one for first, second in pairs if (one := _pair(snapshot, population, column, first, second))]
    return found


def duplicates(snapshot: Snapshot) -> pa.Table:
    """Keys that occur more than once in a register, columns of DUPLICATES; places: file, sheet and row of each, the one that counts first."""
    seen: set[tuple[str, str]] = set()
    tables = []
    for population in snapshot.policy.populations.values():
        for table in population.registers:
            if (table, population.key) not in seen and not unique(snapshot.slices(table), population.key):
                tables.append(_duplicates(snapshot, population, table))
            seen.add((table, population.key))
    return pa.concat_tables([DUPLICATES.empty_table(), *tables])


def _pair(snapshot: Snapshot, population: Population, column: Column, first: list[str], second: list[str]) -> Disagreement | None:
    sides = []
    for table, source in (first, second):
        if table not in population.registers or not {source, population.key} <= present(snapshot.slices(table)):
            return None
        sides.append(register_rows(snapshot, population, table, {population.key: "text", source: column.type}))
    key = name(population.key)
    one, other = f"a.{name(first[1])}", f"b.{name(second[1])}"
    if column.type == "list":  # the order in which several values are written says nothing
        one, other = f"list_sort({one})", f"list_sort({other})"
    sql = f"SELECT a.{key}, {one}, {other} FROM {sides[0]} a JOIN {sides[1]} b ON a.{key} = b.{key} WHERE {one} <> {other} ORDER BY 1"
    with cursor() as duck:
        rows = duck.execute(sql).fetchall()
    if not rows:
        return None
    labels = (snapshot.policy.sheet(first[0]), snapshot.policy.sheet(second[0]))
    examples = tuple((row[0], row[1], row[2]) for row in rows[:EXAMPLES])
    return Disagreement(population.name, column.name, column.label, *labels, first[0], second[0], len(rows), examples)


def _duplicates(snapshot: Snapshot, population: Population, table: str) -> pa.Table:
    key = name(population.key)
    columns = {population.key: "text", "src_file": "text", "src_sheet": "text"}
    rows = scan(snapshot.slices(table), columns, ranked=True)
    place = "src_file || ' ' || src_sheet || ' 第' || \"row:number\" || '行'"
    sql = (
        f'SELECT {literal(table)}, {literal(snapshot.policy.sheet(table))}, {key}, count(*), string_agg({place}, \'；\' ORDER BY "row:rank", "row:number") '
        f"FROM {rows} WHERE {key} IS NOT NULL GROUP BY {key} HAVING count(*) > 1 ORDER BY {key}"
    )
    with cursor() as duck:
        return duck.sql(sql).to_arrow_table().rename_columns(DUPLICATES.names).cast(DUPLICATES)
