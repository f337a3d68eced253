"""Given a population whose key is made up of several stored columns; gives the SQL of that key, and of one row for each key of a register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.duck import name
from metrics.scan import RANK, ROW, scan, types

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policy.model import Population
    from store.model import Slice

SIGN = "/"
"""What stands between the parts: 指标编码/区划代码."""


def key_sql(population: Population, slices: Sequence[Slice]) -> str:
    """The key over the rows of these slices; unknown where a part is. Years and other whole numbers stand without decimals."""
    if not population.key_of:
        return name(population.key)
    return f" || '{SIGN}' || ".join(_part(name(part), types(slices).get(part, "text")) for part in population.key_of)


def rows_by_parts(population: Population, slices: Sequence[Slice], columns: Mapping[str, str]) -> str:
    """SELECT of the columns (name → type) with the key under its name, one row for each key: that of the newest slice, in it the first."""
    held = types(slices)
    read = {column: kind for column, kind in columns.items() if column != population.key}
    read |= {part: held.get(part, "text") for part in population.key_of if part not in read}
    rows = f"(SELECT *, {key_sql(population, slices)} AS {name(population.key)} FROM {scan(slices, read, ranked=True)})"
    listed = ", ".join(name(column) for column in columns)
    key = name(population.key)
    return f"(SELECT {listed} FROM {rows} QUALIFY {key} IS NULL OR row_number() OVER (PARTITION BY {key} ORDER BY {RANK}, {ROW}) = 1)"


def _part(column: str, kind: str) -> str:
    return f"CAST(CAST({column} AS BIGINT) AS VARCHAR)" if kind == "number" else f"CAST({column} AS VARCHAR)"
