"""Given the nine cells; gives the rates that derive from them, with bounds of coverage. Definitions: design, section 7."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.model import Rates

if TYPE_CHECKING:
    from metrics.model import Cells


def rates(cells: Cells) -> Rates:
    """All ratios of the nine cells; each None where nobody stands under its line.

    Bounds are the least and the greatest coverage over every way of filling the unknowns in. With TT + TF + TN = 0 nobody is known to be entitled:
    then there is neither rate nor bounds.
    """
    return Rates(
        coverage=ratio(cells.tt, cells.tt + cells.tf),
        coverage_low=_low(cells),
        coverage_high=_high(cells),
        exclusion_error=ratio(cells.tf, cells.tt + cells.tf),
        inclusion_error=ratio(cells.ft, cells.tt + cells.ft),
        inclusion_error_nonentitled=ratio(cells.ft, cells.ft + cells.ff),
    )


def ratio(numerator: float, denominator: float) -> float | None:
    """The ratio, or None where there is nothing to divide by."""
    return numerator / denominator if denominator else None


def _low(cells: Cells) -> float | None:
    # Whoever may be entitled and not reached is taken to be so; whoever may be either (NT) is taken as not entitled, since counting them could only help.
    entitled = cells.tt + cells.tf + cells.tn
    return ratio(cells.tt, entitled + cells.nf + cells.nn) if entitled else None


def _high(cells: Cells) -> float | None:
    # Whoever may be entitled and reached is taken to be so.
    entitled = cells.tt + cells.tf + cells.tn
    reached = cells.tt + cells.tn + cells.nt + cells.nn
    return ratio(reached, entitled + cells.nt + cells.nn) if entitled else None
