"""Given a snapshot and a class of household; gives the figures of the month that count only the people and households of that class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from metrics.cells import SCHEMA
from metrics.classes import UNTOLD, has_class, household_classes
from metrics.cube import class_cube
from metrics.month_figures import MonthFigures

if TYPE_CHECKING:
    import pyarrow as pa

    from metrics.snapshot import Snapshot

MONITORED, UNKNOWN = "monitored", "unknown"
"""Codes of two classes besides the types of household: monitored ones of any type, and those whose type is not known."""


def class_figures(snapshot: Snapshot, code: str) -> MonthFigures:
    """The figures of the measures that are counted by class. code: a type of household, MONITORED or UNKNOWN; all types and UNKNOWN together are the whole."""
    populations = snapshot.policy.populations
    measures = [one.id for one in snapshot.policy.measures.values() if has_class(populations, one)]
    cells = class_cube(snapshot, measures)
    return MonthFigures(snapshot, measures, cube=cells.filter(_of_class(cells, code)).select(SCHEMA.names))


def of_class(snapshot: Snapshot, rows: pa.Table, code: str) -> pa.Table:
    """The rows of a list (metrics.people) whose household is of the class."""
    classes = household_classes(snapshot)
    if code != UNKNOWN:
        return rows.filter(pc.is_in(rows["household_id"], classes.filter(_of_class(classes, code))["household"]))  # pyright: ignore[reportAttributeAccessIssue]
    told = classes.filter(pc.not_equal(classes["type"], UNTOLD))["household"]  # pyright: ignore[reportAttributeAccessIssue]
    return rows.filter(pc.invert(pc.is_in(rows["household_id"], told)))  # pyright: ignore[reportAttributeAccessIssue]


def _of_class(rows: pa.Table, code: str) -> pa.ChunkedArray:
    """Which rows, with columns type and monitored, are of the class."""
    if code == MONITORED:
        return rows["monitored"]
    return pc.equal(rows["type"], UNTOLD if code == UNKNOWN else code)  # pyright: ignore[reportAttributeAccessIssue]
