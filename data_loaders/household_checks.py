"""Given the typed columns of a table; gives findings of households: members who differ, and rows whose household was not handed in with them."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.findings import letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data_loaders.cells import CellColumn
    from data_loaders.findings import Findings
    from data_loaders.layout import Layout

    Columns = Mapping[str, CellColumn]


def check_members(columns: Columns, layout: Layout, findings: Findings) -> None:
    """Columns of the household in which members of one household differ from its first row."""
    household = columns.get("household_id")
    if household is None:
        return
    encoded = household.values.dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy()
    first = np.full(len(encoded.dictionary) + 1, -1, np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    of_first = pa.array(first[codes], mask=codes < 0)
    for name, column in columns.items():
        if layout.columns[name].household:
            _differing(column, column.values.take(of_first), of_first, findings)


def _differing(column: CellColumn, firsts: pa.Array, of_first: pa.Array, findings: Findings) -> None:
    """Where a member's value is not the first row's; also where the first row has none, since then a value that was read is not stored."""
    values, listed = column.values, pa.types.is_list(column.values.type)
    if listed:
        values, firsts = (pc.binary_join(side, "、") for side in (values, firsts))
    lost = pc.and_(pc.and_(pc.is_valid(values), pc.is_null(firsts)), pc.is_valid(of_first))
    wrong = np.flatnonzero(pc.or_(lost, pc.fill_null(pc.not_equal(values, firsts), fill_value=False)).to_numpy(zero_copy_only=False))
    letter = letters(column.heading.index)
    each = []
    for position in wrong.tolist():
        at = of_first[position].as_py()
        read = [side[position].as_py() for side in (firsts, values)] if listed else [findings.text_of(row, column.heading.index) for row in (at, position)]
        each.append({"other": f"{letter}{findings.row_of[at]}", "first_value": read[0] or "（空）", "value": read[1]})
    findings.add("HOUSE-002", wrong, column.heading, each=each)


def check_households(columns: Columns, known: pa.Array | None, findings: Findings) -> None:
    """People and records whose household is not in the 农户 sheets of the same submission (`known`).

    Nothing is said where most are not: then the 农户 sheets are of other townships than this table.
    """
    column = columns.get("household_id")
    if column is None or known is None or not len(known):
        return
    missing = pc.and_(pc.is_valid(column.values), pc.invert(pc.is_in(column.values, value_set=known))).to_numpy(zero_copy_only=False)
    if missing.sum() * 2 <= len(column.values):
        findings.add("HOUSE-001", np.flatnonzero(missing), column.heading)
