"""Given a rule, the columns, parameters and benefits that it names; gives the rule in Chinese, as an official would write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from policy.rule_functions import FUNCTIONS
from policy.rule_tree import ARITHMETIC, COMPARISONS, DATE, JOINS, bare, call, joined
from policy.value_words import bool_words, number_words, value_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from policy.model import Benefit, Column, Parameter
    from policy.rules import Rule

Value = float | str | bool
_COMPARED = {
    "number": {"=": "等于", "<>": "不等于", "<": "低于", "<=": "不超过", ">": "高于", ">=": "不低于"},
    "date": {"=": "是", "<>": "不是", "<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于"},
    "text": {"=": "为", "<>": "不为"},
    "bool": {"=": "与", "<>": "不同于"},
}
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_CYCLES = {"月": "本月", "季": "本季度", "年": "本年度", "学期": "本学期"}
_BOOL_NODES = {*COMPARISONS, *JOINS, exp.Not, exp.In, exp.Between, exp.Is, exp.Boolean}
_BOOL_CALLS = {name for name, function in FUNCTIONS.items() if function.result == "bool"}
_OPPOSITE: dict[type[exp.Expr], type[exp.Binary]] = {exp.EQ: exp.NEQ, exp.NEQ: exp.EQ, exp.LT: exp.GTE, exp.GTE: exp.LT, exp.GT: exp.LTE, exp.LTE: exp.GT}


def to_words(
    rule: Rule,
    columns: Mapping[str, Column],
    params: Mapping[str, Parameter] | None,
    benefits: Mapping[str, Benefit] | None,
    values: Mapping[str, Value] | None = None,
) -> str:
    """The rule in Chinese. values: the parameter values in force (a key that they lack is one for the county to fill in); None: parameters by label alone."""
    if isinstance(bare(rule.tree), exp.Boolean):
        return "不限" if bare(rule.tree).this else "一概不"
    return Words(columns, params or {}, benefits or {}, values).say(rule.tree)


@dataclass(frozen=True)
class Words:
    """One way of naming things; `say` puts a node into words."""

    columns: Mapping[str, Column]
    params: Mapping[str, Parameter]
    benefits: Mapping[str, Benefit]
    values: Mapping[str, Value] | None

    def say(self, node: exp.Expr) -> str:
        """The node in Chinese."""
        node = bare(node)
        kind = type(node)
        if kind in {exp.And, exp.Or}:
            return (" 且 " if kind is exp.And else " 或 ").join(self._part(part, kind) for part in joined(node))
        if kind in COMPARISONS:
            return self._comparison(node)
        if kind in ARITHMETIC:
            return self._arithmetic(node)
        return _SAYERS[kind](self, node)

    def type_of(self, node: exp.Expr) -> str:
        """The type of a value that the grammar has passed; a number unless something says otherwise."""
        node = bare(node)
        if isinstance(node, exp.Column):
            return self.columns[node.name].type
        if isinstance(node, exp.Literal) and node.is_string:
            return "text"
        name = call(node)
        if name == "param":
            return self.params[node.expressions[0].name].type
        if name == "first_known":
            return self.type_of(node.expressions[0])
        if name == DATE:
            return "date"
        return "bool" if type(node) in _BOOL_NODES or name in _BOOL_CALLS else "number"

    def label(self, node: exp.Expr) -> str:
        """A value in words: a column by its label, a parameter by label and value, anything else as it is said."""
        node = bare(node)
        return self.columns[node.name].label if isinstance(node, exp.Column) else self.say(node)

    def _part(self, node: exp.Expr, outer: type[exp.Expr]) -> str:
        inner = type(bare(node))
        return f"（{self.say(node)}）" if inner in {exp.And, exp.Or} and inner is not outer else self.say(node)

    def _arithmetic(self, node: exp.Expr) -> str:
        sign, right = ARITHMETIC[type(node)], bare(node.args["expression"])
        left_words = self._term(node.this, within=sign in "*/")
        right_words = self._term(right, within=sign in "*/", always=sign in "-/" and (sign == "/" or isinstance(right, (exp.Add, exp.Sub))))
        return f"{left_words} {_SIGNS[sign]} {right_words}"

    def _term(self, node: exp.Expr, *, within: bool, always: bool = False) -> str:
        """An operand, in brackets where it would be read otherwise without: a sum within a product, and what follows − or ÷."""
        kind = type(bare(node))
        brackets = kind in ARITHMETIC and (always or (within and kind in {exp.Add, exp.Sub}))
        return f"（{self.say(node)}）" if brackets else self.label(node)

    def _comparison(self, node: exp.Expr) -> str:
        left, right, sign = bare(node.this), bare(node.args["expression"]), COMPARISONS[type(node)]
        if isinstance(left, (exp.Literal, exp.Boolean)) and not isinstance(right, (exp.Literal, exp.Boolean)):
            left, right, sign = right, left, {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(sign, sign)
        kind = self.type_of(left)
        if isinstance(right, exp.Boolean):
            return self._stated(left, holds=bool(right.this) == (sign == "="))
        if kind == "bool":
            return f"“{self.say(left)}”与“{self.say(right)}”{'相同' if sign == '=' else '不同'}"
        return f"{self.label(left)}{'' if kind == 'text' else ' '}{_COMPARED[kind][sign]} {self.label(right)}"

    def _stated(self, node: exp.Expr, *, holds: bool) -> str:
        """A condition, or its denial where the condition has one of its own."""
        node = bare(node)
        if holds:
            return self.say(node)
        if isinstance(node, exp.Column):
            return bool_words(self.columns[node.name].label, holds=False)
        if type(node) in COMPARISONS and not isinstance(bare(node.args["expression"]), exp.Boolean):
            return self._comparison(_OPPOSITE[type(node)](this=node.this.copy(), expression=node.args["expression"].copy()))
        denial = _DENIALS.get(call(node) or type(node).__name__)
        return denial(self, node) if denial else f"并非（{self.say(node)}）"

    def _column(self, node: exp.Expr) -> str:
        column = self.columns[node.name]
        return bool_words(column.label, holds=True) if column.type == "bool" else column.label

    def _items(self, node: exp.Expr) -> str:
        return "、".join(self.say(item) for item in node.expressions)

    def _in(self, node: exp.Expr, *, holds: bool = True) -> str:
        single = len(node.expressions) == 1
        ending = "" if single else " 之一" if holds else " 中的任何一个"
        return f"{self.label(node.this)}{'为' if holds else '不为' if single else '不是'} {self._items(node)}{ending}"

    def _between(self, node: exp.Expr, *, holds: bool = True) -> str:
        return f"{self.label(node.this)}{'在' if holds else '不在'} {self.label(node.args['low'])} 至 {self.label(node.args['high'])} 之间（含两端）"

    def _is(self, node: exp.Expr, *, holds: bool = True) -> str:
        """A blank means that there is none where the column says so; anywhere else (a screen may ask for it) that nobody can tell."""
        column = self.columns[bare(node.this).name]
        if column.null_test:
            return f"{column.label}{'没有' if holds else '有'}记录"
        return f"{column.label}{'无法判定（缺数据）' if holds else '有数据'}"

    def _literal(self, node: exp.Expr) -> str:
        return node.name if node.is_string else number_words(float(node.name))

    def _call(self, node: exp.Expr) -> str:
        name = str(call(node))
        if name == "param":
            return self._param(node.expressions[0].name)
        if name == "has":
            return self._has(node, holds=True)
        said = [self.label(argument) for argument in node.expressions]
        if name == "first_known":
            return self._first_known(node)
        return _CALLS[name].format(*said)

    def _first_known(self, node: exp.Expr, *, holds: bool = True) -> str:
        """What is looked at first, then what otherwise. first_known(a OR b, a, b) is OR over what is known; first_known(x, TRUE) takes no record for 是."""
        first, *others = [bare(argument) for argument in node.expressions]
        compound = type(first) in {exp.And, exp.Or}
        said = self._stated(first, holds=holds)
        said = f"（{said}）" if compound and holds else said
        if compound and [bare(part) for part in joined(first)] == others:
            return f"{said}（只知道其中一部分时，按知道的算）"
        if len(others) == 1 and isinstance(others[0], exp.Boolean):
            return f"{said}（没有记录时视为{'是' if bool(others[0].this) == holds else '否'}）"
        return f"{said}（没有记录时依次看：{'；'.join(self._stated(other, holds=holds) for other in others)}）"

    def _param(self, key: str) -> str:
        parameter = self.params[key]
        if self.values is None:
            return parameter.label
        if key not in self.values:
            return f"{parameter.label}（需县里填报）"
        return f"{parameter.label}（{value_words(self.values[key])}{' ' + parameter.unit if parameter.unit else ''}）"

    def _has(self, node: exp.Expr, *, holds: bool) -> str:
        benefit = self.benefits[node.expressions[0].name]
        return f"{_CYCLES.get(benefit.cycle, '')}{'已领到' if holds else '未领到'}{benefit.label}"


_CALLS = {
    "includes": "{0}包含{1}",
    "any_value": "有{0}",
    "starts_with": "{0}以“{1}”开头",
    "months_since": "{0}至本月的月数",
    "months_between": "{0}至{1}的月数",
    "days_between": "{0}至{1}的天数",
    "years_since": "{0}至本月底的周岁",
    "this_year": "本年",
    "year_end": "{0}年底",
    DATE: "{0}",
}

_DENIALS: dict[str, Callable[[Words, exp.Expr], str]] = {
    "In": lambda words, node: words._in(node, holds=False),
    "Between": lambda words, node: words._between(node, holds=False),
    "Is": lambda words, node: words._is(node, holds=False),
    "has": lambda words, node: words._has(node, holds=False),
    "first_known": lambda words, node: words._first_known(node, holds=False),
    "includes": lambda words, node: "{}不包含{}".format(*(words.label(argument) for argument in node.expressions)),
    "any_value": lambda words, node: f"没有{words.label(node.expressions[0])}",
    "starts_with": lambda words, node: "{}不以“{}”开头".format(*(words.label(argument) for argument in node.expressions)),
}

_SAYERS: dict[type[exp.Expr], Callable[[Words, exp.Expr], str]] = {
    exp.Not: lambda words, node: words._stated(node.this, holds=False),
    exp.Neg: lambda words, node: f"−{words._term(node.this, within=True)}",
    exp.Is: Words._is,
    exp.In: Words._in,
    exp.Between: Words._between,
    exp.Column: Words._column,
    exp.Literal: Words._literal,
    exp.Boolean: lambda _words, node: "是" if node.this else "否",
    exp.Anonymous: Words._call,
}
