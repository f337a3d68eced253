"""Given a CSV file; gives a typed table and the columns that rules may name: number, date (ISO) or text by their non-blank values, blanks unknown."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa

from policy.model import Column

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_NUMBER = re.compile(r"[+-]?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|[+-]?\.\d+", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DIGITS = 15
"""A whole number of more digits is an id: as a number it would lose its last ones."""

_TYPES = {"number": pa.float64(), "date": pa.date32(), "text": pa.string()}


class CsvError(ValueError):
    """The file is not a table that can be read; the text is Chinese."""


@dataclass(frozen=True)
class CsvTable:
    """rows: the typed columns; texts: the same as written (blank is null), for grouping; columns: what a rule may name."""

    rows: pa.Table
    texts: pa.Table
    columns: dict[str, Column]


def read_csv(path: Path) -> CsvTable:
    """Read a CSV in UTF-8 or GB18030 with one heading row. Raises CsvError."""
    lines = [line for line in csv.reader(io.StringIO(_text(path), newline="")) if line]
    if not lines:
        raise CsvError(f"{path.name}：文件是空的，第一行应是列名。")
    headings = [heading.strip() for heading in lines[0]]
    _check(path, headings, lines)
    values = {heading: [_blank(line[position]) for line in lines[1:]] for position, heading in enumerate(headings)}
    types = {heading: column_type(found) for heading, found in values.items()}
    rows = pa.table({heading: _typed(found, types[heading]) for heading, found in values.items()})
    texts = pa.table({heading: pa.array(found, pa.string()) for heading, found in values.items()})
    return CsvTable(rows, texts, {heading: Column(heading, heading, kind, null_test=True) for heading, kind in types.items()})


def column_type(values: Sequence[str | None]) -> str:
    """number, date or text by the values that are not blank; text if all are. Digits with a leading zero (0012) and ids of more than 15 digits are text."""
    known = [value.strip() for value in values if value is not None]
    if not known:
        return "text"
    if all(_is_number(value) for value in known):
        return "number"
    return "date" if all(_is_date(value) for value in known) else "text"


def _is_number(value: str) -> bool:
    return bool(_NUMBER.fullmatch(value)) and len(value.lstrip("+-").split(".")[0]) <= _DIGITS


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:  # 2026-02-30 is written like a date and is none
        return False
    return True


def _typed(values: Sequence[str | None], kind: str) -> pa.Array:
    readers = {"number": float, "date": date.fromisoformat, "text": str}
    read = readers[kind]
    strip = kind != "text"
    return pa.array([None if value is None else read(value.strip() if strip else value) for value in values], _TYPES[kind])


def _blank(value: str) -> str | None:
    return value if value.strip() else None


def _text(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CsvError(f"{path.name}：不是 UTF-8 或 GB18030 编码的 CSV，请另存为“CSV UTF-8”。")


def _check(path: Path, headings: list[str], lines: list[list[str]]) -> None:
    for position, heading in enumerate(headings, start=1):
        if not heading:
            raise CsvError(f"{path.name}：第 {position} 列没有列名。")
        if headings.count(heading) > 1:
            raise CsvError(f"{path.name}：列名“{heading}”出现了不止一次。")
    for number, line in enumerate(lines[1:], start=2):
        if len(line) != len(headings):
            raise CsvError(f"{path.name}：第 {number} 行有 {len(line)} 格，列名有 {len(headings)} 个。")
