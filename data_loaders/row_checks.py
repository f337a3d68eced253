"""Given the typed columns of a table; gives findings of rows that contradict themselves, each other or the submission: keys, months, dates, ids, sums."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.findings import letters
from data_loaders.ids import birth_dates, disability, person_keys, sexes
from data_loaders.values import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data_loaders.cells import CellColumn
    from data_loaders.findings import Findings
    from data_loaders.layout import Layout, RowCheck

    Columns = Mapping[str, CellColumn]

CENTS = 2.0
"""Yuan by which 人均纯收入 may differ from the sum of incomes per head: rounding of five figures."""
SHARE = 0.01


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
    for name, column in columns.items():
        kind = layout.columns[name]
        if not column.empty.any():
            continue
        if name in deciding:
            findings.add("KEY-001", np.flatnonzero(column.empty), column.heading)
        elif column.empty.all() and supplement:
            continue
        elif column.empty.all():
            meaning = {"none": "按“没有”算", "not_applicable": "按“不适用”算"}.get(kind.empty, "按“未知”算，不当作“否”或 0")
            asked = kind.required and kind.empty == "unknown" and not kind.from_id
            findings.say("HEAD-008" if asked else "HEAD-006", cell=letters(column.heading.index), column=column.heading.text, meaning=meaning)
        elif kind.required and kind.empty == "unknown" and not kind.from_id and not kind.fill:
            findings.add("VALUE-002", np.flatnonzero(column.empty), column.heading)


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
    hints = {text: nearest(text, codes) for text in set(column.values.take(pa.array(positions, pa.int64())).to_pylist())}
    findings.add("KEY-004", positions, column.heading, each=[{"nearest": hints[column.values[int(position)].as_py()]} for position in positions])


def check_rows(columns: Columns, checks: Sequence[RowCheck], findings: Findings) -> None:
    """The checks that the layout declares."""
    for check in checks:
        if all(name in columns for name in check.columns):
            {"order": _order, "per_head": _per_head}[check.kind](columns, check, findings)


def _order(columns: Columns, check: RowCheck, findings: Findings) -> None:
    """The second date must not be before the first."""
    before, after = (columns[name] for name in check.columns)
    wrong = np.flatnonzero(pc.fill_null(pc.less(after.values, before.values), fill_value=False).to_numpy(zero_copy_only=False))
    each = [{"other": f"{before.values[int(position)].as_py()}", "other_column": before.heading.text} for position in wrong]
    findings.add("DATE-004", wrong, after.heading, each=each)


def _per_head(columns: Columns, check: RowCheck, findings: Findings) -> None:
    """The first column times the second should be the sum of the others; told where it differs by more than 1 % and 2 yuan."""
    head, heads, *parts = (columns[name] for name in check.columns)
    total = parts[0].values
    for part in parts[1:]:
        total = pc.add(total, part.values)
    share = pc.divide(total, pc.if_else(pc.equal(heads.values, 0), None, heads.values))
    apart = pc.abs(pc.subtract(share, head.values))
    allowed = pc.max_element_wise(pc.multiply(pc.abs(head.values), SHARE), CENTS)
    wrong = np.flatnonzero(pc.fill_null(pc.greater(apart, allowed), fill_value=False).to_numpy(zero_copy_only=False))
    findings.add("SUM-001", wrong, head.heading, each=[{"sum": f"{share[int(position)].as_py():.0f}"} for position in wrong])


def check_person(columns: Columns, findings: Findings) -> None:
    """Birth date, sex and disability certificate against the id."""
    ids = columns.get("id_no")
    if ids is None:
        return
    for name, code, drawn in (("birth_date", "ID-009", birth_dates), ("sex", "ID-010", sexes)):
        if name in columns:
            _same(columns[name], drawn(ids.values), code, findings)
    certificate = columns.get("disability_cert")
    if certificate is None:
        return
    wrong = np.flatnonzero(
        pc.fill_null(pc.not_equal(person_keys(certificate.values), person_keys(ids.values)), fill_value=False).to_numpy(zero_copy_only=False)
    )
    findings.add("ID-011", wrong, certificate.heading)
    if "disability_grade" in columns:
        _same(columns["disability_grade"], disability(certificate.values)[1], "ID-012", findings)


def _same(column: CellColumn, other: pa.Array, code: str, findings: Findings) -> None:
    """Where a column differs from what the id says."""
    wrong = np.flatnonzero(pc.fill_null(pc.not_equal(column.values, other), fill_value=False).to_numpy(zero_copy_only=False))
    each = [{"other": f"{other[int(position)].as_py():g}" if pa.types.is_floating(other.type) else str(other[int(position)].as_py())} for position in wrong]
    findings.add(code, wrong, column.heading, each=each)


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
    values = column.values
    if pa.types.is_list(values.type):
        values, firsts = (pc.binary_join(side, "、") for side in (values, firsts))
    wrong = np.flatnonzero(pc.fill_null(pc.not_equal(values, firsts), fill_value=False).to_numpy(zero_copy_only=False))
    letter = letters(column.heading.index)
    each = []
    for position in wrong.tolist():
        at = of_first[position].as_py()
        each.append({"other": f"{letter}{findings.row_of[at]}", "first_value": findings.text_of(at, column.heading.index)})
    findings.add("HOUSE-002", wrong, column.heading, each=each)


def check_households(columns: Columns, known: pa.Array | None, findings: Findings) -> None:
    """People and records whose household is not in the 农户 sheets of the same submission."""
    column = columns.get("household_id")
    if column is None or known is None or not len(known):
        return
    missing = pc.and_(pc.is_valid(column.values), pc.invert(pc.is_in(column.values, value_set=known)))
    findings.add("HOUSE-001", np.flatnonzero(missing.to_numpy(zero_copy_only=False)), column.heading)


def check_areas(columns: Columns, findings: Findings) -> None:
    """Rows of 行政区划: a parent must be there, and a code must have the length of its level."""
    code, parent, level = (columns.get(name) for name in ("unit_code", "parent_code", "level"))
    if code is None:
        return
    if parent is not None:
        missing = pc.and_(pc.is_valid(parent.values), pc.invert(pc.is_in(parent.values, value_set=code.values)))
        findings.add("AREA-008", np.flatnonzero(missing.to_numpy(zero_copy_only=False)), parent.heading)
    if level is not None:
        wanted = pa.array([None, 6, 9, 12, 15], pa.int32()).take(
            pc.fill_null(pc.add(pc.index_in(level.values, value_set=pa.array(["旗县", "乡级", "村级", "自然村"])), 1), 0)
        )
        length = pc.utf8_length(code.values)
        wrong = np.flatnonzero(pc.fill_null(pc.not_equal(length, wanted), fill_value=False).to_numpy(zero_copy_only=False))
        each = [{"count": length[int(position)].as_py(), "other": level.values[int(position)].as_py()} for position in wrong]
        findings.add("AREA-011", wrong, code.heading, each=each)
