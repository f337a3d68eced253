"""Given data rows under a matched layout; gives each column's typed values, which cells were empty, and findings of what cannot be read."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.converted import plain
from data_loaders.findings import letters
from data_loaders.formats.xlsx_parts import NO_RESULT
from data_loaders.ids import NUMBER_MARK
from data_loaders.model import Kind
from data_loaders.values import ERRORS, NOTHING, convert

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from data_loaders.converted import Converted
    from data_loaders.findings import Findings
    from data_loaders.headings import Heading
    from data_loaders.layout import Layout, LayoutColumn
    from data_loaders.matching import HeadingMatch, Matched
    from data_loaders.units import Units

_NOTHING = pa.array(sorted(NOTHING), pa.string())
_NOTHING_TOO = pa.array(["无", "没有", "不详", "暂无", "无证", "未办理"], pa.string())
"""Texts that leave a cell empty where no word can be meant: ids, dates, codes."""
_ERRORS = pa.array(sorted(ERRORS), pa.string())
_MARKED = ("date", "month", "code", "id")
_LONGEST_EXACT = 15
_IN_KEY = {"ID-007": "ID-001", "VALUE-001": "KEY-002", "VALUE-003": "KEY-002", "VALUE-004": "KEY-002", "VALUE-005": "KEY-002", "VALUE-006": "KEY-002"} | {
    "DATE-001": "KEY-002",
    "DATE-003": "KEY-002",
    "VALUE-007": "KEY-002",
}
"""Codes of an unreadable cell (it becomes unknown) → the code if that cell decides where the row belongs (the row is held)."""
_BESIDE_KEY = {"ID-001": "ID-007", "ID-002": "ID-008", "ID-003": "ID-008"}
_REASONS = {
    "VALUE-001": "不在允许的值里",
    "VALUE-003": "读不出数",
    "VALUE-004": "太小",
    "VALUE-005": "太大",
    "VALUE-006": "读不出是或否",
    "VALUE-007": "单元格里是错误值",
    "DATE-001": "读不出日期",
    "DATE-003": "分不清是 1 月还是 10 月",
}


@dataclass(frozen=True)
class CellColumn:
    """The typed values of a column for all data rows; empty: cells with nothing in them (not those that could not be read)."""

    values: pa.Array
    empty: np.ndarray
    heading: Heading


@dataclass(frozen=True)
class DataRows:
    """The data rows of a table without the rows set aside: cells and kinds of every sheet column, and the sheet's row number of each."""

    cells: pa.Table
    kinds: Mapping[str, np.ndarray]
    numbers: np.ndarray

    @property
    def height(self) -> int:
        """Number of data rows."""
        return self.cells.num_rows

    def text(self, position: int, index: int) -> str:
        """The cell as read; empty text for an empty cell."""
        return self.cells.column(index)[position].as_py() or ""


def read_columns(rows: DataRows, matched: Matched, findings: Findings, last_day: date, units: Units) -> dict[str, CellColumn]:
    """Column name → its values, for every column that a heading feeds."""
    merged: dict[str, list[HeadingMatch]] = {}
    for match in matched.matches:
        merged.setdefault(match.column.name, []).append(match)
    found = {}
    for name, matches in merged.items():
        columns = [_read(rows, match, findings, matched.layout, last_day, units) for match in matches]
        found[name] = columns[0] if len(columns) == 1 else _merged(columns)
    return found


def deciding(layout: Layout) -> frozenset[str]:
    """The columns without which a row belongs nowhere: its key and what its slice is named by."""
    return frozenset((*layout.key, *(name for name in layout.slice if name in layout.columns)))


def _read(rows: DataRows, match: HeadingMatch, findings: Findings, layout: Layout, last_day: date, units: Units) -> CellColumn:
    """One column under one heading."""
    column, heading = match.column, match.heading
    texts = _combined(rows.cells.column(heading.index))
    kinds = rows.kinds.get(f"c{heading.index}")
    texts, broken = _without_errors(texts, kinds)
    if column.name in deciding(layout):
        findings.add("KEY-002", np.flatnonzero(broken), heading, reason=_REASONS["VALUE-007"], nearest="")
    elif broken.any():
        findings.add("VALUE-007", np.flatnonzero(broken & ~_no_result(rows, heading)), heading)
    if kinds is not None and column.type in _MARKED:
        texts = _mark_numbers(texts, kinds, column)
    encoded = texts.dictionary_encode()
    distinct = _emptied(pc.utf8_trim_whitespace(encoded.dictionary), column)
    filled = distinct.is_valid().to_numpy(zero_copy_only=False)
    chosen = distinct.filter(pa.array(filled))
    if column.type == "text" and column.name in layout.slice:  # 民政局 and 民 政 局 own the same rows
        chosen = pa.array([plain(text) for text in chosen.to_pylist()], pa.string())
    factor = _factor(column, heading, units, findings)
    converted = convert(column, chosen, last_day=last_day, factor=factor)
    place = np.full(len(distinct) + 1, -1, np.int64)
    place[:-1][filled] = np.arange(len(chosen))
    indices = encoded.indices.fill_null(len(distinct)).to_numpy()
    to = place[indices]
    _report(converted, to, column, heading, layout, findings)
    values = converted.values.take(pa.array(to, mask=to < 0))
    return CellColumn(values, (to < 0) & ~broken, heading)


def _combined(column: pa.ChunkedArray) -> pa.Array:
    combined = column.combine_chunks()
    return combined if isinstance(combined, pa.Array) else pa.concat_arrays(combined.chunks)


def _without_errors(texts: pa.Array, kinds: np.ndarray | None) -> tuple[pa.Array, np.ndarray]:
    """The texts with error values taken out, and where they were (also as plain text in a csv)."""
    broken = pc.fill_null(pc.is_in(texts, value_set=_ERRORS), fill_value=False).to_numpy(zero_copy_only=False)
    if kinds is not None:
        broken = broken | (kinds == Kind.ERROR)
    return (pc.if_else(pa.array(broken), None, texts), broken) if broken.any() else (texts, broken)


def _no_result(rows: DataRows, heading: Heading) -> np.ndarray:
    """Where a formula has no saved result: the reader has said so already (FILE-027)."""
    return pc.fill_null(pc.equal(rows.cells.column(heading.index), NO_RESULT), fill_value=False).to_numpy()


def _mark_numbers(texts: pa.Array, kinds: np.ndarray, column: LayoutColumn) -> pa.Array:
    """Put NUMBER_MARK before what stood as a number: in dates always (a serial, or 2021.1), in codes and ids where digits may have been lost."""
    numbers = pa.array(kinds == Kind.NUMBER)
    if column.type in ("code", "id"):
        numbers = pc.and_(numbers, pc.greater(pc.fill_null(pc.utf8_length(texts), 0), _LONGEST_EXACT))
    return pc.if_else(numbers, pc.binary_join_element_wise(NUMBER_MARK, texts, ""), texts)


def _emptied(texts: pa.Array, column: LayoutColumn) -> pa.Array:
    """The texts with those that mean an empty cell made null."""
    nothing = pc.is_in(texts, value_set=_NOTHING)
    if column.type in _MARKED:
        nothing = pc.or_(nothing, pc.is_in(texts, value_set=_NOTHING_TOO))
    return pc.if_else(nothing, None, texts)


def _factor(column: LayoutColumn, heading: Heading, units: Units, findings: Findings) -> float:
    """The factor from the unit in the sheet to the stored unit; a conversion is said."""
    factor, given = units.factor(column, heading), units.of(column, heading)
    if factor != 1:
        findings.say("SHEET-005", cell=letters(heading.index), value=given, column=heading.text, unit=given, stored_unit=column.unit, factor=f"{factor:g}")
    return factor


def _why(code: str) -> dict[str, object]:
    """Holes that a code of a deciding cell needs beside those of its own."""
    return {"reason": _REASONS.get(code, ""), "nearest": ""}


def _report(converted: Converted, to: np.ndarray, column: LayoutColumn, heading: Heading, layout: Layout, findings: Findings) -> None:
    """Turn marks on distinct texts into findings at rows; a mark in a cell that decides where the row belongs holds it."""
    if not converted.marks:
        return
    decides = column.name in deciding(layout)
    order = np.argsort(to, kind="stable")
    starts = np.searchsorted(to[order], np.arange(len(converted.values) + 1))
    by_code: dict[str, tuple[list[np.ndarray], list[Mapping[str, object]]]] = {}
    for mark in converted.marks:
        code = (_IN_KEY if decides else _BESIDE_KEY).get(mark.code, mark.code)
        holes = {**_why(mark.code), **mark.holes}
        positions = order[starts[mark.index] : starts[mark.index + 1]]
        places, each = by_code.setdefault(code, ([], []))
        places.append(positions)
        each.extend([holes] * len(positions))
    for code, (places, each) in by_code.items():
        findings.add(code, np.concatenate(places), heading, each=each)


def _merged(columns: Sequence[CellColumn]) -> CellColumn:
    """Several list columns (致贫/返贫风险1 to 5) as one: the values of each row in order, none twice; unknown where all that was filled is unknown."""
    encoded = [pa.array(["\x1f".join(value or ()) for value in column.values.to_pylist()], pa.string()) for column in columns]
    joined = pc.binary_join_element_wise(*encoded, "\x1f").dictionary_encode()  # with nulls to skip, pyarrow loses the rows that are all null
    values = [list(dict.fromkeys(part for part in text.split("\x1f") if part)) or None for text in joined.dictionary.to_pylist()]
    empty = np.logical_and.reduce([column.empty for column in columns])
    return CellColumn(pa.array(values, pa.list_(pa.string())).take(joined.indices), empty, columns[0].heading)
