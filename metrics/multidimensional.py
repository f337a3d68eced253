"""Given which units are deprived in which dimension, with missing values; gives the Alkire–Foster measures with bounds, as a whole and by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.arrays import Table, Values, columns_of, flags, one_of, weights_of
from metrics.rates import ratio

NEAR = 1e-9
"""Three weights of 0.1 are not 0.3 in binary: a score this close to the cutoff (relative to the sum of weights) has reached it."""


@dataclass(frozen=True)
class AlkireFoster:
    """The measures of one population; every share is between 0 and 1 and None where it is undefined.

    h: poor ÷ all (incidence); a: mean share of the weights in which the poor are deprived (intensity); m0 = h · a (adjusted headcount ratio). low and high:
    the least and greatest over every way of filling in the missing values. By dimension, in order of `dimensions`: headcounts, deprived ÷ all (raw);
    censored_headcounts, poor and deprived ÷ all; contributions to m0, which sum to 1 (None if nobody is poor).
    units, poor: units and those that are surely poor; undecided: units whose missing values decide whether they are poor; incomplete: units with a missing
    value. size: the sum of the sizes of all units, what h is a share of when nothing is undecided.
    """

    dimensions: tuple[str, ...]
    h: float | None
    a: float | None
    m0: float | None
    h_low: float | None
    h_high: float | None
    m0_low: float | None
    m0_high: float | None
    headcounts: tuple[float | None, ...]
    censored_headcounts: tuple[float | None, ...] | None
    contributions: tuple[float, ...] | None
    units: int
    poor: int
    undecided: int
    incomplete: int
    size: float


@dataclass(frozen=True)
class _Sure:
    """What is sure of each unit: least and greatest score, surely poor, surely not poor, its size; all arrays of one value per unit."""

    low: np.ndarray
    high: np.ndarray
    poor: np.ndarray
    never: np.ndarray
    size: np.ndarray


def alkire_foster(deprived: Table, weights: Sequence[float] | Mapping[str, float], k: float, *, sizes: Values | None = None) -> AlkireFoster:
    """Alkire–Foster: a unit is poor if the weights of its deprivations reach k (Σ_j w_j g_ij ≥ k); M0 = Σ poor units' scores ÷ (units · Σ w) = H · A.

    deprived: units × dimensions of True, False, missing (forms: metrics.arrays.Table). weights: one per dimension, in order or by name; k is in their unit:
    weights 1, 1, 1, 1 with k = 2 are the same as 0.25 each with k = 0.5. sizes: e.g. persons per household, so that shares are of people; a unit without a
    known size above 0 is left out.

    A missing value leaves no unit out by itself. A unit whose known deprivations reach k is poor, one that would not reach it with all its missing values is
    not; both count in h. Only the units between (undecided) are outside h, and inside its bounds. How often the poor are deprived in a dimension is told from
    the poor whose value there is known; a and m0 follow from these shares (m0 never above m0_high), so that m0 = h · a and the sums hold. With a dimension
    in which the value of no poor unit is known, a and m0 are None, not low; the bounds remain. Complete data give the published formulas.
    Raises ValueError for a number or names of weights other than the dimensions, a weight that is negative or no number, and k outside (0, Σ w].
    Sources: Alkire, Foster (2011), Counting and multidimensional poverty measurement, Journal of Public Economics 95(7–8), 476–487; censored headcounts and
    contributions: Alkire and others (2015), Multidimensional poverty measurement and analysis, Oxford, chapter 5.
    """
    given = columns_of(deprived)
    dimensions, weight = _weights(given, weights, k)
    matrix = np.column_stack([flags(given[name]) for name in dimensions]) if given else np.empty((0, len(dimensions)))
    size = weights_of(sizes, len(matrix))
    there = size > 0  # NaN is not
    matrix, size = matrix[there], size[there]
    return _measure(dimensions, matrix, weight, _sure(matrix, weight, k, size))


def _weights(given: Mapping[str, Values], weights: Sequence[float] | Mapping[str, float], k: float) -> tuple[tuple[str, ...], np.ndarray]:
    """The names of the dimensions and their weights, checked."""
    dimensions = tuple(given)
    if isinstance(weights, Mapping):
        for name in weights if given else ():
            one_of(name, dimensions, "dimension")
        lacking = [name for name in dimensions if name not in weights]
        if lacking:
            raise ValueError(f"no weight for {', '.join(lacking)}; expected one per dimension")
        dimensions, weights = dimensions or tuple(weights), [weights[name] for name in dimensions or weights]
    dimensions = dimensions or tuple(str(position) for position in range(len(weights)))
    if len(weights) != len(dimensions):
        raise ValueError(f"{len(weights)} weights for {len(dimensions)} dimensions; expected one each")
    found = weights_of(weights, len(dimensions))
    total = found.sum()
    if np.isnan(total) or not 0 < k <= total * (1 + NEAR):
        raise ValueError(f"k is {k} and the weights sum to {total}; expected numbers, and k above 0 and up to that sum (k is in the unit of the weights)")
    return dimensions, found


def _sure(matrix: np.ndarray, weight: np.ndarray, k: float, size: np.ndarray) -> _Sure:
    low = np.nan_to_num(matrix, nan=0) @ weight
    high = np.nan_to_num(matrix, nan=1) @ weight
    reach = k - NEAR * weight.sum()
    return _Sure(low, high, low >= reach, high < reach, size)


def _measure(dimensions: tuple[str, ...], matrix: np.ndarray, weight: np.ndarray, sure: _Sure) -> AlkireFoster:
    everyone, poor, never = (float(sure.size[rows].sum()) for rows in (slice(None), sure.poor, sure.never))
    possible = ~sure.never
    h = ratio(poor, poor + never)
    m0_low = ratio(float((sure.size * sure.low)[sure.poor].sum() / weight.sum()), everyone)
    m0_high = ratio(float((sure.size * sure.high)[possible].sum() / weight.sum()), everyone)
    censored = _censored(h, _shares(matrix[sure.poor], sure.size[sure.poor]), weight, m0_high)
    parts = None if censored is None else weight * np.nan_to_num(censored)
    m0 = None if parts is None else float(parts.sum() / weight.sum())
    return AlkireFoster(
        dimensions=dimensions,
        h=h,
        a=m0 / h if m0 is not None and h else None,
        m0=m0,
        h_low=ratio(poor, everyone),
        h_high=ratio(everyone - never, everyone),
        m0_low=m0_low,
        m0_high=m0_high,
        headcounts=_or_none(_shares(matrix, sure.size)),
        censored_headcounts=None if censored is None else _or_none(censored),
        contributions=tuple(float(part) for part in parts / parts.sum()) if parts is not None and m0 else None,
        units=len(matrix),
        poor=int(sure.poor.sum()),
        undecided=int((possible & ~sure.poor).sum()),
        incomplete=int(np.isnan(matrix).any(axis=1).sum()),
        size=everyone,
    )


def _shares(matrix: np.ndarray, size: np.ndarray) -> np.ndarray:
    """By dimension the share of the deprived among the units whose value is known; NaN where none is."""
    told = size @ ~np.isnan(matrix)
    return np.divide(size @ np.nan_to_num(matrix), told, out=np.full(matrix.shape[1], np.nan), where=told > 0)


def _censored(h: float | None, among_poor: np.ndarray, weight: np.ndarray, m0_high: float | None) -> np.ndarray | None:
    """Poor and deprived ÷ all, by dimension; None where it cannot be told."""
    if h is None or m0_high is None:
        return None
    if h == 0:
        return np.zeros(len(weight))
    if np.isnan(among_poor[weight > 0]).any():
        return None
    m0 = h * (weight @ np.nan_to_num(among_poor)) / weight.sum()
    # Leaving the undecided out of h takes them to be like the others; where what is known of them says that they cannot be, the most that is possible counts.
    return h * among_poor * min(1.0, m0_high / m0)


def _or_none(shares: np.ndarray) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(share) else float(share) for share in shares)
