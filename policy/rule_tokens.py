"""Given the text of a rule; gives its tokens, or every sign in it that the rule language does not have, each with what to write instead.

sqlglot reads far more than the rule language: casts, placeholders, comments, quoted names, aliases without AS. So nothing reaches it that is not on the closed
list below, and names reach it quoted, which makes a column called `date` or 年龄 a column and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from policy.rule_functions import WITHOUT_ARGUMENTS

LONGEST = 4000
MOST_TOKENS = 800
DEEPEST = 25
MOST_NOTS = 2
KEYWORDS = frozenset({"AND", "OR", "NOT", "IN", "BETWEEN", "IS", "NULL", "TRUE", "FALSE"})
_LITERAL_WORDS = frozenset({"NULL", "TRUE", "FALSE"})
_OPERATORS = r"<=|>=|<>|!=|[=<>+\-*/(),]"
_DOUBLES = r"//|--|/\*|\*/|\*\*|==|=<|=>|><|<=>|<<|>>|->"
_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n]+)|(?P<text>'(?:[^'\x00-\x1f]|'')*')|(?P<number>[0-9]+(?:\.[0-9]+)?(?![\w.]))"
    rf"|(?P<name>(?![\uff00-\uffef])[^\W\d]\w*)|(?P<trap>{_DOUBLES})|(?P<sign>{_OPERATORS})"
)
_QUOTE = "文字要用英文单引号括起，如 '特困人员'"
_HALF_WIDTH = "不能用全角标点，请换成英文半角"
_TRAPS: tuple[tuple[str, str], ...] = (
    (r"//", "不能用 //，除法写一个 /"),
    (r"--|/\*|\*/|#", "规则里不能写注释，说明请写在 note"),
    (r"==+", "相等只写一个 ="),
    (r"=[<>]|><|<=>|<<|>>|->", "没有这个比较符；能用的是 = <> < <= > >="),
    (r"\*\*|\^", "没有乘方，能用的是 + - * /"),
    (r"[\"`“”‘’「」『』＂＇]", _QUOTE),
    (r"%", "不能用 %：没有取余，百分数写成小数（5% 写 0.05）"),
    (r";", "一条规则只是一个条件，不能有分号"),
    (r"\|\|?", "不能用 |：“或者”写 OR，文字不能拼接"),
    (r"&&?", "不能用 &：“并且”写 AND"),
    (r"!", "“不等于”写 <>，“不是”写 NOT"),
    (r"::?", "不能用冒号：不能转换类型，也没有占位符"),
    (r"[×＊]", "乘号写 *"),
    (r"[÷／]", "除号写 /"),
    (r"[−–—－]", "减号写 -"),
    (r"[≤≥≠≦≧]", "没有这个比较符；“不超过”写 <=，“不低于”写 >=，“不等于”写 <>"),
    (r"[（）]", f"{_HALF_WIDTH}的 ( )"),
    (r"[，、]", f"{_HALF_WIDTH}的 ,"),
    (r"[\uff01-\uff5e\u3000]", _HALF_WIDTH),
    (r"'", "单引号没有配成对，或引号里有换行"),
    (r"[0-9][0-9.]*(且|或|并且|或者)", "“且”写 AND，“或”写 OR，前后空一格"),
    (r"[0-9][\w.]*", "数字写错了：数字后面要空格或接运算符，列名不能以数字开头，小数写 0.5"),
)
_TRAP = tuple((re.compile(pattern), message) for pattern, message in _TRAPS)
_CHINESE_WORDS = {
    "且": "AND", "并且": "AND", "而且": "AND", "和": "AND", "与": "AND", "或": "OR", "或者": "OR", "非": "NOT", "不是": "NOT",
    "等于": "=", "大于": ">", "小于": "<", "不等于": "<>", "属于": "IN", "为空": "IS NULL", "是": "TRUE", "否": "FALSE", "真": "TRUE", "假": "FALSE",
}  # fmt: skip
FOREIGN_WORDS = frozenset({
    "XOR", "LIKE", "ILIKE", "GLOB", "SIMILAR", "REGEXP", "RLIKE", "CASE", "WHEN", "THEN", "ELSE", "END", "SELECT", "FROM", "WHERE", "CAST", "TRY_CAST",
    "EXISTS", "ANY", "ALL", "SOME", "DIV", "MOD", "AS", "ESCAPE", "COLLATE", "INTERVAL", "DISTINCT", "UNKNOWN", "ISNULL", "NOTNULL", "OVERLAPS", "UNION",
    "LIMIT", "ORDER", "GROUP", "HAVING", "WITH", "OVER", "FILTER", "SYMMETRIC", "AT",
})  # fmt: skip


@dataclass(frozen=True)
class Token:
    """One word of a rule. kind: keyword, name, function, date (the text of DATE '…'), number, text or sign; `text` as written, a keyword in capitals."""

    kind: str
    text: str
    start: int

    @property
    def ends_operand(self) -> bool:
        """Whether a value can end here, so that an operator must follow."""
        return self.kind in {"name", "number", "text", "date"} or self.text == ")" or self.text in _LITERAL_WORDS

    @property
    def starts_operand(self) -> bool:
        """Whether a value can begin here."""
        return self.kind in {"name", "function", "number", "text", "date"} or self.text == "(" or self.text in _LITERAL_WORDS


def tokens_of(text: str) -> tuple[list[Token], list[str]]:
    """The tokens of a rule and what is wrong with them, in Chinese. With any message the tokens must not be parsed."""
    if len(text) > LONGEST:
        return [], [f"规则太长（{len(text)} 字，最多 {LONGEST} 字），请拆成几个推导列"]
    tokens, messages = _split(text)
    if not tokens and not messages:
        return [], ["规则是空的"]
    if messages:
        return tokens, messages
    tokens = _named(tokens)
    return tokens, [message for check in (_lengths, _nulls, _commas, _neighbours) for message in check(tokens)]


def _split(text: str) -> tuple[list[Token], list[str]]:
    """Cut the text; a sign that the language lacks gives a message and is stepped over, so that all are found at once."""
    tokens: list[Token] = []
    messages: dict[str, None] = {}
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None or found.lastgroup == "trap":
            length, message = _trapped(text, position)
            messages[f"“{text[position : position + length].strip() or '空白'}”：{message}"] = None
            position += length
            continue
        position = found.end()
        if found.lastgroup != "space":
            tokens.append(_token(found.lastgroup or "", found.group(), found.start()))
    return tokens, list(messages)


def _trapped(text: str, position: int) -> tuple[int, str]:
    """The length of the sign that stands here and what to write instead."""
    found = ((pattern.match(text, position), message) for pattern, message in _TRAP)
    return next(((match.end() - position, message) for match, message in found if match), (1, "规则里不能用这个符号"))


def _token(kind: str, text: str, start: int) -> Token:
    if kind == "name" and text.upper() in KEYWORDS:
        return Token("keyword", text.upper(), start)
    return Token(kind, text, start)


def _named(tokens: list[Token]) -> list[Token]:
    """Tell functions from columns, and draw DATE and its text together."""
    named: list[Token] = []
    following = [*tokens[1:], Token("sign", "", 0)]
    for token, after in zip(tokens, following, strict=True):
        if named and named[-1].kind == "date" and not named[-1].text:
            named[-1] = Token("date", token.text, named[-1].start)
        elif token.kind == "name" and token.text.upper() == "DATE" and after.kind == "text":
            named.append(Token("date", "", token.start))
        else:
            named.append(Token("function", token.text, token.start) if token.kind == "name" and after.text == "(" else token)
    return named


def _lengths(tokens: list[Token]) -> list[str]:
    """Too many words, or brackets too deep: both would exhaust a parser that calls itself."""
    depth = deepest = nots = most_nots = 0
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "sign" else 0
        nots = nots + 1 if token.text in {"NOT", "-"} else 0
        deepest, most_nots = max(deepest, depth), max(most_nots, nots)
    messages = [f"规则太长（{len(tokens)} 个词，最多 {MOST_TOKENS} 个），请拆成几个推导列"] if len(tokens) > MOST_TOKENS else []
    messages += [f"括号套得太深（最多 {DEEPEST} 层）"] if deepest > DEEPEST else []
    messages += ["NOT 或负号连写得太多"] if most_nots > MOST_NOTS else []
    return messages + (["括号没有配成对"] if depth != 0 else [])


def _nulls(tokens: list[Token]) -> list[str]:
    """NULL is never a value: a comparison with it is unknown for everybody."""
    words = ["", "", *(token.text for token in tokens)]
    wrong = any(
        word == "NULL" and before != "IS" and (earlier, before) != ("IS", "NOT") for earlier, before, word in zip(words, words[1:], words[2:], strict=False)
    )
    return ["NULL 只能写在 IS NULL 或 IS NOT NULL 里，不能拿来比较"] if wrong else []


def _commas(tokens: list[Token]) -> list[str]:
    pairs = {(left.text, right.text) for left, right in pairwise(tokens) if left.kind == right.kind == "sign"}
    if pairs & {("(", ","), (",", ","), (",", ")")}:
        return ["逗号前后少了一项"]
    words = ["", *(token.text for token in tokens)]
    empty = any((left, right) == ("(", ")") and before not in WITHOUT_ARGUMENTS for before, left, right in zip(words, words[1:], words[2:], strict=False))
    return ["括号里是空的"] if empty else []


def _neighbours(tokens: list[Token]) -> list[str]:
    """Two values side by side: an operator is missing, or a word stands between them that the language lacks (sqlglot would read an alias)."""
    messages: dict[str, None] = {}
    for left, right in pairwise([Token("sign", "", 0), *tokens]):
        if right.text == "+" and not left.ends_operand:
            messages["“+”前面少了一项"] = None
        if left.ends_operand and right.starts_operand:
            odd = next((token for token in (left, right) if _foreign(token)), None)
            messages[_foreign_message(odd) if odd else f"“{left.text} {right.text}”之间少了 AND、OR 或运算符"] = None
    return list(messages)


def _foreign(token: Token) -> bool:
    return token.kind in {"name", "function"} and (token.text.upper() in FOREIGN_WORDS or token.text in _CHINESE_WORDS)


def _foreign_message(token: Token) -> str:
    if token.text in _CHINESE_WORDS:
        return f"“{token.text}”要写成 {_CHINESE_WORDS[token.text]}"
    return f"规则里不能用 {token.text.upper()}"
