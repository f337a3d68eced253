"""Every sheet goes by the name that its layout gives it, and every population reads only columns that a layout has."""

from __future__ import annotations

import pytest

from data_loaders.layout import read_layouts
from policy.reader import read_policy


@pytest.fixture(scope="module")
def policy():
    return read_policy()


@pytest.fixture(scope="module")
def tables():
    return {name: (layout, table) for layout in read_layouts().values() for name, table in layout.tables.items()}


def test_every_sheet_is_called_as_its_layout_calls_it(policy, tables):
    assert policy.sheets == {name: table.label for name, (_, table) in tables.items()}


def test_no_two_sheets_go_by_one_name(policy):
    assert len(set(policy.sheets.values())) == len(policy.sheets) == 60


# What the reader works out from ids and certificates, and what it adds to every row (data_loaders/rows.py).
DRAWN = {"area_code", "township", "person_key", "head_key", "birth_date", "sex", "disability_type", "disability_grade", "case_id", "case_type"}
KINDS = {"id": "text", "number": "number", "date": "date", "bool": "bool", "list": "list", "text": "text", "code": "text"}


def read_columns(policy):
    """(where, table, column, type, values) of everything that populations read from a sheet."""
    for population in policy.populations.values():
        for column in population.columns.values():
            where = f"{population.name}.{column.name}"
            for source in column.sources:
                table, name = source.split(".")
                yield where, table, name, column.type, column.values
            for rows in (column.any_row, column.sum_rows):
                for name in [*rows.slice, *([rows.by] if rows.by else [])] if rows else []:
                    yield where, rows.table, name, None, ()
        for table, columns in population.tables.items():
            for column in columns.values():
                yield f"{population.name}.tables.{table}.{column.name}", table, column.name, column.type, column.values


def wrong(tables, table, name, kind, values):
    """What does not fit the layout, or None."""
    layout, declared = tables[table]
    column = layout.columns.get(name)
    if name not in declared.columns and name not in DRAWN:
        return f"{table} has no {name}"
    if column is None or kind is None:
        return None
    if KINDS.get(column.type, "text") != kind:
        return f"{table}.{name} is a {column.type}, not a {kind}"
    strange = set(values) - {*column.values, *column.synonyms.values()} if column.values and not column.open else set()
    return f"{table}.{name} never holds {'、'.join(sorted(map(str, strange)))}" if strange else None


def test_every_column_that_a_population_reads_is_one_of_its_sheet_with_type_and_values(policy, tables):
    found = [f"{where}: {words}" for where, *read in read_columns(policy) if (words := wrong(tables, *read))]
    assert not found, "\n".join(found)
