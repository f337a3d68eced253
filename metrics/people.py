"""Given a snapshot, a measure and the name of a list; gives the units in it with their place and the columns that the rules use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from metrics.areas import areas, children, placed
from metrics.duck import cursor, literal
from metrics.due import due_on
from metrics.flow_sql import FLOW
from metrics.lists import UnknownListError, cell_name, list_codes
from metrics.names import named_units
from metrics.population_sql import VILLAGE
from metrics.registers import HOUSEHOLD, KEY
from metrics.unit_cells import CELL, unit_cells
from metrics.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.snapshot import Snapshot
    from policy.model import Measure

FIXED = ("key", "household_id", "name", "township", "village", "area_code", "cell")
"""The columns that every list begins with; township and village are names, area_code is the village's."""

__all__ = ["FIXED", "NoFigureError", "UnknownListError", "cell_name", "people", "rule_values"]


class NoFigureError(ValueError):
    """The measure has no figure in this month, so no list stands behind it; the text says why."""


def people(snapshot: Snapshot, measure_id: str, list_name: str, area_code: str | None = None) -> pa.Table:
    """The units of a list (metrics.lists). Columns: FIXED, for a flow due_on, then the columns of the rules, then "has:CODE" of their benefit codes.

    Ordered by township, village, household and key. area_code: county, township or village; default the county. Raises UnknownListError, NoFigureError.
    """
    measure = snapshot.policy.measures[measure_id]
    wanted = list_codes(measure.form, list_name)
    reason = waiting(snapshot, measure)
    if reason is not None:
        raise NoFigureError(reason)
    units = named_units(snapshot, measure.over, unit_cells(snapshot, measure))
    if not wanted:
        units += " LIMIT 0"
    else:
        units += f" WHERE {CELL} IN ({', '.join(map(str, wanted))})"
    with cursor() as duck:
        found = duck.sql(units).to_arrow_table()
    return _arranged(snapshot, measure, found, area_code)


def rule_values(snapshot: Snapshot, measure_id: str, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Unit → the columns that the measure's rules name and their values in this month, for those of the keys that are a unit of the population."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    units = unit_cells(snapshot, snapshot.policy.measures[measure_id])
    with cursor() as duck:
        found = duck.sql(f"SELECT * FROM ({units}) WHERE {KEY} IN ({', '.join(map(literal, wanted))})").to_arrow_table()
    columns = [column for column in found.column_names if not column.startswith(("unit:", "has:"))]
    return {row[_bare(KEY)]: {column: row[column] for column in columns} for row in found.to_pylist()}


def _arranged(snapshot: Snapshot, measure: Measure, found: pa.Table, area_code: str | None) -> pa.Table:
    inside = frozenset(children(snapshot, area_code))
    place = [placed(snapshot, code) for code in found[_bare(VILLAGE)].to_pylist()]
    order = sorted((code, household or "", key or "", row) for row, (code, household, key) in enumerate(_ids(found, place)) if code in inside)
    rows = [row for *_, row in order]
    labels = {area.code: area for area in areas(snapshot)}
    villages = [labels[place[row]] for row in rows]
    kept = found.take(pa.array(rows, pa.int64()))
    fixed = {
        "key": kept[_bare(KEY)],
        "household_id": kept[_bare(HOUSEHOLD)],
        "name": kept["unit:name"],
        "township": pa.array([labels[area.parent].name if area.parent in labels else "" for area in villages], pa.string()),
        "village": pa.array([area.name for area in villages], pa.string()),
        "area_code": pa.array([area.code for area in villages], pa.string()),
        "cell": pa.array([cell_name(measure.form, code) for code in kept[_bare(CELL)].to_pylist()], pa.string()),
    }
    if measure.form == FLOW:
        fixed["due_on"] = due_on(snapshot, measure, kept)
    rest = [column for column in kept.column_names if not column.startswith("unit:") and column not in fixed]
    return pa.table({**fixed, **{column: kept[column] for column in rest}})


def _ids(found: pa.Table, place: list[str]) -> list[tuple[str, str | None, str | None]]:
    return list(zip(place, found[_bare(HOUSEHOLD)].to_pylist(), found[_bare(KEY)].to_pylist(), strict=True))


def _bare(quoted: str) -> str:
    return quoted.strip('"')
