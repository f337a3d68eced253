"""Given the text of a heading; gives the forms in which it is compared (NFKC, without white space, brackets, punctuation and units) and its unit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data_loaders.layout import Layout

UNITS = frozenset(["元", "万元", "亿元", "千元", "百元", "亩", "公顷", "户", "人", "个", "月", "岁", "%", "平方米", "公里", "米", "元/人·年", "元/月", "元/年"])
SERVICE = frozenset(["序号", "编号", "行号", "更正问题", "原行号", "栏次", "填表说明"])
"""Headings that are about the sheet and not about the row: not listed as unknown. 更正问题 and 原行号 stand in our own correction workbooks."""

_BRACKETS = re.compile(r"[(\[{【〔〈《][^)\]}】〕〉》]*[)\]}】〕〉》]")
_NUMBERING = re.compile(r"^(?:\d{1,3}[.、]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\))")
_PUNCTUATION = re.compile(r"[\s*＊:：()\[\]{}【】〔〕〈〉《》/、,，.。·\-—_'\"“”‘’;；?？!！|\\]+")


@dataclass(frozen=True)
class Heading:
    """A heading of a found table: column index in the sheet, its own text, the group headings above it, outermost first, and the unit in its brackets."""

    index: int
    text: str
    groups: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """The unit written in the heading's brackets or after a slash, if any."""
        return unit_of(self.text)


@lru_cache(maxsize=20_000)
def normalise(text: str) -> str:
    """The heading after NFKC, without white space, numbering, brackets (their content stays) and punctuation."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return _PUNCTUATION.sub("", _NUMBERING.sub("", plain.lstrip("*＊ "))).upper()


@lru_cache(maxsize=20_000)
def bare(text: str) -> str:
    """The normalised heading with the content of its brackets left out: 人均纯收入（元） → 人均纯收入."""
    return normalise(_BRACKETS.sub("", unicodedata.normalize("NFKC", text)))


def unit_of(text: str) -> str:
    """The unit in a heading's brackets or after its last slash: 金额（万元） → 万元; empty if there is none."""
    plain = unicodedata.normalize("NFKC", text)
    inside = [found.strip("()[]{}【】〔〕 ").removeprefix("单位:").removeprefix("单位") for found in _BRACKETS.findall(plain)]
    tail = plain.rsplit("/", 1)[-1].strip() if "/" in plain else ""
    return next((unit for unit in [*inside, tail] if unit in UNITS), "")


@lru_cache(maxsize=64)
def known_headings(names: tuple[str, ...]) -> frozenset[str]:
    """The normalised and bare forms of these headings."""
    return frozenset(form for name in names for form in (normalise(name), bare(name)) if form)


def is_ignored(text: str, layout: Layout) -> bool:
    """Whether the layout sets a column of this heading aside on purpose."""
    return bool(layout.ignored) and not {normalise(text), bare(text)}.isdisjoint(known_headings(layout.ignored))


def layout_headings(layout: Layout) -> tuple[str, ...]:
    """Every heading and alias of a layout as written in its file."""
    return tuple(name for column in layout.columns.values() for name in (column.heading, *column.aliases))
