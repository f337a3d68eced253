"""Given a table of a definition file and its closed list of keys; gives the values that are right, and a problem for every unknown, missing or wrong key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from policy.model import Problem
from policy.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Key:
    """One key of a form: its kind (see KINDS), whether it must be there, and for a text the only words that may stand there."""

    kind: str
    required: bool = True
    choices: tuple[str, ...] = ()


Form = dict[str, Key]


@dataclass(frozen=True)
class Place:
    """Where in which file a reader is; problems found below it go into one list."""

    file: str
    path: str
    problems: list[Problem]

    def at(self, step: str) -> Place:
        """A place further in."""
        return Place(self.file, f"{self.path}.{step}" if self.path else step, self.problems)

    def problem(self, message: str, near: str | None = None) -> None:
        """Note a problem here."""
        self.problems.append(Problem(self.file, self.path or "整个文件", message, near))

    def known(self, name: str, names: Iterable[object], what: str) -> bool:
        """Whether the name exists; if not, a problem with the nearest one. `what` says what it should name: 总体, 列 …"""
        names = list(names)
        if name in names:
            return True
        self.problem(f"没有“{name}”这个{what}", nearest(name, names))
        return False


def filled(table: Mapping[str, Any], form: Form, place: Place) -> dict[str, Any]:
    """The keys that are there and right; lists become tuples. Everything else is a problem at its own key."""
    for key in table.keys() - form.keys():
        near = nearest(key, form.keys() - table.keys()) or nearest(key, form)
        place.at(key).problem("没有这个键" if near else f"没有这个键，这里可以有：{'、'.join(form)}", near)
    values: dict[str, Any] = {}
    for key, wanted in form.items():
        if key not in table:
            if wanted.required:
                place.at(key).problem("缺少这个键")
            continue
        message = _wrong(table[key], wanted)
        if message:
            place.at(key).problem(message, nearest(str(table[key]), wanted.choices) if wanted.choices else None)
        else:
            values[key] = tuple(table[key]) if isinstance(table[key], list) else table[key]
    return values


def complete(values: Mapping[str, Any], form: Form) -> bool:
    """Whether every required key is among the right values."""
    return all(key in values for key, wanted in form.items() if wanted.required)


def unique(names: Iterable[tuple[Place, str]], what: str) -> None:
    """A problem at every name that stands for a second time."""
    seen: dict[str, Place] = {}
    for place, name in names:
        if name in seen:
            place.problem(f"{what}“{name}”已经在 {seen[name].file} [{seen[name].path}] 用过")
        seen.setdefault(name, place)


def _wrong(value: object, wanted: Key) -> str | None:
    """What is wrong with a value, or None."""
    fits, words = KINDS[wanted.kind]
    if not fits(value):
        return f"要写{words}"
    given = value if isinstance(value, list) else [value]
    if wanted.choices and not all(each in wanted.choices for each in given):
        return f"只能是：{'、'.join(wanted.choices)}"
    return None


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == value and abs(value) != float("inf")  # noqa: PLR0124 - nan is no number


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value)


def _dates(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, date) and not isinstance(each, datetime) for each in value)


def _tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


KINDS: dict[str, tuple[Callable[[object], bool], str]] = {
    "text": (lambda value: isinstance(value, str) and bool(value.strip()), "双引号里的文字，不能是空的"),
    "note": (lambda value: isinstance(value, str), "双引号里的文字"),
    "rule": (lambda value: isinstance(value, str), "双引号里的规则"),
    "identifier": (lambda value: isinstance(value, str) and IDENTIFIER.fullmatch(value) is not None, "小写英文标识（字母开头，只有字母、数字和下划线）"),
    "system": (lambda value: isinstance(value, str) and re.fullmatch(r"[A-Z]\d\d", value) is not None, '事项编号，如 "M23"'),
    "number": (_number, "数字，不加引号"),
    "integer": (lambda value: isinstance(value, int) and not isinstance(value, bool), "整数，不加引号"),
    "bool": (lambda value: isinstance(value, bool), " true 或 false"),
    "date": (lambda value: isinstance(value, date) and not isinstance(value, datetime), "日期，如 2021-01-01，不加引号"),
    "texts": (_texts, "方括号里的一列文字"),
    "dates": (_dates, "方括号里的一列日期，如 [2026-01-04]，不加引号"),
    "values": (
        lambda value: isinstance(value, list) and bool(value) and all(_number(each) or isinstance(each, str) for each in value),
        "方括号里的一列值，不能是空的",
    ),
    "table": (lambda value: isinstance(value, dict), "一个表 { … }"),
    "tables": (_tables, "重复的表 [[ … ]]"),
    "any": (lambda value: _number(value) or isinstance(value, (str, bool)), "一个值：数字、文字或 true/false"),
}
"""What a key may hold: the test, and the words for what is wanted."""
