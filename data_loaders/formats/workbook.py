"""Given a workbook file (.xlsx .xlsm .xlsb .xls .et .ods); gives its sheets as streams, values by python-calamine, the rest for xlsx from the XML."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from data_loaders.formats.biff_parts import read_biff_parts
from data_loaders.formats.detect import LABELS
from data_loaders.formats.finding import Finding, SheetStream, UnreadableError
from data_loaders.formats.parts import SheetParts
from data_loaders.formats.reasons import is_panic, reason
from data_loaders.formats.xlsx_parts import read_parts, sheet_paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from python_calamine import CalamineSheet, SheetMetadata

    from data_loaders.formats.finding import Cell

BLOCK_ROWS = 8192
_FORMATS = "数字格式（如百分比、会计格式）"
_UNCHECKED = {
    "xlsx": (_FORMATS,),
    "xls": (_FORMATS,),
    "xlsb": (_FORMATS, "错误值和没有结果的公式（按空单元格处理）", "隐藏的行", "合并单元格"),
    "ods": (_FORMATS, "错误值和没有结果的公式（按空单元格处理）", "隐藏的行", "合并单元格"),
}
_SEARCHED = ("xlsx", "xls")
_UNSEARCHABLE = "错误值和没有结果的公式（按空单元格处理）、隐藏的行（这张表的内部写法特殊）"


def read_workbook(path: Path, format_key: str, *, max_cells: int) -> Iterator[SheetStream | Finding]:
    """Each worksheet in the workbook's order as a stream, or a finding for one that could not be read. Raises UnreadableError for the whole file."""
    try:
        book = CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise UnreadableError("FILE-004" if format_key == "xls" else "FILE-003") from None
    except (CalamineError, OSError) as error:  # a damaged zip inside shows as OSError
        if "Cell limit exceeded" in str(error):  # .ods: repeated cells are unfolded at opening, up to a bound of the reader's own
            raise UnreadableError("FILE-030", limit=f"{max_cells:,}") from None
        raise UnreadableError("FILE-025", format=LABELS[format_key], detail=reason(error)) from None
    for meta, parts in zip(book.sheets_metadata, _parts(path, format_key, book.sheet_names), strict=True):
        if meta.typ == SheetTypeEnum.WorkSheet:
            yield _read_sheet(book, meta, parts, format_key, max_cells)


def _parts(path: Path, format_key: str, names: Sequence[str]) -> Iterator[SheetParts]:
    """What the file itself says of each sheet, searched when the sheet's turn comes."""
    unreadable = SheetParts(readable=False)
    if format_key == "xlsx":
        paths = sheet_paths(path)
        yield from (read_parts(path, paths[name]) if name in paths else unreadable for name in names)
        return
    found = read_biff_parts(path.read_bytes()) if format_key == "xls" else None
    yield from found if found is not None and len(found) == len(names) else [unreadable] * len(names)


def _read_sheet(book: CalamineWorkbook, meta: SheetMetadata, parts: SheetParts, format_key: str, max_cells: int) -> SheetStream | Finding:
    """One sheet. For xlsx the extent found in the XML comes first: a far stray cell would make the reader ask for more memory than there is and abort."""
    if (parts.last_row + 1) * (parts.last_column + 1) > max_cells:
        return _too_large(meta.name, parts.last_row + 1, parts.last_column + 1, max_cells)
    try:
        sheet = book.get_sheet_by_name(meta.name)
    except BaseException as error:  # a panic of the reader is not an Exception; only that and its own errors are taken
        if not (isinstance(error, (CalamineError, OSError)) or is_panic(error)):
            raise
        return Finding("FILE-026", sheet=meta.name, holes={"detail": reason(error)})
    if sheet.total_height * sheet.total_width > max_cells:
        return _too_large(meta.name, sheet.total_height, sheet.total_width, max_cells)
    searchable = parts.readable or format_key not in _SEARCHED
    return _stream(sheet, meta, parts, _UNCHECKED[format_key] if searchable else (_FORMATS, _UNSEARCHABLE))


def _stream(sheet: CalamineSheet, meta: SheetMetadata, parts: SheetParts, unchecked: tuple[str, ...]) -> SheetStream:
    top, left = sheet.start or (0, 0)
    merged = [(first[0], first[1], last[0], last[1]) for first, last in sheet.merged_cell_ranges or ()]
    findings = ()
    if parts.without_result:
        findings = (Finding("FILE-027", sheet=meta.name, cell=parts.without_result[0], holes={"count": len(parts.without_result)}),)
    return SheetStream(
        name=meta.name,
        width=sheet.width,
        rows=_blocks(sheet, top),
        total_rows=sheet.height,
        first_row=top + 1,
        first_column=left,
        hidden=meta.visible != SheetVisibleEnum.Visible,
        merged=tuple(parts.merged or merged),
        hidden_rows=tuple(parts.hidden_rows),
        overrides=parts.overrides,
        unchecked=unchecked,
        findings=findings,
    )


def _blocks(sheet: CalamineSheet, top: int) -> Iterator[Sequence[Sequence[Cell]]]:
    """The used rows in blocks, so that only one block is Python objects at a time; the reader's own iterator starts at the sheet's first row."""
    rows = islice(sheet.iter_rows(), top, None)
    while block := list(islice(rows, BLOCK_ROWS)):
        yield block


def _too_large(name: str, rows: int, columns: int, max_cells: int) -> Finding:
    return Finding("FILE-017", sheet=name, holes={"rows": rows, "columns": columns, "limit": f"{max_cells:,}"})
