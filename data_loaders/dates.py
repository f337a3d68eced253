"""Given texts of dates and months as people and Excel write them; gives dates, months, and what is wrong with those that cannot be read."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa

from data_loaders.converted import Bad, Converted, each, plain
from data_loaders.ids import NUMBER_MARK

if TYPE_CHECKING:
    from data_loaders.layout import LayoutColumn

FOREVER = frozenset(["长期", "永久", "长期有效", "永久有效", "无期限"])
"""Texts of an end date that never comes: an open end."""

_YMD = re.compile(r"(\d{4})[-年./](\d{1,2})(?:[-月./]份?(\d{1,2})?日?号?)?(?:[ T]?\d{1,2}[:时]\d{1,2}(?:分|[:分]\d{1,2}秒?)?(?:\.\d+)?)?")
_QUARTER = re.compile(r"(\d{4})年?(?:第?([一二三四1-4])季度?|Q([1-4]))", re.IGNORECASE)
_HALF = re.compile(r"(\d{4})年?([上下])半年")
_AROUND = re.compile(r"\s*([年月日号./-])\s*(?!\d{1,2}[:时])")
"""A sign between the parts of a date with the blanks around it, but for the blank before the time of day."""
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_FIRST_SERIAL, _LAST_SERIAL = 3_653, 73_050
"""Excel serials of 1909-12-31 and 2099-12-31: a number between them is a date, 190001 to 209912 is a month."""
_EPOCH = date(1899, 12, 30)


def dates(column: LayoutColumn, texts: pa.Array, last_day: date) -> Converted:
    """Dates; a month stands for its first day. A date after the reporting month is kept and named unless the column allows it."""

    def read(text: str) -> object:
        found = read_date(text)
        if found is None:
            return None if column.future and plain(text) in FOREVER else _unread(text)
        if found > last_day and not column.future:
            return Bad("DATE-002", {"last_day": f"{last_day:%Y-%m-%d}"}, found)
        return found

    return each(texts, read, pa.date32())


def _unread(text: str) -> Bad:
    """Why a text is no date: a number like 2021.1 may be two months."""
    ambiguous = re.fullmatch(rf"{NUMBER_MARK}\d{{4}}\.1", text)
    return Bad("DATE-003", {"year": text[1:5]}) if ambiguous else Bad("DATE-001")


def read_date(text: str) -> date | None:
    """A date in any of the forms 2021-09-03, 2021/9/3, 2021年9月, 2021.9, 202109, 20210903, or an Excel serial; None if it is none of them.

    2021.1 as a number may have been 2021.10 (Excel drops the 0), so it is none.
    """
    number = text.startswith(NUMBER_MARK)
    form = _AROUND.sub(r"\1", unicodedata.normalize("NFKC", text.removeprefix(NUMBER_MARK)).strip())
    if number and re.fullmatch(r"\d{4}\.1", form):
        return None
    found = _YMD.fullmatch(form) or _COMPACT.fullmatch(form)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3] or 1))
    serial = float(form) if re.fullmatch(r"\d{4,5}(?:\.\d+)?", form) else 0
    if number and _FIRST_SERIAL <= serial <= _LAST_SERIAL:
        return _EPOCH + timedelta(days=int(serial))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1900 <= year <= 2100 else None  # noqa: PLR2004 - outside lies a typing mistake, not a date


def months(texts: pa.Array) -> Converted:
    """Months as YYYY-MM, from anything that is a date; a quarter or half-year (2021年三季度, 2021Q3, 2021年上半年) is its last month."""

    def read(text: str) -> object:
        found = read_date(text)
        return f"{found:%Y-%m}" if found else _last_month(plain(text)) or _unread(text)

    return each(texts, read, pa.string())


def _last_month(text: str) -> str:
    """The last month of a quarter or half-year, else an empty text."""
    quarter, half = _QUARTER.fullmatch(text), _HALF.fullmatch(text)
    if quarter:
        number = "一二三四".find(quarter[2]) + 1 if quarter[2] and not quarter[2].isdigit() else int(quarter[2] or quarter[3])
        return f"{quarter[1]}-{3 * number:02}"
    return f"{half[1]}-{'06' if half[2] == '上' else '12'}" if half else ""
