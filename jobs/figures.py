"""Given a county, a month and a level; gives the figures of the measures, and the same as rows for a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from metrics.figures import figures as figures_of
from metrics.model import CELLS
from metrics.rates import rates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs.county import County
    from metrics.model import Figure

RATES = ("coverage", "coverage_low", "coverage_high", "exclusion_error", "inclusion_error", "inclusion_error_nonentitled")
COLUMNS = ("month", "measure", "form", "level", "area_code", "area_name", *CELLS, "numerator", "denominator", "unknown", *RATES, "value")


class UnknownMeasureError(Exception):
    """No measure has this id."""


def figures(county: County, month: str, measures: Iterable[str] | None = None, level: str = "county") -> list[Figure]:
    """The figures of a month for every area of a level (county, township, village). Raises UnknownMeasureError."""
    snapshot = county.snapshot(month)
    wanted = tuple(snapshot.policy.measures if measures is None else measures)
    for name in wanted:
        if name not in snapshot.policy.measures:
            raise UnknownMeasureError(f"没有编号为“{name}”的指标；全部编号见 cli.py measures。")
    return figures_of(snapshot, wanted, level)


def as_row(figure: Figure) -> dict[str, Any]:
    """One figure under the names of COLUMNS; what is undefined or does not apply to the form is None."""
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {name: getattr(figure, name) for name in COLUMNS[:6]}
    if figure.cells is not None:
        ratios = rates(figure.cells)
        row |= {name: int(getattr(figure.cells, name)) for name in CELLS} | {name: getattr(ratios, name) for name in RATES}
    if figure.tally is not None:
        tally = figure.tally
        row |= {"numerator": _whole(tally.numerator), "denominator": _whole(tally.denominator), "unknown": int(tally.unknown)}
        row["value"] = tally.numerator / tally.denominator if tally.denominator else None
    return row


def _whole(number: float) -> float | int:
    return int(number) if number == int(number) else number
