"""Given a sheet stream and a folder; gives its cells as an Arrow IPC file (columns c0 … text, k0 … kind) and a description of the rest."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from data_loaders.formats.columns import text_column
from data_loaders.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from data_loaders.formats.finding import Cell, SheetStream


def write_sheet(stream: SheetStream, path: Path, progress: Callable[[float], None]) -> dict[str, Any]:
    """Write the sheet's blocks as record batches; gives the JSON-able description that the parent makes a RawSheet of. `progress` gets the share done."""
    width = stream.first_column + stream.width
    fields = [(f"c{index}", pa.string()) for index in range(width)] + [(f"k{index}", pa.uint8()) for index in range(width)]
    schema, done, kinds_seen = pa.schema(fields), 0, [0] * width
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
        for block in stream.rows:
            texts, kinds = _block_columns(block, stream, done)
            for index, column in enumerate(kinds):
                kinds_seen[index] |= _kinds_in(column)
            writer.write_batch(pa.record_batch([*texts, *map(pa.array, kinds)], schema=schema))
            done += len(block)
            progress(done / max(stream.total_rows, done))
    plain = 1 << Kind.EMPTY | 1 << Kind.TEXT
    return {
        "name": stream.name,
        "path": path.name,
        "first_row": stream.first_row,
        "hidden": stream.hidden,
        "merged": _merged_in_cells(stream, done),
        "hidden_rows": stream.hidden_rows,
        "unchecked": stream.unchecked,
        "typed": [index for index, seen in enumerate(kinds_seen) if seen & ~plain],
        "empty": not any(seen & ~(1 << Kind.EMPTY) for seen in kinds_seen),
    }


def _block_columns(block: Sequence[Sequence[Cell]], stream: SheetStream, done: int) -> tuple[list[pa.Array], list[np.ndarray]]:
    """The block turned on its side: texts and kinds per column, leading empty columns and overrides included."""
    texts: list[pa.Array] = [pa.nulls(len(block), pa.string()) for _ in range(stream.first_column)]
    kinds = [np.zeros(len(block), np.uint8) for _ in range(stream.first_column)]
    for values in zip(*_evened(block, stream.width), strict=True):
        text, kind = text_column(values)
        texts.append(text)
        kinds.append(kind)
    if stream.overrides:
        _override(texts, kinds, stream.overrides, stream.first_row - 1 + done)
    return texts, kinds


def _evened(block: Sequence[Sequence[Cell]], width: int) -> Sequence[Sequence[Cell]]:
    """The rows, short ones filled up with None; a block whose rows are all of that width is given back as it is."""
    if all(len(row) == width for row in block):
        return block
    return [[*row, *repeat(None, width - len(row))] for row in block]


def _override(texts: list[pa.Array], kinds: list[np.ndarray], overrides: Mapping[tuple[int, int], tuple[str, Kind]], top: int) -> None:
    """Put the overriding texts and kinds of this block's rows in place; overrides outside the sheet's used range are left out."""
    height = len(kinds[0]) if kinds else 0
    by_column: dict[int, list[tuple[int, str, Kind]]] = {}
    for (row, column), (text, kind) in overrides.items():
        if top <= row < top + height and column < len(texts):
            by_column.setdefault(column, []).append((row - top, text, kind))
    for column, cells in by_column.items():
        values, column_kinds = texts[column].to_pylist(), kinds[column].copy()
        for row, text, kind in cells:
            values[row], column_kinds[row] = text, kind
        texts[column], kinds[column] = pa.array(values, pa.string()), column_kinds


def _kinds_in(column: np.ndarray) -> int:
    """The kinds of a column as one bit each."""
    return sum(1 << int(kind) for kind in np.unique(column))


def _merged_in_cells(stream: SheetStream, height: int) -> list[tuple[int, int, int, int]]:
    """Merged ranges counted from the first row that was read; those that lie wholly outside it are left out."""
    shift = stream.first_row - 1
    moved = ((top - shift, left, bottom - shift, right) for top, left, bottom, right in stream.merged)
    return [(max(top, 0), left, min(bottom, height - 1), right) for top, left, bottom, right in moved if bottom >= 0 and top < height]
