"""Given the columns that are drawn from the rows of lists; gives the SQL of their values by unit, unknown where the list's slice was not submitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.areas import townships
from metrics.duck import literal, name
from metrics.joined import Joined
from metrics.rule_in_sql import rule_sql
from metrics.scan import blank, present, scan, types

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from metrics.snapshot import Snapshot
    from policy.model import Column, Population, RowOrigin
    from policy.rules import Rule
    from store.model import Slice

HOUSEHOLD_COLUMN, PERSON_COLUMN = "household_id", "person_key"
"""Columns of lists that say whose a row is, whatever the list is about."""

UNIT_KEY, UNIT_HOUSEHOLD = "unit:key", "unit:household"


class ListKeyError(Exception):
    """A list lacks the column by which its rows are matched with the units (by, their key or their household), so nothing can be drawn from it."""


@dataclass(frozen=True)
class _Draw:
    """A column, and the rows that it is drawn from; key: the list's column that says whose a row is; unit: the unit's column that this is compared with."""

    column: Column
    origin: RowOrigin
    slices: tuple[Slice, ...]
    rule: Rule | None
    key: str
    unit: str

    @property
    def source(self) -> tuple[object, ...]:
        """The same for columns that are drawn from the same rows, matched in the same way."""
        return *(one.path for one in self.slices), self.key, self.unit


def drawn(snapshot: Snapshot, population: Population, columns: Iterable[Column], village: str) -> Joined:
    """The joins and values of the any_row and sum_rows columns: one join for all that are drawn from the same rows, since each takes memory of its own.

    any_row: TRUE if some row of the unit fits the rule, else unknown if that cannot be told of some row, else FALSE. sum_rows: the sum or the number of
    different values, unknown if one of them is. A unit without rows has FALSE or 0 where the slice was submitted for its township, else unknown.
    village: SQL of the unit's village.
    """
    found = Joined()
    sources: dict[tuple[object, ...], list[_Draw]] = {}
    for column in columns:
        if draw := _draw(snapshot, population, column):
            sources.setdefault(draw.source, []).append(draw)
        else:
            found += Joined("", (f"{blank(column)} AS {name(column.name)}",))
    for number, draws in enumerate(sources.values()):
        found += _joined(snapshot, population, draws, name(f"rows:{number}"), village)
    return found


def _draw(snapshot: Snapshot, population: Population, column: Column) -> _Draw | None:
    """None where none of the slices was submitted. Raises ListKeyError."""
    origin = column.any_row or column.sum_rows
    if origin is None:
        raise ListKeyError(f"{population.name}.{column.name}")
    slices = snapshot.matching(origin.table, origin.slice)
    if not slices:
        return None
    rule = snapshot.policy.column_rule(population.name, column.name) if origin.rule else None
    return _Draw(column, origin, slices, rule, *matched_by(snapshot, population, origin, slices))


def _joined(snapshot: Snapshot, population: Population, draws: Sequence[_Draw], alias: str, village: str) -> Joined:
    """The join of columns of the same source."""
    first = draws[0]
    key, unit = name(first.key), f"u.{name(first.unit)}"
    values = ", ".join(f"{_value(snapshot, draw)} AS {name(f'value:{number}')}" for number, draw in enumerate(draws))
    aggregate = f"SELECT {key} AS k, {values} FROM {_rows(draws)} WHERE {key} IS NOT NULL GROUP BY 1"
    submitted = submitted_sql(snapshot, first.slices, village)
    told = first.unit in (UNIT_KEY, UNIT_HOUSEHOLD) and population.person is None  # else whose rows they would be may not be known, so neither is what they say
    columns = []
    for number, draw in enumerate(draws):
        none = "FALSE" if draw.column.any_row else "0"
        absent = none if submitted == "TRUE" else f"CASE WHEN {submitted} THEN {none} END"
        absent = absent if told else f"CASE WHEN {unit} IS NOT NULL THEN {absent} END"
        columns.append(f"CASE WHEN {alias}.k IS NULL THEN {absent} ELSE {alias}.{name(f'value:{number}')} END AS {name(draw.column.name)}")
    return Joined(f" LEFT JOIN ({aggregate}) {alias} ON {alias}.k = {unit}", tuple(columns))


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


def _rows(draws: Sequence[_Draw]) -> str:
    """The rows of the list, with every column that one of these asks for."""
    first = draws[0]
    known = types(first.slices)
    summed = {draw.origin.column for draw in draws}
    wanted = {first.key, *(column for draw in draws for column in _asked(draw))}
    return scan(first.slices, {column: known.get(column, "number" if column in summed else "text") for column in sorted(wanted)})


def _asked(draw: _Draw) -> set[str]:
    """The columns of the list that a value rests on."""
    return {*(draw.rule.columns if draw.rule else ()), *(one for one in (draw.origin.column, draw.origin.distinct) if one)}


def _value(snapshot: Snapshot, draw: _Draw) -> str:
    """The aggregate over a unit's rows; a condition over a column that the sheet does not have cannot be told."""
    condition = "TRUE"
    if draw.rule is not None:
        condition = rule_sql(snapshot, draw.rule) if draw.rule.columns <= present(draw.slices) else "CAST(NULL AS BOOLEAN)"
    return any_known(condition) if draw.column.any_row else _sum(draw.origin, condition)


def _sum(origin: RowOrigin, condition: str) -> str:
    value = name(origin.column or origin.distinct or "")
    unknown = f"bool_or(({condition}) IS NULL OR (({condition}) AND {value} IS NULL))"
    counted = f"CASE WHEN {condition} THEN {value} END"
    total = f"count(DISTINCT {counted})" if origin.distinct else f"coalesce(sum({counted}), 0)"
    return f"CASE WHEN {unknown} THEN NULL ELSE {total} END"


def any_known(condition: str) -> str:
    """Three-valued "some of them": TRUE if any is true, else unknown if any is unknown, else FALSE."""
    return f"CASE max(coalesce(({condition})::UTINYINT * 2, 1)) WHEN 2 THEN TRUE WHEN 1 THEN NULL ELSE FALSE END"
