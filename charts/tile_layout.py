"""Given villages with township, order and perhaps coordinates; gives a hexagon's place for each, one block per township (示意图, no boundary drawn)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW_STEP = math.sqrt(3) / 2  # height between rows of pointy-topped hexagons whose centres in a row are 1 apart
_GAP = 0.9  # free space between two blocks side by side, in hexagons
_LABEL = 1.4  # from the top of a block to the centre of its first row: the name stands between
_TIP = 1 / math.sqrt(3)  # from a hexagon's centre to its tip
_BELOW = 0.3  # free space under a block


@dataclass(frozen=True)
class Place:
    """A village as the layout needs it; lon and lat are degrees or None."""

    code: str
    name: str
    township: str
    township_name: str
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True)
class Spot:
    """Where a hexagon's centre is; x to the right, y upwards, one hexagon is 1 wide."""

    place: Place
    x: float
    y: float


@dataclass(frozen=True)
class Block:
    """A township's block: its name stands at (x, y), the centre of the line above its hexagons, and may be `room` hexagons long."""

    township: str
    name: str
    x: float
    y: float
    room: float


@dataclass(frozen=True)
class TileLayout:
    """The whole picture: hexagons, block names, width and height in hexagons; located: whether coordinates placed it."""

    spots: tuple[Spot, ...]
    blocks: tuple[Block, ...]
    width: float
    height: float
    located: bool


def tile_layout(places: Sequence[Place], *, aspect: float = 1.75) -> TileLayout:
    """Blocks stand as their townships lie (rows north to south, west to east within a row) where coordinates exist, else in order of code.

    aspect: width by height of the space; the number of blocks in a row is the one that makes the hexagons largest there.
    """
    located = bool(places) and all(place.lon is not None and place.lat is not None for place in places)
    townships: dict[str, list[Place]] = {}
    for place in sorted(places, key=lambda each: each.code):
        townships.setdefault(place.township, []).append(place)
    groups = list(townships.values())
    layouts = [_arranged(groups, across, located) for across in range(1, max(len(groups), 1) + 1)]
    return min(layouts, key=lambda layout: max(layout.width / aspect, layout.height))


def _arranged(groups: list[list[Place]], across: int, located: bool) -> TileLayout:
    wide = max((_columns(group) for group in groups), default=1) + 0.5 + _GAP
    spots, blocks, top = [], [], 0.0
    rows = _grid(groups, across, located)
    for row in rows:
        for index, group in enumerate(row):
            spots += _block_spots(group, index * wide, top - _LABEL, located)
            blocks.append(Block(group[0].township, group[0].township_name, index * wide + (wide - _GAP) / 2 - 0.5, top - _LABEL + _TIP + 0.15, wide - _GAP / 2))
        deep = max(math.ceil(len(group) / _columns(group)) for group in row)
        top -= _LABEL + (deep - 1) * ROW_STEP + _TIP + _BELOW
    return TileLayout(tuple(spots), tuple(blocks), max(wide * max((len(row) for row in rows), default=1) - _GAP, 1.0), max(-top, 1.0), located)


def _columns(group: Sequence[Place]) -> int:
    """Wider than deep, but up to sixteen villages not over four across: the widest block sets the width of all."""
    return max(1, min(math.ceil(math.sqrt(len(group) * 1.35)), max(4, math.ceil(math.sqrt(len(group))))))


def _grid(groups: list[list[Place]], across: int, located: bool) -> list[list[list[Place]]]:
    """Groups in rows of `across`: north to south by mean latitude, then west to east."""
    if located:
        groups = sorted(groups, key=lambda group: -_mean(group, "lat"))
    rows = [groups[start : start + across] for start in range(0, len(groups), across)]
    return [sorted(row, key=lambda group: _mean(group, "lon")) for row in rows] if located else rows


def _mean(group: Sequence[Place], axis: str) -> float:
    return sum(getattr(place, axis) for place in group) / len(group)


def _block_spots(group: Sequence[Place], left: float, top: float, located: bool) -> list[Spot]:
    columns = _columns(group)
    ordered = sorted(group, key=lambda place: (-(place.lat or 0), place.code)) if located else list(group)
    spots = []
    for row, start in enumerate(range(0, len(ordered), columns)):
        line = ordered[start : start + columns]
        if located:
            line = sorted(line, key=lambda place: (place.lon or 0, place.code))
        spots += [Spot(place, left + column + (row % 2) / 2, top - row * ROW_STEP) for column, place in enumerate(line)]
    return spots
