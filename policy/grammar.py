"""Given the tree of a rule and what it may name; gives its type and the names it uses, or every departure from the closed grammar."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlglot import exp

from policy.grammar_calls import call_type
from policy.model import TYPE_WORDS
from policy.nearest import nearest
from policy.rule_text import text_of
from policy.rule_tree import ARITHMETIC, COMPARISONS, DATE, JOINS, bare, call, joined, literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy.model import Benefit, Column, Parameter

DEEPEST = 60
LONGEST_NUMBER = 15
_ORDERED = (exp.LT, exp.LTE, exp.GT, exp.GTE)
_CONDITIONS = (*COMPARISONS, *JOINS, exp.Not, exp.In, exp.Between, exp.Is)


@dataclass
class Grammar:
    """One walk over one tree. `found` gathers (message, nearest name); the three sets gather what the rule uses."""

    known: Mapping[str, Column]
    parameters: Mapping[str, Parameter] | None
    benefits: Mapping[str, Benefit] | None
    found: list[tuple[str, str | None]] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    params: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)

    def type_of(self, node: exp.Expr, depth: int = 0) -> str | None:
        """number, text, date, bool or list; None if something in the node is wrong (then `found` says what)."""
        node = bare(node)
        if depth > DEEPEST:
            return self.wrong("规则套得太深，请拆成几个推导列")
        kind = type(node)
        if kind in JOINS:
            return self._join(node, depth)
        if kind in COMPARISONS:
            return self._comparison(node, depth)
        if kind in ARITHMETIC or kind is exp.Neg:
            return self._arithmetic(node, depth)
        reader = _READERS.get(kind)
        return reader(self, node, depth) if reader else self.wrong(f"规则里不能用这样的写法：{text_of(node)}")

    def wrong(self, message: str, near: str | None = None) -> None:
        """Note one departure, with the nearest name if there is one."""
        if (message, near) not in self.found:
            self.found.append((message, near))

    def expect(self, node: exp.Expr, wanted: str, place: str, depth: int) -> bool:
        """Whether the node is of the wanted type; says so if it is not."""
        kind = self.type_of(node, depth + 1)
        if kind is not None and kind != wanted:
            self.wrong(f"{place}要{TYPE_WORDS[wanted]}，“{text_of(node)}”是{TYPE_WORDS[kind]}")
        return kind == wanted

    def _join(self, node: exp.Expr, depth: int) -> str | None:
        word = JOINS[type(node)]
        parts = [self.expect(part, "bool", f"{word} 两边", depth) for part in joined(node)]
        return "bool" if all(parts) else None

    def _not(self, node: exp.Expr, depth: int) -> str | None:
        return "bool" if self.expect(node.this, "bool", "NOT 后面", depth) else None

    def _comparison(self, node: exp.Expr, depth: int) -> str | None:
        left, right = bare(node.this), bare(node.args["expression"])
        if isinstance(left, tuple(COMPARISONS)) or isinstance(right, tuple(COMPARISONS)):
            return self.wrong("比较不能连写，1 < a < 3 要写成 a > 1 AND a < 3")
        if isinstance(left, _CONDITIONS) or isinstance(right, _CONDITIONS):
            return self.wrong("条件不能再拿来比较，请用 AND、OR、NOT 连接，并加括号")
        kinds = [self.type_of(side, depth + 1) for side in (left, right)]
        if None in kinds:
            return None
        return self._compared(node, str(kinds[0]), str(kinds[1]))

    def _compared(self, node: exp.Expr, left: str, right: str) -> str | None:
        sign = COMPARISONS[type(node)]
        if left != right:
            hint = "；日期写 DATE '2021-01-01'" if "date" in {left, right} else ""
            return self.wrong(f"“{text_of(node)}”：{TYPE_WORDS[left]}不能与{TYPE_WORDS[right]}比较{hint}")
        if left == "list":
            return self.wrong(f"“{text_of(node)}”：多值列不能用 {sign}，请用 includes(列, '值')")
        if isinstance(node, _ORDERED) and left in {"text", "bool"}:
            return self.wrong(f"“{text_of(node)}”：{TYPE_WORDS[left]}没有大小，只能用 = 和 <>")
        self.declared(node.this, [node.args["expression"]])
        self.declared(node.args["expression"], [node.this])
        return "bool"

    def declared(self, side: exp.Expr, others: list[exp.Expr]) -> None:
        """A column with declared values is compared with nothing else: a misspelt value would silently fit nobody."""
        column = self.known.get(side.name) if isinstance(side := bare(side), exp.Column) else None
        if column is None or not column.values:
            return
        for other in others:
            value = literal(other)
            if value is not None and value not in column.values:
                listed = "、".join(str(each) for each in column.values)
                self.wrong(f"{column.name} 没有“{text_of(other)}”这个值，只有：{listed}", nearest(str(value), column.values))

    def _arithmetic(self, node: exp.Expr, depth: int) -> str | None:
        sides = [node.this] if isinstance(node, exp.Neg) else [node.this, node.args["expression"]]
        sign = "-" if isinstance(node, exp.Neg) else ARITHMETIC[type(node)]
        fits = [self.expect(side, "number", f"{sign} 两边", depth) for side in sides]
        return "number" if all(fits) else None

    def _in(self, node: exp.Expr, depth: int) -> str | None:
        items = [bare(item) for item in node.expressions]
        if node.args.get("query") or node.args.get("field") or node.args.get("unnest") or not items:
            return self.wrong("IN 后面要写括号和值，如 IN (1, 2)")
        kind = self._operand(node.this, "IN", depth)
        if not all(literal(item) is not None or call(item) in {"param", DATE} for item in items):
            return self.wrong("IN 的括号里只能写值，不能写列或算式")
        fits = [kind is not None and self.expect(item, kind, f"{text_of(node.this)} IN 的括号里", depth) for item in items]
        self.declared(node.this, items)
        return "bool" if all(fits) else None

    def _between(self, node: exp.Expr, depth: int) -> str | None:
        if node.args.get("symmetric") is not None:
            return self.wrong("规则里不能用 BETWEEN SYMMETRIC")
        kind = self._operand(node.this, "BETWEEN", depth)
        if kind is None:
            return None
        if kind == "text":
            return self.wrong("文字没有大小，不能用 BETWEEN")
        fits = [self.expect(node.args[end], kind, "BETWEEN 两端", depth) for end in ("low", "high")]
        return "bool" if all(fits) else None

    def _operand(self, node: exp.Expr, word: str, depth: int) -> str | None:
        """The type of what stands before IN or BETWEEN: a value, not a condition or a list."""
        if isinstance(bare(node), _CONDITIONS):
            return self.wrong(f"{word} 前面要写一个列，不能写条件")
        kind = self.type_of(node, depth + 1)
        if kind in {"list", "bool"}:
            hint = "多值列请用 includes(列, '值')" if kind == "list" else "是/否列直接写列名或 NOT 列名"
            return self.wrong(f"“{text_of(node)}”不能用 {word}：{hint}")
        return kind

    def _is(self, node: exp.Expr, depth: int) -> str | None:
        if not isinstance(node.args["expression"], exp.Null):
            return self.wrong("IS 后面只能写 NULL 或 NOT NULL；是/否列直接写列名或 NOT 列名")
        side = bare(node.this)
        if not isinstance(side, exp.Column):
            return self.wrong("IS NULL 前面只能写列名")
        kind = self.type_of(side, depth + 1)
        if kind is not None and not self.known[side.name].null_test:
            return self.wrong(f"{side.name} 不能问 IS NULL：空白就是不知道，结果应为无法判定")
        return "bool" if kind else None

    def _column(self, node: exp.Expr, _depth: int) -> str | None:
        name = node.name
        if name not in self.known:
            return self.wrong(f"没有“{name}”这一列", nearest(name, self.known))
        self.columns.add(name)
        return self.known[name].type

    def _literal(self, node: exp.Expr, _depth: int) -> str | None:
        if not node.is_string:
            short = len(node.name.replace(".", "")) <= LONGEST_NUMBER
            return "number" if short else self.wrong(f"数字 {node.name} 太长（最多 {LONGEST_NUMBER} 位）；编号请写成文字，加单引号")
        return "text" if node.name.strip() else self.wrong("不能写空白文字 ''：空白就是不知道，可用 IS NULL（列允许时）")

    def _boolean(self, _node: exp.Expr, _depth: int) -> str | None:
        return "bool"


_READERS = {
    exp.Not: Grammar._not,
    exp.In: Grammar._in,
    exp.Between: Grammar._between,
    exp.Is: Grammar._is,
    exp.Column: Grammar._column,
    exp.Literal: Grammar._literal,
    exp.Boolean: Grammar._boolean,
    exp.Anonymous: call_type,
}
