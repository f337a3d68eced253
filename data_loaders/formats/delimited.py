"""Given the text of a CSV file; gives it as one sheet: the delimiter found out (comma, semicolon, tab), rows of unequal length evened."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from data_loaders.formats.finding import Finding, SheetStream, UnreadableError
from data_loaders.formats.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK_ROWS = 8192
_LONGEST_FIELD = 1 << 20
_SAMPLE_ROWS = 50
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n")
_TEXT_FORMULA = re.compile(r'="(.*)"', re.S)
_UNCHECKED = ("单元格格式（文本表格里没有；被表格软件改写过的长数字无法还原）",)


def read_delimited(content: bytes, name: str, *, max_cells: int) -> SheetStream:
    """The one sheet of a text table, all cells text. Raises UnreadableError (FILE-011, FILE-017, FILE-024)."""
    text = decode(content).rstrip("\x1a")
    skipped = _SEPARATOR_LINE.match(text)
    body = text[skipped.end() :] if skipped else text
    delimiter = skipped[1] if skipped else _delimiter(body)
    rows = _rows(body, delimiter)
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    if len(rows) * width > max_cells:
        raise UnreadableError("FILE-017", sheet=name, rows=len(rows), columns=width, limit=f"{max_cells:,}")
    first_row = 2 if skipped else 1
    return SheetStream(
        name=name,
        width=width,
        rows=_blocks(rows),
        total_rows=len(rows),
        first_row=first_row,
        unchecked=_UNCHECKED,
        findings=_overlong(rows, first_row),
    )


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """The records; ="0012", by which some systems keep digits as text, is taken as 0012. A field too long to be one raises FILE-011."""
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise UnreadableError("FILE-011") from None
    if '="' not in text:
        return rows
    return [[_TEXT_FORMULA.sub(r"\1", cell) if cell.startswith('="') else cell for cell in row] for row in rows]


def _delimiter(text: str) -> str:
    """The delimiter by which most of the first rows have one and the same number of fields, the more fields the better; a comma when none shows."""
    sample = text[: 64 << 10]
    best, best_score = ",", 0
    for delimiter in (",", "\t", ";"):
        try:
            lengths = [len(row) for row in islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), _SAMPLE_ROWS) if row]
        except csv.Error:
            continue
        width, times = max(Counter(lengths).items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
        score = times * (width - 1)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _overlong(rows: list[list[str]], first_row: int) -> tuple[Finding, ...]:
    """FILE-028 when rows hold something beyond the usual number of columns: a delimiter inside a value, most likely."""
    if not rows:
        return ()
    usual = Counter(map(len, rows)).most_common(1)[0][0]
    long = [index for index, row in enumerate(rows) if len(row) > usual and any(row[usual:])]
    if not long or usual == 1:
        return ()
    return (Finding("FILE-028", cell=f"A{first_row + long[0]}", holes={"count": len(long), "rows": first_row + long[0]}),)


def _blocks(rows: list[list[str]]) -> Iterator[list[list[str]]]:
    for start in range(0, len(rows), BLOCK_ROWS):
        yield rows[start : start + BLOCK_ROWS]
