"""Given a snapshot; gives the areas of the county from its own area sheet, each township and the county with an unplaced village (未落村) of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.duck import cursor
from metrics.model import Area
from metrics.scan import scan

if TYPE_CHECKING:
    from metrics.snapshot import Snapshot
    from store.model import Slice

AREA_TABLE = "admin_units"
UNPLACED = "未落村"
TOWNSHIP, VILLAGE = 9, 12
"""Length of the code of a township and of a village."""

_FOREVER = "9999-12"
_LEVELS = {6: "county", TOWNSHIP: "township", VILLAGE: "village"}
_COLUMNS = {"unit_code": "text", "unit_name": "text", "parent_code": "text"}


def areas(snapshot: Snapshot) -> tuple[Area, ...]:
    """County first, then townships, then villages, each in the order of codes; natural villages (15 digits) are part of their village and not listed.

    Without an area sheet: the county alone with its unplaced village, so that nothing is lost.
    """
    return snapshot.once(("areas",), lambda: _areas(snapshot))


def townships(snapshot: Snapshot) -> tuple[Area, ...]:
    """The township-level areas."""
    return tuple(area for area in areas(snapshot) if area.level == "township")


def villages(snapshot: Snapshot) -> tuple[Area, ...]:
    """The village-level areas, unplaced ones included: every unit of the county counts in exactly one of them."""
    return tuple(area for area in areas(snapshot) if area.level == "village")


def unplaced_code(parent: str) -> str:
    """The code of the unplaced village of a township (+ 000) or of the county (+ 000000)."""
    return parent.ljust(VILLAGE, "0")


def children(snapshot: Snapshot, area_code: str | None) -> tuple[str, ...]:
    """The codes of the villages in an area of any level; None is the county."""
    if area_code is None or area_code == snapshot.county_code:
        return tuple(area.code for area in villages(snapshot))
    return tuple(area.code for area in villages(snapshot) if area_code in (area.code, area.parent))


def area_slices(snapshot: Snapshot) -> tuple[Slice, ...]:
    """The area sheet of the month; for a month before the first one the earliest there is, since villages are older than their sheet."""
    if snapshot.submitted(AREA_TABLE):
        return snapshot.slices(AREA_TABLE)
    later = snapshot.store.slices_between(AREA_TABLE, snapshot.month, _FOREVER)
    first = min((one.month for one in later), default="")
    return tuple(one for one in later if one.month == first)


def _areas(snapshot: Snapshot) -> tuple[Area, ...]:
    rows = _rows(snapshot)
    county = snapshot.county_code
    listed = {code: Area(code, label, _LEVELS[len(code)], parent or "") for code, (label, parent) in rows.items() if len(code) in _LEVELS}
    listed.setdefault(county, Area(county, "全县", "county", ""))
    towns = {code: area for code, area in listed.items() if area.level == "township"}
    places = {code: _placed(area, towns, county) for code, area in listed.items() if area.level == "village"}
    for parent in (*towns, county):
        code = unplaced_code(parent)
        places[code] = Area(code, UNPLACED, "village", parent, unplaced=True)
    return (listed[county], *_sorted(towns), *_sorted(places))


def _placed(area: Area, towns: dict[str, Area], county: str) -> Area:
    """The village under its township: the parent that the sheet gives, else the one that the code gives, else the county."""
    parent = next((code for code in (area.parent, area.code[:TOWNSHIP]) if code in towns), county)
    return Area(area.code, area.name, area.level, parent)


def _rows(snapshot: Snapshot) -> dict[str, tuple[str, str | None]]:
    slices = area_slices(snapshot)
    if not slices:
        return {}
    with cursor() as duck:
        found = duck.execute(f"SELECT * FROM {scan(slices, _COLUMNS)} WHERE unit_code IS NOT NULL AND unit_name IS NOT NULL").fetchall()
    rows: dict[str, tuple[str, str | None]] = {}
    for code, label, parent in found:
        rows.setdefault(code, (label, parent))
    return rows


def _sorted(found: dict[str, Area]) -> list[Area]:
    return [found[code] for code in sorted(found)]


def placed(snapshot: Snapshot, code: str | None) -> str:
    """The village that a row's area code counts in: itself, else the unplaced village of its township, else the county's."""
    known = snapshot.once(("village codes",), lambda: frozenset(area.code for area in villages(snapshot)))
    if code in known:
        return str(code)
    township = unplaced_code((code or "")[:TOWNSHIP])
    return township if township in known else unplaced_code(snapshot.county_code)
