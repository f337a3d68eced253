"""Given the typed columns of a table; gives findings of cells that decide where a row belongs: empty, repeated, of another month, of an unknown code."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.findings import letters
from data_loaders.ids import person_keys
from data_loaders.values import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data_loaders.cells import CellColumn
    from data_loaders.findings import Findings
    from data_loaders.layout import Layout

    Columns = Mapping[str, CellColumn]

UNKNOWN, FROM_ID = "按“未知”算，不当作“否”或 0", "由证件号码推算"
_MEANINGS = {"none": "按“没有”算", "not_applicable": "按“不适用”算"}


def key_texts(columns: Columns, names: Sequence[str]) -> pa.Array | None:
    """One text per row that names it (people by the first 18 characters of the id), null where a part is missing; None if no column is there."""
    parts = []
    for name in names:
        column = columns.get(name)
        if column is None:
            return None
        values = person_keys(column.values) if name == "id_no" else column.values
        parts.append(values.cast(pa.string()) if not pa.types.is_string(values.type) else values)
    return pc.binary_join_element_wise(*parts, "|") if len(parts) > 1 else parts[0]


def check_filled(columns: Columns, layout: Layout, deciding: frozenset[str], findings: Findings, *, supplement: bool) -> None:
    """Empty cells: in a column that decides where the row belongs they hold the row, in a required one they are told.

    A column that is empty throughout is told once, but not in a correction workbook (supplement), which has only a few rows.
    """
    without: list[tuple[CellColumn, str]] = []
    for name, column in columns.items():
        kind = layout.columns[name]
        if not column.empty.any():
            continue
        asked = kind.required and kind.empty == "unknown" and not kind.from_id
        if name in deciding:
            findings.add("KEY-001", np.flatnonzero(column.empty), column.heading)
        elif not column.empty.all():
            if asked and not kind.fill and name != layout.place.code:  # where a row lies is told by village (AREA-009)
                findings.add("VALUE-002", np.flatnonzero(column.empty), column.heading)
        elif asked and not supplement:
            findings.say("HEAD-008", cell=letters(column.heading.index), column=column.heading.text, meaning=UNKNOWN)
        elif not supplement:
            without.append((column, FROM_ID if kind.from_id else _MEANINGS.get(kind.empty, UNKNOWN)))
    _say_without(without, findings)


def _say_without(columns: Sequence[tuple[CellColumn, str]], findings: Findings) -> None:
    """One line for all columns that have a heading and nothing else: an export has dozens of them."""
    if not columns:
        return
    by_meaning: dict[str, list[str]] = {}
    for column, meaning in columns:
        by_meaning.setdefault(meaning, []).append(f"“{column.heading.text}”（{letters(column.heading.index)} 列）")
    value = "；".join(f"{'、'.join(names)}{meaning}" for meaning, names in by_meaning.items())
    findings.say("HEAD-006", cell=letters(columns[0][0].heading.index), value=value, count=len(columns))


def check_repeats(keys: pa.Array | None, column: CellColumn | None, before: tuple[pa.Array, Sequence[str]], findings: Findings) -> None:
    """Rows whose key an earlier row of this table, or of one read before in this submission (`before`: keys and their places), has."""
    if keys is None or column is None:
        return
    encoded = keys.dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy()
    first = np.full(len(encoded.dictionary) + 1, -1, np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    repeated = np.flatnonzero((codes >= 0) & (first[codes] != np.arange(len(codes))))
    letter = letters(column.heading.index)
    each = [{"other": f"{letter}{findings.row_of[first[codes[position]]]}"} for position in repeated.tolist()]
    findings.add("KEY-003", repeated, column.heading, each=each)
    known, places = before
    if len(known):
        at = pc.index_in(keys, value_set=known, skip_nulls=True)
        elsewhere = np.setdiff1d(np.flatnonzero(at.is_valid().to_numpy(zero_copy_only=False)), repeated)
        findings.add("KEY-003", elsewhere, column.heading, each=[{"other": places[at[int(position)].as_py()]} for position in elsewhere])


def check_month(columns: Columns, layout: Layout, month: str, findings: Findings) -> None:
    """Rows of another month than the one handed in for."""
    column = columns.get(layout.period) if layout.period else None
    if column is None:
        return
    other = np.flatnonzero(pc.fill_null(pc.not_equal(column.values, month), fill_value=False).to_numpy(zero_copy_only=False))
    each = [{"found": column.values[int(position)].as_py()} for position in other]
    findings.add("MONTH-001", other, column.heading, each=each, month=month)


def check_codes(columns: Columns, known: Sequence[str], findings: Findings) -> None:
    """Policy codes that the catalogue of benefits does not have."""
    column = columns.get("policy_code")
    if column is None or not known:
        return
    codes = {code: code for code in known}
    strange = pc.and_(pc.is_valid(column.values), pc.invert(pc.is_in(column.values, value_set=pa.array(sorted(codes), pa.string()))))
    positions = np.flatnonzero(strange.to_numpy(zero_copy_only=False))
    hints = {text: nearest(text.upper(), codes) for text in set(column.values.take(pa.array(positions, pa.int64())).to_pylist())}
    findings.add("KEY-004", positions, column.heading, each=[{"nearest": hints[column.values[int(position)].as_py()]} for position in positions])
