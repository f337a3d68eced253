"""Given a snapshot and benefit codes; gives the SQL of who receives them: a pay cycle's slices, and the flags and amounts of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.duck import cursor, literal, name
from metrics.scan import scan
from policy.months import shift_month

if TYPE_CHECKING:
    from collections.abc import Sequence

    from metrics.snapshot import Snapshot
    from store.model import Slice

BENEFITS = "benefits"
RECEIVING = ("在享", "新增", "补发")
"""States of a benefit row that mean that the money came."""

EVER = "1900-01"
_BITS, _WORD = 2, 32
"""Each code has two bits in a column of flags, so a column holds this many codes."""

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


def by_household(snapshot: Snapshot, codes: Sequence[str], *, persons: str, households: str) -> str:
    """SELECT of k (household) and the pivot of the codes. persons: SELECT of "unit:key", "unit:household"; households: SELECT of "unit:key" of the known ones.

    A row belongs to the household that it names, if that is a known one, else to the household of the person that it names.
    """
    rows = rows_of(snapshot, codes)
    if not _strange(snapshot, codes, households):
        return f"SELECT {', '.join(['household_id AS k', *pivot(codes)])} FROM ({rows}) GROUP BY 1"
    known = f'SELECT household_id AS k, code, flag, amount FROM ({rows}) b SEMI JOIN ({households}) h ON h."unit:key" = b.household_id'
    other = f'SELECT * FROM ({rows}) b ANTI JOIN ({households}) h ON h."unit:key" = b.household_id'
    by_member = (
        f'SELECT coalesce(p."unit:household", b.household_id), code, flag, amount FROM ({other}) b LEFT JOIN ({persons}) p ON p."unit:key" = b.person_key'
    )
    return f"SELECT {', '.join(['k', *pivot(codes)])} FROM ({known} UNION ALL {by_member}) WHERE k IS NOT NULL GROUP BY k"


def _strange(snapshot: Snapshot, codes: Sequence[str], households: str) -> bool:
    """Whether a row names no known household, so that its person has to be looked up. Asked first, since the look-up reads every person."""
    sql = f'SELECT 1 FROM ({rows_of(snapshot, codes)}) b ANTI JOIN ({households}) h ON h."unit:key" = b.household_id WHERE flag > 0 LIMIT 1'

    def asked() -> bool:
        with cursor() as duck:
            return bool(duck.execute(sql).fetchall())

    return snapshot.once(("strange", tuple(codes)), asked)


def rows_of(snapshot: Snapshot, codes: Sequence[str]) -> str:
    """SELECT of person_key, household_id, area_code, code (its position), flag (2 receives, 1 unknown, 0 not) and amount (yuan, where it came) of each row."""
    columns = {"person_key": "text", "household_id": "text", "area_code": "text", "benefit_state": "text", "amount": "number"}
    receives = f"benefit_state IN ({', '.join(literal(state) for state in RECEIVING)})"
    flag = f"CASE WHEN {receives} THEN 2 WHEN benefit_state IS NULL THEN 1 ELSE 0 END::UTINYINT"
    return " UNION ALL ".join(
        f"SELECT person_key, household_id, area_code, {position} AS code, {flag} AS flag, CASE WHEN {receives} THEN amount END AS amount "
        f"FROM {scan(slices, columns)}"
        for position, code in enumerate(codes)
        if (slices := code_slices(snapshot, code))
    )


def pivot(codes: Sequence[str]) -> list[str]:
    """Aggregates of rows_of: the columns of flags, and for each code the sum paid."""
    # One number for many codes: an aggregate for each would cost more than the join that it serves.
    flags = []
    for start in range(0, len(codes), _WORD):
        bits = f"(flag::UBIGINT << ((code % {_WORD}) * {_BITS}))"  # the filter does not keep the shift from being computed for the other columns' codes
        inside = "" if len(codes) <= _WORD else f" FILTER (code BETWEEN {start} AND {start + _WORD - 1})"
        flags.append(f"bit_or({bits}){inside} AS {flags_name(start)}")
    return flags + [f"sum(amount) FILTER (code = {position}) AS {paid_name(code)}" for position, code in enumerate(codes)]


def pivoted(codes: Sequence[str]) -> list[str]:
    """The names of the columns that pivot gives."""
    return [*(flags_name(start) for start in range(0, len(codes), _WORD)), *map(paid_name, codes)]


def flags_name(position: int) -> str:
    """The column that holds the flag of the code at this position."""
    return name(f"flags:{position // _WORD}")


def paid_name(code: str) -> str:
    """The column of the sum of a code."""
    return name("paid:" + code)


def flag_sql(said: Sequence[tuple[str, int]]) -> str:
    """Three-valued truth of a code: TRUE if any row pays, else unknown if any may, else FALSE, since it was submitted. said: alias and position of pivots."""
    each = [f"(coalesce({alias}.{flags_name(position)}, 0::UBIGINT) >> {position % _WORD * _BITS})" for alias, position in said]
    return f"(nullif(({' | '.join(each)}) & 3, 1) >= 2)"
