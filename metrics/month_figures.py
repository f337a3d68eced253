"""Given a snapshot and measures; gives the figures of the month at every level, each built only when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from metrics.areas import areas as areas_of
from metrics.cube import cube as cube_of
from metrics.figures import figure_of
from metrics.rollup import LEVELS, above, shown
from metrics.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from metrics.model import Area, Figure
    from metrics.snapshot import Snapshot

    Numbers = Mapping[int, tuple[int, int, float]]

CELL_CODES = 256
"""More than there are codes of cells (uint8), so that measure, area and cell make one number."""


@dataclass(frozen=True)
class _Level:
    """The sums of one level by measure, area and cell, in that order. first: measure → its first row; areas: those of the level that have a line."""

    areas: Mapping[str, Area]
    codes: Sequence[str]
    first: Mapping[str, slice]
    area: NDArray[np.int64]
    cell: NDArray[np.int64]
    sums: tuple[NDArray[Any], ...]
    used: frozenset[str]


class MonthFigures:
    """All figures of a month, each built when it is asked for. What they rest on is read at once, so that a later load does not change them."""

    def __init__(self, snapshot: Snapshot, measure_ids: Iterable[str] | None = None, *, cube: pa.Table | None = None) -> None:
        """cube: cells by village of the measures (default: metrics.cube); measure_ids: default all."""
        self.month = snapshot.month
        self._snapshot = snapshot
        self._measures = {one: snapshot.policy.measures[one] for one in dict.fromkeys(snapshot.policy.measures if measure_ids is None else measure_ids)}
        self._levels = _levels(areas_of(snapshot), cube_of(snapshot, self._measures) if cube is None else cube)
        self._level_of = {area: level for level in LEVELS for area in self._levels[level].areas}  # the last one holds: a village before the county
        self._numbers: dict[tuple[str, str], dict[str, Numbers]] = {}
        self._built: dict[tuple[str, str, str], Figure] = {}
        for measure in self._measures.values():
            if waiting(snapshot, measure) is None:
                figure_of(snapshot, measure, "county", areas_of(snapshot)[0], {})  # notes the months of the data used while this is still what counts

    def figure(self, measure: str, area: str) -> Figure | None:
        """The figure of a measure in a village, township or the county; None for an unknown measure or area, and for a 未落村 in which nobody stands."""
        level = self._level_of.get(area)
        return None if level is None or measure not in self._measures else self._figure(measure, level, area)

    def every(self, level: str, measure_ids: Iterable[str] | None = None) -> list[Figure]:
        """The figures of a level as metrics.figures gives them: measures in order, areas in the order of codes."""
        wanted = self._measures if measure_ids is None else measure_ids
        return [self._figure(measure, level, area) for measure in wanted for area in self._levels[level].areas]

    @property
    def snapshot(self) -> Snapshot:
        """What the figures rest on, with all that was worked out for them."""
        return self._snapshot

    @property
    def used(self) -> frozenset[str]:
        """The codes of the areas of every level in which any unit of any measure stands."""
        return frozenset().union(*(level.used for level in self._levels.values()))

    def _figure(self, measure: str, level: str, area: str) -> Figure:
        key = (measure, level, area)
        found = self._built.get(key)
        if found is None:
            place = self._levels[level].areas[area]
            found = self._built[key] = figure_of(self._snapshot, self._measures[measure], level, place, self._of(measure, level).get(area, {}))
        return found

    def _of(self, measure: str, level: str) -> dict[str, Numbers]:
        """Area → cell → (units, persons, amount) of one measure."""
        key = (measure, level)
        if key not in self._numbers:
            self._numbers[key] = _numbers(self._levels[level], measure)
        return self._numbers[key]


def _numbers(level: _Level, measure: str) -> dict[str, Numbers]:
    rows = level.first.get(measure, slice(0, 0))
    found: dict[str, dict[int, tuple[int, int, float]]] = {}
    columns: list[list[Any]] = [column[rows].tolist() for column in (level.area, level.cell, *level.sums)]
    for place, cell, units, persons, amount in zip(*columns, strict=True):
        found.setdefault(level.codes[int(place)], {})[cell] = (int(units), int(persons), amount)
    return {**found}


def _levels(areas: Sequence[Area], cells: pa.Table) -> dict[str, _Level]:
    measures, measure = _coded(cells["measure"])
    villages, village = _coded(cells["area_code"])
    cell = cells["cell"].to_numpy().astype(np.int64)
    sums = tuple(cells[name].to_numpy().astype(np.float64) for name in ("units", "persons", "amount"))
    return {level: _level(areas, level, (measures, measure), (villages, village), cell, sums) for level in LEVELS}


def _coded(column: Any) -> tuple[list[str], NDArray[np.int64]]:  # noqa: ANN401 - a pyarrow column
    found = column.combine_chunks().dictionary_encode()
    return found.dictionary.to_pylist(), found.indices.to_numpy().astype(np.int64)


def _level(  # noqa: PLR0913, PLR0917 - measures and places each with their codes
    areas: Sequence[Area],
    level: str,
    measures: tuple[list[str], NDArray[np.int64]],
    villages: tuple[list[str], NDArray[np.int64]],
    cell: NDArray[np.int64],
    sums: tuple[NDArray[np.float64], ...],
) -> _Level:
    """The cells summed by measure, area of the level and cell."""
    to = above(areas, level)
    codes = sorted({to[code] for code in villages[0]})
    moved = np.array([codes.index(to[code]) for code in villages[0]], dtype=np.int64)[villages[1]]
    key = (measures[1] * max(len(codes), 1) + moved) * CELL_CODES + cell
    distinct, inverse = np.unique(key, return_inverse=True)
    totals: tuple[NDArray[Any], ...] = tuple(np.bincount(inverse, weights=one, minlength=len(distinct)) for one in sums)
    place, of = distinct // CELL_CODES, distinct % CELL_CODES
    used = frozenset(codes)
    lines = {area.code: area for area in shown(areas, level, set(used))}
    starts = np.searchsorted(place // max(len(codes), 1), np.arange(len(measures[0]) + 1))
    first = {name: slice(int(starts[position]), int(starts[position + 1])) for position, name in enumerate(measures[0])}
    return _Level(lines, codes, first, place % max(len(codes), 1), of, totals, used)
