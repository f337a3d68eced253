"""Given the snapshots of two months and a measure; gives what changed: the difference of figures, and who came, went and changed state, by unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from metrics.areas import children, placed
from metrics.counted import TARGETING
from metrics.duck import cursor
from metrics.flow_sql import EARLIER, FLOW
from metrics.model import OUTSIDE, UNKNOWN, Cells, Tally
from metrics.people import cell_name
from metrics.population_sql import VILLAGE
from metrics.rates import rates, ratio
from metrics.registers import KEY
from metrics.summing import is_summed
from metrics.unit_cells import CELL, unit_cells
from metrics.waiting import waiting

if TYPE_CHECKING:
    from metrics.model import Figure
    from metrics.snapshot import Snapshot
    from policy.model import Measure

KINDS = ("entered", "left", "newly_entitled", "no_longer_entitled", "newly_paid", "stopped", "newly_known", "newly_unknown", "moved")
"""Came into what is counted, left it; fits now, no longer; receives now, no longer; can be told now, no longer; moved. A unit can be in several."""

CHANGES = pa.schema(
    [("key", pa.string()), ("kind", pa.string()), ("before", pa.string()), ("after", pa.string()), ("from_area", pa.string()), ("to_area", pa.string())]
)


@dataclass(frozen=True)
class Delta:
    """One measure and area in two months. cells, tally: after - before; value_change: of coverage or of the ratio, None where one of them is undefined."""

    measure: str
    area_code: str
    before: Figure
    after: Figure
    cells: Cells | None
    tally: Tally | None
    value_change: float | None


def delta(before: Figure, after: Figure) -> Delta | None:
    """The difference of two figures of the same measure and area; None where either is waiting, which is not a change."""
    if before.waiting or after.waiting:
        return None
    values = (_value(before), _value(after))
    change = None if values[0] is None or values[1] is None else values[1] - values[0]
    cells = _minus(after.cells, before.cells) if after.cells and before.cells else None
    tally = _tally_minus(after.tally, before.tally) if after.tally and before.tally else None
    return Delta(after.measure, after.area_code, before, after, cells, tally, change)


def changes(before: Snapshot, after: Snapshot, measure_id: str, area_code: str | None = None) -> pa.Table:
    """Every unit that changed, columns of CHANGES: one row for each kind. before, after: names of the cells, "outside" for not counted; areas are villages.

    area_code: units that were or are in this area. Empty where the measure has no figure in one of the months.
    """
    measure = after.policy.measures[measure_id]
    if waiting(before, before.policy.measures[measure_id]) or waiting(after, measure):
        return CHANGES.empty_table()
    inside = frozenset(children(after, area_code)) | frozenset(children(before, area_code))
    rows = []
    for key, was, now, was_in, now_in in changed_units(before, after, measure):
        areas = (placed(before, was_in) if was != OUTSIDE else "", placed(after, now_in) if now != OUTSIDE else "")
        if inside & set(areas):
            rows += [
                (key, kind, cell_name(measure.form, was), cell_name(measure.form, now), *areas) for kind in kinds(measure.form, was, now, moved=_moved(areas))
            ]
    rows.sort()
    return pa.table([pa.array([row[column] for row in rows], kind) for column, kind in enumerate(CHANGES.types)], schema=CHANGES)


def kinds(form: str, was: int, now: int, *, moved: bool = False) -> tuple[str, ...]:
    """What the step from one cell to another means. Of attainment, flow and ledger only who came, left, moved and can be told: their codes are no truths."""
    if was == now == OUTSIDE:
        return ()
    if OUTSIDE in (was, now):
        return ("entered",) if was == OUTSIDE else ("left",)
    steps = _steps(was // 3, now // 3, ("newly_entitled", "no_longer_entitled")) if form == TARGETING else ()
    paid = (was % 3, now % 3) if form == TARGETING else (was, now)
    got = () if is_summed(form) else _steps(*paid, ("newly_paid", "stopped"))
    found = [*steps, *got, *_known(form, was, now), *(("moved",) if moved else ())]
    return tuple(found)


def _steps(was: int, now: int, words: tuple[str, str]) -> tuple[str, ...]:
    """From FALSE to TRUE and back; what was or is unknown is no such step."""
    if (was, now) == (0, 1):
        return (words[0],)
    return (words[1],) if (was, now) == (1, 0) else ()


def _known(form: str, was: int, now: int) -> tuple[str, ...]:
    unknown = [UNKNOWN in ((code // 3, code % 3) if form == TARGETING else (code,)) for code in (was, now)]
    if unknown == [True, False]:
        return ("newly_known",)
    return ("newly_unknown",) if unknown == [False, True] else ()


def _moved(areas: tuple[str, str]) -> bool:
    return "" not in areas and areas[0] != areas[1]


def changed_units(before: Snapshot, after: Snapshot, measure: Measure) -> list[tuple[str, int, int, str, str]]:
    """Key, cells (OUTSIDE for not counted) and villages of every unit whose cell or village differs."""
    # what was closed before the month is as little counted in it as what was not opened yet
    cell = f"nullif({CELL}, {EARLIER})" if measure.form == FLOW else CELL
    sides = [
        f"SELECT {KEY} AS k, coalesce({cell}, {OUTSIDE})::INTEGER AS c, {VILLAGE} AS v FROM ({unit_cells(one, one.policy.measures[measure.id])})"
        for one in (before, after)
    ]
    cells = f"coalesce(a.c, {OUTSIDE}) AS was, coalesce(b.c, {OUTSIDE}) AS now"
    joined = f"SELECT coalesce(a.k, b.k) AS k, {cells}, a.v AS was_in, b.v AS now_in FROM ({sides[0]}) a FULL JOIN ({sides[1]}) b ON a.k = b.k"
    with cursor() as duck:
        return duck.execute(f"SELECT * FROM ({joined}) WHERE was <> now OR was_in IS DISTINCT FROM now_in").fetchall()


def _value(figure: Figure) -> float | None:
    if figure.cells is not None:
        return rates(figure.cells).coverage
    return ratio(figure.tally.numerator, figure.tally.denominator) if figure.tally else None


def _minus(after: Cells, before: Cells) -> Cells:
    return after + Cells(**{cell: -value for cell, value in vars(before).items()})


def _tally_minus(after: Tally, before: Tally) -> Tally:
    return after + Tally(-before.numerator, -before.denominator, -before.unknown)
