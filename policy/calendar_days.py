"""Given the holiday arrangements of some years; gives which days are worked, how many of them lie between two days, and when a limit of days ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
"""date.weekday() of the first day of the weekend."""

LIMITS_IN = ("days", "working_days")
"""What a time limit can be counted in: days of the calendar, or working days."""


@dataclass(frozen=True)
class HolidayYear:
    """The arrangement of one year. off: days that are not worked; work: Saturdays and Sundays that are. document: the notice, with its date."""

    year: int
    off: tuple[date, ...]
    work: tuple[date, ...]
    document: str = ""
    issued_on: date | None = None


@dataclass(frozen=True)
class Calendar:
    """The arrangements by year. In a year that is not filled in the weekends alone are free: whoever shows a figure over it says so (see `filled`)."""

    years: tuple[HolidayYear, ...] = ()

    @property
    def filled(self) -> frozenset[int]:
        """The years whose arrangement is known."""
        return frozenset(one.year for one in self.years)

    @property
    def free_weekdays(self) -> tuple[date, ...]:
        """Mondays to Fridays that are not worked, in order."""
        return tuple(sorted(day for one in self.years for day in one.off if day.weekday() < SATURDAY))

    @property
    def worked_weekends(self) -> tuple[date, ...]:
        """Saturdays and Sundays that are worked, in order."""
        return tuple(sorted(day for one in self.years for day in one.work))

    def is_worked(self, day: date) -> bool:
        """Whether the day is a working day."""
        return day not in self.free_weekdays if day.weekday() < SATURDAY else day in self.worked_weekends

    def lacking(self, since: date, until: date) -> tuple[int, ...]:
        """The years between two days whose arrangement is not filled in."""
        return tuple(year for year in range(since.year, until.year + 1) if year not in self.filled)

    def deadline(self, opened: date, limit: int, limit_in: str) -> date:
        """The last day of a limit: the day after the opening is day 1, and the limit ends with day `limit` (policy: docs/decisions.md).

        limit_in: "days" or "working_days". Raises ValueError for anything else, or a limit below 0.
        """
        if limit_in not in LIMITS_IN or limit < 0:
            raise ValueError(f"limit {limit} in {limit_in!r}: expected 0 or more of {' or '.join(LIMITS_IN)}")
        if limit_in == "days":
            return opened + timedelta(days=limit)
        day, left, free, worked = opened, limit, set(self.free_weekdays), set(self.worked_weekends)
        while left > 0:
            day += timedelta(days=1)
            left -= day in worked if day.weekday() >= SATURDAY else day not in free
        return day
