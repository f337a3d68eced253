"""Given what a sample survey found; gives 漏评率, 错退率, 群众认可度 and 综合贫困发生率 with n and a 95 % interval."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

ERROR = 0.05
"""1 − confidence of every interval."""

HALVINGS = 60
"""Halving 0 … 1 this often is finer than a float can tell."""


@dataclass(frozen=True)
class Estimate:
    """A share found in a sample: found of n, and the 95 % interval low … high (shares, 0 to 1). value, low, high are None with nobody surveyed."""

    found: int | None
    n: int | None
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class CompositeRate:
    """综合贫困发生率: a share of the rural population with its 95 % interval, and the people it is extrapolated to (not rounded). None: cannot be told."""

    value: float | None
    low: float | None
    high: float | None
    wrong_exits: float | None
    missed: float | None


def missed_rate(found: int | None, surveyed: int | None) -> Estimate:
    """漏评率 = people verified as missed ÷ surveyed rural people who are not registered (非建档立卡). A suspected hit is not found: verify it first.

    Units: people. Interval, None and errors: sample_rate. Source: the exit assessment of 2016–2020 (三率一度).
    """
    return sample_rate(found, surveyed)


def wrong_exit_rate(found: int | None, surveyed: int | None) -> Estimate:
    """错退率 = people verified as wrongly lifted ÷ surveyed lifted people (脱贫人口). Units: people. Interval, source: as missed_rate."""
    return sample_rate(found, surveyed)


def approval_rate(approving: int | None, surveyed: int | None) -> Estimate:
    """群众认可度 = approving households ÷ surveyed households. Units: households. Interval, source: as missed_rate."""
    return sample_rate(approving, surveyed)


def sample_rate(found: int | None, surveyed: int | None) -> Estimate:
    """found ÷ surveyed with the exact (Clopper–Pearson) 95 % interval: the shares that would give as few, or as many, as were found in 2.5 % of samples.

    Exact, since these surveys find 0, 1 or 2 of some hundred, where the interval from the normal curve gives 0 … 0 and Wilson's may be too short at the
    edge. With 0 found (or all) there is only one side to err on, so the whole 5 % lie there: high = 1 − 0.05^(1/n), about 3 / n (the rule of three); this is
    the usual one-sided bound. The two-sided one would be 1 − 0.025^(1/n), about 3.7 / n; choosing by what was found costs at most about a point and a half of
    the 95 %. The people are taken as drawn one by one from many: whole households drawn together err more, a census of a small village less.
    None with nobody surveyed or a number unknown. Raises ValueError for a negative or broken number, and more found than surveyed.
    Sources: Clopper, Pearson (1934), Biometrika 26(4), 404–413; Hanley, Lippman-Hand (1983), If nothing goes wrong, is everything all right?, JAMA 249(13).
    """
    for count in (found, surveyed):
        if count is not None and (count < 0 or count != int(count)):
            raise ValueError(f"{count} is not a number of people or households")
    if found is not None and surveyed is not None and found > surveyed:
        raise ValueError(f"{found} found of {surveyed} surveyed; expected no more than were surveyed")
    if found is None or not surveyed:
        return Estimate(found, surveyed, None, None, None)
    return Estimate(found, surveyed, found / surveyed, _lowest(found, surveyed), 1 - _lowest(surveyed - found, surveyed))


def composite_poverty_rate(
    *, remaining: float | None, lifted: float | None, unregistered: float | None, rural: float | None, wrong_exit: Estimate, missed: Estimate
) -> CompositeRate:
    """综合贫困发生率 = (remaining poor + 错退率 · lifted + 漏评率 · unregistered) ÷ rural population. All in people.

    remaining: still poor by the register; lifted: 脱贫人口; unregistered: 非建档立卡人口; rural: 乡村（农业户籍）总人口, all 0 or more. The interval joins
    those of the two samples, drawn apart: the distances to their limits, in people, add as squares (MOVER). A group with nobody in it needs no sample.
    None where a number or a needed sample is unknown, or the rural population is 0. Raises ValueError for a negative number.
    Sources: the exit assessment of 2016–2020 (三率一度); interval: Zou, Donner (2008), Construction of confidence limits about effect measures: a general
    approach, Statistics in Medicine 27(10), 1693–1702.
    """
    if min(remaining or 0, lifted or 0, unregistered or 0, rural or 0) < 0:
        raise ValueError("a number of people is negative")
    terms = [_extrapolated(wrong_exit, lifted), _extrapolated(missed, unregistered)]
    exits, omissions = (None if term is None else term[0] for term in terms)
    if remaining is None or not rural or exits is None or omissions is None:
        return CompositeRate(None, None, None, exits, omissions)
    poor = remaining + exits + omissions
    below, above = (math.hypot(*(term[side] for term in terms if term is not None)) for side in (1, 2))
    return CompositeRate(poor / rural, max(0.0, poor - below) / rural, min(1.0, (poor + above) / rural), exits, omissions)


def _extrapolated(rate: Estimate, people: float | None) -> tuple[float, float, float] | None:
    """People the rate stands for, and how many fewer and more they are at its limits."""
    if people == 0:
        return 0.0, 0.0, 0.0
    if people is None or rate.value is None or rate.low is None or rate.high is None:
        return None
    return people * rate.value, people * (rate.value - rate.low), people * (rate.high - rate.value)


def _lowest(found: int, n: int) -> float:
    """The share with which `found` or more of n turn up in just 2.5 % of samples (5 % if all were found), by halving; 0 if nothing was found."""
    if found == 0:
        return 0.0
    tail = ERROR if found == n else ERROR / 2
    logarithms = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    more = np.arange(found, n + 1)
    ways = logarithms[n] - logarithms[more] - logarithms[n - more]
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        likely = np.exp(ways + more * math.log(middle) + (n - more) * math.log1p(-middle)).sum()
        low, high = (middle, high) if likely < tail else (low, middle)
    return (low + high) / 2
