"""Given the text of a rule, the columns, parameters and benefits that it may name; gives the Rule, or every problem in it.

A rule is an expression in SQL syntax under a closed grammar (rule_tokens: its signs; grammar: its shapes and types; rule_functions: its functions). It is
parsed once; its tree serves SQL (rule_sql), Chinese (rule_words) and the trace of one unit (rule_trace). NOT binds looser than a comparison: NOT a = b is
NOT (a = b); for 是/否 columns the other reading means the same, for any other type it has no meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlglot import exp

from policy.grammar import Grammar
from policy.model import TYPE_WORDS, Problem
from policy.rule_functions import NEED_MONTH
from policy.rule_text import text_of
from policy.rule_tree import call, tree_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy.model import Benefit, Column, Parameter


@dataclass(frozen=True)
class Rule:
    """A rule that has been read: its text in one way of writing, its tree and type (number, text, date, bool, list), and what it names.

    columns, params and codes: the columns, parameter keys and benefit codes in it.
    """

    text: str
    tree: exp.Expr = field(compare=False, repr=False)
    type: str
    columns: frozenset[str]
    params: frozenset[str]
    codes: frozenset[str]

    @property
    def needs_month(self) -> bool:
        """Whether its value depends on the reporting month (months_since, years_since, this_year)."""
        return any(call(node) in NEED_MONTH for node in self.tree.walk())


def parse_rule(  # noqa: PLR0913 - what a rule may name has four parts, and a problem says where it stands
    text: str,
    columns: Mapping[str, Column],
    *,
    file: str,
    key: str,
    parameters: Mapping[str, Parameter] | None,
    benefits: Mapping[str, Benefit] | None,
    expect: str = "bool",
) -> tuple[Rule | None, list[Problem]]:
    """Read one rule; gives it, or None and every problem; raises nothing for any text. Without parameters (None) param() is refused, without benefits has()."""
    tree, messages = tree_of(text)
    if tree is None:
        return None, [Problem(file, key, message) for message in messages]
    grammar = Grammar(columns, parameters, benefits)
    kind = grammar.type_of(tree)
    if kind is not None and kind != expect:
        grammar.wrong(f"这里要{TYPE_WORDS[expect]}，规则“{text_of(tree)}”给出的是{TYPE_WORDS[kind]}")
    if grammar.found:
        return None, [Problem(file, key, message, near) for message, near in grammar.found]
    used = (frozenset(grammar.columns), frozenset(grammar.params), frozenset(grammar.codes))
    return Rule(text_of(tree), tree, expect, *used), []


def part_of(rule: Rule, node: exp.Expr) -> Rule:
    """A condition within a rule, as a rule of its own."""
    names = {found.name for found in node.find_all(exp.Column)}
    calls = [(call(found), found.expressions[0].name) for found in node.walk() if call(found) in {"param", "has"}]
    params = frozenset(word for name, word in calls if name == "param")
    return Rule(text_of(node), node, "bool", rule.columns & names, params, frozenset(word for name, word in calls if name == "has"))
