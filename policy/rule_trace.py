"""Given a rule; gives its conditions one by one in reading order, and each in words with the values of one unit: 残疾等级 = 1 ∈ {1, 2} ✓."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from policy.rule_tree import COMPARISONS, bare, call
from policy.rule_words import Words
from policy.rules import Rule, part_of
from policy.value_words import value_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy.model import Benefit, Column, Parameter

MARKS = {True: "✓", False: "✗", None: "？"}
_WORDS = {exp.And: "且", exp.Or: "或"}


@dataclass(frozen=True)
class Leaf:
    """One condition of a rule, a rule of its own. join: 且, 或, or "" for the first; depth: how deep in brackets it stands.

    NOT around a bracket is carried inwards (neither A nor B), so every leaf says what has to hold for the whole.
    """

    rule: Rule
    depth: int
    join: str


def leaves(rule: Rule) -> tuple[Leaf, ...]:
    """The conditions of the rule in reading order; a rule that is one condition gives itself."""
    return tuple(_leaves(rule, rule.tree, 0, "", negated=False))


def _leaves(rule: Rule, node: exp.Expr, depth: int, join: str, *, negated: bool) -> list[Leaf]:
    node = bare(node)
    if isinstance(node, exp.Not) and type(bare(node.this)) in {exp.And, exp.Or, exp.Not}:
        return _leaves(rule, node.this, depth, join, negated=not negated)
    if type(node) not in _WORDS:
        return [Leaf(part_of(rule, _denied(node) if negated else node), depth, join)]
    kind = type(node)
    word = _WORDS[{exp.And: exp.Or, exp.Or: exp.And}[kind] if negated else kind]
    found: list[Leaf] = []
    for part in _chain(node, kind):
        inside = bare(part.this) if isinstance(part, exp.Not) else part
        deeper = depth + 1 if type(inside) in _WORDS else depth
        found += _leaves(rule, part, deeper, word if found else join, negated=negated)
    return found


def _chain(node: exp.Expr, kind: type[exp.Expr]) -> list[exp.Expr]:
    """The parts of a chain of one kind, also where brackets group it: a AND (b AND c) has three."""
    waiting, parts = [node], []
    while waiting:
        part = bare(waiting.pop())
        if type(part) is kind:
            waiting += [part.args["expression"], part.this]
        else:
            parts.append(part)
    return parts


def _denied(node: exp.Expr) -> exp.Expr:
    return bare(node.this) if isinstance(node, exp.Not) else exp.Not(this=node.copy())


def leaf_words(  # noqa: PLR0913 - a condition is said with the names and the values of all that it mentions
    leaf: Leaf,
    columns: Mapping[str, Column],
    params: Mapping[str, Parameter] | None,
    benefits: Mapping[str, Benefit] | None,
    values: Mapping[str, float | str | bool] | None,
    row: Mapping[str, Any],
    outcome: bool | None,
) -> str:
    """The condition with the unit's values and ✓, ✗ or ？. row: column → value (None: unknown), "has:CODE" → whether it is received. outcome: of the leaf."""
    words = Words(columns, params or {}, benefits or {}, values)
    return f"{_statement(words, leaf.rule.tree, row, outcome)} {MARKS[outcome]}"


def leaf_value(leaf: Leaf, columns: Mapping[str, Column], benefits: Mapping[str, Benefit] | None, row: Mapping[str, Any]) -> str:
    """The values of all that the condition mentions: 残疾等级 = 1；特困人员 = 否."""
    named = [(columns[name].label, row.get(name)) for name in sorted(leaf.rule.columns)]
    named += [((benefits or {})[code].label, row.get(f"has:{code}")) for code in sorted(leaf.rule.codes)]
    return "；".join(f"{label} = {value_words(value)}" for label, value in named)


def _statement(words: Words, node: exp.Expr, row: Mapping[str, Any], outcome: bool | None) -> str:
    inner = bare(bare(node).this) if isinstance(bare(node), exp.Not) else bare(node)
    plain = inner is bare(node)
    if isinstance(inner, exp.EQ) and isinstance(bare(inner.args["expression"]), exp.Boolean):
        inner = bare(inner.this)
    if isinstance(inner, exp.Column):
        return f"{words.columns[inner.name].label} = {value_words(row.get(inner.name))}"
    if call(inner) == "has":
        code = inner.expressions[0].name
        return f"领取{words.benefits[code].label} = {value_words(row.get(f'has:{code}'))}"
    if isinstance(inner, exp.In) and isinstance(bare(inner.this), exp.Column):
        return f"{_known(words, inner.this, row)} {_member(plain, outcome)} {{{', '.join(words.say(item) for item in inner.expressions)}}}"
    if plain and type(inner) in COMPARISONS and isinstance(bare(inner.this), exp.Column) and not _names(inner.args["expression"]):
        return f"{_known(words, inner.this, row)}，要求{words.say(inner).removeprefix(words.label(inner.this)).strip()}"
    return f"{words.say(node)}（{_mentioned(words, node, row)}）" if _names(node) else words.say(node)


def _member(plain: bool, outcome: bool | None) -> str:  # noqa: FBT001
    """∈ or ∉ as it is for this unit; where that is unknown, as the rule asks for it."""
    return "∈" if (plain if outcome is None else outcome == plain) else "∉"


def _known(words: Words, node: exp.Expr, row: Mapping[str, Any]) -> str:
    return f"{words.label(node)} = {value_words(row.get(bare(node).name))}"


def _names(node: exp.Expr) -> list[str]:
    return sorted({found.name for found in node.find_all(exp.Column)})


def _mentioned(words: Words, node: exp.Expr, row: Mapping[str, Any]) -> str:
    return "；".join(f"{words.columns[name].label} = {value_words(row.get(name))}" for name in _names(node))
