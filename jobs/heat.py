"""Given the panel of a month; gives the cells of the heat grid: every policy in every area below the chosen one, each with number and basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charts.heat_grid import KINDS, HeatCell
from charts.numbers import NONE
from jobs.figure_text import basis, missing_text, unknown, value_text
from jobs.judge import class_of
from jobs.measure_rows import distance
from jobs.narrowing import measures_of_unit
from jobs.overview import lights_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs.panel import Definitions, Panel
    from jobs.readings import Reading
    from metrics.model import Figure
    from policy.model import Measure

PLAIN, NOBODY, NO_DATA = KINDS[5:]
PRESSING = 18
"""Measures of the first grid."""


def heat(panel: Panel, policy: Definitions, area: str, names: Iterable[str]) -> tuple[HeatCell, ...]:
    """The measures in the order given, those without a figure left out; the first column is the chosen area itself."""
    shown = [policy.measures[name] for name in names if (figure := panel.figure(name, area)) is not None and not figure.waiting]
    columns = [(area, "合计"), *((below.code, below.name) for below in panel.shown_below(area) if below.code != area)]
    cells = [[_cell(panel, policy, measure, code, name) for code, name in columns] for measure in shown]
    unplaced = {place.code for place in panel.below(area) if place.unplaced}
    held = {cell.area_code for row in cells for cell in row if cell.area_code not in unplaced or cell.kind != NOBODY}
    return tuple(cell for row in cells for cell in row if cell.area_code in held)


def pressing(panel: Panel, policy: Definitions, area: str, number: int = PRESSING) -> tuple[str, ...]:
    """The ranked measures that stand worst in an area: poor ones first, the furthest from their aim first."""
    lit = [(name, light.rank) for name, light in lights_in(panel, policy, area).items() if light.rank and policy.measures[name].ranked]
    found = [(rank, distance(panel, policy, name, area), name) for name, rank in lit]
    return tuple(name for *_, name in sorted(found, key=lambda each: (-each[0], -each[1], each[2]))[:number])


def of_unit(panel: Panel, policy: Definitions, area: str, unit: str) -> tuple[str, ...]:
    """The measures of a lead unit that have a figure in an area, those that stand worst first, as many as the first grid holds."""
    own = [name for name in measures_of_unit(policy, unit) if (figure := panel.figure(name, area)) is not None and not figure.waiting]
    worst = [name for name in pressing(panel, policy, area, len(policy.measures)) if name in own]
    return tuple(dict.fromkeys([*worst, *own]))[:PRESSING]


def heat_finding(cells: tuple[HeatCell, ...]) -> str:
    """Which policy is far behind its target in most areas."""
    behind: dict[str, int] = {}
    for cell in cells:
        if cell.kind in KINDS[3:5] and cell.area != "合计":
            behind[cell.policy] = behind.get(cell.policy, 0) + 1
    if not behind:
        return "没有一项指标在任何地方离要求超过 15 个百分点。"
    worst = max(behind, key=lambda name: behind[name])
    return f"“{worst}”在 {behind[worst]} 个地方离要求超过 15 个百分点，是这里落后得最广的一项。"


def _cell(panel: Panel, policy: Definitions, measure: Measure, code: str, name: str) -> HeatCell:
    figure, reading = panel.figure(measure.id, code), policy.readings[measure.id]
    kind, text = heat_kind(figure, measure, reading)
    return HeatCell(name, code, measure.label, measure.id, kind, text, basis(figure, reading), missing_text(figure, reading) or NONE)


def heat_kind(figure: Figure | None, measure: Measure, reading: Reading) -> tuple[str, str]:
    """The class of a cell and what is printed in it; a value that is neither good nor poor has a class of its own."""
    text = value_text(figure, reading)
    if text != NONE:
        mark = "*" if figure is not None and figure.small else ""
        found = class_of(figure, measure, reading)
        return (PLAIN if found is None else KINDS[found]), text + mark
    if figure is None or figure.waiting:
        return NO_DATA, "?"
    head = unknown(figure, reading)
    return (NO_DATA, "?") if head and head.units else (NOBODY, NONE)
