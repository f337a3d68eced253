"""Given typed columns and the county's areas; gives the village (or 未落村) and township of every row, and findings where names or codes fail."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.areas import TOWNSHIP_DIGITS, VILLAGE_DIGITS
from data_loaders.villages import Placement, place_code, place_household, place_names, township_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from data_loaders.areas import AreaIndex
    from data_loaders.cells import CellColumn
    from data_loaders.findings import Findings
    from data_loaders.headings import Heading
    from data_loaders.layout import Layout

_NOT_A_VILLAGE = frozenset(["AREA-009", "AREA-010"])
"""Problems that are none where a row may belong to a township or the whole county."""
_NO_TOWNSHIP = "0" * VILLAGE_DIGITS
_SHORTEST_IN_TITLE = 3
"""A shorter name may be part of another one in a title (曙光 in 曙光旗)."""


@dataclass(frozen=True)
class Homes:
    """Where households lie that were read in the same submission: their numbers and the village of each, in the same order."""

    numbers: pa.Array
    areas: pa.Array


@dataclass(frozen=True)
class Placed:
    """area_code: 12 digits, null where nothing is known (never in a register of a county that is known); township: 9 digits or an empty text."""

    area_code: pa.Array
    township: pa.Array


@dataclass(frozen=True)
class Sender:
    """Who hands in: township is the one that the submission is of (it binds), else empty; sheet: the one that the sheet's name or title names (a hint)."""

    township: str = ""
    sheet: str = ""

    @property
    def given(self) -> str:
        """The township for rows that name none."""
        return self.township or self.sheet


def place_rows(
    columns: dict[str, CellColumn], height: int, layout: Layout, index: AreaIndex, sender: Sender, homes: Homes | None, findings: Findings
) -> Placed:
    """The place of every row by the layout's own means."""
    given = sender.given
    if not index.areas:
        if layout.register and height:
            findings.say("AREA-001", count=height)
        codes = pa.array([index.unplaced or None] * height, pa.string())
        return Placed(codes if layout.register else pa.nulls(height, pa.string()), pa.array([given] * height, pa.string()))
    place = layout.place
    if place.township or place.village:
        codes = _by_names(columns, height, layout, index, given, findings)
    elif place.code in columns:
        codes = _by_code(columns[place.code], index, given, findings, coarse=layout.coarse)
    else:
        codes = _by_household(columns.get(place.household), height, layout, index, given, homes, findings)
    townships = _each(codes, lambda code: index.township_of_code(code or "") or given)
    if layout.register and sender.township:
        _foreign(townships, columns, layout, index, given, findings)
        townships = pa.array([given] * height, pa.string())
    elif layout.register and given and not (place.code in columns or place.township in columns) and _mostly(townships, given):
        townships = pa.array([given] * height, pa.string())  # a household keeps its number when it moves: its people are reported where it lives now
    return Placed(codes, townships)


def _mostly(townships: pa.Array, given: str) -> bool:
    """Whether at least half of the rows are of the township: a title may name one township and the table hold them all."""
    return len(townships) > 0 and (pc.sum(pc.equal(townships, given)).as_py() or 0) * 2 >= len(townships)


def _by_names(columns: dict[str, CellColumn], height: int, layout: Layout, index: AreaIndex, given: str, findings: Findings) -> pa.Array:
    """By the names of township and village, once per distinct pair."""
    town, village = columns.get(layout.place.township), columns.get(layout.place.village)
    blank = pa.nulls(height, pa.string())
    towns = (town.values if town else blank).dictionary_encode(null_encoding="encode")
    villages = (village.values if village else blank).dictionary_encode(null_encoding="encode")
    pair = towns.indices.to_numpy().astype(np.int64) * len(villages.dictionary) + villages.indices.to_numpy()
    distinct, first, inverse, count = np.unique(pair, return_index=True, return_inverse=True, return_counts=True)
    town_names, village_names = towns.dictionary.to_pylist(), villages.dictionary.to_pylist()
    codes = []
    for position, code in enumerate(distinct.tolist()):
        names = town_names[code // len(village_names)], village_names[code % len(village_names)]
        placement = place_names(index, *names, given=given)
        codes.append(placement.code or None)
        column = town if placement.problem == "AREA-004" else village or town
        _tell(
            placement, int(first[position]), int(count[position]), column.heading if column else None, index, findings, township=names[0] or index.name(given)
        )
    return pa.array(codes, pa.string()).take(pa.array(inverse))


def _tell(
    placement: Placement, first: int, count: int, heading: Heading | None, index: AreaIndex, findings: Findings, *, township: str = "", other: str = ""
) -> None:
    """One finding for all rows of a name or code, at the first of them."""
    if not placement.problem:
        return
    nearest = f"是否就是“{placement.near}”？" if placement.near else ""
    findings.add(
        placement.problem,
        np.array([first]),
        heading,
        count=count,
        township=township or "全县",
        nearest=nearest,
        among="、".join(placement.among),
        other=other or index.name(placement.code),
    )


def _by_code(column: CellColumn, index: AreaIndex, given: str, findings: Findings, *, coarse: bool) -> pa.Array:
    """By 区划代码 of the county's own sheet, once per distinct code. coarse: a code of a township or the county, or none at all, is in order."""
    encoded = column.values.dictionary_encode(null_encoding="encode")
    indices = encoded.indices.to_numpy()
    _, first, count = np.unique(indices, return_index=True, return_counts=True)
    codes = []
    for position, code in enumerate(encoded.dictionary.to_pylist()):
        placement = place_code(index, code, given=given)
        codes.append(placement.code or None)
        if not (coarse and placement.problem in _NOT_A_VILLAGE):
            _tell(placement, int(first[position]), int(count[position]), column.heading, index, findings, other=index.name(code or ""))
    return pa.array(codes, pa.string()).take(encoded.indices)


def _by_household(column: CellColumn | None, height: int, layout: Layout, index: AreaIndex, given: str, homes: Homes | None, findings: Findings) -> pa.Array:
    """By the household: where it was read in this submission, else by the first 12 digits of its number if they are a village of ours."""
    fallback = (given.ljust(VILLAGE_DIGITS, "0") if given else index.unplaced) if layout.register else None
    if column is None:
        return pa.array([fallback] * height, pa.string())
    codes = _each(pc.utf8_slice_codeunits(column.values, 0, VILLAGE_DIGITS), lambda code: place_household(index, code) or None)
    if homes is not None and len(homes.numbers):
        read = homes.areas.take(pc.index_in(column.values, value_set=homes.numbers))
        codes = pc.coalesce(read, codes)
    if not layout.register:
        return codes
    lost = pc.and_(pc.is_null(codes), pc.is_valid(column.values)).to_numpy(zero_copy_only=False)
    if lost.any():
        findings.add("AREA-007", np.flatnonzero(lost)[:1], column.heading, count=int(lost.sum()))
    if not given:
        townships = _each(pc.utf8_slice_codeunits(column.values, 0, TOWNSHIP_DIGITS), lambda code: township_in(index, code).ljust(VILLAGE_DIGITS, "0"))
        codes = pc.coalesce(codes, pc.if_else(pc.equal(townships, _NO_TOWNSHIP), None, townships))
    return pc.fill_null(codes, fallback)


def _foreign(townships: pa.Array, columns: dict[str, CellColumn], layout: Layout, index: AreaIndex, given: str, findings: Findings) -> None:
    """Rows that name another township than the one that hands in: held where the row itself says so, told where only the household's number does."""
    other = pc.and_(pc.not_equal(townships, given), pc.not_equal(townships, "")).to_numpy(zero_copy_only=False)
    if not other.any():
        return
    place = layout.place
    column = columns.get(place.township) or columns.get(place.code) or columns.get(place.household)
    named = place.township in columns or place.code in columns
    positions = np.flatnonzero(other)
    each = [{"other": index.name(townships[int(position)].as_py())} for position in positions]
    findings.add("AREA-005" if named else "AREA-012", positions, column.heading if column else None, each=each, township=index.name(given))


def _each(texts: pa.Array, read: Callable[[str | None], str | None]) -> pa.Array:
    """`read` applied once to each distinct text."""
    encoded = texts.dictionary_encode(null_encoding="encode")
    return pa.array([read(text) for text in encoded.dictionary.to_pylist()], pa.string()).take(encoded.indices)


def sheet_township(index: AreaIndex, name: str, titles: tuple[str, ...]) -> str:
    """The township that a sheet's name is, or that exactly one of the texts above the table names; else an empty text."""
    code = index.find_township(name)
    if code:
        return code
    named = {
        area.code
        for area in index.areas
        if area.level == "township"
        for text in titles
        for form in (area.name, *area.aliases)
        if len(form) >= _SHORTEST_IN_TITLE and form in text
    }
    return next(iter(named))[:TOWNSHIP_DIGITS] if len(named) == 1 else ""
