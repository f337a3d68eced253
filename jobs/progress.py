"""Given what was submitted for a month; gives how complete the data is in words for 总览: per kind of sheet, as a whole, and from which months."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from charts.numbers import NONE, SPACE
from metrics.areas import townships
from metrics.completeness import covers, table_states

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jobs.county import County
    from metrics.completeness import TableState
    from metrics.model import Area
    from metrics.snapshot import Snapshot

SHEETS = ("households", "persons", "monitoring_cases", "benefits", "insurance", "housing", "household_water")
"""The sheets that a month should have."""
CASES, EXPORT = "monitoring_cases", "export_cases"
"""A township hands in its monitored households either in our sheet or as the national system's export: either counts."""
_NAMES = 3


@dataclass(frozen=True)
class SheetProgress:
    """One kind of sheet: parts (townships, bureaus' lists) that count in the month and all that should, who is lacking (shortened, and all the names)."""

    label: str
    submitted: int
    expected: int
    lacking: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlaceProgress:
    """One township: of the sheets that townships hand in how many count in the month, which are lacking, and whether anything came for this very month."""

    submitted: int
    expected: int
    lacking: tuple[str, ...]
    fresh: bool

    @property
    def text(self) -> str:
        """ "7/7", "6/7 缺住房", "4/7 缺 3 种" (`names` says which), "7/7 本月未报"; "—" where no sheet is handed in by township."""
        if not self.expected:
            return NONE
        several = f"{SPACE}{len(self.lacking)}{SPACE}种"
        lacking = f" 缺{several if len(self.lacking) > 1 else self.names}" if self.lacking else ""
        return f"{self.submitted}/{self.expected}{lacking or ('' if self.fresh else ' 本月未报')}"

    @property
    def names(self) -> str:
        """ "住房、户饮水": which sheets are lacking."""
        return "、".join(self.lacking)


@dataclass(frozen=True)
class Progress:
    """A month: its sheets, the townships that submitted and all, table label → month of the data used, and township code → what it handed in."""

    sheets: tuple[SheetProgress, ...] = ()
    submitted: tuple[int, int] | None = None
    as_of: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, PlaceProgress] = field(default_factory=dict)


def lacking_words(places: Iterable[tuple[str, PlaceProgress]]) -> str:
    """Which sheets the places lack that lack several, by name: "甲镇缺住房、户饮水；乙镇缺住房、人员"; of many places the first. "" where none does."""
    several = [(name, each.names) for name, each in places if len(each.lacking) > 1]
    named = "；".join(f"{name}缺{names}" for name, names in several[:_NAMES])
    return f"{named}；这样的地方共 {len(several)} 个" if len(several) > _NAMES else named


def read_progress(county: County, month: str) -> Progress:
    """The month as the store has it."""
    snapshot = county.snapshot(month)
    states = [_with_export(snapshot, state) if state.table == CASES else state for state in table_states(snapshot, SHEETS)]
    as_of = {state.label: state.as_of for state in states if state.as_of}
    fresh = _fresh(snapshot, month)
    places = {town.code: _place(states, town, fresh=town.code in fresh) for town in townships(snapshot)}
    return Progress(tuple(_sheet(state) for state in states), (len(fresh), len(places)), as_of, places)


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
    return SheetProgress(state.label, state.submitted, state.expected, lacking, tuple(state.lacking))


def _place(states: Sequence[TableState], town: Area, *, fresh: bool) -> PlaceProgress:
    own = [state for state in states if state.by_township]
    lacking = tuple(state.label for state in own if town.name in state.lacking)
    return PlaceProgress(len(own) - len(lacking), len(own), lacking, fresh)


def _fresh(snapshot: Snapshot, month: str) -> frozenset[str]:
    """The townships of which anything was submitted for this very month."""
    slices = [one for table in (*SHEETS, EXPORT) for one in snapshot.slices(table) if one.month == month and "township" in one.key]
    return frozenset(town.code for town in townships(snapshot) if covers(slices, town.code))
