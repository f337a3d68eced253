"""Given several indicators of places, their directions and weights; gives a composite ranking of need, such as that of 重点帮扶旗县."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.arrays import Table, columns_of, numbers, one_of

DIRECTIONS = ("low", "high")
"""Which end of an indicator means need: a low income per head, a high share of low-income people."""

DIGITS = 12
"""Scores that agree to this many digits are equal: sums of weights are not exact in binary."""


@dataclass(frozen=True)
class Ranked:
    """One place. rank 1 is the one most in need; score: the higher the more in need; parts: indicator → its scaled value before weighting.

    lacking: indicators without a value; a place that lacks one has neither score nor rank.
    """

    unit: str
    rank: int | None
    score: float | None
    parts: Mapping[str, float | None]
    lacking: tuple[str, ...]


def composite_ranking(
    units: Sequence[str], indicators: Table, needy: Mapping[str, str], weights: Mapping[str, float] | None = None, method: str = "minmax"
) -> tuple[Ranked, ...]:
    """Rank places by score_i = Σ_j w_j · s_ij ÷ Σ_j w_j, first the one most in need, equal ones as given, those without rank last.

    indicators: name → one value per place, any unit; needy: name → "low" or "high", the end that means need; weights: name → 0 or more (equal by default;
    0 takes an indicator out). The documents give neither weights nor directions: both are parameters. s, all over the places whose value is known:
    "minmax": (x − min) ÷ (max − min), 0 least, 1 most in need; shows how far apart places are, but one extreme place squeezes the others together;
    "zscore": (x − mean) ÷ standard deviation (÷ n), in standard deviations, unbounded, less driven by one extreme;
    "rank": (rank − 1) ÷ (n − 1), ties their mean rank: the mean of ranks as in the indicator list, only scaled to 0 … 1; distances do not count.
    An indicator that is the same everywhere says nothing: 0.5 for all (zscore: 0). Equal scores share the better rank, the next rank is left out (1, 2, 2, 4).
    A missing value is not guessed: the place is not ranked, and its other values still count in the scale of their indicators.
    Raises ValueError for an unknown name, direction or method (with the nearest), a negative weight, no weight above 0, or other than one value per place.
    Source: OECD, JRC (2008), Handbook on constructing composite indicators, sections 5 and 6.
    """
    scale = _SCALES[one_of(method, _SCALES, "method")]
    columns = {name: numbers(column) for name, column in columns_of(indicators).items()}
    weighed = _weights(tuple(columns), needy, weights)
    for name, column in columns.items():
        if len(column) != len(units):
            raise ValueError(f"{name} has {len(column)} values for {len(units)} places; expected one each")
    scaled = {name: _scaled(columns[name] * (1 if needy[name] == "high" else -1), scale) for name in weighed}
    total = sum(weighed.values())
    scores = np.round(sum((weighed[name] / total * scaled[name] for name in weighed), np.zeros(len(units))), DIGITS)
    ranked = [_place(unit, position, scores, scaled) for position, unit in enumerate(units)]
    return tuple(sorted(ranked, key=lambda place: (place.rank is None, place.rank)))


def _weights(names: tuple[str, ...], needy: Mapping[str, str], weights: Mapping[str, float] | None) -> dict[str, float]:
    """Indicator → weight, only those above 0."""
    for name in (*needy, *(weights or ())):
        one_of(name, names, "indicator")
    for name in names:
        one_of(needy.get(name, ""), DIRECTIONS, f"direction of {name}")
    found = {name: 1.0 if weights is None else float(weights.get(name, 0)) for name in names}
    if not all(weight >= 0 for weight in found.values()) or not sum(found.values()) > 0:
        raise ValueError("expected weights of 0 or more, one of them above 0")
    return {name: weight for name, weight in found.items() if weight > 0}


def _scaled(values: np.ndarray, scale: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    known = ~np.isnan(values)
    scaled = np.full(len(values), np.nan)
    if known.any():
        scaled[known] = scale(values[known])
    return scaled


def _place(unit: str, position: int, scores: np.ndarray, scaled: Mapping[str, np.ndarray]) -> Ranked:
    parts = {name: None if np.isnan(column[position]) else float(column[position]) for name, column in scaled.items()}
    lacking = tuple(name for name, part in parts.items() if part is None)
    if lacking:
        return Ranked(unit, None, None, parts, lacking)
    return Ranked(unit, int((scores > scores[position]).sum()) + 1, float(scores[position]), parts, ())


def _minmax(values: np.ndarray) -> np.ndarray:
    spread = values.max() - values.min()
    return (values - values.min()) / spread if spread else np.full(len(values), 0.5)


def _zscore(values: np.ndarray) -> np.ndarray:
    # Asked of the values, not of their deviation: the mean of three times 0.1 is not 0.1.
    return (values - values.mean()) / values.std() if values.max() > values.min() else np.zeros(len(values))


def _mean_rank(values: np.ndarray) -> np.ndarray:
    below = (values[:, None] > values).sum(axis=1)
    equal = (values[:, None] == values).sum(axis=1)
    return (below + (equal - 1) / 2) / (len(values) - 1) if len(values) > 1 else np.full(1, 0.5)


_SCALES: dict[str, Callable[[np.ndarray], np.ndarray]] = {"minmax": _minmax, "zscore": _zscore, "rank": _mean_rank}
