"""Given sequences, numpy, pandas or pyarrow columns with missing values; gives float arrays in which missing is NaN, and how many values are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from policy.nearest import nearest

Values = Iterable[Any]
"""One value per unit: a sequence, a numpy (also masked) array, a pandas Series or a pyarrow Array; missing is None, NaN, NaT, pandas.NA, null or masked."""


Table = pd.DataFrame | pa.Table | np.ndarray | Mapping[str, Values] | Iterable[Iterable[Any]]
"""One column per dimension: a DataFrame, an Arrow table, a mapping name → column, or rows (sequences, a 2-D array), whose columns are named "0", "1", …"""


@dataclass(frozen=True)
class Known:
    """On how much a figure rests. units: all; known: those whose values are all known; missing: the others, which the figure leaves out."""

    units: int
    known: int
    missing: int


def known(*columns: Values | None) -> Known:
    """How many units have a value in every column. A column None (no weights) is not asked for. Raises ValueError if the columns differ in length."""
    arrays = [numbers(column) for column in columns if column is not None]
    _same_length(arrays)
    if not arrays:
        return Known(0, 0, 0)
    missing = int(np.isnan(np.vstack(arrays)).any(axis=0).sum())
    return Known(len(arrays[0]), len(arrays[0]) - missing, missing)


def numbers(values: Values) -> np.ndarray:
    """A new float array, missing as NaN; what was given stays as it was. Raises ValueError for an infinite value, a text that is no number, or a table."""
    given: Any = values
    if isinstance(given, np.ma.MaskedArray):
        given = np.ma.filled(given.astype(float), np.nan)
    elif isinstance(given, (pa.Array, pa.ChunkedArray)):
        given = given.to_pandas()
    if not isinstance(given, (np.ndarray, pd.Series)):
        given = pd.Series(list(given), dtype=object)
    found = pd.Series(given).to_numpy(dtype=float, na_value=np.nan, copy=True)
    if np.isinf(found).any():
        raise ValueError(f"value {int(np.argmax(np.isinf(found)))} (counted from 0) is infinite; expected a number or a missing value")
    return found


def flags(values: Values) -> np.ndarray:
    """True as 1, False as 0, missing as NaN. Raises ValueError for anything else."""
    found = numbers(values)
    wrong = ~(np.isnan(found) | (found == 0) | (found == 1))
    if wrong.any():
        raise ValueError(f"value {int(np.argmax(wrong))} (counted from 0) is neither True nor False nor missing")
    return found


def weights_of(weights: Values | None, units: int) -> np.ndarray:
    """The weights (all 1 if None), missing as NaN. Raises ValueError for a negative weight or another number of weights than units."""
    if weights is None:
        return np.ones(units)
    found = numbers(weights)
    _same_length([np.empty(units), found])
    if (found < 0).any():
        raise ValueError(f"weight {int(np.argmax(found < 0))} (counted from 0) is negative")
    return found


def counted(*columns: Values, weights: Values | None = None) -> tuple[np.ndarray, ...]:
    """The columns and then the weights, of the units that count: all values known, weight known and above 0. Raises ValueError like numbers, weights_of."""
    arrays = [numbers(column) for column in columns]
    _same_length(arrays)
    arrays.append(weights_of(weights, len(arrays[0])))
    rows = ~np.isnan(np.vstack(arrays)).any(axis=0) & (arrays[-1] > 0)
    return tuple(array[rows] for array in arrays)


def columns_of(table: Table) -> dict[str, Values]:
    """Name → column. Raises ValueError if rows differ in length, an array has not two axes, or a name comes twice."""
    given: Any = table
    if isinstance(given, pa.Table):
        return _named(zip(given.column_names, given.columns, strict=True))
    if isinstance(table, (Mapping, pd.DataFrame)):
        return _named(table.items())
    if isinstance(table, np.ndarray):
        if table.ndim != 2:  # noqa: PLR2004 - units × dimensions
            raise ValueError(f"the array has {table.ndim} axes; expected units × dimensions")
        return _named(enumerate(table.T))
    rows: list[list[Any]] = [list(row) for row in table]
    if len({len(row) for row in rows}) > 1:
        raise ValueError("the rows differ in length; expected one value per dimension in each")
    return _named(enumerate(zip(*rows, strict=True)))


def one_of(word: str, choices: Iterable[str], what: str) -> str:
    """The word itself if it is one of the choices; else raises ValueError with the choices and the nearest of them."""
    choices = tuple(choices)
    if word in choices:
        return word
    like = nearest(str(word), choices)
    raise ValueError(f"{what} {word!r} is unknown; expected one of {', '.join(choices)}" + (f" (nearest: {like})" if like else ""))


def _same_length(arrays: list[np.ndarray]) -> None:
    lengths = [len(array) for array in arrays]
    if len(set(lengths)) > 1:
        raise ValueError(f"the columns differ in length: {', '.join(map(str, lengths))}")


def _named(columns: Iterable[tuple[Any, Values]]) -> dict[str, Values]:
    named: dict[str, Values] = {}
    for name, column in columns:
        if str(name) in named:
            raise ValueError(f"the column {name!r} comes twice; expected every name once")
        named[str(name)] = column
    return named
