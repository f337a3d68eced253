"""Given a rule, a month and parameter values; gives the rule as an SQL expression in which NULL means unknown, for DuckDB or SQLite.

Every node is written out here with its brackets, so the text does not depend on any engine's precedence. Months and years are counted by arithmetic on the
parts of a date, which all engines have, not by date_diff, which each engine defines for itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from policy.months import last_day
from policy.rule_text import quoted
from policy.rule_tree import ARITHMETIC, COMPARISONS, DATE, JOINS, bare, call, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from policy.rules import Rule

Value = float | str | bool
DIALECTS = ("duckdb", "sqlite")


def quote(name: str) -> str:
    """A column name in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def to_sql(  # noqa: PLR0913 - the names under which columns and benefits stand differ from caller to caller
    rule: Rule,
    *,
    month: str | None,
    params: Mapping[str, Value],
    column_sql: Callable[[str], str] = quote,
    has_sql: Callable[[str], str] = lambda code: quote(f"has:{code}"),
    dialect: str = "duckdb",
) -> str:
    """The rule in SQL, NULL where it cannot be told. month may be None for a rule without months_since, years_since and this_year.

    Types: text, number (any numeric), bool, date; a list is VARCHAR[] in DuckDB and a JSON array in SQLite, where dates are ISO text.
    Raises KeyError for a parameter without value, ValueError for an unknown dialect or a month that is needed and not given.
    """
    if dialect not in DIALECTS:
        raise ValueError(f"dialect {dialect!r}: expected one of {', '.join(DIALECTS)}")
    if month is None and rule.needs_month:
        raise ValueError(f"the rule {rule.text!r} needs a month")
    return _Writer(month, params, column_sql, has_sql, dialect).sql(rule.tree)


@dataclass(frozen=True)
class _Writer:
    month: str | None
    params: Mapping[str, Value]
    column_sql: Callable[[str], str]
    has_sql: Callable[[str], str]
    dialect: str

    def sql(self, node: exp.Expr) -> str:
        """The SQL of a node that the grammar has passed."""
        node = bare(node)
        kind = type(node)
        if kind in JOINS:
            return "(" + f" {JOINS[kind]} ".join(self.sql(part) for part in joined(node)) + ")"
        if kind in COMPARISONS:
            return f"({self.sql(node.this)} {COMPARISONS[kind]} {self.sql(node.args['expression'])})"
        if kind in ARITHMETIC:
            return self._arithmetic(node)
        return _WRITERS[kind](self, node)

    def _arithmetic(self, node: exp.Expr) -> str:
        left, right = self._number(node.this), self._number(node.args["expression"])
        if isinstance(node, exp.Div):
            return f"({'1.0 * ' if self.dialect == 'sqlite' else ''}{left} / nullif({right}, 0))"
        return f"({left} {ARITHMETIC[type(node)]} {right})"

    def _number(self, node: exp.Expr) -> str:
        """An operand of arithmetic; a literal as a double, since 2147483647 + 1 would overflow an integer and decimals have a width."""
        text = self.sql(node)
        return f"{text}e0" if isinstance(bare(node), exp.Literal) else text

    def _in(self, node: exp.Expr) -> str:
        return f"({self.sql(node.this)} IN ({', '.join(self.sql(item) for item in node.expressions)}))"

    def _between(self, node: exp.Expr) -> str:
        return f"({self.sql(node.this)} BETWEEN {self.sql(node.args['low'])} AND {self.sql(node.args['high'])})"

    def _call(self, node: exp.Expr) -> str:
        name, arguments = call(node), node.expressions
        if name == DATE:
            return self._day(arguments[0].name)
        if name == "param":
            return value_sql(self.params[arguments[0].name])
        if name == "has":
            return self.has_sql(arguments[0].name)
        if name == "first_known":
            return f"coalesce({', '.join(self.sql(argument) for argument in arguments)})"
        return self._function(str(name), [self.sql(argument) for argument in arguments])

    def _function(self, name: str, arguments: list[str]) -> str:
        if name == "months_between":
            return f"({self._months(arguments[1])} - {self._months(arguments[0])})"
        if name == "months_since":
            end = last_day(self.month or "")
            return f"({end.year * 12 + end.month} - {self._months(arguments[0])})"
        if name == "years_since":
            return self._years(arguments[0])
        if name == "this_year":
            return f"{last_day(self.month or '').year}e0"
        return _TEMPLATES[self.dialect][name].format(*arguments)

    def _months(self, day: str) -> str:
        return f"({self._part('year', day)} * 12 + {self._part('month', day)})"

    def _years(self, day: str) -> str:
        """Years completed on the last day of the month: one less until the birthday has come."""
        end = last_day(self.month or "")
        anniversary = f"{self._part('month', day)} * 100 + {self._part('day', day)}"
        return f"({end.year} - {self._part('year', day)} - CASE WHEN {anniversary} > {end.month * 100 + end.day} THEN 1 ELSE 0 END)"

    def _part(self, part: str, day: str) -> str:
        if self.dialect == "sqlite":
            return f"CAST(strftime('{ {'year': '%Y', 'month': '%m', 'day': '%d'}[part] }', {day}) AS INTEGER)"
        return f"{part}({day})"

    def _day(self, text: str) -> str:
        return quoted(text) if self.dialect == "sqlite" else f"DATE {quoted(text)}"


def value_sql(value: Value) -> str:
    """A parameter value as an SQL literal."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return quoted(value)
    return f"({value!r})" if value < 0 else repr(value)


_TEMPLATES = {
    "duckdb": {
        "includes": "list_contains({0}, {1})",
        "any_value": "(len({0}) > 0)",
        "starts_with": "starts_with({0}, {1})",
        "days_between": "date_diff('day', {0}, {1})",
        "year_end": "TRY_CAST(printf('%04d-12-31', TRY_CAST({0} AS INTEGER)) AS DATE)",
    },
    "sqlite": {
        "includes": "CASE WHEN {0} IS NOT NULL THEN EXISTS (SELECT 1 FROM json_each({0}) WHERE value = {1}) END",
        "any_value": "(json_array_length({0}) > 0)",
        "starts_with": "(substr({0}, 1, length({1})) = {1})",
        "days_between": "CAST(julianday({1}) - julianday({0}) AS INTEGER)",
        "year_end": "CASE WHEN {0} BETWEEN 0 AND 9999 THEN date(printf('%04d-12-31', {0})) END",
    },
}

_WRITERS: dict[type[exp.Expr], Callable[[_Writer, exp.Expr], str]] = {
    exp.Not: lambda writer, node: f"(NOT {writer.sql(node.this)})",
    exp.Neg: lambda writer, node: f"(- {writer.sql(node.this)})",
    exp.Is: lambda writer, node: f"({writer.sql(node.this)} IS NULL)",
    exp.In: _Writer._in,
    exp.Between: _Writer._between,
    exp.Anonymous: _Writer._call,
    exp.Column: lambda writer, node: writer.column_sql(node.name),
    exp.Literal: lambda _writer, node: quoted(node.name) if node.is_string else node.name,
    exp.Boolean: lambda _writer, node: "TRUE" if node.this else "FALSE",
}
