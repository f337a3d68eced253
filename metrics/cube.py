"""Given a snapshot and measures; gives their cells from what the store has kept, and computes and keeps only what is absent."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import pyarrow as pa

from metrics.cells import SCHEMA, compute_each
from metrics.lineage import lineage, slices_read
from metrics.waiting import waiting
from store.model import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.snapshot import Slices, Snapshot
    from policy.model import Measure

KERNEL = "2"
"""Raised whenever the kernel counts differently, so that no cube of the older way is read again."""

REMEMBERED = 8192
"""Cubes held in memory for each store: 400 measures of a year and more."""

_memory: WeakKeyDictionary[Slices, dict[str, pa.Table]] = WeakKeyDictionary()


def cube(snapshot: Snapshot, measure_ids: Iterable[str]) -> pa.Table:
    """The cells of the measures, columns of metrics.cells.SCHEMA; measures that have no figure in this month (see metrics.waiting) have no rows.

    A cube is kept under a hash of everything that it rests on, so it never goes stale and an old month reprints as it was.
    """
    measures = [snapshot.policy.measures[one] for one in dict.fromkeys(measure_ids)]
    keys = {one.id: cube_key(snapshot, one) for one in measures if waiting(snapshot, one) is None}
    kept = _kept(snapshot.store, keys.values())
    absent = {one: key for one, key in keys.items() if key not in kept}
    if absent:
        computed = compute_each(snapshot, absent)
        new = {key: computed[one] for one, key in absent.items()}
        kept |= new
        with suppress(StoreError):  # another process is writing: what was not kept is computed again next time
            snapshot.store.keep_cubes(snapshot.month, new)
    return pa.concat_tables([SCHEMA.empty_table(), *(kept[key] for key in keys.values())])


def cube_key(snapshot: Snapshot, measure: Measure) -> str:
    """Hash of the month, the county, the rules with their values, and the contents that the measure's tables have in this month."""
    return snapshot.once(("cube_key", measure.id), lambda: _cube_key(snapshot, measure))


def rules_key(snapshot: Snapshot, measure_id: str) -> str:
    """Hash of the rules alone, with their values."""
    return snapshot.once(("rule_key", measure_id), lambda: snapshot.policy.rule_key(measure_id, snapshot.month, snapshot.county_code))


def _cube_key(snapshot: Snapshot, measure: Measure) -> str:
    slices = [(one.table, sorted(one.key.items()), one.month, one.content) for one in slices_read(snapshot, measure)]
    rules = rules_key(snapshot, measure.id)
    # rule_key knows the rules; the size of a household is the kernel's own need, so the columns stand here too.
    columns = [_meaning(snapshot, *named) for named in sorted(lineage(snapshot, measure).columns)]
    text = json.dumps([KERNEL, snapshot.month, snapshot.county_code, measure.id, rules, columns, slices], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _meaning(snapshot: Snapshot, population: str, column: str) -> str:
    """Where a column comes from, without what it is called."""
    return f"{population}.{replace(snapshot.policy.populations[population].columns[column], label='', values=())}"


def kept_cube(store: Slices, key: str) -> pa.Table | None:
    """The cube that is kept under a key, perhaps of rules that no longer hold; None if there is none."""
    return _kept(store, [key]).get(key)


def _kept(store: Slices, keys: Iterable[str]) -> dict[str, pa.Table]:
    """The kept cubes, from memory where they were read before: a page reads some hundred, of a few KB each."""
    wanted = tuple(keys)
    memory = _memory.setdefault(store, {})
    missing = [key for key in wanted if key not in memory]
    if missing:
        for key, table in store.cubes(missing).items():
            memory[key] = table.cast(SCHEMA)
        while len(memory) > REMEMBERED:
            memory.pop(next(iter(memory)), None)
    return {key: memory[key] for key in wanted if key in memory}
