"""Given a path; writes a 人员-like workbook of 100 000 rows × 45 columns of fictional people there, for the benchmarks that read one."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from pathlib import Path

ROWS, COLUMNS = 100_000, 45
_STATES = ("健康", "慢病", "大病", "残疾")
_LABOUR = ("普通劳动力", "技能劳动力", "弱劳动力或部分丧失", "完全丧失", "未成年或在校")


def write_persons_workbook(path: Path, *, rows: int = ROWS) -> None:
    """Write one sheet with a heading row and `rows` rows: 2 ids as text, 2 dates, 12 numbers, the rest short texts and 是/否, one cell in seven empty."""
    chance = random.Random(20260501)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("人员")
    sheet.write_row(0, 0, [f"第{column + 1}列" for column in range(COLUMNS)])
    for row in range(1, rows + 1):
        sheet.write_row(row, 0, _person(row, chance))
    book.close()


def _person(row: int, chance: random.Random) -> list[str | float | date | None]:
    """The cells of one row."""
    born = date(1940, 1, 1) + timedelta(days=row % 27_000)
    household = f"159921{101 + row % 10:03d}{200 + row % 10:03d}{row // 3:05d}"
    head = [
        f"159921{born:%Y%m%d}{row % 1000:03d}X",
        f"其格{row}",
        household,
        born,
        date(2021, 1 + row % 12, 1),
        "曙光旗",
        f"第{row % 10}苏木",
        f"第{row % 97}嘎查",
    ]
    numbers: list[str | float | date | None] = [round(chance.random() * 30_000, 2) if index % 2 else chance.randrange(0, 9) for index in range(12)]
    words: list[str | float | date | None] = [
        chance.choice(_STATES),
        chance.choice(_LABOUR),
        *(chance.choice(("是", "否", None)) for _ in range(18)),
        *("无",) * 5,
    ]
    return [*head, *numbers, *words]
