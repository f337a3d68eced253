"""Given a measure in a month; gives in words how the columns are worked out that its rules name, down to the sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy.population_links import PERSON
from policy.rule_words import to_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy.model import Column, Population
    from policy.reader import Policy

MEMBERS = {"any_member": "家庭成员中有人符合：", "count_members": "家庭成员中符合的人数："}


def column_words(policy: Policy, measure_id: str, month: str, county_code: str) -> tuple[tuple[str, str], ...]:
    """(label, words) of every column with a rule or a list behind it, by label. Raises OutOfValidityError if the measure has no version in the month."""
    found = []
    for name, column_name in policy.rules_reached(measure_id, month):
        population = policy.populations[name]
        column = population.columns[column_name]
        words = _words(policy, population, column, month, county_code)
        if words:
            found.append((policy.say(column.label, month), policy.say(words, month)))
    return tuple(sorted(set(found)))


def _words(policy: Policy, population: Population, column: Column, month: str, county_code: str) -> str:
    rule = policy.column_rules.get((population.name, column.name))
    origin = column.any_row or column.sum_rows
    columns: Mapping[str, Column] = population.columns
    if column.any_member or column.count_members:
        columns = policy.populations[PERSON].columns
    elif origin is not None:
        columns = population.tables.get(origin.table, {})
    values = policy.values_in_force(rule.params, month, county_code) if rule is not None else {}
    said = to_words(rule, columns, policy.parameters, policy.benefits, values) if rule is not None else ""
    if origin is None:
        return next((words for kind, words in MEMBERS.items() if getattr(column, kind)), "") + said
    asked = "、".join(value for value in origin.slice.values() if "{" not in value)
    sheet = f"《{policy.sheet(origin.table)}》" + (f"（{asked}）" if asked else "")
    if column.any_row:
        return f"{sheet}中有{f'符合“{said}”的' if said else ''}记录"
    named = origin.column or origin.distinct or ""
    what = columns[named].label if named in columns else "记录"
    return f"{sheet}中{f'符合“{said}”的' if said else ''}{what}{'（不重复）个数' if origin.distinct else '合计'}"
