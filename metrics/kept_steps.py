"""Given the snapshots of two months and measures; gives how many units came onto each measure's list of missed units and went off it, by village and reason.

Why a list is longer takes a scan of both months' rows; a page reads it from what the store has kept, and only what is absent is computed and kept.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import pyarrow as pa

from metrics.cube import cube, cube_key
from metrics.decomposition import decomposed, totals
from metrics.lists import list_codes
from metrics.summing import is_summed
from metrics.waiting import waiting
from store.model import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.snapshot import Slices, Snapshot
    from policy.model import Measure

MISSING = "missing"
"""The list whose steps are kept: the one that pages speak of in sentences."""

STEPS = "1"
"""Raised whenever steps are named or counted differently, so that nothing of the older way is read again."""

SCHEMA = pa.schema([("area_code", pa.string()), ("reason", pa.string()), ("units", pa.int64())])
"""One row for each village and reason for which somebody came or went."""

NAMED_IN = ("persons", "households")
"""An id corrected is told by the name, which these tables hold."""

REMEMBERED = 4096
"""Tables held in memory for each store; each is a few rows."""

_memory: WeakKeyDictionary[Slices, dict[str, Counter[tuple[str, str]]]] = WeakKeyDictionary()


def step_counts(before: Snapshot, after: Snapshot, measure_ids: Iterable[str]) -> dict[str, Counter[tuple[str, str]]]:
    """Measure → (village, reason of metrics.decomposition) → units; a measure whose list cannot be decomposed between the two months is left out."""
    keys = {name: _key(before, after, name) for name in dict.fromkeys(measure_ids) if comparable(before, after, name)}
    memory = _memory.setdefault(after.store, {})
    wanted = [key for key in keys.values() if key not in memory]
    memory |= {key: _counted(table) for key, table in (after.store.cubes(wanted) if wanted else {}).items()}
    absent = {name: key for name, key in keys.items() if key not in memory}
    new = {key: totals(decomposed(before, after, name, MISSING)) for name, key in absent.items()}
    if new:
        memory |= new
        with suppress(StoreError):  # another process is writing: what was not kept is computed again next time
            after.store.keep_cubes(after.month, {key: _table(counts) for key, counts in new.items()})
    found = {name: memory[key] for name, key in keys.items()}
    while len(memory) > REMEMBERED:
        memory.pop(next(iter(memory)), None)
    return found


def comparable(before: Snapshot, after: Snapshot, measure_id: str) -> bool:
    """Whether the measure has units with names and a figure in both months."""
    sides = [(one, one.policy.measures.get(measure_id)) for one in (before, after)]
    return all(measure is not None and not is_summed(measure.form) and waiting(one, measure) is None for one, measure in sides)


def moved(before: Snapshot, after: Snapshot, measure_ids: Iterable[str]) -> tuple[str, ...]:
    """The measures, in the order given, of which another number of units is missed in some village than the month before."""
    names = [name for name in dict.fromkeys(measure_ids) if comparable(before, after, name)]
    sides = [_missed(one, names) for one in (before, after)]
    return tuple(name for name in names if sides[0].get(name) != sides[1].get(name))


def _missed(snapshot: Snapshot, names: list[str]) -> dict[str, dict[str, int]]:
    """Measure → village → units on the list, nobody left out."""
    found: dict[str, dict[str, int]] = {}
    measures: dict[str, Measure] = {name: snapshot.policy.measures[name] for name in names}
    cells = cube(snapshot, names)
    columns = (cells[column].to_pylist() for column in ("measure", "area_code", "cell", "units"))
    for name, area, cell, units in zip(*columns, strict=True):
        if units and cell in list_codes(measures[name].form, MISSING):
            found.setdefault(name, {})[area] = found.get(name, {}).get(area, 0) + units
    return found


def _key(before: Snapshot, after: Snapshot, name: str) -> str:
    """Hash of everything that the steps rest on: the rules and data of both months, and the names that corrections are told by."""
    cubes = [cube_key(one, one.policy.measures[name]) for one in (before, after)]
    names = [[one.content for table in NAMED_IN for one in side.slices(table)] for side in (before, after)]
    return hashlib.sha256(json.dumps(["steps", STEPS, MISSING, cubes, names]).encode()).hexdigest()


def _table(counts: Counter[tuple[str, str]]) -> pa.Table:
    rows = sorted((area, reason, units) for (area, reason), units in counts.items())
    return pa.table([pa.array([row[place] for row in rows], kind) for place, kind in enumerate(SCHEMA.types)], schema=SCHEMA)


def _counted(table: pa.Table) -> Counter[tuple[str, str]]:
    columns = (table[column].to_pylist() for column in SCHEMA.names)
    return Counter({(area, reason): units for area, reason, units in zip(*columns, strict=True)})
