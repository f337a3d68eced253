"""Given corrected rows and the store; gives whole slices in which they are added to the rows that count now, with the records of the sheets these came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from data_loaders.changes import merge
from data_loaders.issues import make_issue
from data_loaders.layout import read_layouts
from store import NewSlice
from store.files import read_parquet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data_loaders.model import Issue
    from store import Slice, Store

COUNTS = ("rows", "stored", "held", "set_aside")


@dataclass(frozen=True)
class Completed:
    """slices: whole ones, corrections merged in; carried: sheet records of the rows that are carried over, all counts 0, so that a figure still leads to the
    cell where a value was read; issues: where a corrected row takes the place of one that was stored."""

    slices: tuple[NewSlice, ...]
    carried: tuple[Mapping[str, Any], ...]
    issues: tuple[Issue, ...]


def completed(store: Store, full: tuple[NewSlice, ...], changes: tuple[NewSlice, ...]) -> Completed:
    """The slices of a submission with its corrections merged into what counts now, or into what the same submission brings anew."""
    whole = {_owner(new): new for new in full}
    carried: list[Mapping[str, Any]] = []
    issues: list[Issue] = []
    for new in changes:
        brought = whole.get(_owner(new))
        current = None if brought else _current(store, new)
        if current:
            carried += [{**sheet, **dict.fromkeys(COUNTS, 0), "carried": current.upload_id} for sheet in store.upload(current.upload_id).sheets]
        base = brought.rows if brought else read_parquet(current.path) if current else None
        table = read_layouts()[new.layout].tables[new.table]
        rows = new.rows if base is None else merge(base, new.rows, table.key)
        replaced = (base.num_rows if base is not None else 0) + new.rows.num_rows - rows.num_rows
        if replaced and table.grain == "row":
            issues.append(make_issue("SLICE-003", sheet=table.label, count=replaced))
        whole[_owner(new)] = NewSlice(new.layout, new.table, new.key, new.month, new.valid_until, rows)
    return Completed(tuple(whole.values()), tuple(carried), tuple(issues))


def _owner(new: NewSlice | Slice) -> tuple[str, tuple[tuple[str, str], ...]]:
    return new.table, tuple(sorted(new.key.items()))


def _current(store: Store, new: NewSlice) -> Slice | None:
    return next((found for found in store.slices(new.table, new.month) if _owner(found) == _owner(new)), None)
