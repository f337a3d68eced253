"""Given a ledger measure; gives its SQL: amounts, what they are measured against, and whether each row agrees with its details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.model import UNKNOWN
from metrics.summed import Part, among_sql, placed_sql, summed

if TYPE_CHECKING:
    from metrics.summed import Frame, Summed

LEDGER = "ledger"
DIFFERS, AGREES = 0, 1
"""Codes of a row besides UNKNOWN. A row that need not agree with anything and is known AGREES."""

_DIFFERS, _AGREES, _UNTOLD, AMOUNT, OF, THINGS, UNSUMMED = range(7)
"""Cells of the cube: rows by code; sums of the amount and of what it is measured against, over the rows of which both are known; things that these rows
stand for; rows that are in no sum."""


def ledger(frame: Frame) -> Summed:
    """The measure as sums. A row that differs is one whether its amount is known or not; otherwise a row of which anything asked for is unknown is unknown."""
    inside, amount, of, agrees, things, summable, code = (frame.column(step) for step in ("in", "amount", "of", "agrees", "things", "summable", "code"))
    version = frame.version
    rules = (
        (inside, among_sql(frame)),
        (amount, frame.rule("amount", "DOUBLE")),
        (of, frame.rule("of", "DOUBLE")),
        (agrees, frame.rule("agrees", "BOOLEAN") if version.agrees else "TRUE"),
        (things, frame.rule("count_as", "DOUBLE") if version.count_as else "1"),
    )
    asked = [amount, things, *([of] if version.of else [])]
    known = ((summable, f"coalesce({inside}, FALSE) AND {' AND '.join(f'{one} IS NOT NULL' for one in asked)}"),)
    state = f"CASE WHEN {agrees} IS FALSE THEN {DIFFERS} WHEN {agrees} AND {summable} THEN {AGREES} ELSE {UNKNOWN} END"
    parts = (
        Part("differing", f"{code} = {DIFFERS}"),
        Part("agreeing", f"{code} = {AGREES}"),
        Part("unknown", f"{code} = {UNKNOWN}"),
        Part("amount", summable, amount),
        Part("of", summable, of if version.of else ""),
        Part("things", summable, things),
        Part("unsummed", f"{inside} IS DISTINCT FROM FALSE AND NOT {summable}"),
    )
    return summed(LEDGER, frame, (rules, known, ((code, placed_sql(inside, state)),)), parts, code)
