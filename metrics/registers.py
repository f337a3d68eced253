"""Given a snapshot and a declared population; gives the SQL of its units and their source columns: the registers merged, and whoever is only on a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.composite_keys import rows_by_parts
from metrics.duck import cursor, name
from metrics.has_sql import BENEFITS, benefit_slices, code_slices, pivot, pivoted, rows_of
from metrics.scan import RANK, ROW, SQL_TYPES, present, scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from metrics.snapshot import Snapshot
    from policy.model import Column, Population
    from store.model import Slice

KEY, HOUSEHOLD, AREA, REGISTERED = '"unit:key"', '"unit:household"', '"unit:area"', '"unit:registered"'
"""Columns that every relation of units has besides the declared ones: key, household, the register's own area code, whether a register has the unit."""

_NO_BENEFIT = "CAST(NULL AS INTEGER) AS code, CAST(NULL AS UTINYINT) AS flag, CAST(NULL AS DOUBLE) AS amount"
"""What the row of a list says of the benefits that were asked for, if it is another list."""

_checked: dict[tuple[str, ...], bool] = {}


def units(snapshot: Snapshot, population: Population, columns: Iterable[Column], codes: Sequence[str] = ()) -> str:
    """SELECT of KEY, HOUSEHOLD, AREA, REGISTERED and the given source columns, one row for each unit; and what the list of each code says of the unit itself.

    A unit in several registers is one unit: each column takes the first known value in the column's order of trust. A key that occurs twice in a register
    counts once: the row of the newest slice, in it the first (metrics.disagreements.duplicates lists them). codes: benefit codes, see metrics.has_sql.pivot.
    """
    columns = tuple(columns)
    merged = _merged(snapshot, population, columns)
    lists = _listed(snapshot, population, codes)
    if not lists:
        return _from_lists(snapshot, population, columns, merged)
    # One join gives both whoever is only on a list and what the lists say of everyone. Whoever is only on a list stands in the village that the list names;
    # the household that it names is not taken over, or what that household receives would be theirs.
    values = [f"coalesce(m.{KEY}, l.k) AS {KEY}", f"m.{HOUSEHOLD}", f"coalesce(m.{AREA}, l.area) AS {AREA}", f"coalesce(m.{REGISTERED}, FALSE) AS {REGISTERED}"]
    values += [f"m.{name(column.name)}" for column in columns]
    values += [f"l.{one}" for one in pivoted(codes)]
    return _from_lists(snapshot, population, columns, f"SELECT {', '.join(values)} FROM ({merged}) m FULL JOIN ({lists}) l ON l.k = m.{KEY}")


def members(snapshot: Snapshot, population: Population) -> str:
    """SELECT of KEY and HOUSEHOLD of the units that a register has."""
    return f"SELECT {KEY}, {HOUSEHOLD} FROM ({_merged(snapshot, population, ())})"


def placed_members(snapshot: Snapshot, population: Population) -> str:
    """SELECT of KEY, HOUSEHOLD and AREA of the units that a register has."""
    return f"SELECT {KEY}, {HOUSEHOLD}, {AREA} FROM ({_merged(snapshot, population, ())})"


def has_register(snapshot: Snapshot, population: Population) -> bool:
    """Whether any register of the population counts in this month."""
    return any(snapshot.submitted(table) for table in population.registers)


def register_rows(snapshot: Snapshot, population: Population, table: str, columns: dict[str, str]) -> str:
    """SELECT of the columns (name → type) of one register, one row for each key."""
    slices = snapshot.slices(table)
    if population.key_of:
        return rows_by_parts(population, slices, columns)
    if unique(slices, population.key):
        return scan(slices, columns)
    listed = ", ".join(name(column) for column in columns)
    key = name(population.key)
    first = f"row_number() OVER (PARTITION BY {key} ORDER BY {RANK}, {ROW}) = 1"
    return f"(SELECT {listed} FROM {scan(slices, columns, ranked=True)} QUALIFY {key} IS NULL OR {first})"


def unique(slices: tuple[Slice, ...], key: str) -> bool:
    """Whether no key occurs twice. Compares hashes, so it may (once in millions of millions) say no where it is yes; never the other way round."""
    contents = (key, *(one.content for one in slices))
    if contents not in _checked:
        held = key in present(slices)
        with cursor() as duck:
            sql = f"SELECT count(h) = count(DISTINCT h) FROM (SELECT hash({name(key)}) h FROM {scan(slices, {key: 'text'})} WHERE {name(key)} IS NOT NULL)"
            _checked[contents] = not held or bool(duck.execute(sql).fetchall()[0][0])
    return _checked[contents]


def _merged(snapshot: Snapshot, population: Population, columns: tuple[Column, ...]) -> str:
    """The registers that were submitted, joined on the key; without any: the same columns, no rows."""
    tables = [table for table in population.registers if snapshot.submitted(table)]
    if not tables:
        blanks = "".join(f", CAST(NULL AS {SQL_TYPES[column.type]}) AS {name(column.name)}" for column in columns)
        return f"SELECT CAST(NULL AS VARCHAR) {KEY}, CAST(NULL AS VARCHAR) {HOUSEHOLD}, CAST(NULL AS VARCHAR) {AREA}, TRUE {REGISTERED}{blanks} WHERE FALSE"
    joined = f"{_register(snapshot, population, tables[0], columns)} {_alias(tables[0])}"
    for position, table in enumerate(tables[1:], start=1):
        rows = _register(snapshot, population, table, columns)
        earlier = _first_known([f"{_alias(one)}.{name(population.key)}" for one in tables[:position]])
        joined += f" FULL JOIN {rows} {_alias(table)} ON {_alias(table)}.{name(population.key)} = {earlier}"
    return f"SELECT {', '.join(_merged_columns(population, tables, columns))} FROM {joined}"


def _merged_columns(population: Population, tables: list[str], columns: tuple[Column, ...]) -> list[str]:
    def system(column: str) -> str:
        return _first_known([f"{_alias(table)}.{name(column)}" for table in tables])

    household = system(population.household) if population.household else "CAST(NULL AS VARCHAR)"
    parts = [f"{system(population.key)} AS {KEY}", f"{household} AS {HOUSEHOLD}", f"{system('area_code')} AS {AREA}", f"TRUE AS {REGISTERED}"]
    for column in columns:
        origins = [source.split(".", 1) for source in column.sources]
        known = [f"{_alias(table)}.{name(found)}" for table, found in origins if table in tables]
        value = _first_known(known) if known else f"CAST(NULL AS {SQL_TYPES[column.type]})"
        parts.append(f"{value} AS {name(column.name)}")
    return parts


def _register(snapshot: Snapshot, population: Population, table: str, columns: tuple[Column, ...]) -> str:
    read = {population.key: "text", "area_code": "text"}
    if population.household:
        read[population.household] = "text"
    for column in columns:
        read |= {found: column.type for origin, found in (source.split(".", 1) for source in column.sources) if origin == table}
    return register_rows(snapshot, population, table, read)


def _listed(snapshot: Snapshot, population: Population, codes: Sequence[str]) -> str:
    """SELECT of k and area, one row for each key on the lists that refer to this population, with the pivot of the codes; empty text if none was submitted."""
    asked = [one for code in codes for one in code_slices(snapshot, code)]
    parts = [f"SELECT {name(population.key)} AS k, area_code AS area, code, flag, amount FROM ({rows_of(snapshot, codes)})"] if asked else []
    for table in population.lists:
        slices = [one for one in benefit_slices(snapshot) if one not in asked] if table == BENEFITS else snapshot.slices(table)
        if population.key in present(slices):
            wanted = {population.key: "text", "area_code": "text"}
            parts.append(f"SELECT {name(population.key)} AS k, area_code AS area, {_NO_BENEFIT} FROM {scan(slices, wanted)}")
    if not parts:
        return ""
    # An unplaced area's code ends in 000, so the greatest code is a village where any row names one.
    return f"SELECT {', '.join(['k', 'max(area) AS area', *pivot(codes)])} FROM ({' UNION ALL '.join(parts)}) WHERE k IS NOT NULL GROUP BY k"


def _from_lists(snapshot: Snapshot, population: Population, columns: tuple[Column, ...], merged: str) -> str:
    """Columns that trust a list after the registers: what the list says of the key, where they say nothing."""
    joins, values = [], []
    for column in columns:
        for position, source in enumerate(column.sources):
            table, found = source.split(".", 1)
            if table in population.registers or not snapshot.submitted(table):
                continue
            alias = name(f"{column.name}:{position}")
            rows = scan(snapshot.slices(table), {population.key: "text", found: column.type})
            joins.append(f" LEFT JOIN (SELECT {name(population.key)} k, min({name(found)}) v FROM {rows} GROUP BY 1) {alias} ON {alias}.k = m.{KEY}")
            values.append((column.name, f"{alias}.v"))
    if not joins:
        return merged
    replaced = ", ".join(f"{_first_known([f'm.{name(one)}', *(v for n, v in values if n == one)])} AS {name(one)}" for one in dict(values))
    return f"SELECT m.* REPLACE ({replaced}) FROM ({merged}) m{''.join(joins)}"


def _first_known(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"coalesce({', '.join(values)})"


def _alias(table: str) -> str:
    return name(f"r:{table}")
