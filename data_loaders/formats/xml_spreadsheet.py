"""Given the bytes of an XML Spreadsheet 2003 file; gives its worksheets as streams. Entities are not expanded and nothing outside is fetched."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from data_loaders.formats.detect import LABELS
from data_loaders.formats.finding import SheetStream, UnreadableError
from data_loaders.formats.reasons import reason
from data_loaders.model import Kind

if TYPE_CHECKING:
    from data_loaders.formats.finding import Cell

_NS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_UNCHECKED = ("数字格式和没有结果的公式（XML 表格）",)


class _Sheet:
    """The sheet being read: cells by place, and what else its rows say."""

    def __init__(self, name: str, max_cells: int) -> None:
        self.name, self.max_cells = name, max_cells
        self.rows: dict[int, dict[int, Cell]] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden_rows: list[int] = []
        self.overrides: dict[tuple[int, int], tuple[str, Kind]] = {}
        self.row, self.width, self.hidden = -1, 0, False

    def add_row(self, element: etree._Element) -> None:
        """Take in one Row and its cells; ss:Index moves on, covered and repeated places stay empty."""
        self.row = _index(element, self.row + 1, _LAST_ROW)
        if element.get(_NS + "Hidden") == "1":
            self.hidden_rows.append(self.row + 1)
        column, cells = -1, {}
        for cell in element.iterchildren(_NS + "Cell"):
            column = _index(cell, column + 1, _LAST_COLUMN)
            across, down = _number(cell, "MergeAcross", _LAST_COLUMN), _number(cell, "MergeDown", _LAST_ROW)
            if across or down:
                self.merged.append((self.row, column, self.row + down, column + across))
            value = self._value(cell.find(_NS + "Data"), column)
            if value not in (None, ""):
                cells[column] = value
            column += across
        if cells:
            self.rows[self.row] = cells
            self.width = max(self.width, max(cells) + 1)
        if (self.row + 1) * self.width > self.max_cells:
            raise UnreadableError("FILE-017", sheet=self.name, rows=self.row + 1, columns=self.width, limit=f"{self.max_cells:,}")
        self.row += _number(element, "Span", _LAST_ROW)

    def _value(self, data: etree._Element | None, column: int) -> Cell:
        if data is None:
            return None
        text, kind = "".join(data.itertext()), data.get(_NS + "Type", "String")
        if kind == "Error":
            self.overrides[self.row, column] = (text, Kind.ERROR)
        try:
            return _typed(text, kind)
        except ValueError:
            return text

    def stream(self) -> SheetStream:
        """The sheet as a stream; rows without cells are empty rows."""
        last = max(self.rows, default=-1)
        rows = [[self.rows.get(row, {}).get(column) for column in range(self.width)] for row in range(last + 1)]
        return SheetStream(
            name=self.name,
            width=self.width,
            rows=[rows] if rows else [],
            total_rows=len(rows),
            hidden=self.hidden,
            merged=tuple(self.merged),
            hidden_rows=tuple(self.hidden_rows),
            overrides=self.overrides,
            unchecked=_UNCHECKED,
        )


def read_xml_spreadsheet(content: bytes, *, max_cells: int) -> list[SheetStream]:
    """The worksheets in their order. Raises UnreadableError (FILE-017, FILE-025)."""
    sheets: list[_Sheet] = []
    source = etree.iterparse(io.BytesIO(content), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        for event, element in source:
            if event == "start" and element.tag == _NS + "Worksheet":
                sheets.append(_Sheet(element.get(_NS + "Name", f"表{len(sheets) + 1}"), max_cells))
            elif event == "end" and sheets:
                _take(element, sheets[-1])
    except etree.XMLSyntaxError as error:
        raise UnreadableError("FILE-025", format=LABELS["xml"], detail=reason(error)) from None
    return [sheet.stream() for sheet in sheets]


def _take(element: etree._Element, sheet: _Sheet) -> None:
    """Take in an element that has ended, and free what is no longer needed."""
    if element.tag == _NS + "Row":
        sheet.add_row(element)
        element.clear()
    elif isinstance(element.tag, str) and element.tag.endswith("}Visible"):
        sheet.hidden = (element.text or "").strip() != "SheetVisible"


def _typed(text: str, kind: str) -> Cell:
    """The value by its declared type; raises ValueError when the text does not fit it."""
    if kind == "Number":
        return float(text)
    if kind == "Boolean":
        return text.strip() == "1"
    if kind == "DateTime":
        moment = datetime.fromisoformat(text)
        return moment if moment.time() != datetime.min.time() else moment.date()
    return text


def _index(element: etree._Element, following: int, last: int) -> int:
    text = element.get(_NS + "Index", "")
    return min(int(text), last) - 1 if text.isdecimal() and int(text) > 0 else following


def _number(element: etree._Element, name: str, last: int) -> int:
    text = element.get(_NS + name, "0")
    return min(int(text), last) if text.isdecimal() else 0
