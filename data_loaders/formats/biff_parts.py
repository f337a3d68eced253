"""Given the bytes of an Excel 97-2003 workbook; gives per sheet its error cells and hidden rows, which the reader of values does not tell.

Records after [MS-XLS]: only their heads are looked at, one after another; contents other than errors and row heights are stepped over.
"""

from __future__ import annotations

import struct

from data_loaders.formats.ole import read_compound
from data_loaders.formats.parts import SheetParts
from data_loaders.model import Kind

_BOUNDSHEET, _FORMULA, _BOOLERR, _ROW, _EOF = 0x0085, 0x0006, 0x0205, 0x0208, 0x000A
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_HEAD = struct.Struct("<HH")
_CELL = struct.Struct("<HHH")
_ERROR_RESULT = b"\xff\xff"
_ROW_HIDDEN = 0x20


def read_biff_parts(content: bytes) -> list[SheetParts] | None:
    """One SheetParts per sheet in the workbook's order, sheets of charts and macros included; None when the workbook's stream cannot be followed."""
    compound = read_compound(content)
    stream = compound.workbook_stream() if compound else None
    if not stream:
        return None
    return [_read_sheet(stream, start) for start in _sheet_starts(stream)]


def _sheet_starts(stream: bytes) -> list[int]:
    """Where each sheet's records begin, by the workbook's list of sheets."""
    starts, position = [], 0
    while position + 4 <= len(stream):
        record, length = _HEAD.unpack_from(stream, position)
        if record == _EOF:
            break
        if record == _BOUNDSHEET and length >= 4 and position + 8 <= len(stream):  # noqa: PLR2004 - its first four bytes are the place
            starts.append(struct.unpack_from("<I", stream, position + 4)[0])
        position += 4 + length
    return starts


def _read_sheet(stream: bytes, position: int) -> SheetParts:
    """The records of one sheet up to its end; charts within it have ends of their own, but they come after the cells."""
    parts = SheetParts()
    end, unpack = len(stream) - 4, _HEAD.unpack_from
    while position <= end:
        record, length = unpack(stream, position)
        if record in (_FORMULA, _BOOLERR, _ROW):
            _take(stream[position + 4 : position + 4 + length], record, parts)
        elif record == _EOF:
            break
        position += 4 + length
    return parts


def _take(body: bytes, record: int, parts: SheetParts) -> None:
    if record == _ROW and len(body) >= 16:  # noqa: PLR2004 - the record's fixed length
        if body[12] & _ROW_HIDDEN:
            parts.hidden_rows.append(struct.unpack_from("<H", body)[0] + 1)
        return
    error = None
    if record == _BOOLERR and len(body) >= 8 and body[7] == 1:  # noqa: PLR2004
        error = body[6]
    elif record == _FORMULA and len(body) >= 14 and body[12:14] == _ERROR_RESULT and body[6] == 2:  # noqa: PLR2004 - 2 means: the result is an error
        error = body[8]
    if error is not None:
        row, column, _ = _CELL.unpack_from(body)
        parts.overrides[row, column] = (_ERRORS.get(error, "#错误"), Kind.ERROR)
