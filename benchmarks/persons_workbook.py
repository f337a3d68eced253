"""Given a path; writes a 人员 workbook of 100 000 rows × 45 columns of fictional people there, or the 行政区划 of their places, for benchmarks."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from pathlib import Path

ROWS, COLUMNS, TOWNSHIPS, VILLAGES = 100_000, 45, 10, 100
AREA_HEADINGS = ("区划代码", "上级代码", "单位名称", "层级", "单位类型", "户籍户数", "户籍人口数", "常住户数", "常住人口数")
_OWN = ("身份证号", "姓名", "户编号", "与户主关系", "性别", "出生日期", "是否脱贫人口", "是否返贫致贫", "低收入类别", "低保类别", "是否单人保", "劳动能力")
_MORE = ("能否稳定增收", "健康状况", "残疾证号", "残疾类别", "残疾等级", "失能状态", "儿童保障类别", "两后生", "计生两证户", "常住状态")
HEADINGS = _OWN + _MORE + tuple(f"本地登记项{number}" for number in range(1, COLUMNS - len(_OWN) - len(_MORE) + 1))
"""22 headings of the layout and 23 that no layout knows, as county sheets have them."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_TEXT_EXTRAS = 11


def write_persons_workbook(path: Path, *, rows: int = ROWS) -> None:
    """Write one sheet with a heading row and `rows` people: every id with a right check digit, dates as dates, numbers as numbers."""
    chance = random.Random(20260501)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("人员")
    sheet.write_row(0, 0, HEADINGS)
    for row in range(rows):
        sheet.write_row(row + 1, 0, _person(row, chance))
    book.close()


def write_areas_workbook(path: Path) -> None:
    """Write the county 159921 with 10 townships of 10 villages, the ones that the people's household numbers begin with."""
    lines = [("159921", "", "曙光旗", "旗县", "旗县"), *((_township(number), "159921", f"第{number}苏木", "乡级", "苏木") for number in range(TOWNSHIPS))]
    lines += [(_village(number), _village(number)[:9], f"第{number}嘎查", "村级", "嘎查") for number in range(VILLAGES)]
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("行政区划")
    sheet.write_row(0, 0, AREA_HEADINGS)
    for row, line in enumerate(lines, 1):
        sheet.write_row(row, 0, [*line, 100, 300, 90, 260])
    book.close()


def _township(number: int) -> str:
    return f"159921{101 + number:03d}"


def _village(number: int) -> str:
    return f"{_township(number % TOWNSHIPS)}{201 + number // TOWNSHIPS:03d}"


def _person(row: int, chance: random.Random) -> list[str | float | date | None]:
    """The cells of one person; three to a household."""
    born = date(1940, 1, 1) + timedelta(days=row % 27_000)
    household = f"{_village(row // 3 % VILLAGES)}{row // 3:05d}"
    front = f"159921{born:%Y%m%d}{row // 27_000 * 10 + row % 10:03d}"
    identity = front + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(front, _WEIGHTS, strict=True)) % 11]
    sex = "男" if int(front[-1]) % 2 else "女"
    own = [identity, f"其格{row}", household, "户主" if row % 3 == 0 else "子女", sex, born, "是" if row % 5 == 0 else "否", "否"]
    class_, grade = ("低保对象", "二类") if row % 11 == 0 else ("无", None), (row % 4 + 1 if row % 17 == 0 else None)
    disability = [f"{identity}4{grade}", "肢体", grade] if grade else [None, None, None]
    more = [
        *class_,
        "否",
        chance.choice(("普通劳动力", "弱劳动力或部分丧失")),
        None,
        chance.choice(("健康", "慢病", "大病")),
        *disability,
        "自理",
        "无",
        "否",
        "否",
        "在村常住",
    ]
    texts = [chance.choice(("是", "否", None)) for _ in range(_TEXT_EXTRAS)]
    numbers = [round(chance.random() * 30_000, 2) if index % 2 else chance.randrange(9) for index in range(COLUMNS - len(own) - len(more) - _TEXT_EXTRAS)]
    return [*own, *more, *texts, *numbers]
