"""Given a county; gives one figure at a time, of any month, measure and area: a month is read when it is first asked for and kept."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from jobs.panel import Panel
from metrics.areas import areas
from metrics.class_figures import class_figures
from metrics.month_figures import MonthFigures

if TYPE_CHECKING:
    from jobs.county import County
    from metrics.model import Figure

MONTHS_SHOWN = 12
"""A panel holds the month and up to eleven submitted ones before it."""


class FigureBook:
    """Figures by (month, measure, area code) as a Panel asks for them: a county has hundreds of measures, and a page shows a few of them."""

    def __init__(self, county: County, household_class: str = "") -> None:
        """household_class: only these people and households count (metrics.class_figures); measures that are not counted by class have no figure then."""
        self._county = county
        self._class = household_class
        self._months: dict[str, MonthFigures] = {}
        self._single: dict[tuple[str, str], MonthFigures] = {}
        self._reading = Lock()

    def get(self, key: tuple[str, str, str]) -> Figure | None:
        """The figure of (month, measure, area), None where there is none."""
        month, measure, area = key
        return self.month(month).figure(measure, area)

    def past(self, key: tuple[str, str, str]) -> Figure | None:
        """The figure of a month that no page shows as a whole: of that measure alone, unless the month was read anyway."""
        month, measure, area = key
        if self._class:
            return self.month(month).figure(measure, area)  # a class is counted for all measures at once
        with self._reading:
            found = self._months.get(month) or self._single.get((month, measure))
            if found is None:
                snapshot = self._county.snapshot(month)
                if measure not in snapshot.policy.measures:  # a frozen month may have other measures
                    return None
                found = self._single[month, measure] = MonthFigures(snapshot, [measure])
        return found.figure(measure, area)

    def month(self, month: str) -> MonthFigures:
        """The figures of a month; while one reader computes it, the others wait for it."""
        with self._reading:
            if month not in self._months:
                snapshot = self._county.snapshot(month)
                self._months[month] = class_figures(snapshot, self._class) if self._class else MonthFigures(snapshot)
            return self._months[month]


@dataclass(frozen=True)
class _Past:
    """Look-up of figures before the months shown."""

    book: FigureBook

    def get(self, key: tuple[str, str, str]) -> Figure | None:
        return self.book.past(key)


def panel_of(county: County, month: str, book: FigureBook) -> Panel:
    """The panel of a month over the book's figures."""
    every = [each for each in county.months() if each <= month]
    months = every[-MONTHS_SHOWN:] or [month]
    earlier = tuple(every[:-MONTHS_SHOWN])
    return Panel(tuple(months), book, areas(county.snapshot(month)), county.code, book.month(month).used, earlier, _Past(book))
