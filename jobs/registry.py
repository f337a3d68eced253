"""Given a county; gives one row for each measure and one for each system with its status: working, needs a county value, or needs data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from jobs.figures import figures
from metrics.has_sql import BENEFITS
from policy.model import OutOfValidityError
from policy.months import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jobs.county import County
    from policy.model import Measure
    from policy.reader import Policy


TOTAL = "total"
WORKING, NEEDS_VALUE, NEEDS_DATA = STATES = ("working", "needs a county value", "needs data")
ASKED, LACKING = "需县里填报：", "缺数据："
"""How metrics.waiting begins what it says."""


def measure_rows(county: County) -> list[dict[str, Any]]:
    """id, system, label, form, over, question of every measure, by system."""
    return [_measure_row(measure) for system in county.policy.systems.values() for measure in system.measures]


def system_rows(county: County, month: str | None = None) -> list[dict[str, Any]]:
    """id, name, measures, forms, sheets, status of every system in `month` (default: the newest with data; without any data: what is missing), by id.

    sheets: what the workbooks call all the sheets that its figures are drawn from.
    """
    months = county.months()
    month = month or (months[-1] if months else None)
    waiting = {figure.measure: figure.waiting for figure in figures(county, month)} if month else {}
    rows = []
    for _, system in sorted(county.policy.systems.items()):
        reasons = [waiting.get(measure.id, None if month else "缺数据：尚未报送任何工作表") for measure in system.measures]
        names = "、".join(measure.id for measure in system.measures)
        forms = "、".join(sorted({measure.form for measure in system.measures}))
        sheets = "、".join(_sheets(county.policy, system.measures, month))
        rows.append({"id": system.id, "name": system.label, "measures": names, "forms": forms, "sheets": sheets, "status": _status(reasons)})
    return rows


def total_row(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The last line of that list, under the same names: how many systems, measures, forms and sheets there are, and how many systems have each status."""

    def distinct(name: str) -> int:
        return len({each for row in rows for each in row[name].split("、") if each})

    states = Counter(row["status"].partition(":")[0] for row in rows)
    status = "；".join(f"{state} {states[state]}" for state in STATES if states[state])
    return {"id": TOTAL, "name": f"{len(rows)} 个事项"} | {name: distinct(name) for name in ("measures", "forms", "sheets")} | {"status": status}


def _sheets(policy: Policy, measures: Iterable[Measure], month: str | None) -> list[str]:
    """The sheets of the measures, in the order of the workbooks: those whose rows are the units, and those that the rules read."""
    found: set[str] = set()
    for measure in measures:
        found |= _tables(policy, measure, month or f"{measure.versions[-1].valid_from:%Y-%m}")
    return [label for table, label in policy.sheets.items() if table in found]


def _tables(policy: Policy, measure: Measure, month: str) -> set[str]:
    try:
        reached = policy.rules_reached(measure.id, month)
    except OutOfValidityError:
        return set()
    over = policy.populations[measure.over]
    found = {*policy.populations[over.explode_of or over.name].registers}
    for population, name in reached:
        column = policy.populations[population].columns[name]
        found |= {source.partition(".")[0] for source in column.sources} | {rows.table for rows in (column.any_row, column.sum_rows) if rows is not None}
    rules = [*measure.version(last_day(month)).rules, *(policy.column_rules[name] for name in reached if name in policy.column_rules)]
    return found | ({BENEFITS} if any(rule.codes for rule in rules) else set())


def _measure_row(measure: Measure) -> dict[str, Any]:
    return {name: getattr(measure, name) for name in ("id", "system", "label", "form", "over", "question")}


def _status(reasons: list[str | None]) -> str:
    """working if one measure gives a figure, else the first reason why none does, a county value before missing data."""
    stated = [reason for reason in reasons if reason]
    if len(stated) < len(reasons):
        return WORKING
    for reason in stated:
        if reason.startswith(ASKED):
            return f"{NEEDS_VALUE}: {reason.removeprefix(ASKED)}"
    return f"{NEEDS_DATA}: {stated[0].removeprefix(LACKING) if stated else '没有指标'}"
