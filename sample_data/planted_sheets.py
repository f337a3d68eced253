"""Given a folder, a seed and a month; gives the further workbooks of the bureaus for it, packed into one zip as the county office collects them."""

from __future__ import annotations

import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from data_loaders.layout import read_layouts
from sample_data.planted_rows import handed_in, planted_rows
from sample_data.workbook import MADE_ON, SheetText, write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data_loaders.layout import Layout
    from sample_data.planted_rows import PlantedRow


def write_planted(folder: Path, month: str, *, seed: int, sheets: Iterable[str] | None = None) -> Path | None:
    """Write 各部门台账_<month>.zip with every sheet (default: all planted ones) that is handed in in the month; gives its path, None if there is none."""
    layouts, rows = read_layouts(), planted_rows(seed)
    due = [name for name in rows if month in handed_in(layouts[name]) and (sheets is None or name in set(sheets))]
    books: dict[str, list[Layout]] = defaultdict(list)
    for name in due:
        if any(month in row.group.months for row in rows[name]):
            books[layouts[name].workbook].append(layouts[name])
    if not books:
        return None
    path = folder / f"各部门台账_{month}.zip"
    with tempfile.TemporaryDirectory() as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for workbook, inside in sorted(books.items()):
            pages = [_sheet(layout, rows[layout.name], month) for layout in sorted(inside, key=lambda one: one.order)]
            written = write_workbook(Path(made) / f"{workbook}_{month}.xlsx", pages)
            archive.writestr(zipfile.ZipInfo(written.name, MADE_ON.timetuple()[:6]), written.read_bytes(), zipfile.ZIP_DEFLATED)
    return path


def _sheet(layout: Layout, rows: Iterable[PlantedRow], month: str) -> SheetText:
    """The sheet under its layout's headings; columns that no row fills and that need not be there are left out, as a clerk leaves them out."""
    cells = [row.cells(month) for row in rows if month in row.group.months]
    named = {name for each in cells for name in each}
    columns = [column for column in layout.columns.values() if column.required or column.name in named]
    lines = [[each.get(column.name) for column in columns] for each in cells]
    return SheetText(layout.label, [column.heading for column in columns], lines, titles=(f"曙光旗{layout.label}台账（{month}）",))
