"""Given the rows of a list as jobs.people gives them; gives the table that a page prints: Chinese headings, values in words, keys last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    import pyarrow as pa

    from jobs.panel import Definitions

FIRST = {"township": "苏木镇", "village": "嘎查村", "name": "姓名", "household_id": "户编号"}
CALLED, DUE = "名称", "期限日"
CHANGED = "changed"
"""What of a unit is another value than in the month compared with, in words; only the lists of a change have it."""
_HIDDEN = ("key", "person_key", "area_code", "cell")
_HAS = "has:"
_WORDS = {True: "是", False: "否"}
UNKNOWN, OPEN, BLANK = "缺数据", "未办结", "未填"
"""What stands in place of no value; 未填 in a column of which rules ask whether it is filled in: there the blank says something."""


@dataclass(frozen=True)
class PeopleTable:
    """A list as a page prints it.

    common: what all its rows share and no rule decides on ("在世 是"), said once instead of in a column of its own; keys: of the rows, never printed.
    """

    rows: pd.DataFrame
    common: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


def people_table(rows: pa.Table, policy: Definitions, measure_id: str) -> PeopleTable:
    """One row per unit. Columns: 苏木镇, 嘎查村, 姓名 where there is one, 户编号, then the rule's columns by label, those that decide first.

    An unknown value is 缺数据; see UNKNOWN for others.
    """
    measure = policy.measures[measure_id]
    population = policy.populations[measure.over]
    columns = population.columns
    named = FIRST | ({"name": CALLED} if population.called else {}) | {"due_on": DUE, CHANGED: "变了什么"}
    first = [name for name in named if name in rows.column_names]
    telling = {name for version in measure.versions for rule in version.rules if rule is not version.among for name in rule.columns}
    rest = [name for name in rows.column_names if name not in first and name not in _HIDDEN and not name.startswith(_HAS)]
    names = [*first, *sorted(rest, key=lambda name: name not in telling)]  # what tells people apart before what they all share
    labels = named | {name: column.label for name, column in columns.items() if name not in named}
    still_open = {name for version in measure.versions if version.closed is not None for name in version.closed.columns}
    empty = {name: BLANK for name, column in columns.items() if column.null_test} | dict.fromkeys(still_open, OPEN) | dict.fromkeys(named, "")
    columns_of = {name: _column(rows[name].to_pylist(), empty.get(name, UNKNOWN)) for name in names}
    names = [name for name in names if name not in named or any(columns_of[name])]
    same = [name for name in names if name not in first and name not in telling and len(set(columns_of[name])) == 1 and rows.num_rows > 1]
    shown = pd.DataFrame({labels.get(name, name): columns_of[name] for name in names if name not in same}, dtype=object)
    common = tuple(f"{labels.get(name, name)} {columns_of[name][0]}" for name in same)
    return PeopleTable(shown, common, tuple(map(str, rows["key"].to_pylist())) if "key" in rows.column_names else ())


def _column(values: list[Any], blank: str) -> list[Any]:
    return [blank if value is None else word(value) for value in values]


def word(value: Any) -> Any:  # noqa: ANN401 - any cell value
    """A stored value as it is printed: 是 / 否, a list joined by 、, a date, a number without superfluous zeros; None is 缺数据."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, list):
        return "、".join(map(str, value)) or "无"
    if isinstance(value, date):
        return value.isoformat()
    return _number(value) if isinstance(value, float) else value


def _number(value: float) -> str:
    """At most one decimal from ten on, three figures below: 71.1429 days are 71.1, a share of 0.0352 stays."""
    text = f"{value:.1f}" if abs(value) >= 10 else f"{value:.3g}"  # noqa: PLR2004 - two figures before the point
    return text.removesuffix(".0")
