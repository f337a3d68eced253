"""Given which units are deprived and to which group (township) each belongs; gives the Alkire–Foster measures of every group and its part in the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from metrics.arrays import Table, Values, columns_of, weights_of
from metrics.multidimensional import AlkireFoster, alkire_foster
from metrics.rates import ratio


@dataclass(frozen=True)
class GroupPart:
    """One group: its measures, its share of the population and its contribution to M0 of the whole. group None: the units whose group is missing.

    A group whose contribution is above its share of the population bears more than its part.
    """

    group: str | None
    measures: AlkireFoster
    population_share: float | None
    contribution: float | None


def alkire_foster_by(
    deprived: Table, weights: Sequence[float] | Mapping[str, float], k: float, groups: Iterable[Any], *, sizes: Values | None = None
) -> tuple[GroupPart, ...]:
    """The measures by group, in order of its code, units without group last. Arguments as in alkire_foster; groups: one code per unit.

    M0 = Σ_g share_g · M0_g, so contribution_g = share_g · M0_g ÷ Σ share · M0; contributions sum to 1. They are None where nobody is poor, and where M0
    of a group that has units cannot be told. With missing values Σ share_g · M0_g may differ from M0 of the whole, since each group fills its own gaps.
    Raises ValueError like alkire_foster, and if there are not as many groups as units.
    Source: Alkire, Foster (2011), Journal of Public Economics 95(7–8), 476–487, section 6 (decomposability).
    """
    given = columns_of(deprived)
    names = pd.Series(list(groups), dtype=object)
    columns = {name: np.asarray(list(column), dtype=object) for name, column in given.items()}
    if any(len(column) != len(names) for column in columns.values()):
        raise ValueError(f"{len(names)} groups were given; expected one per unit")
    size = weights_of(sizes, len(names))
    measures = {}
    for code in [*sorted(names.dropna().unique(), key=str), *([None] if names.isna().any() else [])]:
        rows = (names.isna() if code is None else names.eq(code)).to_numpy(dtype=bool)
        measures[code] = alkire_foster({name: column[rows] for name, column in columns.items()}, weights, k, sizes=size[rows])
    return _parts(measures)


def _parts(measures: Mapping[Any, AlkireFoster]) -> tuple[GroupPart, ...]:
    everyone = sum(one.size for one in measures.values())
    told = all(one.m0 is not None for one in measures.values() if one.size)
    total = sum(one.size * (one.m0 or 0) for one in measures.values())
    return tuple(GroupPart(code, one, ratio(one.size, everyone), ratio(one.size * (one.m0 or 0), total) if told else None) for code, one in measures.items())
