"""Given a snapshot and measures; gives their cells from what the store has kept, and computes and keeps only what is absent."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import pyarrow as pa

from metrics.benefits_sql import HOUSEHOLDS
from metrics.cells import BY_CLASS, SCHEMA, compute_classed
from metrics.classes import TYPE, class_columns, has_class
from metrics.lineage import column_slices, lineage, slices_read
from metrics.waiting import waiting
from store.model import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.snapshot import Slices, Snapshot
    from policy.model import Measure

KERNEL = "2"
"""Raised whenever the kernel counts differently, so that no cube of the older way is read again."""

CLASSES = "1"
"""Raised whenever units are told apart by class differently."""

REMEMBERED = 16384
"""Cubes held in memory for each store: 560 measures of a year, and 200 of them by class."""

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
        kept |= _compute(snapshot, absent)[0]
    return pa.concat_tables([SCHEMA.empty_table(), *(kept[key] for key in keys.values())])


def class_cube(snapshot: Snapshot, measure_ids: Iterable[str]) -> pa.Table:
    """The cells of the measures by class of household, columns of metrics.cells.BY_CLASS; measures that are not counted by class have no rows.

    They are computed and kept together with the cube; where only they are absent (a data folder of an earlier program), they are computed now.
    """
    populations = snapshot.policy.populations
    measures = [snapshot.policy.measures[one] for one in dict.fromkeys(measure_ids)]
    keys = {one.id: class_key(snapshot, one) for one in measures if has_class(populations, one) and waiting(snapshot, one) is None}
    kept = _kept(snapshot.store, keys.values(), BY_CLASS)
    absent = {one: cube_key(snapshot, snapshot.policy.measures[one]) for one, key in keys.items() if key not in kept}
    if absent:
        kept |= _compute(snapshot, absent)[1]
    return pa.concat_tables([BY_CLASS.empty_table(), *(kept[key] for key in keys.values())])


def _compute(snapshot: Snapshot, absent: dict[str, str]) -> tuple[dict[str, pa.Table], dict[str, pa.Table]]:
    """Compute measures (id → key of the cube) and keep them: the cubes by key, and those by class by theirs, each kind in a pack of its own."""
    computed = compute_classed(snapshot, absent)
    cubes = {key: computed[one].cells for one, key in absent.items()}
    classed = {class_key(snapshot, snapshot.policy.measures[one]): found.by_class for one, found in computed.items() if found.by_class is not None}
    with suppress(StoreError):  # another process is writing: what was not kept is computed again next time
        snapshot.store.keep_cubes(snapshot.month, cubes)
        snapshot.store.keep_cubes(snapshot.month, classed)
    return cubes, classed


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


def class_key(snapshot: Snapshot, measure: Measure) -> str:
    """Hash of the cube's key and of everything that the classes of households rest on."""
    return hashlib.sha256(f"{cube_key(snapshot, measure)} {snapshot.once(('classes',), lambda: _classes(snapshot))}".encode()).hexdigest()


def _classes(snapshot: Snapshot) -> str:
    slices, columns = column_slices(snapshot, HOUSEHOLDS, class_columns(snapshot.policy.populations))
    read = [(one.table, sorted(one.key.items()), one.month, one.content) for one in slices]
    kinds = snapshot.policy.populations[HOUSEHOLDS].columns[TYPE].values
    return json.dumps([CLASSES, kinds, [_meaning(snapshot, *each) for each in sorted(columns)], read], ensure_ascii=False)


def _meaning(snapshot: Snapshot, population: str, column: str) -> str:
    """Where a column comes from, without what it is called."""
    return f"{population}.{replace(snapshot.policy.populations[population].columns[column], label='', values=())}"


def kept_cube(store: Slices, key: str) -> pa.Table | None:
    """The cube that is kept under a key, perhaps of rules that no longer hold; None if there is none."""
    return _kept(store, [key]).get(key)


def _kept(store: Slices, keys: Iterable[str], schema: pa.Schema = SCHEMA) -> dict[str, pa.Table]:
    """The kept cubes, from memory where they were read before: a page reads some hundred, of a few KB each."""
    wanted = tuple(keys)
    memory = _memory.setdefault(store, {})
    missing = [key for key in wanted if key not in memory]
    if missing:
        for key, table in store.cubes(missing).items():
            memory[key] = table.cast(schema)
        while len(memory) > REMEMBERED:
            memory.pop(next(iter(memory)), None)
    return {key: memory[key] for key in wanted if key in memory}
