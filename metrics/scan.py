"""Given slices and column names; gives the SQL that reads these columns from their Parquet, an absent column as a typed NULL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from metrics.duck import literal, name
from metrics.snapshot import schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policy.model import Column
    from store.model import Slice

SQL_TYPES = {"number": "DOUBLE", "text": "VARCHAR", "date": "DATE", "bool": "BOOLEAN", "list": "VARCHAR[]"}
"""Column type of a population → DuckDB type."""

RANK = '"row:rank"'
ROW = '"row:number"'
"""Names of the two columns of a ranked scan: position of the slice (0 = most trusted) and row of the sheet."""


def scan(slices: Sequence[Slice], columns: Mapping[str, str], *, ranked: bool = False) -> str:
    """SELECT of the columns (name → type of a population) from all the slices; with RANK and ROW if `ranked`. Without slices: the same columns, no rows."""
    held = present(slices)
    if not slices:
        return f"(SELECT {_list(columns, held, extra=['0 AS ' + RANK, '0 AS ' + ROW] if ranked else [])} WHERE FALSE)"
    extra = [f"list_position([{_paths(slices)}], filename) - 1 AS {RANK}", f"{name('src_row')} AS {ROW}"] if ranked else []
    return f"(SELECT {_list(columns, held, extra=extra)} FROM {_source(slices, ranked=ranked)})"


def present(slices: Sequence[Slice]) -> frozenset[str]:
    """The columns that at least one of the slices holds with a type."""
    return frozenset(column for column, kind in schema(slices).items() if not pa.types.is_null(kind))


def blank(column: Column) -> str:
    """A typed NULL in the place of a column."""
    return f"CAST(NULL AS {SQL_TYPES[column.type]})"


def types(slices: Sequence[Slice]) -> dict[str, str]:
    """The columns that the slices hold → their type as a population names it."""
    return {column: _type(kind) for column, kind in schema(slices).items() if not pa.types.is_null(kind)}


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return "list"
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return "date"
    if pa.types.is_boolean(kind):
        return "bool"
    return "number" if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind) else "text"


def _list(columns: Mapping[str, str], held: frozenset[str], *, extra: Sequence[str]) -> str:
    parts = [f"CAST({name(column) if column in held else 'NULL'} AS {SQL_TYPES[kind]}) AS {name(column)}" for column, kind in columns.items()]
    return ", ".join([*parts, *extra]) or "1"


def _source(slices: Sequence[Slice], *, ranked: bool) -> str:
    same = len({tuple(schema((one,)).items()) for one in slices}) == 1
    options = ("" if same else ", union_by_name = true") + (", filename = true" if ranked else "")
    return f"read_parquet([{_paths(slices)}]{options})"


def _paths(slices: Sequence[Slice]) -> str:
    return ", ".join(literal(str(one.path)) for one in slices)
