"""Given what a reader picks of a population's columns; gives it as one rule of the product's rule language, as text of an address, and back from there.

Nothing that a reader types reaches SQL: a condition names a column that is on offer, an operation of its type, and values that are written into the rule as
literals; the rule is read by the same closed grammar as the shipped ones.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from jobs.masking import MASKS
from policy.rules import parse_rule
from policy.value_words import number_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from policy.model import Column, Population
    from policy.reader import Policy
    from policy.rules import Rule

BENEFIT = "has:"
"""Before the code of a benefit that is offered like a 是/否 column."""

MOST = 8
"""Conditions of one screen: more than a sentence can hold helps nobody."""

USUAL = {"person": "in_register AND alive AND registered", "household": "living_member", "case": "counted_once"}
"""The universe of most measures of a population, taken unless the reader takes everybody: a death is nobody to be visited."""

USUAL_WORDS = {"person": "只看在册、在世、在籍的人", "household": "只看有在世在籍成员的户", "case": "同一户两处都有的个案只算一次"}

YES, NO, UNKNOWN, KNOWN, ONE_OF, NONE_OF, BETWEEN, EQUALS, STARTS = "yes", "no", "unknown", "known", "in", "not_in", "between", "equals", "starts"
_OPERATIONS = {
    "bool": (YES, NO, UNKNOWN),
    "benefit": (YES, NO),
    "choice": (ONE_OF, NONE_OF, UNKNOWN),
    "number": (BETWEEN, UNKNOWN),
    "date": (BETWEEN, KNOWN, UNKNOWN),
    "text": (EQUALS, STARTS, KNOWN, UNKNOWN),
    "list": (YES, NO, UNKNOWN),
}
"""Kind of a column → what can be asked of it, the usual question first."""

Value = str | float | None


class ScreenError(ValueError):
    """A screen that cannot be read or asked; the text says why, in Chinese."""


@dataclass(frozen=True)
class Offer:
    """A column on offer. kind: a key of the operations; values: what may be picked; null_test: whether a blank means that there is none; many: a list."""

    name: str
    label: str
    kind: str
    values: tuple[str | int, ...] = ()
    null_test: bool = False
    many: bool = False

    @property
    def operations(self) -> tuple[str, ...]:
        """What can be asked of it."""
        return _OPERATIONS[self.kind]


@dataclass(frozen=True)
class Condition:
    """One condition. values: the picked ones; for BETWEEN lower and upper end, each may be None; dates as 2026-10-31. column "" is a line not yet begun."""

    column: str = ""
    operation: str = ""
    values: tuple[Value, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether it says enough to be asked."""
        return bool(self.column) and (self.operation in {YES, NO, UNKNOWN, KNOWN} or any(value not in {None, ""} for value in self.values))


@dataclass(frozen=True)
class Screen:
    """A population and conditions that must all hold. everybody: without the population's usual universe."""

    population: str
    conditions: tuple[Condition, ...] = ()
    everybody: bool = False

    @property
    def asked(self) -> Screen:
        """The same without the lines that are not yet filled in."""
        return replace(self, conditions=tuple(one for one in self.conditions if one.complete))


def offers(population: Population, policy: Policy, say: Callable[[str], str]) -> dict[str, Offer]:
    """The columns that can be asked about, in their declared order, then the benefits. Whatever names or identifies somebody is not among them."""
    keys = {population.key, *population.key_of, population.household, population.person, population.called, "household_id", "person_key"}
    open_to = [column for column in population.columns.values() if not column.personal and column.name not in keys and column.name not in MASKS]
    found = {column.name: Offer(column.name, say(column.label), _kind(column), column.values, column.null_test, column.type == "list") for column in open_to}
    if population.name in ("person", "household"):
        found |= {BENEFIT + code: Offer(BENEFIT + code, f"领到{benefit.label}", "benefit") for code, benefit in policy.benefits.items()}
    return found


def _kind(column: Column) -> str:
    return "choice" if column.values and column.type in ("text", "number", "list") else column.type


def read_screen(text: str, policy: Policy, population: str, *, everybody: bool = False) -> Screen:
    """The screen of an address: a JSON list of [column, operation, value, …]. Raises ScreenError for what the population does not offer.

    A condition that is wrong is never left out: the figure would be another one than the address asks for.
    """
    if population not in policy.populations:
        raise ScreenError(f"没有“{population}”这个筛查对象")
    try:
        listed = json.loads(text) if text else []
        conditions = tuple(Condition(str(column), str(operation), tuple(values)) for column, operation, *values in listed)
    except (ValueError, TypeError, RecursionError) as error:
        raise ScreenError("地址里的条件读不懂，请重新选择") from error
    if len(conditions) > MOST:
        raise ScreenError(f"一次最多 {MOST} 个条件")
    offered = offers(policy.populations[population], policy, str)
    for one in conditions:
        _check(one, offered)
    return Screen(population, conditions, everybody)


def _check(one: Condition, offered: Mapping[str, Offer]) -> None:
    if not one.column:
        return
    offer = offered.get(one.column)
    if offer is None:
        raise ScreenError(f"没有“{one.column}”这一列可选")
    if one.operation not in offer.operations:
        raise ScreenError(f"“{offer.label}”不能这样问：{one.operation}")
    if not _fit(one, offer):
        raise ScreenError(f"“{offer.label}”没有这样的值：{'、'.join(map(str, one.values))[:40]}")


def _fit(one: Condition, offer: Offer) -> bool:
    """Whether the values are such as the column can have."""
    if one.operation in {YES, NO, UNKNOWN, KNOWN}:
        return not one.values
    if one.operation in {ONE_OF, NONE_OF}:
        return all(not isinstance(value, bool) and value in offer.values for value in one.values)
    if one.operation == BETWEEN:
        return len(one.values) == len(("from", "to")) and all(value is None or _end(value, offer.kind) for value in one.values)
    return len(one.values) == 1 and isinstance(one.values[0], str)


def _end(value: Value, kind: str) -> bool:
    if kind == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def write_screen(screen: Screen) -> str:
    """The conditions as text of an address; "" where there are none."""
    listed = [[one.column, one.operation, *one.values] for one in screen.conditions]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":")) if listed else ""


def rule_of(screen: Screen, policy: Policy) -> Rule:
    """The one rule of the screen's filled-in conditions. Raises ScreenError with what the grammar says."""
    population = policy.populations[screen.population]
    offered = offers(population, policy, str)
    parts = [_text(one, offered[one.column]) for one in screen.asked.conditions]
    if not parts:
        raise ScreenError("还没有条件")
    return _parsed(" AND ".join(parts), askable(population), policy)


def universe_of(screen: Screen, policy: Policy) -> Rule | None:
    """Who is looked through; None is everybody."""
    population = policy.populations[screen.population]
    text = USUAL.get(screen.population)
    return None if text is None or screen.everybody else _parsed(text, population.columns, policy)


def askable(population: Population) -> dict[str, Column]:
    """The columns as a screen may ask of them: whether a value is there at all may be asked of any, since a reader who asks for blanks looks for gaps."""
    return {name: replace(column, null_test=True) for name, column in population.columns.items()}


def _parsed(text: str, columns: Mapping[str, Column], policy: Policy) -> Rule:
    rule, problems = parse_rule(text, columns, file="筛查", key="条件", parameters=policy.parameters, benefits=policy.benefits)
    if rule is None:
        raise ScreenError("；".join(problem.message for problem in problems))
    return rule


def _text(one: Condition, offer: Offer) -> str:
    """One condition as a rule."""
    name = f"has('{one.column.removeprefix(BENEFIT)}')" if offer.kind == "benefit" else one.column
    if one.operation in {UNKNOWN, KNOWN}:
        return f"{name} IS NULL" if one.operation == UNKNOWN else f"{name} IS NOT NULL"
    if one.operation in {YES, NO}:
        held = f"any_value({name})" if offer.kind == "list" else name
        return held if one.operation == YES else f"NOT {held}"
    if one.operation == BETWEEN:
        return _between(name, one.values, offer.kind)
    if one.operation == EQUALS:
        return f"{name} = {_literal(one.values[0])}"
    if one.operation == STARTS:
        return f"starts_with({name}, {_literal(one.values[0])})"
    return _picked(name, one, offer)


def _picked(name: str, one: Condition, offer: Offer) -> str:
    """One of the picked values, or none of them; of a list: any of them stands in it."""
    items = [_literal(value) for value in one.values]
    if offer.many and one.operation == NONE_OF:
        return " AND ".join(f"NOT includes({name}, {item})" for item in items)
    if offer.many:
        return f"({' OR '.join(f'includes({name}, {item})' for item in items)})"
    return f"{name} {'IN' if one.operation == ONE_OF else 'NOT IN'} ({', '.join(items)})"


def _between(name: str, values: tuple[Value, ...], kind: str) -> str:
    low, high = (None if value is None else f"DATE '{value}'" if kind == "date" else _literal(value) for value in values)
    if low is not None and high is not None:
        return f"{name} BETWEEN {low} AND {high}"
    return f"{name} >= {low}" if low is not None else f"{name} <= {high}"


def _literal(value: Value) -> str:
    """A value as the rule language writes it."""
    return number_words(value) if isinstance(value, (int, float)) else "'" + str(value).strip().replace("'", "''") + "'"
