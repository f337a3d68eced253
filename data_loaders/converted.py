"""Given distinct texts and a reader of one text; gives Converted: their values, and a Mark for each text that is not in order."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True)
class Mark:
    """The text at `index` is not in order: code of issues.toml with the holes of its text."""

    index: int
    code: str
    holes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Converted:
    """values: one typed value per distinct text, null where it cannot be read; marks: what is wrong with which."""

    values: pa.Array
    marks: tuple[Mark, ...] = ()


def plain(text: str) -> str:
    """The text after NFKC without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def each(texts: pa.Array, read: Callable[[str], object], kind: pa.DataType) -> Converted:
    """Read each text; a reader returns the value, or Bad for what it cannot read."""
    values, marks = [], []
    for index, text in enumerate(texts.to_pylist()):
        value = read(text)
        if isinstance(value, Bad):
            marks.append(Mark(index, value.code, value.holes))
            value = value.value
        values.append(value)
    return Converted(pa.array(values, kind), tuple(marks))


@dataclass(frozen=True)
class Bad:
    """A text that is not in order; `value` is what is stored all the same."""

    code: str
    holes: Mapping[str, str] = field(default_factory=dict)
    value: object = None
