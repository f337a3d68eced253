"""Given a rule; gives it as AND, OR and NOT over its conditions, and its truth for many rows from the truths of the conditions.

A county's rules say the same few conditions again and again: in each pass DuckDB works out every distinct condition once, and what is made of them is put
together here. With FALSE < unknown < TRUE, AND is the lesser, OR the greater and NOT the opposite: SQL's own three-valued logic (Kleene's), byte by byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
from sqlglot import exp

from policy.rule_tree import bare, joined
from policy.rules import part_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pyarrow as pa
    from numpy.typing import NDArray

    from policy.rules import Rule

    Bytes = NDArray[np.uint8]

FALSE, UNKNOWN, TRUE = 0, 1, 2
"""The three truths as bytes, in the order that makes AND the lesser and OR the greater."""

_JOINS = {exp.And: np.minimum, exp.Or: np.maximum}


@dataclass(frozen=True)
class Truth:
    """A condition, or what is made of parts: AND, OR (`join` is the numpy function) or NOT of the one part. sql: of the whole."""

    sql: str
    join: Callable[[Bytes, Bytes], Bytes] | None = None
    parts: tuple[Truth, ...] = ()


def truth(rule: Rule, sql: Callable[[Rule], str]) -> Truth:
    """The rule taken apart; `sql` writes a condition."""
    return _truth(rule, rule.tree, sql)


def conditions(one: Truth) -> Iterator[str]:
    """The SQL of every condition, in reading order."""
    if not one.parts:
        yield one.sql
    for part in one.parts:
        yield from conditions(part)


def truths(one: Truth, known: Mapping[str, Bytes]) -> Bytes:
    """FALSE, UNKNOWN or TRUE of each row. known: the truths of each condition by its SQL."""
    if not one.parts:
        return known[one.sql]
    values = [truths(part, known) for part in one.parts]
    return reduce(one.join, values) if one.join else np.uint8(TRUE) - values[0]


def column_truths(column: pa.Array) -> Bytes:
    """The truths of a boolean column; what lies under a NULL is not looked at."""
    holds = _bits(column.buffers()[1], column)
    if not column.null_count:
        return holds * np.uint8(TRUE)
    known = known_bits(column)
    return (holds & known) * np.uint8(TRUE) + (known ^ np.uint8(UNKNOWN))


def known_bits(column: pa.Array) -> Bytes:
    """1 where the column is known, 0 where it is NULL."""
    known = column.buffers()[0]
    return np.ones(len(column), dtype=np.uint8) if known is None else _bits(known, column)


def _bits(buffer: pa.Buffer, column: pa.Array) -> Bytes:
    return np.unpackbits(np.frombuffer(buffer, dtype=np.uint8), bitorder="little")[column.offset : column.offset + len(column)]


def _truth(rule: Rule, node: exp.Expr, sql: Callable[[Rule], str]) -> Truth:
    node = bare(node)
    if isinstance(node, exp.Not):
        return Truth(sql(part_of(rule, node)), parts=(_truth(rule, node.this, sql),))
    join = _JOINS.get(type(node))
    parts = tuple(_truth(rule, part, sql) for part in joined(node)) if join else ()
    return Truth(sql(part_of(rule, node)), join, parts)
