"""Given the tokens of a rule; gives the tree that sqlglot makes of them, and the few kinds of node that such a tree is made of."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import SqlglotError

from policy.rule_tokens import Token, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPARISONS: dict[type[exp.Expr], str] = {exp.EQ: "=", exp.NEQ: "<>", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">="}
ARITHMETIC: dict[type[exp.Expr], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/"}
JOINS: dict[type[exp.Expr], str] = {exp.And: "AND", exp.Or: "OR"}
DATE = "date"
"""Name under which the tree holds DATE '2021-01-01': a call with one text."""

_PREFIX = "rule_"
_PLAIN = Dialect.get_or_raise(None)


@lru_cache(maxsize=20_000)
def tree_of(text: str) -> tuple[exp.Expr | None, tuple[str, ...]]:
    """The tree of a rule, or None and what is wrong with its signs, words or order.

    Kept by text: many measures share a rule, and the county's values are read again while the application runs. So nobody may change a tree.
    """
    tokens, messages = tokens_of(text)
    if messages:
        return None, tuple(messages)
    pieces = [_piece(token) for token in tokens]
    source = " ".join(pieces)
    try:
        trees = _PLAIN.parser().parse(_PLAIN.tokenize(source), source)
    except (SqlglotError, RecursionError) as error:
        return None, (_unreadable(error, tokens, pieces),)
    if len(trees) != 1 or trees[0] is None:
        return None, ("规则写得不完整",)
    return trees[0], ()


def bare(node: exp.Expr) -> exp.Expr:
    """The node without the brackets around it."""
    while isinstance(node, exp.Paren):
        node = node.this
    return node


def joined(node: exp.Expr) -> Iterator[exp.Expr]:
    """The parts of a chain a AND b AND c (or of a chain of OR), in the order of the text, without calling itself for each."""
    kind, later, current = type(node), [], node
    while type(current) is kind:
        later.append(current.args["expression"])
        current = current.this
    yield current
    yield from reversed(later)


def call(node: exp.Expr) -> str | None:
    """The name of the function that the node calls; DATE for a date; None for anything else."""
    if isinstance(node, exp.Anonymous) and isinstance(node.this, str) and node.this.startswith(_PREFIX):
        return node.this.removeprefix(_PREFIX)
    return None


def literal(node: exp.Expr) -> float | str | None:
    """The number or text that the node is; None if it is none."""
    node = bare(node)
    if isinstance(node, exp.Neg):
        inner = literal(node.this)
        return -inner if isinstance(inner, float) else None
    if not isinstance(node, exp.Literal):
        return None
    return node.name if node.is_string else float(node.name)


def make_call(name: str, arguments: list[exp.Expr]) -> exp.Anonymous:
    """A node that calls a function of the rule language."""
    return exp.Anonymous(this=_PREFIX + name, expressions=arguments)


def _piece(token: Token) -> str:
    """The token as sqlglot is to read it: names quoted, functions under a name that no dialect knows."""
    if token.kind == "name":
        return f'"{token.text}"'
    if token.kind == "function":
        return _PREFIX + token.text
    return f"{_PREFIX}{DATE}({token.text})" if token.kind == "date" else token.text


def _unreadable(error: Exception, tokens: list[Token], pieces: list[str]) -> str:
    """Where sqlglot stopped, in the words of the rule as written."""
    found = getattr(error, "errors", None) or [{}]
    column = found[0].get("col")
    if not isinstance(column, int):
        return "规则写得不完整，或括号、逗号、运算符的次序不对"
    end = 0
    for token, piece in zip(tokens, pieces, strict=True):
        end += len(piece) + 1
        if end >= column:
            return f"读到“{token.text}”处读不下去：少了一项，或括号、运算符的次序不对"
    return "规则写得不完整，末尾少了一项"
