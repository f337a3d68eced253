"""Given a printed figure with its check; gives the figure worked out again from the others, and whether the two agree within rounding.

A decimal as printed stands for everything that rounds to it; a whole number stands for itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from policy.documented import PrintedFigure

SCALES = (("百分点", Decimal("0.01")), ("%", Decimal("0.01")), ("亿", Decimal(100_000_000)), ("万", Decimal(10_000)))
"""How a unit begins → what one of it is worth."""
Range = tuple[Decimal, Decimal]


class NoCheckError(Exception):
    """The figure has no arithmetic by which it can be worked out again."""


@dataclass(frozen=True)
class Recomputed:
    """value: worked out from the printed numbers, in the unit of the checked figure; agrees: within the rounding of all of them."""

    value: float
    agrees: bool


def recompute(figure: PrintedFigure, figures: Mapping[str, PrintedFigure]) -> Recomputed:
    """The figure by its check. Raises NoCheckError if it has none."""
    if figure.check is None or figure.value is None:
        raise NoCheckError(figure.id)
    ranges = [_range(figures[each]) if isinstance(each, str) else (Decimal(str(each)), Decimal(str(each))) for each in figure.check.of]
    work = _KINDS[figure.check.kind]
    middle = work([(low + high) / 2 for low, high in ranges])
    low, high = _over_corners(work, ranges)
    printed_low, printed_high = _range(figure)
    return Recomputed(float(middle / scale(figure.unit)), agrees=low <= printed_high and printed_low <= high)


def scale(unit: str) -> Decimal:
    """What one of the unit is worth: 万亩 10 000, % 0.01, 公里 1."""
    return next((worth for start, worth in SCALES if unit.startswith(start)), Decimal(1))


def _range(figure: PrintedFigure) -> Range:
    """Everything that the printed number may stand for, in plain units."""
    value = Decimal(f"{figure.value:g}") if float(figure.value or 0).is_integer() else Decimal(str(figure.value))
    exponent = value.as_tuple().exponent
    half = Decimal(0) if not isinstance(exponent, int) or exponent >= 0 else Decimal(5).scaleb(exponent - 1)
    worth = scale(figure.unit)
    return (value - half) * worth, (value + half) * worth


def _over_corners(work: Callable[[list[Decimal]], Decimal], ranges: list[Range]) -> Range:
    """Least and greatest result: every operation here rises or falls steadily with each of its (positive) numbers, so the corners suffice."""
    corners: list[list[Decimal]] = [[]]
    for low, high in ranges:
        corners = [[*corner, end] for corner in corners for end in {low, high}]
    results = [work(corner) for corner in corners]
    return min(results), max(results)


_KINDS: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "sum": lambda numbers: sum(numbers, Decimal(0)),
    "difference": lambda numbers: numbers[0] - sum(numbers[1:], Decimal(0)),
    "product": lambda numbers: prod(numbers, start=Decimal(1)),
    "ratio": lambda numbers: numbers[0] / numbers[1],
    "growth": lambda numbers: numbers[0] / numbers[1] - 1,
}
