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


def slices_of(sheets: tuple[SheetReading, ...], month: str, mode: str) -> tuple[NewSlice, ...]:
    """The slices of the sheets read in this mode ("full" or "changes"); a row whose township is unknown is in the slice "" of the whole county."""
    layouts = read_layouts()
    parts: dict[tuple[str, str], list[pa.Table]] = defaultdict(list)
    for sheet in sheets:
        if sheet.mode == mode:
            for table, rows in sheet.tables.items():
                parts[sheet.layout, table].append(rows)
    split = (_split(layouts[layout], table, pa.concat_tables(tables, promote_options="default"), month) for (layout, table), tables in parts.items())
    return tuple(new for slices in split for new in slices if new.rows.num_rows)


def _split(layout: Layout, table: str, rows: pa.Table, month: str) -> list[NewSlice]:
    valid_until = shift_month(month, layout.valid_for - 1)
    if not layout.slice:
        return [NewSlice(layout.name, table, {}, month, valid_until, rows)]
    keys = pa.table({name: _as_text(rows[name]) for name in layout.slice})
    owners = keys.group_by(list(layout.slice)).aggregate([]).sort_by([(name, "ascending") for name in layout.slice]).to_pylist()
    return [NewSlice(layout.name, table, owner, month, valid_until, rows.filter(_owned(keys, owner))) for owner in owners]


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    whole = column.cast(pa.int64()) if pa.types.is_floating(column.type) else column  # a year is stored as a number and named "2026" in the key
    return pc.fill_null(whole.cast(pa.string()), "")


def _owned(keys: pa.Table, owner: dict[str, str]) -> pa.ChunkedArray:
    masks = [pc.equal(keys[name], value) for name, value in owner.items()]  # pyright: ignore[reportAttributeAccessIssue]
    mask = masks[0]
    for other in masks[1:]:
        mask = pc.and_(mask, other)  # pyright: ignore[reportAttributeAccessIssue]
    return mask
