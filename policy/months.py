"""Given months as text (YYYY-MM); gives their days, neighbours and Chinese words. A month is text everywhere and is checked where it enters."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cache

_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")


class MonthError(ValueError):
    """The text is not a month in the form YYYY-MM."""


def check_month(text: str) -> str:
    """The month itself; raises MonthError for anything but YYYY-MM."""
    if not _MONTH.fullmatch(text):
        raise MonthError(f"月份应写作 2026-05 这样的形式，读到的是“{text}”")
    return text


def first_day(month: str) -> date:
    """The first day of the month."""
    return date(int(month[:4]), int(month[5:7]), 1)


@cache
def last_day(month: str) -> date:
    """The last day of the month: the day on which its state is judged."""
    year, number = int(month[:4]), int(month[5:7])
    return date(year, number, calendar.monthrange(year, number)[1])


def shift_month(month: str, by: int) -> str:
    """The month `by` months later (earlier if negative)."""
    index = int(month[:4]) * 12 + int(month[5:7]) - 1 + by
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def month_label(month: str) -> str:
    """2026-05 → 2026年5月."""
    return f"{int(month[:4])}年{int(month[5:7])}月"
