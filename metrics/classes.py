"""Given a snapshot; gives the class of every household (户类别), by which the cells of people and households are counted apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from metrics.benefits_sql import HOUSEHOLDS
from metrics.counted import STATUS, TARGETING
from metrics.duck import cursor, name
from metrics.lineage import grains_above
from metrics.population_sql import VILLAGE, relation
from metrics.registers import HOUSEHOLD, KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from metrics.snapshot import Snapshot
    from policy.model import Measure, Population

TYPE, MONITORED = "hh_type", "monitored"
"""Columns of the household: each stands in one type; who is monitored cuts across the types."""

UNTOLD = ""
"""The type of a unit whose household, or whose household's type, is not known."""

PLACE, CLASSES = '"unit:place"', "household:classes"
"""The column that says where and of which class a unit is; what the classes are registered as on a cursor."""

_MARK = "|"


def types(populations: Mapping[str, Population]) -> tuple[str, ...]:
    """The types that a household may have; none where the definitions know of none."""
    household = populations.get(HOUSEHOLDS)
    return tuple(map(str, household.columns[TYPE].values)) if household is not None and TYPE in household.columns else ()


def class_columns(populations: Mapping[str, Population]) -> tuple[str, ...]:
    """The columns that a class rests on, those that the household has."""
    return tuple(column for column in (TYPE, MONITORED) if column in populations[HOUSEHOLDS].columns)


def has_class(populations: Mapping[str, Population], measure: Measure) -> bool:
    """Whether the measure says of people or of what belongs to a household whether or not: only these are counted by class."""
    over = populations[measure.over]
    over = populations[over.explode_of] if over.explode_of else over
    return measure.form in (TARGETING, STATUS) and bool(types(populations)) and bool(grains_above(over, own=True))


def household_classes(snapshot: Snapshot) -> pa.Table:
    """Columns household, type (UNTOLD where it is not one of the types), monitored (False where it is not known)."""
    return snapshot.once(("household classes",), lambda: _household_classes(snapshot))


def _household_classes(snapshot: Snapshot) -> pa.Table:
    columns = class_columns(snapshot.policy.populations)
    known = pa.table({"type": pa.array(types(snapshot.policy.populations), pa.string())})
    monitored = f"coalesce({name(MONITORED)}, FALSE)" if MONITORED in columns else "FALSE"
    with cursor() as duck:
        duck.register("known", known)
        sql = f"SELECT {KEY} AS household, coalesce(k.type, '{UNTOLD}') AS type, {monitored} AS monitored"
        units = relation(snapshot, HOUSEHOLDS, columns)
        return duck.sql(f"{sql} FROM ({units}) u LEFT JOIN known k ON k.type = u.{name(TYPE)} WHERE {KEY} IS NOT NULL").to_arrow_table()


class ClassPlaces:
    """Village and class in one place: its text for a unit, and its number among villages × classes."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.classes = tuple((kind, monitored) for kind in (*types(snapshot.policy.populations), UNTOLD) for monitored in (False, True))
        self.table = self._numbered(household_classes(snapshot))

    def _numbered(self, found: pa.Table) -> pa.Table:
        number = {each: position for position, each in enumerate(self.classes)}
        of = [number[each] for each in zip(found["type"].to_pylist(), found["monitored"].to_pylist(), strict=True)]
        return pa.table({"household": found["household"], "class": pa.array(of, pa.int32())})

    def joined(self, units: str) -> str:
        """The relation of units with PLACE; a unit without a known household is of the untold class."""
        untold = self.classes.index((UNTOLD, False))
        place = f"u.{VILLAGE} || '{_MARK}' || coalesce(c.class, {untold}) AS {PLACE}"
        return f"SELECT u.*, {place} FROM ({units}) u LEFT JOIN {name(CLASSES)} c ON c.household = u.{HOUSEHOLD}"

    def split(self, text: str) -> tuple[str, int]:
        """The village's code and the number of the class."""
        village, _, number = text.rpartition(_MARK)
        return village, int(number)
