"""Given the snapshots of two months, a measure and one of its lists; gives why the list is longer or shorter: every unit that came or went under one reason.

The reasons add up: the list of the month after = the list of the month before + what came in − what went out, in every area.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.areas import placed
from metrics.change import changed_units
from metrics.counted import TARGETING
from metrics.duck import cursor
from metrics.lists import list_codes
from metrics.model import OUTSIDE, UNKNOWN
from metrics.names import named_units
from metrics.registers import HOUSEHOLD, KEY
from metrics.summing import is_summed
from metrics.unit_cells import unit_cells
from metrics.waiting import waiting
from policy.months import month_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.snapshot import Snapshot

IN = ("newly_entitled", "stopped", "entered", "newly_known", "moved_in", "corrected_in", "changed_in")
OUT = ("no_longer_entitled", "newly_paid", "left", "newly_unknown", "moved_out", "corrected_out", "changed_out")
REASONS = (*IN, *OUT)
"""Came in since it now fits the rule; since it receives no longer; since it was not counted before; since it can be told now; from another village; under
another number of the same person (an id corrected: no coming and no going); for any other step. Went out likewise."""


class NotDecomposedError(ValueError):
    """The measure's form counts sums, or has no figure in one of the months; the text says which."""


@dataclass(frozen=True)
class Step:
    """One unit that came onto the list (into `area`, a village) or went off it. key: of the unit; side: 1 came, -1 went."""

    key: str
    reason: str
    area: str
    side: int


def decomposed(before: Snapshot, after: Snapshot, measure_id: str, list_name: str) -> tuple[Step, ...]:
    """Every step of the whole county, sorted. Raises NotDecomposedError, metrics.lists.UnknownListError."""
    measure = after.policy.measures[measure_id]
    if is_summed(measure.form):
        raise NotDecomposedError(f"“{measure.label}”按金额或进度累计，没有逐户进出")
    for snapshot in (before, after):
        reason = waiting(snapshot, snapshot.policy.measures[measure_id])
        if reason is not None:
            raise NotDecomposedError(f"{month_label(snapshot.month)}：{reason}")
    codes = frozenset(list_codes(measure.form, list_name))
    steps: list[Step] = []
    for key, was, now, was_in, now_in in changed_units(before, after, measure):
        places = (placed(before, was_in) if was in codes else "", placed(after, now_in) if now in codes else "")
        steps += _steps(measure.form, key, was, now, places)
    return tuple(sorted(_corrected(before, after, measure_id, steps), key=lambda step: (step.area, step.reason, step.key)))


def totals(steps: Iterable[Step]) -> Counter[tuple[str, str]]:
    """(area, reason) → units, for villages."""
    return Counter((step.area, step.reason) for step in steps)


def _steps(form: str, key: str, was: int, now: int, places: tuple[str, str]) -> list[Step]:
    """places: village on the list before and after, "" where it is not on it."""
    old, new = places
    if old and new:
        return [] if old == new else [Step(key, "moved_out", old, -1), Step(key, "moved_in", new, 1)]
    found = []
    if old:
        found.append(Step(key, _out(form, was, now), old, -1))
    if new:
        found.append(Step(key, _in(form, was, now), new, 1))
    return found


def _in(form: str, was: int, now: int) -> str:
    if was == OUTSIDE:
        return "entered"
    if _unknown(form, was):
        return "newly_known"
    if form != TARGETING:
        return "stopped" if was == 1 else "changed_in"
    eligible, received = (was // 3, now // 3), (was % 3, now % 3)
    if eligible == (0, 1):
        return "newly_entitled"
    return "stopped" if received == (1, 0) else "changed_in"


def _out(form: str, was: int, now: int) -> str:
    """What stops being entitled leaves for that reason, whether it is paid at last or not."""
    if now == OUTSIDE:
        return "left"
    if _unknown(form, now):
        return "newly_unknown"
    if form != TARGETING:
        return "newly_paid" if now == 1 else "changed_out"
    eligible, received = (was // 3, now // 3), (was % 3, now % 3)
    if eligible == (1, 0):
        return "no_longer_entitled"
    return "newly_paid" if received == (0, 1) else "changed_out"


def _unknown(form: str, code: int) -> bool:
    return UNKNOWN in ((code // 3, code % 3) if form == TARGETING else (code,))


def _corrected(before: Snapshot, after: Snapshot, measure_id: str, steps: list[Step]) -> list[Step]:
    """Steps with entering and leaving turned into corrections where the same name of the same household left under one key and came under another."""
    gone = {step.key for step in steps if step.reason == "left"}
    come = {step.key for step in steps if step.reason == "entered"}
    if not gone or not come:
        return steps
    names = {_who: key for key, _who in _named(before, measure_id, gone).items()}
    pairs = {key: names[who] for key, who in _named(after, measure_id, come).items() if who in names}
    old = set(pairs.values())
    return [_as_correction(step, pairs, old) for step in steps]


def _as_correction(step: Step, pairs: dict[str, str], old: set[str]) -> Step:
    if step.reason == "entered" and step.key in pairs:
        return Step(step.key, "corrected_in", step.area, 1)
    if step.reason == "left" and step.key in old:
        return Step(step.key, "corrected_out", step.area, -1)
    return step


def _named(snapshot: Snapshot, measure_id: str, keys: set[str]) -> dict[str, tuple[str, str]]:
    """Key → (household, name) of those of the keys whose household and name are known."""
    measure = snapshot.policy.measures[measure_id]
    units = named_units(snapshot, measure.over, unit_cells(snapshot, measure))
    with cursor() as duck:
        rows = duck.sql(f'SELECT {KEY}, {HOUSEHOLD}, "unit:name" FROM ({units})').fetchall()
    return {key: (household, name) for key, household, name in rows if key in keys and household and name}
