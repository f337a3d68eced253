"""Given a county, some months and all its measures; gives one figure at a time, computed when it is first asked for and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.areas import areas
from metrics.cube import cube
from metrics.figures import figures

if TYPE_CHECKING:
    from jobs.county import County
    from metrics.model import Figure
    from metrics.snapshot import Snapshot

_LEVELS = {6: "county", 9: "township", 12: "village"}
"""Level by the length of the code; the county's own 未落村 stands at the township level too, under its own code."""


class FigureBook:
    """Figures by (month, measure, area code) as a Panel asks for them: a county has hundreds of measures, and a page shows a few of them."""

    def __init__(self, county: County) -> None:
        self._county = county
        self._snapshots: dict[str, Snapshot] = {}
        self._kept: dict[tuple[str, str, str], dict[str, Figure]] = {}
        self._used: dict[str, frozenset[str]] = {}

    def get(self, key: tuple[str, str, str]) -> Figure | None:
        """The figure of (month, measure, area), None where there is none."""
        month, measure, area = key
        level = _LEVELS.get(len(area), "village")
        return self._of(month, measure, level).get(area)

    def used(self, month: str) -> frozenset[str]:
        """The areas of every level below the county in which any unit of any measure stands."""
        if month not in self._used:
            snapshot = self._snapshot(month)
            villages = frozenset(cube(snapshot, snapshot.policy.measures)["area_code"].unique().to_pylist())
            parents = {area.parent for area in areas(snapshot) if area.code in villages}
            self._used[month] = villages | parents
        return self._used[month]

    def _of(self, month: str, measure: str, level: str) -> dict[str, Figure]:
        key = (month, measure, level)
        found = self._kept.get(key)
        if found is None:
            snapshot = self._snapshot(month)
            known = measure in snapshot.policy.measures
            found = {each.area_code: each for each in figures(snapshot, [measure], level)} if known else {}
            self._kept[key] = found
        return found

    def _snapshot(self, month: str) -> Snapshot:
        if month not in self._snapshots:
            self._snapshots[month] = self._county.snapshot(month)
        return self._snapshots[month]
