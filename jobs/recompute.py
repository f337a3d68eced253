"""Given a county and the slices that changed, or a month; gives the months whose figures it computed again and kept, with their rules and why lists changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs.reasons import keep_reasons
from jobs.rules_then import note_rules
from metrics.cube import cube

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jobs.county import County
    from store import NewSlice


def recompute_touched(county: County, slices: Iterable[NewSlice], *, progress: Callable[[str, float], None] | None = None) -> tuple[str, ...]:
    """Compute the cubes of every month in which one of the slices can count: from its own month to the last month it is valid in."""
    slices = tuple(slices)
    touched = [month for month in county.months() if any(new.month <= month <= new.valid_until for new in slices)]
    return recompute(county, touched, progress=progress)


def recompute(county: County, months: Iterable[str] | None = None, *, progress: Callable[[str, float], None] | None = None) -> tuple[str, ...]:
    """Compute what is absent from the cubes of these months (default: all); a cube whose data and rules did not change is kept. Gives the months."""
    wanted = tuple(county.months() if months is None else months)
    for position, month in enumerate(wanted):
        if progress:
            progress(f"计算 {month} 的指标", position / len(wanted))
        snapshot = county.snapshot(month)
        cube(snapshot, tuple(snapshot.policy.measures))
        note_rules(county, snapshot)
    keep_reasons(county, wanted)
    return wanted
