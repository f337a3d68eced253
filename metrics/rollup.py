"""Given cells by village; gives cells by village, township or county, by summing; unplaced villages count in every level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from metrics.cells import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from metrics.model import Area

COUNTY, TOWNSHIP, VILLAGE = "county", "township", "village"
LEVELS = (COUNTY, TOWNSHIP, VILLAGE)


class UnknownLevelError(ValueError):
    """The level is not one of county, township, village."""


def rollup(cells: pa.Table, areas: Sequence[Area], level: str) -> pa.Table:
    """The cells (columns of metrics.cells.SCHEMA) summed by area of the level.

    The county's own unplaced village belongs to no township: at that level it stands under its own code. Raises UnknownLevelError.
    """
    if level not in LEVELS:
        raise UnknownLevelError(f"没有“{level}”这一级；可用：{'、'.join(LEVELS)}")
    to = above(areas, level)
    moved = [to[code] for code in cells["area_code"].to_pylist()]
    placed = cells.set_column(1, "area_code", pa.array(moved, pa.string()))
    sums = placed.group_by(["measure", "area_code", "cell"]).aggregate([(name, "sum") for name in ("units", "persons", "amount")])
    return sums.rename_columns(SCHEMA.names).cast(SCHEMA).sort_by([("measure", "ascending"), ("area_code", "ascending"), ("cell", "ascending")])


def shown(areas: Sequence[Area], level: str, used: set[str]) -> tuple[Area, ...]:
    """The areas of a level that have a line: all real ones, and the unplaced ones in which somebody stands."""
    county = next(area.code for area in areas if area.level == COUNTY)
    own = [area for area in areas if area.level == level and not area.unplaced]
    unplaced = [area for area in areas if area.unplaced and area.code in used and (level == VILLAGE or (level == TOWNSHIP and area.parent == county))]
    return tuple(sorted([*own, *unplaced], key=lambda area: area.code))


def above(areas: Sequence[Area], level: str) -> Mapping[str, str]:
    """Village code → code of its area at the level."""
    county = next(area.code for area in areas if area.level == COUNTY)
    villages = [area for area in areas if area.level == VILLAGE]
    if level == VILLAGE:
        return {area.code: area.code for area in villages}
    if level == COUNTY:
        return {area.code: county for area in villages}
    return {area.code: area.code if area.parent == county else area.parent for area in villages}
