"""Given a call in the tree of a rule; gives its type, or what is wrong with its name, its arguments or what they name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlglot import exp

from policy.model import TYPE_WORDS
from policy.nearest import nearest
from policy.rule_functions import FUNCTIONS, Function
from policy.rule_text import text_of
from policy.rule_tree import DATE, call

if TYPE_CHECKING:
    from policy.grammar import Grammar


def call_type(grammar: Grammar, node: exp.Expr, depth: int) -> str | None:
    """The type of a call or of DATE '…'; None if something in it is wrong."""
    name = call(node) or ""
    if name == DATE:
        return _date(grammar, node)
    function = FUNCTIONS.get(name)
    if function is None:
        near = nearest(name, FUNCTIONS)
        return grammar.wrong(f"没有 {name} 这个函数" if near else f"没有 {name} 这个函数，能用的是：{'、'.join(FUNCTIONS)}", near)
    if function.result == "arguments":
        return _alike(grammar, function, node.expressions, depth)
    if len(node.expressions) != len(function.arguments):
        return grammar.wrong(f"{name} 要 {len(function.arguments)} 项，写了 {len(node.expressions)} 项；写法：{function.example}")
    fits = [_argument(grammar, argument, kind, function, depth) for argument, kind in zip(node.expressions, function.arguments, strict=True)]
    if not all(fits):
        return None
    if name == "includes":
        grammar.declared(node.expressions[0], node.expressions[1:])
    word = node.expressions[-1].name if node.expressions else ""
    return {"param": _parameter, "has": _benefit}.get(name, lambda _grammar, _word: function.result)(grammar, word)


def _argument(grammar: Grammar, node: exp.Expr, kind: str, function: Function, depth: int) -> bool:
    if kind != "word":
        return grammar.expect(node, kind, f"{function.name} 的括号里", depth)
    if isinstance(node, exp.Literal) and node.is_string and node.name.strip():
        return True
    grammar.wrong(f"“{text_of(node)}”要写成单引号里的文字；写法：{function.example}")
    return False


def _alike(grammar: Grammar, function: Function, nodes: list[exp.Expr], depth: int) -> str | None:
    kinds = [grammar.type_of(node, depth + 1) for node in nodes]
    if len(kinds) < 2:  # noqa: PLR2004 - one value has nothing to fall back on
        return grammar.wrong(f"{function.name} 要两项或更多；写法：{function.example}")
    if None in kinds:
        return None
    if len(set(kinds)) > 1:
        return grammar.wrong(f"{function.name} 的各项要同一类型，写的是{'、'.join(TYPE_WORDS[str(kind)] for kind in kinds)}")
    return kinds[0]


def _parameter(grammar: Grammar, key: str) -> str | None:
    if grammar.parameters is None:
        return grammar.wrong("这里不能用 param()：没有政策参数")
    if key not in grammar.parameters:
        return grammar.wrong(f"没有“{key}”这个政策参数", nearest(key, grammar.parameters))
    grammar.params.add(key)
    return grammar.parameters[key].type


def _benefit(grammar: Grammar, code: str) -> str | None:
    if grammar.benefits is None:
        return grammar.wrong("这里不能用 has()：这个总体没有待遇发放名单")
    if code not in grammar.benefits:
        return grammar.wrong(f"没有“{code}”这个待遇代码", nearest(code, grammar.benefits))
    grammar.codes.add(code)
    return "bool"


def _date(grammar: Grammar, node: exp.Expr) -> str | None:
    text = node.expressions[0].name
    try:
        fits = date.fromisoformat(text).isoformat() == text
    except ValueError:
        fits = False
    return "date" if fits else grammar.wrong(f"没有“{text}”这一天，日期写 DATE '2021-01-01'")
