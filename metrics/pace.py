"""Given a plan's first and last day and a month; gives the share of the plan's time that has passed (序时进度), ahead or behind, and when it would be finished.

Time is counted in months, so that a month is a twelfth of a year however many days it has: by the end of June half of the year has passed, as officials reckon.
Part of a month counts by its days.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from math import ceil

from metrics.rates import ratio

MONTHS = 12
_LAST_YEAR = 9998
"""A finish after it is none."""


@dataclass(frozen=True)
class Pace:
    """Sums of an attainment measure over an area in a month; all add up. What was finished before the plan began is in none of them.

    done, plan: progress and what was to be done. units, finished: units whose numbers are known, and those of them that have nothing left to do.
    due: what should have been done by the month's last day; dated_plan, dated_done: plan and progress of the units of which that is known (undated: how many
    others there are); spent: plan × months passed since its first day.
    """

    month: str
    done: float = 0
    plan: float = 0
    units: float = 0
    finished: float = 0
    due: float = 0
    dated_plan: float = 0
    dated_done: float = 0
    spent: float = 0
    undated: float = 0

    @property
    def value(self) -> float | None:
        """Progress ÷ plan; None where there was nothing to do."""
        return ratio(self.done, self.plan)

    @property
    def pace(self) -> float | None:
        """The share that should have been done by now (序时进度)."""
        return ratio(self.due, self.dated_plan)

    @property
    def ahead(self) -> float | None:
        """Percentage points ahead of the pace; below 0 behind it."""
        value, pace = ratio(self.dated_done, self.dated_plan), self.pace
        return None if value is None or pace is None else (value - pace) * 100

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do."""
        return self.plan > 0 and self.done >= self.plan

    @property
    def projected_finish(self) -> date | None:
        """The day on which all would be done if work went on as since its beginning; None if there is no progress, or nothing left to do."""
        if self.dated_done <= 0 or self.spent <= 0 or self.dated_done >= self.dated_plan:
            return None
        passed = self.spent / self.dated_plan
        return _day(end_of(self.month) + passed * (self.dated_plan / self.dated_done - 1))


def share(month: str, begins: date | None = None, ends: date | None = None) -> float | None:
    """The share of the plan's time that has passed by the last day of the month, 0 to 1; default the calendar year. None if it ends before it begins."""
    year = int(month[:4])
    start, end = start_of(begins or date(year, 1, 1)), position(ends or date(year, 12, 31))
    if end <= start:
        return None
    return min(max(end_of(month) - start, 0) / (end - start), 1)


def end_of(month: str) -> float:
    """The end of a month, in months since the year 0."""
    return int(month[:4]) * MONTHS + int(month[5:7])


def position(day: date) -> float:
    """The end of a day, in months since the year 0."""
    return day.year * MONTHS + day.month - 1 + day.day / monthrange(day.year, day.month)[1]


def start_of(day: date) -> float:
    """The beginning of a day, in months since the year 0."""
    return day.year * MONTHS + day.month - 1 + (day.day - 1) / monthrange(day.year, day.month)[1]


def position_sql(day: str, *, start: bool = False) -> str:
    """The end (or the beginning) of a day in SQL."""
    return f"(year({day}) * {MONTHS} + month({day}) - 1 + (day({day}){' - 1' if start else ''}) / day(last_day({day})))"


def _day(when: float) -> date | None:
    """The day that ends at a position or in which it lies."""
    whole = round(when, 6)
    index = ceil(whole) - 1  # the end of a month belongs to that month
    year, month = divmod(index, MONTHS)
    if year > _LAST_YEAR:
        return None
    days = monthrange(year, month + 1)[1]
    return date(year, month + 1, max(1, ceil(round((whole - index) * days, 4))))
