"""Given what units receive and how well off they are; gives whom the benefits reach: by fifths of the population, and the share of the poorest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.arrays import Values, counted, flags
from metrics.rates import ratio

QUINTILES = 5


@dataclass(frozen=True)
class Band:
    """One band of the population by welfare; number 1 is the poorest. population: sum of weights (persons).

    value: yuan (benefit incidence) or persons in receiving units (beneficiary incidence); share: of the value of all bands; rate: value ÷ population,
    yuan per head or the share of people reached. share and rate are None where there is nothing to divide by.
    """

    number: int
    population: float
    value: float
    share: float | None
    rate: float | None


def coady_grosh_hoddinott(benefit: Values, welfare: Values, share: float = 0.4, *, weights: Values | None = None) -> float | None:
    """Coady–Grosh–Hoddinott ratio: (benefits that go to the poorest `share` of the population ÷ all benefits) ÷ share; 1 as by lot, above 1 the poor get more.

    benefit: yuan received by the unit in all (not per head); welfare: what units are ordered by, e.g. yuan per head before the benefit; weights: persons of
    the unit, for the size of the population only. The unit at the border counts for the part of it that lies inside, and units equally well off share that
    part evenly, so the order of rows never matters. A unit with a missing value is left out (`known`), one of weight 0 is no part of the population.
    None where it is undefined: no known unit, or nothing (or less) paid in all. Raises ValueError for a share outside (0, 1] or a negative weight.
    Source: Coady, Grosh, Hoddinott (2004), Targeting outcomes redux, World Bank Research Observer 19(1), 61–85.
    """
    if not 0 < share <= 1:
        raise ValueError(f"share is {share}; expected a share of the population above 0 and up to 1, such as 0.4")
    paid, wealth, weight = counted(benefit, welfare, weights=weights)
    total = paid.sum()
    if not len(paid) or total <= 0:
        return None
    return float((paid * portions(wealth, weight, 0, share)).sum() / total / share)


def benefit_incidence(benefit: Values, welfare: Values, weights: Values | None = None, bands: int = QUINTILES) -> tuple[Band, ...]:
    """What each fifth of the population receives, poorest first: Band.value = Σ benefit in yuan, .share of all benefits, .rate in yuan per head.

    Arguments, ties and missing values as in coady_grosh_hoddinott: the shares of the two poorest fifths ÷ 0.4 are that ratio. Without a known unit every
    band is empty. Raises ValueError for less than one band or a negative weight.
    Source: Demery (2003), Analyzing the incidence of public spending, in Bourguignon, Pereira da Silva (eds), The impact of economic policies on poverty and
    income distribution, World Bank.
    """
    paid, wealth, weight = counted(benefit, welfare, weights=weights)
    return _bands(paid, wealth, weight, bands)


def beneficiary_incidence(receives: Values, welfare: Values, weights: Values | None = None, bands: int = QUINTILES) -> tuple[Band, ...]:
    """Who is reached in each fifth of the population, poorest first: Band.value = persons in receiving units, .share of them all, .rate = share reached.

    receives: True, False or missing per unit; the rest as in benefit_incidence. Raises ValueError for a value that is none of these, too.
    """
    received, wealth, weight = counted(flags(receives), welfare, weights=weights)
    return _bands(received * weight, wealth, weight, bands)


def portions(welfare: np.ndarray, weight: np.ndarray, low: float, high: float) -> np.ndarray:
    """The part (0 to 1) of each unit that lies between the shares `low` and `high` of the population ordered from the poorest; equals are one block.

    Both arrays are free of NaN, the weights above 0.
    """
    _, block = np.unique(welfare, return_inverse=True)
    sizes = np.bincount(block, weight)
    ends = np.cumsum(sizes)
    total = ends[-1] if len(ends) else 0.0
    inside = np.minimum(ends, high * total) - np.maximum(ends - sizes, low * total)
    return (np.clip(inside, 0, None) / sizes)[block]


def _bands(value: np.ndarray, welfare: np.ndarray, weight: np.ndarray, bands: int) -> tuple[Band, ...]:
    if bands < 1:
        raise ValueError(f"bands is {bands}; expected 1 or more, such as 5 for fifths")
    total = float(value.sum())
    found = []
    for number in range(bands):
        part = portions(welfare, weight, number / bands, (number + 1) / bands)
        people, own = float((weight * part).sum()), float((value * part).sum())
        found.append(Band(number + 1, people, own, ratio(own, total), ratio(own, people)))
    return tuple(found)
