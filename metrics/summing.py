"""Given a relation of units and measures of the forms attainment, flow and ledger; gives the sums of their parts by place, in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from metrics.attainment_sql import ATTAINMENT, attainment
from metrics.flow_sql import FLOW, flow
from metrics.ledger_sql import LEDGER, ledger
from metrics.rule_in_sql import rule_sql
from metrics.summed import Frame, stepped
from policy.months import last_day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import duckdb
    from numpy.typing import NDArray

    from metrics.snapshot import Snapshot
    from metrics.summed import Summed
    from policy.model import Measure

    Array = NDArray[np.float64]

FORMS = {ATTAINMENT: attainment, FLOW: flow, LEDGER: ledger}
"""The forms whose figures are sums, and what writes each."""


@dataclass(frozen=True)
class Sums:
    """The parts of one measure, (places, parts): for how many units each holds, and the sum of its amounts."""

    units: Array
    amount: Array


def is_summed(form: str) -> bool:
    """Whether the form is one of sums; the others are cells."""
    return form in FORMS


def summed_measure(snapshot: Snapshot, measure: Measure) -> Summed:
    """The measure in the snapshot's month, as sums. Raises OutOfValidityError, ParameterNotSetError."""
    version = measure.version(last_day(snapshot.month))
    return FORMS[measure.form](Frame(measure.id, version, lambda rule: rule_sql(snapshot, rule), snapshot.month, snapshot.policy.calendar))


def sum_up(duck: duckdb.DuckDBPyConnection, relation: str, place: str, number: int, of: Callable[[str], int], measures: Sequence[Summed]) -> dict[str, Sums]:  # noqa: PLR0913 - places have three parts
    """Sums by measure id. place: SQL of a text that says where a unit is; number: how many places; of: the text → place, 0 … number - 1."""
    columns = [column for one in measures for part in one.parts for column in (_units(part.holds), _amount(part.holds, part.amount))]
    listed = "".join(f", {column} AS c{position}" for position, column in enumerate(columns))
    rows = duck.execute(f"SELECT {place} AS place{listed} FROM ({stepped(relation, measures)}) units GROUP BY 1 ORDER BY 1").fetchall()
    values = np.zeros((number, len(columns)))
    for text, *found in rows:
        values[of(text)] += np.array(found, dtype=np.float64)
    sums, start = {}, 0
    for one in measures:
        own = values[:, start : start + 2 * len(one.parts)]
        sums[one.measure] = Sums(own[:, 0::2], own[:, 1::2])
        start += 2 * len(one.parts)
    return sums


def _units(holds: str) -> str:
    return f"count(*) FILTER ({holds})"


def _amount(holds: str, amount: str) -> str:
    # fsum keeps what plain addition loses, so that the sum hardly depends on the order of the rows
    return f"coalesce(fsum(({amount})::DOUBLE) FILTER ({holds}), 0)" if amount else "0"
