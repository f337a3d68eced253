"""Given the cube's numbers of an attainment, flow or ledger measure in an area; gives its tally and what stands behind it, ratios last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from metrics import attainment_sql, flow_sql, ledger_sql
from metrics.model import UNKNOWN, FlowCounts, LedgerSums, Tally
from metrics.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy.model import MeasureVersion

    Numbers = Mapping[int, tuple[float, float, float]]

DIGITS = 6
"""Decimals kept of a sum: a fen of 万元, a millimetre of a kilometre; what lies behind is noise of adding."""


@dataclass(frozen=True)
class LedgerRules:
    """Which optional rules a ledger has: what the amount is measured against, and whether its rows agree with their details."""

    of: bool = False
    agrees: bool = False


def ledger_rules(version: MeasureVersion) -> LedgerRules:
    """Those that a version has; none for the other forms."""
    return LedgerRules(version.of is not None, version.agrees is not None)


def form_figures(form: str, rules: LedgerRules, month: str, numbers: Numbers) -> dict[str, Any]:
    """The fields of metrics.model.Figure that are set for the form. numbers: cell → (units, persons, amount)."""
    if form == attainment_sql.ATTAINMENT:
        return _attainment(month, numbers)
    return _flow(numbers) if form == flow_sql.FLOW else _ledger(rules, numbers)


def _attainment(month: str, numbers: Numbers) -> dict[str, Any]:
    def total(cell: int) -> float:
        return round(numbers[cell][2], DIGITS) if cell in numbers else 0

    done, plan = total(attainment_sql.DONE), total(attainment_sql.PLAN)
    pace = Pace(
        month,
        done,
        plan,
        units=_units(numbers, attainment_sql.PLAN),
        finished=_units(numbers, attainment_sql.FINISHED),
        due=total(attainment_sql.DUE),
        dated_plan=total(attainment_sql.DATED_PLAN),
        dated_done=total(attainment_sql.DATED_DONE),
        spent=total(attainment_sql.SPENT),
        undated=_units(numbers, attainment_sql.UNDATED),
    )
    return {"tally": Tally(done, plan, _units(numbers, attainment_sql.UNTOLD)), "pace": pace}


def _flow(numbers: Numbers) -> dict[str, Any]:
    in_time, late, overdue, unknown = (_units(numbers, cell) for cell in (flow_sql.IN_TIME, flow_sql.LATE, flow_sql.OVERDUE, UNKNOWN))
    counts = FlowCounts(
        opened=_units(numbers, flow_sql.OPENED),
        closed=_units(numbers, flow_sql.CLOSED),
        open=_units(numbers, flow_sql.OPEN),
        overdue=overdue,
        in_time=in_time,
        late=late,
        unknown=unknown,
        days=sum(numbers[cell][2] for cell in (flow_sql.IN_TIME, flow_sql.LATE) if cell in numbers),
        unfilled=_units(numbers, flow_sql.UNFILLED),
    )
    notes = (f"{counts.unfilled:g} 件的期限跨过没有填放假安排的年份，只按周末计算；放假安排填在 holidays.toml",) if counts.unfilled else ()
    return {"tally": Tally(in_time, in_time + late + overdue, unknown), "flow": counts, "notes": notes}


def _ledger(rules: LedgerRules, numbers: Numbers) -> dict[str, Any]:
    amount, of, things = (round(numbers[cell][2], DIGITS) if cell in numbers else 0 for cell in (ledger_sql.AMOUNT, ledger_sql.OF, ledger_sql.THINGS))
    differing, agreeing, unknown = (_units(numbers, cell) for cell in (ledger_sql.DIFFERS, ledger_sql.AGREES, UNKNOWN))
    sums = LedgerSums(amount, of, things, differing, agreeing, unknown, _units(numbers, ledger_sql.UNSUMMED))
    if rules.of:
        tally = Tally(amount, of, sums.unsummed)
    elif rules.agrees:
        tally = Tally(agreeing, agreeing + differing, unknown)
    else:
        tally = Tally(amount, 0, sums.unsummed)
    return {"tally": tally, "ledger": sums}


def _units(numbers: Numbers, cell: int) -> float:
    return numbers[cell][0] if cell in numbers else 0
