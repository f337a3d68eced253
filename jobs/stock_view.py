"""Given a stock of a theme and what reads it in a month; gives how many units stand in it, came and went by month, and what they are now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobs.panel import short_month
from metrics.stock import stock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jobs.county import County
    from jobs.panel import Definitions
    from metrics.stock import Stock, StockLine
    from policy.model import ThemePart

BLANK = "未填"


@dataclass(frozen=True)
class StockMonth:
    """A month: units that stand, by value of the first column, and how many came and went."""

    month: str
    held: tuple[tuple[str, int], ...]
    came: int
    went: int

    @property
    def total(self) -> int:
        """All units that stand."""
        return sum(number for _, number in self.held)


@dataclass(frozen=True)
class Breakdown:
    """The units that stand now by the values of a column, most first."""

    label: str
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class StockView:
    """months: oldest first, those without the sheet left out; breakdowns: of every column; dated: whether coming and going is known."""

    title: str
    unit: str
    note: str
    months: tuple[StockMonth, ...]
    breakdowns: tuple[Breakdown, ...]
    dated: bool


def stock_view(policy: Definitions, part: ThemePart, months: Sequence[str], area: str, read: Callable[[str, str], Stock | None]) -> StockView:
    """The stock in the area; the last of the months is the one shown. Every month speaks of itself, as its own data has it.

    read: the stock of a month by a column, as stock_of gives it.
    """
    population = policy.populations[part.population]
    first, *_ = part.columns
    shown = tuple(_month(month, held.lines(area)) for month in months if (held := read(month, first)) is not None)
    found = [(column, held.lines(area)) for column in part.columns if (held := read(months[-1], column)) is not None]
    breakdowns = tuple(Breakdown(population.columns[column].label, _held(lines)) for column, lines in found if lines)
    return StockView(part.title, population.unit, part.note, shown, breakdowns, bool(part.opened or part.closed))


def stock_of(county: County, part: ThemePart, month: str, column: str) -> Stock | None:
    """The stock of a month in every village, by the values of one column."""
    return stock(county.snapshot(month), part.population, column, among=part.among, where=part.where, opened=part.opened, closed=part.closed)


def _month(month: str, lines: tuple[StockLine, ...]) -> StockMonth:
    return StockMonth(short_month(month), _held(lines), sum(line.came for line in lines), sum(line.went for line in lines))


def _held(lines: tuple[StockLine, ...]) -> tuple[tuple[str, int], ...]:
    return tuple((line.value or BLANK, line.held) for line in lines if line.held)
