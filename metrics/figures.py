"""Given a snapshot, measures and a level; gives one Figure for each measure and area."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from metrics.areas import areas as areas_of
from metrics.counted import TARGETING
from metrics.cube import cube as cube_of
from metrics.form_figures import form_figures, ledger_rules
from metrics.lineage import as_of
from metrics.model import CODES, MET, NOT_MET, UNKNOWN, Cells, Figure, Tally
from metrics.rollup import rollup, shown
from metrics.summing import is_summed
from metrics.waiting import waiting
from policy.months import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

    from metrics.form_figures import LedgerRules
    from metrics.model import Area
    from metrics.snapshot import Snapshot
    from policy.model import Measure

    Numbers = Mapping[int, tuple[int, int, float]]


def figures(snapshot: Snapshot, measure_ids: Iterable[str], level: str = "county", *, cube: pa.Table | None = None) -> list[Figure]:
    """Measures in the order given, areas in the order of codes. cube: cells by village (default: metrics.cube of the same snapshot and measures).

    A measure that has no figure in this month gives one Figure for each area with `waiting` and no numbers. Raises metrics.rollup.UnknownLevelError.
    """
    wanted = [snapshot.policy.measures[one] for one in dict.fromkeys(measure_ids)]
    cells = cube_of(snapshot, [measure.id for measure in wanted]) if cube is None else cube
    areas = areas_of(snapshot)
    found = _by_area(rollup(cells, areas, level))
    lines = shown(areas, level, {code for _, code in found})
    return [figure_of(snapshot, measure, level, area, found.get((measure.id, area.code), {})) for measure in wanted for area in lines]


def _by_area(rows: pa.Table) -> dict[tuple[str, str], dict[int, tuple[int, int, float]]]:
    """(measure, area) → cell → (units, persons, amount)."""
    found: dict[tuple[str, str], dict[int, tuple[int, int, float]]] = {}
    for measure, area, cell, *numbers in zip(*(column.to_pylist() for column in rows.columns), strict=True):
        found.setdefault((measure, area), {})[cell] = (numbers[0], numbers[1], numbers[2])
    return found


def figure_of(snapshot: Snapshot, measure: Measure, level: str, area: Area, numbers: Numbers) -> Figure:
    """The figure of one measure in one area. numbers: cell → (units, persons, amount)."""
    place = (snapshot.month, measure.id, measure.form, level, area.code, area.name)
    reason = waiting(snapshot, measure)
    if reason is not None:
        return Figure(*place, waiting=reason)
    used, rules = snapshot.once(("figure", measure.id), lambda: _of_all_places(snapshot, measure))
    return Figure(*place, **numbers_of(measure.form, rules, snapshot.month, numbers), as_of=used)


def _of_all_places(snapshot: Snapshot, measure: Measure) -> tuple[dict[str, str], LedgerRules]:
    """What is the same in every area: sheet → month of the data used, and which rules a ledger has."""
    used = {snapshot.policy.sheet(table): month for table, month in as_of(snapshot, measure).items()}
    return used, ledger_rules(measure.version(last_day(snapshot.month)))


def numbers_of(form: str, rules: LedgerRules, month: str, numbers: Numbers) -> dict[str, Any]:
    """The fields of a Figure that hold its numbers. numbers: cell → (units, persons, amount)."""
    if form == TARGETING:
        return {name: _cells(numbers, position) for position, name in enumerate(("cells", "persons", "amount"))}
    if is_summed(form):
        return form_figures(form, rules, month, numbers)
    return {"tally": _tally(numbers, 0), "tally_persons": _tally(numbers, 1)}


def _cells(numbers: Numbers, position: int) -> Cells:
    return Cells(**{CODES[cell]: values[position] for cell, values in numbers.items()})


def _tally(numbers: Numbers, position: int) -> Tally:
    met, not_met, unknown = (numbers[cell][position] if cell in numbers else 0 for cell in (MET, NOT_MET, UNKNOWN))
    return Tally(met, met + not_met, unknown)
