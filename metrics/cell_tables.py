"""Given counts by place; gives them as tables of cells: one row for each measure, village, perhaps class of household, and cell in which somebody stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from metrics.counting import CENTS, Counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from metrics.classes import ClassPlaces

SCHEMA = pa.schema(
    [
        ("measure", pa.string()),
        ("area_code", pa.string()),
        ("cell", pa.uint8()),
        ("units", pa.int64()),
        ("persons", pa.int64()),
        ("amount", pa.float64()),
    ]
)
"""One row for each measure, village and cell in which somebody stands."""

BY_CLASS = pa.schema([*list(SCHEMA)[:2], pa.field("type", pa.string()), pa.field("monitored", pa.bool_()), *list(SCHEMA)[2:]])
"""The same by class of household: its type (metrics.classes.UNTOLD where it is not known), and whether it is known to be monitored."""


def cell_table(measure: str, counts: Counts, villages: Sequence[str]) -> pa.Table:
    """Counts by village as columns of SCHEMA."""
    where, cell = _held(counts)
    return pa.Table.from_arrays([_texts(measure for _ in where), _texts(villages[index] for index in where), *_sums(counts, where, cell)], schema=SCHEMA)


def class_table(measure: str, counts: Counts, villages: Sequence[str], classes: ClassPlaces) -> pa.Table:
    """Counts by village × class as columns of BY_CLASS."""
    where, cell = _held(counts)
    number = len(classes.classes)
    of = [classes.classes[index % number] for index in where]
    kinds = [_texts(kind for kind, _ in of), pa.array([monitored for _, monitored in of], pa.bool_())]
    places = [_texts(measure for _ in where), _texts(villages[index // number] for index in where)]
    return pa.Table.from_arrays([*places, *kinds, *_sums(counts, where, cell)], schema=BY_CLASS)


def together(counts: Counts, number: int) -> Counts:
    """Counts by village × class, `number` classes, summed by village. Whole units, people and 分 add up exactly, as if there had been no classes."""

    def whole(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return values.reshape(-1, number, values.shape[1]).sum(axis=1)

    return Counts(whole(counts.units), whole(counts.persons), whole(np.rint(counts.amount * CENTS)) / CENTS)


def _held(counts: Counts) -> tuple[list[int], NDArray[np.intp]]:
    """The places and cells in which somebody stands."""
    where, cell = np.nonzero((counts.units != 0) | (counts.amount != 0))
    return where.tolist(), cell


def _texts(values: Iterable[str]) -> pa.Array:
    return pa.array(list(values), pa.string())


def _sums(counts: Counts, where: list[int], cell: NDArray[np.intp]) -> list[pa.Array]:
    numbers = [pa.array(np.rint(values[where, cell]).astype(np.int64)) for values in (counts.units, counts.persons)]
    return [pa.array(cell.astype(np.uint8)), *numbers, pa.array(counts.amount[where, cell])]
