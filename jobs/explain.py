"""Given a county, a month, a measure and a unit; gives why the unit stands where it stands: rule, values, clauses, source cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.explain import explain as explain_unit

if TYPE_CHECKING:
    from jobs.county import County
    from metrics.model import Explanation


def explain(county: County, month: str, measure: str, unit: str) -> Explanation:
    """The explanation of one unit. Raises metrics.explain.UnknownUnitError if no unit of the month has this key."""
    return explain_unit(county.snapshot(month), measure, unit)
