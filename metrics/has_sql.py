"""Given a snapshot and benefit codes; gives the SQL of who receives them: a pay cycle's slices, and flags and amounts by person and by household."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.duck import literal, name
from metrics.scan import scan
from policy.months import shift_month

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.snapshot import Snapshot
    from store.model import Slice

BENEFITS = "benefits"
RECEIVING = ("在享", "新增", "补发")
"""States of a benefit row that mean that the money came."""

EVER = "1900-01"
_TERM_MONTHS = {1: -4, 2: -5, 3: 0, 4: -1, 5: -2, 6: -3, 7: -4, 8: -5, 9: 0, 10: -1, 11: -2, 12: -3}


def cycle_start(cycle: str, month: str) -> str:
    """The first month of the pay cycle that `month` lies in: 月 itself; 季 the quarter; 学期 March or September; 年 and 按次 January; 一次性 ever."""
    number = int(month[5:7])
    starts = {
        "月": month,
        "季": shift_month(month, -((number - 1) % 3)),
        "学期": shift_month(month, _TERM_MONTHS[number]),
        "年": month[:5] + "01",
        "按次": month[:5] + "01",
        "一次性": EVER,
    }
    return starts[cycle]


def code_slices(snapshot: Snapshot, code: str) -> tuple[Slice, ...]:
    """The current slices of one benefit code from its cycle's start up to the month; none means: unknown who receives it."""
    start = cycle_start(snapshot.policy.benefits[code].cycle, snapshot.month)
    return tuple(found for found in snapshot.window(BENEFITS, start) if found.key.get("policy_code") == code)


def benefit_slices(snapshot: Snapshot) -> tuple[Slice, ...]:
    """The slices of every known code that count in the month: whoever stands in them belongs to the population that the list refers to."""
    return snapshot.once(("benefits",), lambda: tuple(one for code in sorted(snapshot.policy.benefits) for one in code_slices(snapshot, code)))


def by_person(snapshot: Snapshot, codes: Iterable[str]) -> str:
    """SELECT of k (person key), and for each submitted code "flag:CODE" (2 receives, 1 cannot be told, 0 not) and "amount:CODE" (yuan)."""
    return f"SELECT person_key AS k, {_pivot(codes)} FROM ({_rows(snapshot, codes)}) WHERE person_key IS NOT NULL GROUP BY 1"


def by_household(snapshot: Snapshot, codes: Iterable[str], *, persons: str, households: str) -> str:
    """The same by household (k). persons: SELECT of "unit:key", "unit:household"; households: SELECT of "unit:key" of the known households.

    A row belongs to the household that it names, if that is a known one, else to the household of the person that it names.
    """
    known = f'SELECT "unit:key" AS h FROM ({households}) UNION SELECT "unit:household" FROM ({persons})'
    matched = (
        f'SELECT coalesce(known.h, p."unit:household", b.household_id) AS k, b.* FROM ({_rows(snapshot, codes)}) b '
        f'LEFT JOIN ({known}) known ON known.h = b.household_id LEFT JOIN ({persons}) p ON p."unit:key" = b.person_key'
    )
    return f"SELECT k, {_pivot(codes)} FROM ({matched}) WHERE k IS NOT NULL GROUP BY 1"


def flag_sql(flags: Iterable[str]) -> str:
    """Three-valued truth of the greatest of these flags; no row at all is FALSE, since the code was submitted."""
    most = f"greatest({', '.join(flags)})"
    return f"CASE {most} WHEN 2 THEN TRUE WHEN 1 THEN NULL ELSE FALSE END"


def _rows(snapshot: Snapshot, codes: Iterable[str]) -> str:
    columns = {"person_key": "text", "household_id": "text", "benefit_state": "text", "amount": "number"}
    receives = f"benefit_state IN ({', '.join(literal(state) for state in RECEIVING)})"
    parts = [
        f"SELECT person_key, household_id, {position} AS code, CASE WHEN {receives} THEN 2 WHEN benefit_state IS NULL THEN 1 ELSE 0 END::UTINYINT AS flag, "
        f"CASE WHEN {receives} THEN amount END AS amount FROM {scan(code_slices(snapshot, code), columns)}"
        for position, code in enumerate(codes)
    ]
    return " UNION ALL ".join(parts)


def _pivot(codes: Iterable[str]) -> str:
    return ", ".join(
        f"max(flag) FILTER (code = {position}) AS {name('flag:' + code)}, sum(amount) FILTER (code = {position}) AS {name('amount:' + code)}"
        for position, code in enumerate(codes)
    )
