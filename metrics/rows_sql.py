"""Given a column that is drawn from the rows of a list; gives the SQL of its value by unit, unknown where the list's slice was not submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.areas import townships
from metrics.duck import literal, name
from metrics.joined import Joined
from metrics.rule_in_sql import rule_sql
from metrics.scan import blank, present, scan, types

if TYPE_CHECKING:
    from metrics.snapshot import Snapshot
    from policy.model import Column, Population, RowOrigin
    from policy.rules import Rule
    from store.model import Slice

HOUSEHOLD_COLUMN, PERSON_COLUMN = "household_id", "person_key"
"""Columns of lists that say whose a row is, whatever the list is about."""

UNIT_KEY, UNIT_HOUSEHOLD = "unit:key", "unit:household"


class ListKeyError(Exception):
    """A list lacks the column by which its rows are matched with the units (by, their key or their household), so nothing can be drawn from it."""


def drawn(snapshot: Snapshot, population: Population, column: Column, village: str) -> Joined:
    """The join and value of an any_row or sum_rows column.

    any_row: TRUE if some row of the unit fits the rule, else unknown if that cannot be told of some row, else FALSE. sum_rows: the sum or the number of
    different values, unknown if one of them is. A unit without rows has FALSE or 0 where the slice was submitted for its township, else unknown.
    village: SQL of the unit's village.
    """
    origin = column.any_row or column.sum_rows
    if origin is None:
        raise ListKeyError(f"{population.name}.{column.name}")
    slices = snapshot.matching(origin.table, origin.slice)
    if not slices:
        return Joined("", (f"{blank(column)} AS {name(column.name)}",))
    rule = snapshot.policy.column_rule(population.name, column.name) if origin.rule else None
    alias = name("rows:" + column.name)
    key, unit = matched_by(snapshot, population, origin, slices)
    aggregate = _any(snapshot, origin, rule, slices, key) if column.any_row else _sum(snapshot, origin, rule, slices, key)
    none = "FALSE" if column.any_row else "0"
    submitted = submitted_sql(snapshot, slices, village)
    absent = none if submitted == "TRUE" else f"CASE WHEN {submitted} THEN {none} END"
    if unit not in (UNIT_KEY, UNIT_HOUSEHOLD) or population.person is not None:  # whose rows they would be may not be known, so neither is what they say
        absent = f"CASE WHEN u.{name(unit)} IS NOT NULL THEN {absent} END"
    state = f"CASE WHEN {alias}.k IS NULL THEN {absent} ELSE {alias}.v END"
    return Joined(f" LEFT JOIN ({aggregate}) {alias} ON {alias}.k = u.{name(unit)}", (f"{state} AS {name(column.name)}",))


def submitted_sql(snapshot: Snapshot, slices: tuple[Slice, ...], village: str) -> str:
    """Whether these slices cover the unit's township: TRUE if one of them is the county's or all townships handed in, else a condition on the village code."""
    covered = {one.key.get("township", "") for one in slices}
    every = townships(snapshot)
    if "" in covered or (every and covered >= {area.code for area in every}):
        return "TRUE"
    return f"substr({village}, 1, 9) IN ({', '.join(literal(code) for code in sorted(covered))})"


def matched_by(snapshot: Snapshot, population: Population, origin: RowOrigin, slices: tuple[Slice, ...]) -> tuple[str, str]:
    """The list's column that says whose a row is, and the relation's column that it is compared with. Raises ListKeyError if the list has no such column."""
    held = present(slices)
    if origin.by is not None:
        if origin.by not in held:
            raise ListKeyError(f"{origin.table} 中没有 {origin.by}，不能对到{population.label}（{snapshot.month}）")
        return origin.by, origin.on or _owner(population, origin.by)
    for column in (population.key, PERSON_COLUMN if population.person else population.key, HOUSEHOLD_COLUMN):
        if column in held:
            return column, _owner(population, column)
    raise ListKeyError(f"{origin.table} 中没有 {population.key} 或 {HOUSEHOLD_COLUMN}，不能对到 {population.label}（{snapshot.month}）")


def _owner(population: Population, column: str) -> str:
    """Whom a row of a list belongs to where nothing else is said: the unit itself, the person that it is about, or its household."""
    if column == population.key:
        return UNIT_KEY
    if column == PERSON_COLUMN and population.person is not None:
        return population.person
    return UNIT_HOUSEHOLD if column == HOUSEHOLD_COLUMN else UNIT_KEY


def _rows(snapshot: Snapshot, origin: RowOrigin, rule: Rule | None, slices: tuple[Slice, ...], key: str) -> tuple[str, str]:
    """The rows of the list with the columns asked for, and the condition in SQL; a condition over a column that the sheet does not have cannot be told."""
    held = present(slices)
    known = types(slices)
    wanted = {key, *(rule.columns if rule else ()), *(one for one in (origin.column, origin.distinct) if one)}
    rows = scan(slices, {column: known.get(column, "number" if column == origin.column else "text") for column in sorted(wanted)})
    if rule is None:
        return rows, "TRUE"
    return rows, rule_sql(snapshot, rule) if rule.columns <= held else "CAST(NULL AS BOOLEAN)"


def _any(snapshot: Snapshot, origin: RowOrigin, rule: Rule | None, slices: tuple[Slice, ...], key: str) -> str:
    rows, condition = _rows(snapshot, origin, rule, slices, key)
    return f"SELECT {name(key)} AS k, {any_known(condition)} AS v FROM {rows} WHERE {name(key)} IS NOT NULL GROUP BY 1"


def _sum(snapshot: Snapshot, origin: RowOrigin, rule: Rule | None, slices: tuple[Slice, ...], key: str) -> str:
    rows, condition = _rows(snapshot, origin, rule, slices, key)
    value = name(origin.column or origin.distinct or "")
    unknown = f"bool_or(({condition}) IS NULL OR (({condition}) AND {value} IS NULL))"
    counted = f"CASE WHEN {condition} THEN {value} END"
    total = f"count(DISTINCT {counted})" if origin.distinct else f"coalesce(sum({counted}), 0)"
    return f"SELECT {name(key)} AS k, CASE WHEN {unknown} THEN NULL ELSE {total} END AS v FROM {rows} WHERE {name(key)} IS NOT NULL GROUP BY 1"


def any_known(condition: str) -> str:
    """Three-valued "some of them": TRUE if any is true, else unknown if any is unknown, else FALSE."""
    return f"CASE max(coalesce(({condition})::UTINYINT * 2, 1)) WHEN 2 THEN TRUE WHEN 1 THEN NULL ELSE FALSE END"
