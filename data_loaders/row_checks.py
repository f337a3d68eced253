"""Given the typed columns of a table; gives findings of rows that contradict themselves: dates, sums, and what an id or a code says."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.ids import birth_dates, disability, person_keys, sexes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data_loaders.cells import CellColumn
    from data_loaders.findings import Findings
    from data_loaders.layout import RowCheck

    Columns = Mapping[str, CellColumn]

CENTS = 2.0
"""Yuan by which 人均纯收入 may differ from the sum of incomes per head: rounding of five figures."""
SHARE = 0.01


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
