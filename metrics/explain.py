"""Given a snapshot, a measure and a unit's key; gives why the unit stands in its cell: every condition with its value, outcome, clause and source cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from metrics.cell_words import CELL_WORDS
from metrics.counted import STATUS, TARGETING
from metrics.duck import cursor, name
from metrics.model import Explanation, TraceLine
from metrics.people import NoFigureError, cell_name
from metrics.registers import HOUSEHOLD, KEY
from metrics.rule_in_sql import rule_sql
from metrics.sources import benefit_source, column_source
from metrics.unit_cells import AMONG, CELL, FIRST, SECOND, unit_cells
from metrics.waiting import waiting
from policy.months import last_day, month_label
from policy.rule_trace import leaf_value, leaves
from policy.rule_words import to_words

if TYPE_CHECKING:
    from metrics.model import CellSource
    from metrics.snapshot import Snapshot
    from policy.model import Measure, MeasureVersion, Population
    from policy.rule_trace import Leaf
    from policy.rules import Rule

RULES = {TARGETING: ("among", "eligible", "received"), STATUS: ("among", "met"), "attainment": ("among",)}
"""The rules that a trace shows for each form, in reading order."""


class UnknownUnitError(Exception):
    """No unit of the month has this key."""


def explain(snapshot: Snapshot, measure_id: str, unit_key: str) -> Explanation:
    """The explanation of one unit. Raises UnknownUnitError, metrics.people.NoFigureError."""
    measure = snapshot.policy.measures[measure_id]
    reason = waiting(snapshot, measure)
    if reason is not None:
        raise NoFigureError(reason)
    version = measure.version(last_day(snapshot.month))
    rules = [(role, rule) for role in RULES[measure.form] if (rule := getattr(version, role)) is not None]
    row = _row(snapshot, measure, unit_key, [leaf.rule for _, rule in rules for leaf in leaves(rule)])
    cell = cell_name(measure.form, row[CELL])
    lines: list[TraceLine] = []
    for role, rule in rules:
        for leaf in leaves(rule):
            lines.append(_line(snapshot, measure, version, role, leaf, row, row[f"leaf:{len(lines)}"]))
    outcomes = {"among": row[AMONG], **{role: row[where] for (role, _), where in zip(_truths(rules), (FIRST, SECOND), strict=False)}}
    return Explanation(snapshot.month, measure_id, unit_key, cell, _sentence(snapshot, measure, cell), outcomes, tuple(lines))


def _truths(rules: list[tuple[str, Rule]]) -> list[tuple[str, Rule]]:
    return [(role, rule) for role, rule in rules if role != "among"]


def _row(snapshot: Snapshot, measure: Measure, key: str, conditions: list[Rule]) -> dict[str, Any]:
    """The unit's values and the outcome of each condition."""
    listed = "".join(f", ({rule_sql(snapshot, rule)}) AS {name(f'leaf:{position}')}" for position, rule in enumerate(conditions))
    with cursor() as duck:
        found = duck.execute(f"SELECT *{listed} FROM ({unit_cells(snapshot, measure)}) WHERE {KEY} = ? LIMIT 1", [key])
        names = [column[0] for column in found.description or ()]
        values = found.fetchone()
    if values is None:
        population = snapshot.policy.populations[measure.over]
        raise UnknownUnitError(f"{month_label(snapshot.month)}没有{population.key_label}为“{key}”的{population.label}")
    return {f'"{one}"' if one.startswith("unit:") else one: value for one, value in zip(names, values, strict=True)}


def _line(snapshot: Snapshot, measure: Measure, version: MeasureVersion, role: str, leaf: Leaf, row: dict[str, Any], outcome: bool | None) -> TraceLine:  # noqa: PLR0913, FBT001
    """One condition with the unit's values. `role`: the rule that it is part of."""
    policy, rule = snapshot.policy, leaf.rule
    population = policy.populations[measure.over]
    named = sorted(rule.columns, key=rule.text.find)
    clauses = [version.clauses[one] for one in (*named, *sorted(rule.codes)) if one in version.clauses]
    words = to_words(rule, population.columns, policy.parameters, policy.benefits, snapshot.parameters(rule.params))
    value = leaf_value(leaf, population.columns, policy.benefits, row)
    words, value = policy.say(words, snapshot.month), policy.say(value, snapshot.month)
    return TraceLine(role, words, value, outcome, "、".join(dict.fromkeys(clauses)), _source(snapshot, population, rule, named, row), leaf.depth)


def _source(snapshot: Snapshot, population: Population, rule: Rule, named: list[str], row: dict[str, Any]) -> CellSource | None:
    key, household = row[KEY], row[HOUSEHOLD]
    for code in sorted(rule.codes):
        return benefit_source(snapshot, code, key, household)
    for column in named:
        source = column_source(snapshot, population, column, key, household)
        if source:
            return source
    return None


def _sentence(snapshot: Snapshot, measure: Measure, cell: str) -> str:
    return snapshot.policy.say(f"{month_label(snapshot.month)}，“{measure.label}”：{CELL_WORDS[cell]}。", snapshot.month)
