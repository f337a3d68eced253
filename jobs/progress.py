"""Given what was submitted for a month; gives how complete the data is in words for 总览: per kind of sheet, as a whole, and from which months."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from metrics.areas import townships
from metrics.completeness import covers, table_states

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobs.county import County
    from metrics.completeness import TableState
    from metrics.snapshot import Snapshot

SHEETS = ("households", "persons", "monitoring_cases", "benefits", "insurance", "housing", "household_water")
"""The sheets that a month should have."""
CASES, EXPORT = "monitoring_cases", "export_cases"
"""A township hands in its monitored households either in our sheet or as the national system's export: either counts."""
_NAMES = 3


@dataclass(frozen=True)
class SheetProgress:
    """One kind of sheet: parts (townships, bureaus' lists) that count in the month and all that should, who is lacking (names, shortened)."""

    label: str
    submitted: int
    expected: int
    lacking: str


@dataclass(frozen=True)
class Progress:
    """A month: its sheets, the townships that submitted and all, and table label → month of the data used."""

    sheets: tuple[SheetProgress, ...] = ()
    submitted: tuple[int, int] | None = None
    as_of: Mapping[str, str] = field(default_factory=dict)


def read_progress(county: County, month: str) -> Progress:
    """The month as the store has it."""
    snapshot = county.snapshot(month)
    states = [_with_export(snapshot, state) if state.table == CASES else state for state in table_states(snapshot, SHEETS)]
    as_of = {state.label: state.as_of for state in states if state.as_of}
    return Progress(tuple(_sheet(state) for state in states), _townships(snapshot, month), as_of)


def _with_export(snapshot: Snapshot, state: TableState) -> TableState:
    """The state of the monitored households, whichever of the two sheets they came in."""
    if not snapshot.submitted(EXPORT):
        return state
    slices = (*snapshot.slices(CASES), *snapshot.slices(EXPORT))
    towns = townships(snapshot)
    lacking = tuple(town.name for town in towns if not covers(slices, town.code))
    return replace(state, by_township=True, submitted=len(towns) - len(lacking), expected=len(towns), as_of=min(one.month for one in slices), lacking=lacking)


def _sheet(state: TableState) -> SheetProgress:
    names = "、".join(state.lacking[:_NAMES]) + (f"等 {len(state.lacking)} 个" if len(state.lacking) > _NAMES else "")
    lacking = "未报送" if not state.submitted else names
    return SheetProgress(state.label, state.submitted, state.expected, lacking)


def _townships(snapshot: Snapshot, month: str) -> tuple[int, int]:
    """Townships of which anything was submitted for this very month, and all."""
    slices = [one for table in (*SHEETS, EXPORT) for one in snapshot.slices(table) if one.month == month and "township" in one.key]
    towns = townships(snapshot)
    return sum(covers(slices, town.code) for town in towns), len(towns)
