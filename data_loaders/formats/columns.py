"""Given one column of a block of rows as Python values; gives its text as an Arrow string array and the kind of each cell."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data_loaders.formats.finding import Cell

_KINDS: dict[type, Kind] = {
    str: Kind.TEXT,
    float: Kind.NUMBER,
    int: Kind.NUMBER,
    bool: Kind.BOOL,
    date: Kind.DATE,
    datetime: Kind.DATE,
    time: Kind.DATE,
    timedelta: Kind.TEXT,
    type(None): Kind.EMPTY,
}
_EXACT_WHOLE = float(2**53)


def text_column(values: Sequence[Cell]) -> tuple[pa.Array, np.ndarray]:
    """The texts (null where empty) and kinds (uint8) of one column. Works on whole arrays: a call per cell would double the time of reading."""
    types = set(map(type, values))
    if types <= {str, type(None)}:
        kinds = np.full(len(values), Kind.TEXT, np.uint8)
        return _without_blanks(pa.array(values, pa.string()), kinds)
    if types == {float}:
        return number_texts(values), np.full(len(values), Kind.NUMBER, np.uint8)
    kinds = np.fromiter(map(_KINDS.__getitem__, map(type, values)), np.uint8, len(values))
    texts = pa.array([value if type(value) is str else None for value in values], pa.string())
    for kind, to_text in ((Kind.NUMBER, number_texts), (Kind.BOOL, _bool_texts), (Kind.DATE, _plain_texts)):
        mask = kinds == kind
        if mask.any():
            chosen = [value for value in values if _KINDS[type(value)] == kind]
            texts = pc.replace_with_mask(texts, pa.array(mask), to_text(chosen))
    if timedelta in types:
        texts = pa.array([str(value) if type(value) is timedelta else text for value, text in zip(values, texts.to_pylist(), strict=True)], pa.string())
    return _without_blanks(texts, kinds)


def number_texts(numbers: Sequence[Any]) -> pa.Array:
    """Numbers as the shortest text that reads back as the same number, never with an exponent: 9.0 → 9, 0.853, 1.5992119800101e+17 → 159921198001010000."""
    if int in set(map(type, numbers)) and max(map(abs, numbers)) >= _EXACT_WHOLE:
        return pa.array([format(Decimal(repr(number)), "f") for number in numbers], pa.string())
    array = np.asarray(numbers, np.float64) + 0.0  # turns -0.0 into 0.0
    with np.errstate(invalid="ignore"):
        whole = bool(np.all((array == np.floor(array)) & (np.abs(array) < _EXACT_WHOLE)))
    if whole:
        return pa.array(array.astype(np.int64)).cast(pa.string())
    texts = pa.array(array).cast(pa.string())
    exponent = pc.match_substring(texts, "e")
    if not pc.any(exponent).as_py():
        return texts
    return pa.array([format(Decimal(text), "f") if "e" in text else text for text in texts.to_pylist()], pa.string())


def _bool_texts(values: Sequence[Cell]) -> pa.Array:
    return pa.array(["TRUE" if value else "FALSE" for value in values], pa.string())


def _plain_texts(values: Sequence[Cell]) -> pa.Array:
    """Dates in ISO form; a time of day other than midnight stays behind the date."""
    return pa.array([str(value).removesuffix(" 00:00:00") if type(value) is datetime else str(value) for value in values], pa.string())


def _without_blanks(texts: pa.Array, kinds: np.ndarray) -> tuple[pa.Array, np.ndarray]:
    """Empty text becomes null and kind EMPTY."""
    blank = pc.or_kleene(pc.is_null(texts), pc.equal(texts, ""))
    if not pc.any(blank).as_py():
        return texts, kinds
    texts = pc.if_else(blank, pa.scalar(None, pa.string()), texts)
    return texts, np.where(blank.to_numpy(zero_copy_only=False), np.uint8(Kind.EMPTY), kinds)
