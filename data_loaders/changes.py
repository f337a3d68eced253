"""Given the rows stored for a slice and rows that were added later (a correction workbook); gives the slice with both, the later row winning."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.ids import person_keys

if TYPE_CHECKING:
    from collections.abc import Sequence


def merge(current: pa.Table, added: pa.Table, key: Sequence[str]) -> pa.Table:
    """The rows of `current` whose key no added row has, then the added rows. key: the table's key columns (LayoutTable.key, Layout.distinct); people are the
    same by the first 18 characters of the id. Columns that only one side has are null in the other."""
    old, new = (keys_of(rows, key) for rows in (current, added))
    kept = current.filter(pc.invert(pc.is_in(old, value_set=new)))
    return pa.concat_tables([kept, added], promote_options="default").combine_chunks()


def keys_of(rows: pa.Table, key: Sequence[str]) -> pa.Array:
    """One text per row of a canonical table that names it (people by the first 18 characters of the id)."""
    parts = [pc.fill_null((person_keys(rows[name]) if name == "id_no" else rows[name]).cast(pa.string()), "") for name in key]
    joined = pc.binary_join_element_wise(*parts, "|")
    return pa.concat_arrays(joined.chunks) if isinstance(joined, pa.ChunkedArray) else joined
