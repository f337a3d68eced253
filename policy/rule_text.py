"""Given the tree of a rule or of a part of it; gives its text in the rule language again, with brackets only where they are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from policy.rule_tree import ARITHMETIC, COMPARISONS, DATE, JOINS, bare, call, joined

if TYPE_CHECKING:
    from collections.abc import Callable


def text_of(node: exp.Expr) -> str:
    """The node in the rule language; a node that the language lacks as plain SQL, for messages."""
    node = bare(node)
    kind = type(node)
    if kind in JOINS:
        return f" {JOINS[kind]} ".join(_inner(part) for part in joined(node))
    if kind in COMPARISONS:
        return f"{text_of(node.this)} {COMPARISONS[kind]} {text_of(node.args['expression'])}"
    if kind in ARITHMETIC:
        return f"{_inner(node.this)} {ARITHMETIC[kind]} {_inner(node.args['expression'])}"
    writer = _WRITERS.get(kind)
    return writer(node) if writer else node.sql()


def quoted(text: str) -> str:
    """Text in single quotes, as the rule language and SQL write it."""
    return "'" + text.replace("'", "''") + "'"


def _inner(node: exp.Expr) -> str:
    """A part of a larger expression: in brackets if AND, OR or a sign of arithmetic stands in it. A condition binds tighter than what may stand around it."""
    node = bare(node)
    return f"({text_of(node)})" if type(node) in {*JOINS, *ARITHMETIC} else text_of(node)


def _not(node: exp.Expr) -> str:
    inner = bare(node.this)
    if isinstance(inner, exp.In):
        return f"{_inner(inner.this)} NOT IN ({_list(inner)})"
    if isinstance(inner, exp.Between):
        return f"{_inner(inner.this)} NOT BETWEEN {_inner(inner.args['low'])} AND {_inner(inner.args['high'])}"
    if isinstance(inner, exp.Is):
        return f"{_inner(inner.this)} IS NOT {text_of(inner.args['expression'])}"
    return f"NOT {_inner(inner)}"


def _list(node: exp.Expr) -> str:
    return ", ".join(text_of(item) for item in node.expressions)


def _call(node: exp.Expr) -> str:
    name = call(node)
    return f"DATE {_list(node)}" if name == DATE else f"{name}({_list(node)})"


def _literal(node: exp.Expr) -> str:
    return quoted(node.name) if node.is_string else node.name


_WRITERS: dict[type[exp.Expr], Callable[[exp.Expr], str]] = {
    exp.Not: _not,
    exp.In: lambda node: f"{_inner(node.this)} IN ({_list(node)})",
    exp.Between: lambda node: f"{_inner(node.this)} BETWEEN {_inner(node.args['low'])} AND {_inner(node.args['high'])}",
    exp.Is: lambda node: f"{_inner(node.this)} IS {text_of(node.args['expression'])}",
    exp.Neg: lambda node: f"-{_inner(node.this)}",
    exp.Column: lambda node: node.name,
    exp.Literal: _literal,
    exp.Boolean: lambda node: "TRUE" if node.this else "FALSE",
    exp.Null: lambda _node: "NULL",
    exp.Anonymous: _call,
}
