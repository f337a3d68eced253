"""Given a snapshot and a rule; gives the rule as DuckDB SQL over the columns of a relation of units, with this month's parameter values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.duck import name
from policy.rule_sql import to_sql

if TYPE_CHECKING:
    from metrics.snapshot import Snapshot
    from policy.rules import Rule


def rule_sql(snapshot: Snapshot, rule: Rule) -> str:
    """The rule in SQL: NULL is unknown. Raises ParameterNotSetError or OutOfValidityError for a parameter without a value in the month."""
    return to_sql(rule, month=snapshot.month, params=snapshot.parameters(rule.params), column_sql=name, has_sql=has_name)


def has_name(code: str) -> str:
    """The column of a relation that says whether a unit receives the benefit."""
    return name("has:" + code)


def amount_name(code: str) -> str:
    """The column of a relation that says what a unit received of the benefit, in yuan."""
    return name("amount:" + code)
