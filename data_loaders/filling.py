"""Given the data rows of a table; gives them with merged cells filled down, also where the format does not tell what was merged."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.cells import DataRows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data_loaders.headings import Heading
    from data_loaders.matching import Matched
    from data_loaders.model import RawSheet
    from data_loaders.tables import FoundTable


@dataclass(frozen=True)
class Filled:
    """The rows filled, and for columns filled without knowing the merges: heading → number of cells."""

    rows: DataRows
    guessed: Mapping[Heading, int]


def fill_down(sheet: RawSheet, found: FoundTable, matched: Matched, height: int) -> Filled:
    """The first `height` data rows; cells of a merged area repeat its first. Where no merges are told, only columns that the layout says are filled down,
    and only if every text in them stands once: that is how merged cells look when the merge is lost."""
    cells = sheet.cells.slice(found.first, height)
    kinds = {name: values.to_numpy(zero_copy_only=False)[found.first : found.first + height] for name, values in sheet.kinds.items()}
    numbers = np.arange(height) + found.first + sheet.first_row
    moves = _merges(sheet, found.first, height)
    guessed: dict[Heading, int] = {}
    for match in () if sheet.merged else matched.matches:
        at = _lost_merge(cells.column(match.heading.index), height) if match.column.fill else None
        if at is not None:
            moves[match.heading.index] = at
            guessed[match.heading] = int((at != np.arange(height)).sum())
    for column, at in moves.items():
        name = f"c{column}"
        cells = cells.set_column(column, name, cells.column(column).take(pa.array(at)))
        if name in kinds:
            kinds[name] = kinds[name][at]
    return Filled(DataRows(cells, kinds, numbers), guessed)


def _merges(sheet: RawSheet, start: int, height: int) -> dict[int, np.ndarray]:
    """Column → for each data row the row whose text it takes, for the merged areas that lie among the data rows."""
    moves: dict[int, np.ndarray] = {}
    for top, left, bottom, right in sheet.merged:
        if start <= top < bottom < start + height:
            for column in range(left, min(right + 1, sheet.cells.num_columns)):
                at = moves.setdefault(column, np.arange(height))
                at[top - start : bottom - start + 1] = top - start
    return moves


def _lost_merge(column: pa.ChunkedArray, height: int) -> np.ndarray | None:
    """For each row the row whose text it takes, if the column looks like one whose merges were lost; else None."""
    valid = column.is_valid().to_numpy()
    count = int(valid.sum())
    if count in (0, height) or not valid[0] or pc.count_distinct(column).as_py() != count:
        return None
    return np.maximum.accumulate(np.where(valid, np.arange(height), 0))


def keep_rows(rows: DataRows, asides: Mapping[int, str]) -> DataRows:
    """The rows without those set aside."""
    if not asides:
        return rows
    mask = np.ones(rows.height, bool)
    mask[list(asides)] = False
    return DataRows(rows.cells.filter(pa.array(mask)), {name: kind[mask] for name, kind in rows.kinds.items()}, rows.numbers[mask])
