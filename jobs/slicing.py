"""Given readings of sheets; gives the slices that one upload owns: rows grouped by the layout's slice columns, whatever sheets they came from."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from data_loaders.layout import Layout, read_layouts

from policy.months import shift_month
from store import NewSlice

if TYPE_CHECKING:
    from data_loaders.model import SheetReading

TOWNSHIP = "township"
TOWNSHIP_DIGITS = 9


def slices_of(sheets: tuple[SheetReading, ...], month: str, township: str | None) -> tuple[NewSlice, ...]:
    """The slices of a submission. A row whose township is unknown belongs to the sender's township, else to the slice "" of the whole county."""
    layouts = read_layouts()
    parts: dict[tuple[str, str], list[pa.Table]] = defaultdict(list)
    for sheet in sheets:
        for table, rows in sheet.tables.items():
            parts[sheet.layout, table].append(rows)
    return tuple(
        new
        for (layout, table), tables in parts.items()
        for new in _split(layouts[layout], table, pa.concat_tables(tables, promote_options="default"), month, township)
        if new.rows.num_rows
    )


def _split(layout: Layout, table: str, rows: pa.Table, month: str, township: str | None) -> list[NewSlice]:
    valid_until = shift_month(month, layout.valid_for - 1)
    names = layout.slice
    if not names:
        return [NewSlice(layout.name, table, {}, month, valid_until, rows)]
    keyed = rows
    for position, name in enumerate(names):
        keyed = keyed.append_column(f"slice_{position}", _key_column(rows, name, township))
    columns = [f"slice_{position}" for position in range(len(names))]
    groups = keyed.select(columns).group_by(columns).aggregate([]).sort_by([(column, "ascending") for column in columns]).to_pylist()
    return [NewSlice(layout.name, table, dict(zip(names, group.values(), strict=True)), month, valid_until, _rows_of(keyed, rows, group)) for group in groups]


def _key_column(rows: pa.Table, name: str, township: str | None) -> pa.ChunkedArray:
    if name != TOWNSHIP:
        column = rows[name]
        if pa.types.is_floating(column.type):  # a year is stored as a number and named "2026" in the key
            column = column.cast(pa.int64())
        return pc.fill_null(column.cast(pa.string()), "")
    if "area_code" not in rows.column_names:
        return pa.chunked_array([pa.array([township or ""] * rows.num_rows, pa.string())])
    code = pc.utf8_slice_codeunits(rows["area_code"], 0, TOWNSHIP_DIGITS)  # pyright: ignore[reportAttributeAccessIssue]
    known = pc.invert(pc.fill_null(pc.equal(pc.utf8_slice_codeunits(code, 6), "000"), True))  # pyright: ignore[reportAttributeAccessIssue]
    return pc.if_else(known, code, township or "")  # pyright: ignore[reportAttributeAccessIssue]


def _rows_of(keyed: pa.Table, rows: pa.Table, group: dict[str, str]) -> pa.Table:
    mask = None
    for column, value in group.items():
        equal = pc.equal(keyed[column], value)  # pyright: ignore[reportAttributeAccessIssue]
        mask = equal if mask is None else pc.and_(mask, equal)  # pyright: ignore[reportAttributeAccessIssue]
    return rows.filter(mask)
