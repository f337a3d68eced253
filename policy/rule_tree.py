"""Given the tokens of a rule; gives the tree that sqlglot makes of them, and the few kinds of node that such a tree is made of.

sqlglot is handed tokens, not text: what its own tokenizer makes of quotes, comments and words of a dialect plays no part.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import SqlglotError
from sqlglot.parser import Parser
from sqlglot.tokens import Token as SqlToken  # pyright: ignore[reportPrivateImportUsage] - its documented place
from sqlglot.tokens import TokenType  # pyright: ignore[reportPrivateImportUsage]

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
_KINDS = {"name": TokenType.IDENTIFIER, "function": TokenType.VAR, "number": TokenType.NUMBER, "text": TokenType.STRING}
_SIGNS = {
    "+": TokenType.PLUS, "-": TokenType.DASH, "*": TokenType.STAR, "/": TokenType.SLASH, "(": TokenType.L_PAREN, ")": TokenType.R_PAREN, ",": TokenType.COMMA,
    "=": TokenType.EQ, "<>": TokenType.NEQ, "!=": TokenType.NEQ, "<": TokenType.LT, "<=": TokenType.LTE, ">": TokenType.GT, ">=": TokenType.GTE,
    "AND": TokenType.AND, "OR": TokenType.OR, "NOT": TokenType.NOT, "IN": TokenType.IN, "BETWEEN": TokenType.BETWEEN, "IS": TokenType.IS,
    "NULL": TokenType.NULL, "TRUE": TokenType.TRUE, "FALSE": TokenType.FALSE,
}  # fmt: skip


@lru_cache(maxsize=20_000)
def tree_of(text: str) -> tuple[exp.Expr | None, tuple[str, ...]]:
    """The tree of a rule, or None and what is wrong with its signs, words or order.

    Kept by text: many measures share a rule, and the county's values are read again while the application runs. So nobody may change a tree.
    """
    tokens, messages = tokens_of(text)
    if messages:
        return None, tuple(messages)
    try:
        trees = Parser(dialect=_PLAIN).parse([piece for place, token in enumerate(tokens) for piece in _pieces(place, token)], text)
    except (SqlglotError, RecursionError) as error:
        return None, (_unreadable(error, tokens),)
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


def _pieces(place: int, token: Token) -> list[SqlToken]:
    """The token as sqlglot has it, with its place for a column number: names quoted, functions under a name that no dialect knows."""

    def made(kind: TokenType, text: str) -> SqlToken:
        return SqlToken(kind, text, 1, place, 2 * place, 2 * place)

    if token.kind in {"keyword", "sign"}:
        return [made(_SIGNS[token.text], token.text)]
    content = token.text[1:-1].replace("''", "'") if token.kind in {"text", "date"} else token.text
    if token.kind == "date":
        signs = (TokenType.VAR, TokenType.L_PAREN, TokenType.STRING, TokenType.R_PAREN)
        return [made(sign, word) for sign, word in zip(signs, (_PREFIX + DATE, "(", content, ")"), strict=True)]
    return [made(_KINDS[token.kind], _PREFIX + content if token.kind == "function" else content)]


def _unreadable(error: Exception, tokens: list[Token]) -> str:
    """Where sqlglot stopped, in the words of the rule as written."""
    found = getattr(error, "errors", None) or [{}]
    place = found[0].get("col")
    if not isinstance(place, int) or place >= len(tokens):
        return "规则写得不完整，或括号、逗号、运算符的次序不对"
    return f"读到“{tokens[place].text}”处读不下去：少了一项，或括号、运算符的次序不对"
