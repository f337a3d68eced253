"""Given nothing; gives the frozen types of the scorecard of 考核对标: dimensions with the measures that are scored, their weights and clauses."""

from __future__ import annotations

from dataclasses import dataclass

BOTH, COUNTY_ONLY = "township", "county"
"""Level of a scored measure: it counts for townships and lead units, or for lead units alone, since no township has enough of it or a plan of its own."""


@dataclass(frozen=True)
class ScoredMeasure:
    """One measure of the scorecard. weight: points; clause: the mark that supports it, "" where it is the product's convention; level: BOTH or COUNTY_ONLY."""

    measure: str
    weight: float
    clause: str = ""
    level: str = BOTH


@dataclass(frozen=True)
class Dimension:
    """One dimension. id: its name in addresses; asks: the question that it answers; its weight is the sum of its measures'."""

    id: str
    name: str
    asks: str
    measures: tuple[ScoredMeasure, ...]

    def of(self, level: str) -> tuple[ScoredMeasure, ...]:
        """The measures of a township (BOTH), or all (COUNTY_ONLY)."""
        return tuple(each for each in self.measures if level == COUNTY_ONLY or each.level == BOTH)
