"""Given the sheets of a submission; gives the table of what was recognised and the sum that must close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charts.numbers import count
from jobs.upload_view import sum_of
from pages.components.html import show, table, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.upload_view import SheetRow


def show_sheets(sheets: Sequence[SheetRow]) -> None:
    """One line per sheet with its counts, below it the sum over all."""
    counts = [(label, "num") for label in ("把握", "读到", "入库", "暂扣", "不计")]
    headings = [("文件", "file"), ("工作表", ""), ("认作", "nowrap"), *counts, ("说明", "")]
    show(table(headings, [_row(sheet) for sheet in sheets]))
    total = sum_of(sheets)
    warning = "" if total.closes else '<span class="xj-worse">　三项之和与读到的行数不符，请勿入库并联系维护人员</span>'
    show(f'<div class="xj-sum">{text(total.text)}{warning}</div>')


def _row(sheet: SheetRow) -> list[str]:
    counts = [count(each) for each in (sheet.rows, sheet.stored, sheet.held, sheet.set_aside)]
    notes = f'<span class="xj-quiet">{text("；".join(sheet.notes))}</span>'
    return [text(sheet.file), text(sheet.sheet), f"<b>{text(sheet.label)}</b>", f"{sheet.confidence}%", *counts, notes]
