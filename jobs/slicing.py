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
    from collections.abc import Mapping

    from data_loaders.model import SheetReading


def slices_of(sheets: tuple[SheetReading, ...], month: str, mode: str) -> tuple[NewSlice, ...]:
    """The slices of the sheets read in this mode ("full" or "changes"); a row whose township is unknown is in the slice "" of the whole county.

    Of a sheet that feeds several tables each owner gets a slice in all of them, also one without rows: an export in which nobody is monitored any more
    replaces the cases of the one before.
    """
    layouts = read_layouts()
    parts: dict[str, dict[str, list[pa.Table]]] = defaultdict(lambda: defaultdict(list))
    for sheet in sheets:
        if sheet.mode == mode:
            for table, rows in sheet.tables.items():
                parts[sheet.layout][table].append(rows)
    found: list[NewSlice] = []
    for name, tables in parts.items():
        whole = {table: pa.concat_tables(rows, promote_options="default") for table, rows in tables.items()}
        owners = _owners(layouts[name], whole)
        found += [new for table, rows in whole.items() for new in _split(layouts[name], table, rows, month, owners)]
    return tuple(found)


def _owners(layout: Layout, tables: Mapping[str, pa.Table]) -> list[dict[str, str]]:
    """The slice keys that have a row in any of the layout's tables."""
    if not layout.slice:
        return [{}] if any(rows.num_rows for rows in tables.values()) else []
    keys = pa.concat_tables([_keys(layout, rows) for rows in tables.values()])
    return keys.group_by(list(layout.slice)).aggregate([]).sort_by([(name, "ascending") for name in layout.slice]).to_pylist()


def _keys(layout: Layout, rows: pa.Table) -> pa.Table:
    return pa.table({name: _as_text(rows[name]) for name in layout.slice})


def _split(layout: Layout, table: str, rows: pa.Table, month: str, owners: list[dict[str, str]]) -> list[NewSlice]:
    valid_until = shift_month(month, layout.valid_for - 1)
    if not layout.slice:
        return [NewSlice(layout.name, table, {}, month, valid_until, rows) for _ in owners]
    keys = _keys(layout, rows)
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
