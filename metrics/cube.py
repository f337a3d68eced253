"""Given a snapshot and measures; gives their cells from what the store has kept, and computes and keeps only what is absent."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa

from metrics.cells import SCHEMA, compute_each
from metrics.lineage import lineage, slices_read
from metrics.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.snapshot import Slices, Snapshot
    from policy.model import Measure

KERNEL = "2"
"""Raised whenever the kernel counts differently, so that no cube of the older way is read again."""


def cube(snapshot: Snapshot, measure_ids: Iterable[str]) -> pa.Table:
    """The cells of the measures, columns of metrics.cells.SCHEMA; measures that have no figure in this month (see metrics.waiting) have no rows.

    A cube is kept under a hash of everything that it rests on, so it never goes stale and an old month reprints as it was.
    """
    measures = [snapshot.policy.measures[one] for one in dict.fromkeys(measure_ids)]
    keys = {one.id: cube_key(snapshot, one) for one in measures if waiting(snapshot, one) is None}
    kept = {one: found for one, key in keys.items() if (found := _kept(snapshot, key)) is not None}
    absent = [one for one in keys if one not in kept]
    if absent:
        kept |= compute_each(snapshot, absent)
        for one in absent:
            snapshot.store.keep_cube(keys[one], snapshot.month, kept[one])
    return pa.concat_tables([SCHEMA.empty_table(), *(kept[one] for one in keys)])


def cube_key(snapshot: Snapshot, measure: Measure) -> str:
    """Hash of the month, the county, the rules with their values, and the contents that the measure's tables have in this month."""
    slices = [(one.table, sorted(one.key.items()), one.month, one.content) for one in slices_read(snapshot, measure)]
    rules = snapshot.policy.rule_key(measure.id, snapshot.month, snapshot.county_code)
    # rule_key knows the rules; the size of a household is the kernel's own need, so the columns stand here too.
    columns = [_meaning(snapshot, *named) for named in sorted(lineage(snapshot, measure).columns)]
    text = json.dumps([KERNEL, snapshot.month, snapshot.county_code, measure.id, rules, columns, slices], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _meaning(snapshot: Snapshot, population: str, column: str) -> str:
    """Where a column comes from, without what it is called."""
    return f"{population}.{replace(snapshot.policy.populations[population].columns[column], label='', values=())}"


def _kept(snapshot: Snapshot, key: str) -> pa.Table | None:
    try:
        return _remembered(snapshot.store, key)
    except KeyError:
        return None


@lru_cache(maxsize=4096)  # a few KB each; the page of a filter change reads some hundred
def _remembered(store: Slices, key: str) -> pa.Table:
    """The kept cube; raises KeyError if there is none, which is not remembered."""
    found = store.cube(key)
    if found is None:
        raise KeyError(key)
    return found.replace_schema_metadata(None).cast(SCHEMA)
