"""Given the values of weighted measures and what each is held against; gives the score of each, of all together, how much of the weight stands, and ranks.

Source: the documents ask for an assessment with indicators set scientifically (D1-25, D2-24, D5-21) and give no formula, so this one is the product's
convention (docs/decisions.md): the share of its target that a value reaches, weighed as the points of a Chinese 考核 sheet are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.rates import ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FULL = 100
ENOUGH = 0.5
"""The share of the weight that must be known before a place is ranked."""


@dataclass(frozen=True)
class Weighted:
    """A measure with its weight and its score from 0 to 1, None where it cannot be told."""

    measure: str
    weight: float
    score: float | None


@dataclass(frozen=True)
class Composite:
    """Scores together. score: 0 to 100, None where nothing can be told; told: the weight of what can be told; weight: all of it."""

    score: float | None
    told: float
    weight: float

    @property
    def known(self) -> float:
        """The share of the weight that can be told."""
        return ratio(self.told, self.weight) or 0.0

    @property
    def rankable(self) -> bool:
        """Whether enough is known to stand in a ranking."""
        return self.score is not None and self.known >= ENOUGH


def attained(value: float, aim: float | None, higher_is: str) -> float | None:
    """How much of its aim a share reaches, from 0 to 1: value ÷ aim, never more than 1; where lower is better the mirror of it: (1 − value) ÷ (1 − aim).

    Without an aim it is held against all (1), where lower is better against none (0). None where nothing is asked yet (a plan before its first day).
    """
    if higher_is == "better":
        reached, asked = value, 1.0 if aim is None else aim
    else:
        reached, asked = 1.0 - value, 1.0 - (aim or 0.0)
        if asked <= 0:  # as much as there may be at all
            return 1.0
    return None if asked <= 0 else min(max(reached / asked, 0.0), 1.0)


def composed(parts: Iterable[Weighted]) -> Composite:
    """Σ weight × score ÷ Σ weight over the measures that can be told; what cannot be told is left out of both sums, never counted as 0."""
    every = tuple(parts)
    told = [(each.weight, each.score) for each in every if each.score is not None]
    weight = sum(each for each, _ in told)
    share = ratio(sum(each * score for each, score in told), weight)
    return Composite(None if share is None else share * FULL, weight, sum(each.weight for each in every))


def change(now: Iterable[Weighted], before: Iterable[Weighted]) -> float | None:
    """The change of the score over the measures that can be told in both months, in points: a sheet that came in must not look like progress.

    None where these carry less than ENOUGH of the weight.
    """
    old = {each.measure: each for each in before if each.score is not None}
    every = tuple(now)
    both = [each for each in every if each.score is not None and each.measure in old]
    if (ratio(sum(each.weight for each in both), sum(each.weight for each in every)) or 0.0) < ENOUGH:
        return None
    new, then = composed(both), composed(Weighted(each.measure, each.weight, old[each.measure].score) for each in both)
    return None if new.score is None or then.score is None else new.score - then.score


def ranks(scores: Mapping[str, Composite]) -> dict[str, int]:
    """Ranks from 1 among those that can be ranked; equal to the printed tenth of a point is equal, and the next rank is then skipped (1, 2, 2, 4)."""
    printed = {code: round(each.score, 1) for code, each in scores.items() if each.rankable and each.score is not None}
    return {code: 1 + sum(other > own for other in printed.values()) for code, own in printed.items()}
