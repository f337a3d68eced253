"""Given a measure and groups that rules tell apart; gives its cells by village and group, in one pass over the same units as its figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.areas import area_slices, areas, placed
from metrics.duck import cursor
from metrics.model import OUTSIDE
from metrics.population_sql import VILLAGE
from metrics.rule_in_sql import rule_sql
from metrics.scan import scan
from metrics.unit_cells import CELL, unit_cells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from metrics.snapshot import Snapshot
    from policy.model import Measure
    from policy.rules import Rule

UNTOLD, OTHER = -1, -2
"""In place of a group's number: it cannot be told which one it is; it is known to be none of them."""


@dataclass(frozen=True)
class GroupCount:
    """Units of one cell. grouping: which of the ways to tell groups apart; group: the number of the group in it, or UNTOLD, or OTHER."""

    grouping: str
    group: int
    village: str
    cell: int
    units: int


def grouped(snapshot: Snapshot, measure: Measure, groupings: Mapping[str, Sequence[Rule]]) -> tuple[GroupCount, ...]:
    """Every unit that the measure counts stands in exactly one group of each grouping. Raises what metrics.unit_cells raises."""
    columns = {column for rules in groupings.values() for rule in rules for column in rule.columns}
    groups = {name: f"g{number}" for number, name in enumerate(groupings)}
    cases = ", ".join(f"{_group(snapshot, rules)} AS {groups[name]}" for name, rules in groupings.items())
    units = f"SELECT {VILLAGE} AS v, {CELL}::INTEGER AS c, {cases} FROM ({unit_cells(snapshot, measure, columns)}) WHERE {CELL} <> {OUTSIDE}"
    sets = ", ".join(f"(v, c, {short})" for short in groups.values())
    numbers = ", ".join(f"grouping({short}) AS out_{short}, {short}" for short in groups.values())
    with cursor() as duck:
        rows = duck.sql(f"SELECT v, c, count(*) AS n, {numbers} FROM ({units}) GROUP BY GROUPING SETS ({sets})").fetchall()
    names = list(groups)
    return tuple(_count(snapshot, row, names) for row in rows)


def _group(snapshot: Snapshot, rules: Sequence[Rule]) -> str:
    """SQL of the number of the first group whose rule is true; where none is, whether that is known."""
    conditions = [f"({rule_sql(snapshot, rule)})" for rule in rules]
    found = " ".join(f"WHEN {condition} THEN {number}" for number, condition in enumerate(conditions))
    return f"CASE {found} WHEN {' AND '.join(f'{condition} IS FALSE' for condition in conditions)} THEN {OTHER} ELSE {UNTOLD} END"


def _count(snapshot: Snapshot, row: tuple, names: Sequence[str]) -> GroupCount:
    village, cell, units, *rest = row
    position = next(number for number in range(len(names)) if rest[number * 2] == 0)
    return GroupCount(names[position], rest[position * 2 + 1], placed(snapshot, village), cell, units)


def area_types(snapshot: Snapshot) -> dict[str, str]:
    """Code → 单位类型 (镇, 苏木, 农场公司, 嘎查, 行政村, 社区 …) as the area sheet has it; an area without one is left out."""
    slices = area_slices(snapshot)
    if not slices:
        return {}
    with cursor() as duck:
        columns = {"unit_code": "text", "unit_type": "text"}
        rows = duck.sql(f"SELECT unit_code, unit_type FROM {scan(slices, columns)} WHERE unit_type IS NOT NULL").fetchall()
    known = {area.code for area in areas(snapshot)}
    return {code: kind for code, kind in rows if code in known}
