"""Given a snapshot, a measure and a unit's key; gives why the unit stands in its cell: every condition with its value, outcome, clause and source cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from metrics.cell_words import CELL_WORDS
from metrics.counted import STATUS, TARGETING
from metrics.duck import cursor, name
from metrics.ledger_sql import LEDGER
from metrics.model import Explanation, TraceLine
from metrics.people import NoFigureError, cell_name
from metrics.registers import HOUSEHOLD, KEY
from metrics.rule_in_sql import rule_sql
from metrics.sources import benefit_source, column_source
from metrics.unit_cells import AMONG, CELL, FIRST, SECOND, unit_cells
from metrics.waiting import waiting
from policy.measure_forms import rules_of
from policy.months import last_day, month_label
from policy.rule_trace import leaf_value, leaves
from policy.rule_words import to_words
from policy.rules import Rule
from policy.value_words import value_words

if TYPE_CHECKING:
    from metrics.model import CellSource
    from metrics.snapshot import Snapshot
    from policy.model import Measure, MeasureVersion, Population
    from policy.rule_trace import Leaf

_TRUTHS = {TARGETING: ("eligible", "received"), STATUS: ("met",)}
"""The rules whose truth is the unit's outcome, for the forms of cells."""


CLOSED = "closed"


class UnknownUnitError(Exception):
    """No unit of the month has this key."""


def explain(snapshot: Snapshot, measure_id: str, unit_key: str) -> Explanation:
    """The explanation of one unit. Raises UnknownUnitError, metrics.people.NoFigureError."""
    measure = snapshot.policy.measures[measure_id]
    reason = waiting(snapshot, measure)
    if reason is not None:
        raise NoFigureError(reason)
    version = measure.version(last_day(snapshot.month))
    roles = [name for name in rules_of(measure.form) if name != "amount" or measure.form == LEDGER]
    rules = [(role, rule) for role in roles if (rule := getattr(version, role)) is not None]
    parts = [(role, part) for role, rule in rules for part in _parts(rule)]
    row = _row(snapshot, measure, unit_key, [_rule(part) for _, part in parts])
    cell = cell_name(measure.form, row[CELL])
    lines = [_line(snapshot, measure, version, role, part, row, row[f"leaf:{number}"]) for number, (role, part) in enumerate(parts)]
    outcomes = {"among": row[AMONG], **{role: row[where] for role, where in zip(_TRUTHS.get(measure.form, ()), (FIRST, SECOND), strict=False)}}
    return Explanation(snapshot.month, measure_id, unit_key, cell, _sentence(snapshot, measure, cell), outcomes, tuple(lines))


def _parts(rule: Rule) -> tuple[Leaf | Rule, ...]:
    """The conditions of a rule that is true or not; a rule that gives a value as a whole."""
    return leaves(rule) if rule.type == "bool" else (rule,)


def _rule(part: Leaf | Rule) -> Rule:
    return part if isinstance(part, Rule) else part.rule


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


def _line(snapshot: Snapshot, measure: Measure, version: MeasureVersion, role: str, part: Leaf | Rule, row: dict[str, Any], found: Any) -> TraceLine:  # noqa: PLR0913, ANN401 - a rule's value has its own type
    """One condition with the unit's values, or a value. `role`: the rule that it is part of; found: the condition's truth, or the value."""
    policy, rule = snapshot.policy, _rule(part)
    population = policy.populations[measure.over]
    named = sorted(rule.columns, key=rule.text.find)
    clauses = [version.clauses[one] for one in (*named, *sorted(rule.codes)) if one in version.clauses]
    words = to_words(rule, population.columns, policy.parameters, policy.benefits, snapshot.parameters(rule.params))
    condition = not isinstance(part, Rule)
    value = leaf_value(part, population.columns, policy.benefits, row) if condition else _value(role, found)
    outcome, depth = (found, part.depth) if condition else (True if found is not None or role == CLOSED else None, 0)
    clauses = clauses or [version.clauses[role]] if role in version.clauses else clauses
    words, value = policy.say(words, snapshot.month), policy.say(value, snapshot.month)
    return TraceLine(role, words, value, outcome, "、".join(dict.fromkeys(clauses)), _source(snapshot, population, rule, named, row), depth)


def _value(role: str, found: Any) -> str:  # noqa: ANN401 - of the rule's own type
    """The value in words; a case without a closing is open, not unknown."""
    if found is None:
        return "未办结" if role == CLOSED else "未知"
    return value_words(found)


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
