"""Given a targeting or status measure in force; gives what is counted of it as SQL: its universe, its code by unit, and the money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.logic import Truth, truth
from metrics.model import OUTSIDE
from metrics.rule_in_sql import amount_name, rule_sql
from policy.months import last_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from metrics.snapshot import Snapshot
    from policy.model import Measure, MeasureVersion
    from policy.rules import Rule

TARGETING, STATUS = "targeting", "status"


@dataclass(frozen=True)
class Counted:
    """What is counted of one measure. All texts are SQL over a relation of units.

    among: the universe (three-valued truth). first, second: eligible and received; met and nothing. amount: yuan received, for targeting.
    columns, codes: what the relation must have. truths: among and what the code is made of, taken apart: eligible and received; met.
    """

    measure: str
    form: str
    among: str
    first: str
    second: str
    amount: str
    columns: frozenset[str]
    codes: frozenset[str]
    truths: tuple[Truth, ...]


def counted(snapshot: Snapshot, measure: Measure) -> Counted:
    """What is counted of the measure in the snapshot's month. Raises OutOfValidityError, ParameterNotSetError."""
    version = measure.version(last_day(snapshot.month))

    def sql(rule: Rule) -> str:
        return rule_sql(snapshot, rule)

    return from_version(measure.id, measure.form, version, sql)


def from_version(measure: str, form: str, version: MeasureVersion, sql: Callable[[Rule], str]) -> Counted:
    """What is counted, with `sql` writing each rule. The other forms are sums: metrics.summing."""
    pair = (version.eligible, version.received) if form == TARGETING else (version.met, None)
    first, second = (sql(rule) if rule else "" for rule in pair)
    among = sql(version.among) if version.among else "TRUE"
    columns = frozenset(column for rule in version.rules for column in rule.columns)
    codes = frozenset(code for rule in version.rules for code in rule.codes)
    universe = truth(version.among, sql) if version.among else Truth("TRUE")
    parts = tuple(truth(rule, sql) for rule in pair if rule)
    return Counted(measure, form, among, first, second, _amount(version, sql), columns, codes, (universe, *parts))


def placed_code_sql(one: Counted) -> str:
    """The unit's code with the universe applied: one of nine for targeting, else NOT_MET, MET, UNKNOWN; OUTSIDE where it is not counted.
    metrics.among applies the same to counts.

    Targeting: a unit outside that receives is FT. A unit of which it is unknown whether it belongs stays visible: its eligible becomes unknown unless FALSE
    (three-valued among AND eligible). Status: such a unit is unknown.
    """
    if one.form == TARGETING:
        inside = f"coalesce((({one.among}) AND ({one.first}))::UTINYINT, 2) * 3 + coalesce(({one.second})::UTINYINT, 2)"
        return f"CASE WHEN ({one.among}) IS FALSE AND ({one.second}) IS NOT TRUE THEN {OUTSIDE} ELSE {inside} END"
    return f"CASE WHEN ({one.among}) THEN coalesce(({one.first})::UTINYINT, 2) WHEN ({one.among}) IS NULL THEN 2 ELSE {OUTSIDE} END"


def _amount(version: MeasureVersion, sql: Callable[[Rule], str]) -> str:
    if version.amount:
        return sql(version.amount)
    received = sorted(version.received.codes) if version.received else []
    if len(received) == 1:
        return amount_name(received[0])
    return " + ".join(f"coalesce({amount_name(code)}, 0)" for code in received)
