"""Given the bytes of an HTML file; gives each of its tables as one sheet, spans as merged ranges. Nothing it links to is opened."""

from __future__ import annotations

import email
import email.policy
import re
from typing import TYPE_CHECKING

from lxml import html

from data_loaders.formats.finding import SheetStream, UnreadableError
from data_loaders.formats.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_LARGEST_SPAN = 1000
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"[ \t\r\n]+")
_UNCHECKED = ("数字格式和隐藏的行（网页表格）",)


def read_html(content: bytes, *, max_cells: int) -> list[SheetStream]:
    """The tables that hold no other table, in their order, named 表1, 表2 … Raises UnreadableError (FILE-011, FILE-017, FILE-018, FILE-024)."""
    text = _XML_DECLARATION.sub("", decode(content))
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True)
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (html.etree.ParserError, html.etree.XMLSyntaxError):
        raise UnreadableError("FILE-018") from None
    tables = [table for table in root.iter("table") if next(table.iterdescendants("table"), None) is None]
    return [_read_table(table, f"表{number}", max_cells) for number, table in enumerate(tables, 1)]


def html_of_mhtml(content: bytes) -> bytes:
    """The HTML parts of a single-file web page, one after another. Raises UnreadableError (FILE-018) when it has none."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    pages = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html"]
    if not pages:
        raise UnreadableError("FILE-018")
    return b"\n".join(page for page in pages if isinstance(page, bytes))


def _read_table(table: HtmlElement, name: str, max_cells: int) -> SheetStream:
    """One table as a grid: each cell at its own place, places covered by a span empty."""
    rows: list[list[str | None]] = []
    merged: list[tuple[int, int, int, int]] = []
    covered: dict[int, set[int]] = {}
    for number, row in enumerate(table.iter("tr")):
        values, taken = _read_row(row, number, covered.pop(number, set()))
        rows.append(values)
        merged += taken
        for top, left, bottom, right in taken:
            for below in range(top + 1, bottom + 1):
                covered.setdefault(below, set()).update(range(left, right + 1))
    width = max(map(len, rows), default=0)
    if len(rows) * width > max_cells:
        raise UnreadableError("FILE-017", sheet=name, rows=len(rows), columns=width, limit=f"{max_cells:,}")
    inside = tuple((top, left, min(bottom, len(rows) - 1), right) for top, left, bottom, right in merged)
    return SheetStream(name=name, width=width, rows=_one_block(rows), total_rows=len(rows), merged=inside, unchecked=_UNCHECKED)


def _read_row(row: HtmlElement, number: int, covered: set[int]) -> tuple[list[str | None], list[tuple[int, int, int, int]]]:
    """The values of one row and the merged ranges that begin in it; columns in `covered` belong to a cell further up."""
    values: list[str | None] = []
    merged = []
    for cell in row.iterchildren("td", "th"):
        while len(values) in covered:
            values.append(None)
        across, down = _span(cell, "colspan"), _span(cell, "rowspan")
        if across > 1 or down > 1:
            merged.append((number, len(values), number + down - 1, len(values) + across - 1))
        values.append(_text(cell))
        values.extend([None] * (across - 1))
    return values, merged


def _span(cell: HtmlElement, name: str) -> int:
    text = cell.get(name, "1").strip()
    return min(max(int(text), 1), _LARGEST_SPAN) if text.isdecimal() else 1


def _text(cell: HtmlElement) -> str:
    """The cell's text as a browser shows it: white space drawn together, no-break spaces as spaces."""
    text = "".join(cell.itertext()) if len(cell) else cell.text or ""
    return _SPACE.sub(" ", text).replace("\xa0", " ").strip()


def _one_block(rows: list[list[str | None]]) -> Iterator[list[list[str | None]]]:
    if rows:
        yield rows
