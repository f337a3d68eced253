"""Given nothing; gives the small workbooks committed beside the code: .xls lists, the manual's examples, bad files. Needs xlwt, a development tool.

Run `python -m sample_data.committed` after an archetype changed; a test tells when that was forgotten.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlwt

from sample_data.bad_files import write_bad_files
from sample_data.county import build
from sample_data.examples import write_examples
from sample_data.model import MONTHS
from sample_data.months import XLS, child_list

if TYPE_CHECKING:
    from sample_data.workbook import SheetText

HERE = Path(__file__).parent


def write_committed(folder: Path = HERE) -> None:
    """Write everything again into `folder`."""
    (folder / XLS.name).mkdir(exist_ok=True, parents=True)
    for month in MONTHS:
        write_xls(folder / XLS.name / f"03_惠民待遇享受_儿童福利_{month}.xls", child_list(build(), month))
    write_examples(folder)
    write_bad_files(folder / "bad")


def write_xls(path: Path, sheet: SheetText) -> None:
    """Write one sheet in the format of Excel 97 to 2003: title, unit, headings, rows, total, notes."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(sheet.name)
    lines: list[Any] = [
        *([title] for title in sheet.titles),
        [sheet.unit],
        list(sheet.headings),
        *sheet.rows,
        list(sheet.total),
        *([note] for note in sheet.notes),
    ]
    for row, cells in enumerate(lines):
        for column, cell in enumerate(cells):
            if cell is not None:
                page.write(row, column, f"{cell:%Y.%m.%d}" if isinstance(cell, date) else cell)
    book.save(str(path))


if __name__ == "__main__":
    write_committed()
