"""Given what a submission would store; gives a warning for every other owner whose register of this month has the same people or households."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from data_loaders.changes import keys_of
from data_loaders.findings import ranges
from data_loaders.issues import make_issue
from data_loaders.layout import read_layouts
from store.files import read_parquet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

    from data_loaders.model import Area, Issue, SheetReading
    from store import NewSlice, Slice, Store

WHOLE_COUNTY = "全县"


def overlaps(store: Store, slices: Sequence[NewSlice], sheets: Sequence[SheetReading], areas: Iterable[Area]) -> tuple[Issue, ...]:
    """One warning per sheet and other owner. Rows of owners that are in the submission themselves were held against one another when they were read."""
    names = {area.code: area.name for area in areas}
    brought = {(new.table, tuple(sorted(new.key.items()))) for new in slices}
    found: list[Issue] = []
    for new in slices:
        layout = read_layouts()[new.layout]
        table = layout.tables[new.table]
        others = [one for one in store.slices(new.table, new.month) if (one.table, tuple(sorted(one.key.items()))) not in brought]
        if layout.register and table.grain == "row" and new.rows.num_rows:
            keys = keys_of(new.rows, table.key)
            for other in others:
                again = new.rows.filter(pc.is_in(keys, value_set=keys_of(read_parquet(other.path), table.key)))
                found += _said(again, new, other, sheets, names) if again.num_rows else []
    return tuple(found)


def _said(rows: pa.Table, new: NewSlice, other: Slice, sheets: Sequence[SheetReading], names: dict[str, str]) -> list[Issue]:
    """The warning of each sheet that has such rows; rows that a correction workbook carries over were told when they came."""
    layout = read_layouts()[new.layout]
    key = next((name for name in layout.key if name.endswith("id_no")), layout.key[0])
    owner = " · ".join(names.get(value, value or WHOLE_COUNTY) for value in other.key.values()) or WHOLE_COUNTY
    issues = []
    for sheet in [one for one in sheets if one.layout == new.layout and key in one.columns]:
        inside = rows.filter(pc.and_(pc.equal(rows["src_file"], sheet.file), pc.equal(rows["src_sheet"], sheet.sheet)))
        if inside.num_rows:
            numbers, letter = sorted(inside["src_row"].to_pylist()), sheet.columns[key]
            cell, cells = f"{letter}{numbers[0]}", ranges(letter, numbers)
            holes = {"column": layout.columns[key].heading, "count": len(numbers), "owner": owner, "month": other.month, "cells": cells}
            issues.append(make_issue("SLICE-002", file=sheet.file, sheet=sheet.sheet, cell=cell, value="", **holes))
    return issues
