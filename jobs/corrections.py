"""Given corrected rows and the store; gives whole slices in which they are added to the rows that count now, with the records of the sheets these came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data_loaders.changes import merge
from data_loaders.layout import read_layouts
from store import NewSlice
from store.files import read_parquet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store import Slice, Store

COUNTS = ("rows", "stored", "held", "set_aside")


def completed(store: Store, full: tuple[NewSlice, ...], changes: tuple[NewSlice, ...]) -> tuple[tuple[NewSlice, ...], tuple[Mapping[str, Any], ...]]:
    """The slices of a submission with its corrections merged into what counts now, or into what the same submission brings anew.

    The second value holds the sheet records of the rows that are carried over, all counts 0, so that a figure still leads to the cell where a value was read.
    """
    whole = {_owner(new): new for new in full}
    carried: list[Mapping[str, Any]] = []
    for new in changes:
        brought = whole.get(_owner(new))
        current = None if brought else _current(store, new)
        if current:
            carried += [{**sheet, **dict.fromkeys(COUNTS, 0), "carried": current.upload_id} for sheet in store.upload(current.upload_id).sheets]
        base = brought.rows if brought else read_parquet(current.path) if current else None
        key = read_layouts()[new.layout].tables[new.table].key
        rows = new.rows if base is None else merge(base, new.rows, key)
        whole[_owner(new)] = NewSlice(new.layout, new.table, new.key, new.month, new.valid_until, rows)
    return tuple(whole.values()), tuple(carried)


def _owner(new: NewSlice | Slice) -> tuple[str, tuple[tuple[str, str], ...]]:
    return new.table, tuple(sorted(new.key.items()))


def _current(store: Store, new: NewSlice) -> Slice | None:
    return next((found for found in store.slices(new.table, new.month) if _owner(found) == _owner(new)), None)
