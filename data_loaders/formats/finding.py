"""Given nothing; gives the types that the readers of formats share: what was found wrong, and a sheet on its way to the parent."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from data_loaders.model import Kind

Cell = object
"""A value as a reader gives it: str, int, float, bool, date, datetime, time, timedelta or None."""


@dataclass(frozen=True)
class Finding:
    """A problem seen in the child, as code and holes; the parent makes the Issue of it."""

    code: str
    sheet: str = ""
    cell: str = ""
    holes: Mapping[str, str | int] = field(default_factory=dict)


class UnreadableError(Exception):
    """The file, or the sheet, cannot be read for a reason that has its own code."""

    def __init__(self, code: str, *, sheet: str = "", cell: str = "", **holes: str | int) -> None:
        super().__init__(code)
        self.finding = Finding(code, sheet, cell, holes)


@dataclass(frozen=True)
class SheetStream:
    """One sheet being read. rows: blocks of rows, each row a sequence of cells from column `first_column` (0-based) on; rows may differ in length.

    overrides: (row of the sheet, column; both 0-based) → text and kind, for cells whose value the reader does not give (errors, formulas without result).
    merged: (top, left, bottom, right), 0-based in the sheet. hidden_rows: 1-based. See RawSheet for the rest.
    """

    name: str
    width: int
    rows: Iterable[Sequence[Sequence[Cell]]]
    total_rows: int = 0
    first_row: int = 1
    first_column: int = 0
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: tuple[int, ...] = ()
    overrides: Mapping[tuple[int, int], tuple[str, Kind]] = field(default_factory=dict)
    unchecked: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def is_panic(error: BaseException) -> bool:
    """Whether it is a panic of a Rust reader, which reaches Python as a BaseException of a class that cannot be imported."""
    return type(error).__name__ == "PanicException"


DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)
"""What zipfile raises for a part that is damaged, encrypted or packed in a way that it does not know."""

_REASONS = (
    ("shared string", "共享字符串表缺失或不全"),
    ("string index", "共享字符串表缺失或不全"),
    ("file not found", "缺少必要的部件"),
    ("missing", "缺少必要的内容"),
    ("entity", "含有不允许的实体"),
    ("compression", "压缩方式不支持"),
    ("crc", "校验不符"),
    ("xml", "XML 写法有误"),
    ("zip", "压缩结构有误"),
    ("deflate", "压缩结构有误"),
    ("buffer", "内容缺了一截"),
    ("stream", "内部数据流不全"),
)


def reason(error: BaseException) -> str:
    """Why a reader gave up, in Chinese; readers say it in English, in words that change with their versions."""
    text = f"{type(error).__name__} {error}".lower()
    return next((words for mark, words in _REASONS if mark in text), "内部结构错误")


def size_words(size: int) -> str:
    """A number of bytes as people read it: 12.3 MB, 4.0 KB, 812 字节."""
    for unit, step in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= step:
            return f"{size / step:.1f} {unit}"
    return f"{size} 字节"
