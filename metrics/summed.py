"""Given nothing; gives the type of what is summed of a measure of the forms attainment, flow and ledger: steps in SQL, and the parts that add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.days_sql import SHIFTS
from metrics.duck import name
from metrics.model import OUTSIDE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policy.calendar_days import Calendar
    from policy.model import MeasureVersion
    from policy.rules import Rule


def step_name(measure: str, step: str) -> str:
    """The quoted name of a column that a measure's steps make."""
    return name(f"sum:{measure}:{step}")


@dataclass(frozen=True)
class Frame:
    """What a form needs to write its SQL: the measure's id and version, how a rule is written, the month and the calendar of working days.

    month: None only over a table that has none (metrics.evaluate); then nothing is said that rests on one.
    """

    measure: str
    version: MeasureVersion
    sql: Callable[[Rule], str]
    month: str | None
    calendar: Calendar

    def column(self, step: str) -> str:
        """The quoted name of one of the measure's own columns."""
        return step_name(self.measure, step)

    def rule(self, role: str, kind: str) -> str:
        """The rule as a value of an SQL type; NULL if it is not written, and for a number too large to be one."""
        rule = getattr(self.version, role)
        if rule is None:
            return f"CAST(NULL AS {kind})"
        value = f"TRY_CAST(({self.sql(rule)}) AS {kind})"
        return f"CASE WHEN isfinite({value}) THEN {value} END" if kind == "DOUBLE" else value


@dataclass(frozen=True)
class Part:
    """A sum of the cube: of units for which `holds`, and of `amount` over them ("" for a plain count). Its place in the list is its cell."""

    name: str
    holds: str
    amount: str = ""


@dataclass(frozen=True)
class Summed:
    """A measure as sums. steps: layers of (column, SQL), each over the layers below; code: the unit's own code, over all of them.

    columns, codes: what the relation must have, as in metrics.counted. shifts: the SQL of the list of holidays (metrics.days_sql), if needed.
    """

    measure: str
    form: str
    steps: tuple[tuple[tuple[str, str], ...], ...]
    parts: tuple[Part, ...]
    code: str
    columns: frozenset[str]
    codes: frozenset[str]
    shifts: str = ""


def stepped(relation: str, measures: Sequence[Summed]) -> str:
    """The relation with the columns of every step of the measures, and before them the list of holidays if one of them needs it."""
    shifts = next((one.shifts for one in measures if one.shifts), "")
    if shifts:
        relation = f"SELECT * FROM ({relation}) s CROSS JOIN (SELECT {shifts} AS {SHIFTS}) h"
    for depth in range(max((len(one.steps) for one in measures), default=0)):
        layer = [step for one in measures if depth < len(one.steps) for step in one.steps[depth]]
        listed = "".join(f", {sql} AS {column}" for column, sql in layer)
        relation = f"SELECT *{listed} FROM ({relation}) s"
    return relation


def summed(form: str, frame: Frame, steps: tuple[tuple[tuple[str, str], ...], ...], parts: Sequence[Part], code: str) -> Summed:
    """The measure with what its rules need. `code`: the name of the column that holds the unit's code."""
    rules = frame.version.rules
    columns = frozenset(column for rule in rules for column in rule.columns)
    codes = frozenset(found for rule in rules for found in rule.codes)
    return Summed(frame.measure, form, steps, tuple(parts), code, columns, codes)


def among_sql(frame: Frame) -> str:
    """The universe, three-valued."""
    return f"({frame.sql(frame.version.among)})" if frame.version.among else "TRUE"


def placed_sql(inside: str, told: str) -> str:
    """A unit's code: OUTSIDE where `inside` is FALSE, UNKNOWN where it is unknown, else `told`."""
    return f"CASE WHEN {inside} IS FALSE THEN {OUTSIDE} WHEN {inside} IS NULL THEN {UNKNOWN} ELSE {told} END"
