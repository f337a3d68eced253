"""Given a policy, a measure, a month and a county; gives a hash that changes exactly when the measure's figure could change.

Labels, clauses and notes are not in it. What the data says is not in it either: the cube's own key adds that.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from policy.column_rules import household_of
from policy.model import OutOfValidityError, ParameterNotSetError
from policy.months import last_day
from policy.population_links import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from policy.definitions import Policy
    from policy.model import Measure, MeasureVersion

KERNEL = 2
"""Raise by one when the meaning of a rule, of a population or of a cell changes in code: every kept cube is then computed anew."""


def rule_key(policy: Policy, measure_id: str, month: str, county_code: str) -> str:
    """32 hexadecimal digits. A measure without a version in the month has a key too: its figure says so."""
    measure = policy.measures[measure_id]
    try:
        version = measure.version(last_day(month))
    except OutOfValidityError:
        return _hash([KERNEL, "no version", measure_id])
    return _hash(_parts(policy, measure, version, month, county_code))


def _parts(policy: Policy, measure: Measure, version: MeasureVersion, month: str, county_code: str) -> dict[str, Any]:
    columns = policy.rules_reached(measure.id, month)
    rules = [*version.rules, *(policy.column_rules[name] for name in columns if name in policy.column_rules)]
    names = {measure.over, *(population for population, _ in columns)}
    names |= {policy.populations[name].explode_of or name for name in names}
    names |= {household_of(policy.populations[name]) or name for name in names}
    names |= {PERSON for name in names if policy.populations[name].person} & policy.populations.keys()
    return {
        "kernel": KERNEL,
        "form": [measure.form, measure.over],
        "version": [[name, rule.text] for name, rule in version.named_rules],
        "days": _days(policy, version, last_day(month)),
        "populations": {name: _shape(policy, name) for name in names},
        "columns": {f"{population}.{column}": _origin(policy, population, column) for population, column in columns},
        "parameters": {key: _value(policy, key, month, county_code) for key in _all(rule.params for rule in rules)},
        "benefits": {code: [policy.benefits[code].cycle, policy.benefits[code].level] for code in _all(rule.codes for rule in rules)},
    }


def _days(policy: Policy, version: MeasureVersion, until: date) -> list[Any]:
    """What the limit of a flow is counted in, and the holidays up to the end of the month if it is working days."""
    if version.limit_in != "working_days":
        return [version.limit_in]
    calendar = policy.calendar
    days = [[day.isoformat() for day in each if day <= until] for each in (calendar.free_weekdays, calendar.worked_weekends)]
    return [version.limit_in, *days, sorted(year for year in calendar.filled if year <= until.year)]


def _shape(policy: Policy, name: str) -> list[Any]:
    """Who the units of a population are, and by which columns they are found and placed."""
    population = policy.populations.get(name)
    if population is None:
        return []
    keys = [_origin(policy, name, column) for column in (population.key, population.household) if column is not None and column in population.columns]
    own = [population.key, population.registers, population.lists, population.household, population.explode_of, population.explode_column, keys]
    return [*own, population.key_of, population.person]


def _origin(policy: Policy, population: str, name: str) -> list[Any]:
    """Where the values of a column come from; not its label, nor the values that rules may compare with. Its rule stands in one way of writing."""
    column = policy.populations[population].columns[name]
    rule = policy.column_rules.get((population, name))
    kinds = [kind for kind in ("derived", "any_member", "count_members", "any_row", "sum_rows") if getattr(column, kind) is not None]
    rows = [
        [origin.table, dict(origin.slice), origin.column, origin.by, origin.on, origin.distinct]
        for origin in (column.any_row, column.sum_rows)
        if origin is not None
    ]
    drawn = [column.of_household, column.of_head, column.of_person, column.of_parent, column.exploded]
    return [column.type, column.sources, kinds, rule.text if rule is not None else None, drawn, rows]


def _value(policy: Policy, key: str, month: str, county_code: str) -> object:
    try:
        return policy.parameter(key, month, county_code).value
    except ParameterNotSetError:
        return {"state": "not set"}
    except OutOfValidityError:
        return {"state": "out of validity"}


def _all(groups: Iterable[Iterable[str]]) -> set[str]:
    return {each for group in groups for each in group}


def _hash(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]
