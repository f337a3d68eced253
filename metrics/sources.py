"""Given a unit and a column or benefit code; gives the cell of the workbook in which its value was read, following the declaration down to a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from metrics.benefits_sql import HOUSEHOLDS
from metrics.composite_keys import key_sql
from metrics.duck import cursor, name
from metrics.has_sql import BENEFITS, code_slices
from metrics.members_sql import PERSON
from metrics.model import CellSource
from metrics.population_sql import relation
from metrics.registers import HOUSEHOLD, KEY, REGISTERED
from metrics.rows_sql import HOUSEHOLD_COLUMN, UNIT_HOUSEHOLD, UNIT_KEY, matched_by
from metrics.rule_in_sql import rule_sql
from metrics.scan import present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from metrics.snapshot import Snapshot
    from policy.model import Column, Population
    from store.model import Slice

_PLACE = ("src_file", "src_sheet", "src_row")


def column_source(snapshot: Snapshot, population: Population, column_name: str, key: str, household: str | None) -> CellSource | None:
    """Where the value of a column of this unit was read; for a blank value the blank cell, None if the unit is in no sheet that has the column.

    A derived column leads to the first of its columns that has a source, known values first; one drawn from members to the member that decides it.
    """
    column = population.columns[column_name]
    if column.sources:
        return _from_registers(snapshot, population, column, key)
    if column.derived:
        return _from_derived(snapshot, population, column, key, household)
    if column.of_person:
        return _from_person(snapshot, population, column.of_person, key, household)
    if column.of_household and household:
        return column_source(snapshot, snapshot.policy.populations[HOUSEHOLDS], column.of_household, household, household)
    if (column.any_member or column.count_members) and household:
        return _from_members(snapshot, population, column, household)
    return (_from_rows if column.any_row or column.sum_rows else _from_parent)(snapshot, population, column, key, household)


def benefit_source(snapshot: Snapshot, code: str, key: str, household: str | None) -> CellSource | None:
    """The state cell of the newest row that pays this benefit to the unit: by its own key, else by its household's."""
    slices = code_slices(snapshot, code)
    for owner, value in (("person_key", key), (HOUSEHOLD_COLUMN, household)):
        if value and owner in present(slices):
            found = _row(snapshot, slices, name(owner), value, "benefit_state", BENEFITS, needs=(owner,))
            if found:
                return found[0]
    return None


def _from_registers(snapshot: Snapshot, population: Population, column: Column, key: str) -> CellSource | None:
    blank = None
    for source in column.sources:
        table, found = source.split(".", 1)
        slices = snapshot.slices(table)
        held = present(slices)
        parts = population.key_of or (population.key,)
        if found not in held or not held.issuperset(parts):
            continue
        row = _row(snapshot, slices, key_sql(population, slices), key, found, table, needs=parts)
        if row and row[1] is not None:
            return row[0]
        blank = blank or (row[0] if row else None)
    return blank


def _from_derived(snapshot: Snapshot, population: Population, column: Column, key: str, household: str | None) -> CellSource | None:
    rule = snapshot.policy.column_rule(population.name, column.name)
    values = unit_values(snapshot, population, sorted(rule.columns), key)
    for one in sorted(rule.columns, key=lambda needed: (values.get(needed) is None, rule.text.find(needed))):
        found = column_source(snapshot, population, one, key, household)
        if found:
            return found
    return next((found for code in sorted(rule.codes) if (found := benefit_source(snapshot, code, key, household))), None)


def _from_members(snapshot: Snapshot, population: Population, column: Column, household: str) -> CellSource | None:
    """The member that decides: one that fits the rule, else one of whom it cannot be told, else the first."""
    persons = snapshot.policy.populations[PERSON]
    rule = snapshot.policy.column_rule(population.name, column.name)
    members = relation(snapshot, PERSON, rule.columns, rule.codes)
    order = f"CASE WHEN ({rule_sql(snapshot, rule)}) THEN 0 WHEN ({rule_sql(snapshot, rule)}) IS NULL THEN 1 ELSE 2 END"
    with cursor() as duck:
        sql = f"SELECT {KEY} FROM ({members}) WHERE {REGISTERED} AND {HOUSEHOLD} = ? ORDER BY {order}, {KEY} LIMIT 1"
        found = duck.execute(sql, [household]).fetchone()
    if not found:
        return None
    for one in sorted(
        rule.columns, key=lambda needed: -rule.text.find(needed)
    ):  # the last condition named is what was looked for, the first ones are the universe
        source = column_source(snapshot, persons, one, found[0], household)
        if source:
            return source
    return None


def _from_rows(snapshot: Snapshot, population: Population, column: Column, key: str, household: str | None) -> CellSource | None:
    origin = column.any_row or column.sum_rows
    slices = snapshot.matching(origin.table, origin.slice) if origin else ()
    if not origin or not slices:
        return None
    held = present(slices)
    owner, unit = matched_by(snapshot, population, origin, slices)
    own = {UNIT_KEY: key, UNIT_HOUSEHOLD: household}
    value = own[unit] if unit in own else unit_values(snapshot, population, [unit], key).get(unit)
    rule = snapshot.policy.column_rule(population.name, column.name) if origin.rule else None
    wanted = [*([origin.column] if origin.column else []), *(sorted(rule.columns) if rule else [])]
    read = next((one for one in wanted if one in held), None)
    if read is None or not value:
        return None
    first = f"({rule_sql(snapshot, rule)}) IS NOT TRUE, " if rule and rule.columns <= held else ""
    found = _row(snapshot, slices, name(owner), value, read, origin.table, first=first, needs=(owner,))
    return found[0] if found else None


def _from_person(snapshot: Snapshot, population: Population, taken: str, key: str, household: str | None) -> CellSource | None:
    link = population.person or ""
    person = unit_values(snapshot, population, [link], key).get(link)
    return column_source(snapshot, snapshot.policy.populations[PERSON], taken, person, household) if person else None


def _from_parent(snapshot: Snapshot, population: Population, column: Column, key: str, household: str | None) -> CellSource | None:
    taken = column.of_parent or (population.explode_column if column.exploded else None)
    if not taken or not population.explode_of:
        return None
    return column_source(snapshot, snapshot.policy.populations[population.explode_of], taken, key.rsplit("/", 1)[0], household)


def unit_values(snapshot: Snapshot, population: Population, columns: Sequence[str], key: str) -> dict[str, Any]:
    """The values of some columns of one unit; empty if there is no such unit."""
    with cursor() as duck:
        listed = ", ".join(name(column) for column in columns) or "1"
        found = duck.execute(f"SELECT {listed} FROM ({relation(snapshot, population.name, columns)}) WHERE {KEY} = ? LIMIT 1", [key]).fetchone()
    return dict(zip(columns, found, strict=True)) if found and columns else {}


def _row(  # noqa: PLR0913 - a row is found by what owns it, a value by its column
    snapshot: Snapshot, slices: Sequence[Slice], owner: str, value: str, column: str, table: str, *, needs: Sequence[str], first: str = ""
) -> tuple[CellSource, Any] | None:
    """The cell and its value in the most trusted row that belongs to `value`. owner: SQL of what says whose a row is; needs: the columns in it."""
    for one in slices:
        if not {*needs, column, *_PLACE} <= present((one,)):
            continue
        with cursor() as duck:
            sql = f"SELECT {name(column)}, {', '.join(_PLACE)} FROM read_parquet(?) WHERE {owner} = ? ORDER BY {first}src_row LIMIT 1"
            found = duck.execute(sql, [str(one.path), value]).fetchone()
        if found:
            read, file, sheet, row = found
            return CellSource(file, sheet, _cell(snapshot, one, file, sheet, column, row), one.upload_id, snapshot.policy.sheet(table)), read
    return None


def _cell(snapshot: Snapshot, one: Slice, file: str, sheet: str, column: str, row: int) -> str:
    """ "F17", or "第17行" where the sheet has no such column (a value worked out from others)."""
    sheets = snapshot.once(("sheets", one.upload_id), lambda: snapshot.store.upload(one.upload_id).sheets)
    for record in sheets:
        if record.get("file") == file and record.get("sheet") == sheet:
            columns = record.get("columns", {})
            letter = columns.get(column) or columns.get(f"{one.table}.{column}")
            if letter:
                return f"{letter}{row}"
    return f"第{row}行"
