"""Given a seed; gives the truth: units by month, measure, village and cell, and their keys, counted from the hand-written cells and nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sample_data.county import build
from sample_data.model import MONTHS, OUTSIDE, RISK_MEASURE, SEED, edition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sample_data.model import Household


@dataclass(frozen=True)
class TruthRow:
    """How many units of a measure lie in a cell (tt … nn, or met, unmet, unknown) in a village (12 digits, 未落村 included) and month."""

    month: str
    measure: str
    area_code: str
    cell: str
    units: int


@dataclass(frozen=True)
class TruthUnit:
    """One unit: its key (id number, household number, or household number with risk or case) and the archetype it was placed from."""

    key: str
    area_code: str
    cell: str
    archetype: str


@cache
def truth(seed: int = SEED) -> tuple[TruthRow, ...]:
    """Every counted cell with at least one unit, sorted. Units that are "outside" are not in it."""
    counted: Counter[tuple[str, str, str, str]] = Counter()
    for position, month in enumerate(MONTHS):
        for measure, area, cells, _, _ in _units(seed, month):
            if cells[position] != OUTSIDE:
                counted[month, measure, area, cells[position]] += 1
    return tuple(TruthRow(*key, units) for key, units in sorted(counted.items()))


def truth_units(month: str, measure: str, *, cells: tuple[str, ...] = (), seed: int = SEED) -> tuple[TruthUnit, ...]:
    """The units of a measure and month, all or those in `cells` ("tf" for 应享未享, "ft" for 不应享而享, "unmet")."""
    position = MONTHS.index(month)
    found = (TruthUnit(key, area, six[position], archetype) for name, area, six, key, archetype in _units(seed, month) if name == measure)
    return tuple(unit for unit in found if unit.cell != OUTSIDE and (not cells or unit.cell in cells))


def _units(seed: int, month: str) -> Iterator[tuple[str, str, tuple[str, ...], str, str]]:
    """measure, village in the month, six cells, key and archetype of everyone and everything."""
    sample = build(seed)
    for household in sample.households:
        area = household.villages[edition(month)]
        name = household.spec.id
        for measure, cells in household.spec.cells[household.context].items():
            yield measure, area, cells, household.id, name
        for person in household.people:
            for measure, cells in person.spec.cells[household.context].items():
                yield measure, area, cells, person.id_no, name
        for measure, cells, key in _case_units(household):
            yield measure, area, cells, key, name
    for stranger in sample.strangers:
        for measure, cells in stranger.spec.cells.items():
            yield measure, stranger.area, cells, stranger.id_no, stranger.spec.id


def _case_units(household: Household) -> Iterator[tuple[str, tuple[str, ...], str]]:
    spec = household.spec.case
    if spec is None:
        return
    cells: Mapping[str, tuple[str, ...]] = spec.cells[household.context]
    for measure, six in cells.items():
        yield measure, six, household.id
    for risk, six in spec.help_cells[household.context].items():
        yield RISK_MEASURE, six, f"{household.id}·{risk}"
