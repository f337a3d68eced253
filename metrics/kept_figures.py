"""Given the key of a cube that was computed by rules which may no longer hold; gives the figure as it was then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.areas import areas as areas_of
from metrics.cube import kept_cube
from metrics.figures import numbers_of
from metrics.model import Figure
from metrics.rollup import rollup

if TYPE_CHECKING:
    from metrics.form_figures import LedgerRules
    from metrics.snapshot import Snapshot


def kept_figure(snapshot: Snapshot, key: str, measure: str, form: str, rules: LedgerRules, area_code: str) -> Figure | None:  # noqa: PLR0913, PLR0917 - what it was computed as
    """The figure of the area from the kept cube; None if the cube is gone or there is no such area. form, rules: those that the measure had then."""
    cells = kept_cube(snapshot.store, key)
    area = next((each for each in areas_of(snapshot) if each.code == area_code), None)
    if cells is None or area is None:
        return None
    columns = zip(*(column.to_pylist() for column in rollup(cells, areas_of(snapshot), area.level).columns), strict=True)
    numbers = {cell: (units, persons, amount) for _, place, cell, units, persons, amount in columns if place == area.code}
    place = (snapshot.month, measure, form, area.level, area.code, area.name)
    return Figure(*place, **numbers_of(form, rules, snapshot.month, numbers))
