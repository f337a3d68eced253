"""Given the panel of a month; gives the cells of the heat grid: every policy in every area below the chosen one, each with number and basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charts.heat_grid import KINDS, HeatCell
from charts.numbers import NONE, percent
from charts.shortfall import colour_class
from jobs.figure_text import basis, missing_text, value_of

if TYPE_CHECKING:
    from jobs.panel import Definitions, Panel
    from metrics.model import Figure
    from policy.model import Measure

NOBODY, NO_DATA = KINDS[-2], KINDS[-1]


def heat(panel: Panel, policy: Definitions, area: str) -> tuple[HeatCell, ...]:
    """Policies in the order of their themes; the first column is the chosen area itself."""
    themes = list(dict.fromkeys(policy.systems[measure.system].theme for measure in policy.measures.values()))
    ordered = sorted(policy.measures.values(), key=lambda measure: themes.index(policy.systems[measure.system].theme))
    columns = [(area, "合计"), *((below.code, below.name) for below in panel.shown_below(area) if below.code != area)]
    return tuple(_cell(panel, policy, measure, code, name) for measure in ordered for code, name in columns)


def heat_finding(cells: tuple[HeatCell, ...]) -> str:
    """Which policy is far behind its target in most areas."""
    behind: dict[str, int] = {}
    for cell in cells:
        if cell.kind in KINDS[3:5] and cell.area != "合计":
            behind[cell.policy] = behind.get(cell.policy, 0) + 1
    if not behind:
        return "没有一项政策在任何地方离目标超过 15 个百分点。"
    worst = max(behind, key=lambda name: behind[name])
    return f"“{worst}”在 {behind[worst]} 个地方离目标超过 15 个百分点，是落后得最广的一项。"


def _cell(panel: Panel, policy: Definitions, measure: Measure, code: str, name: str) -> HeatCell:
    figure = panel.figure(measure.id, code)
    unit = policy.populations[measure.over].unit
    kind, text = _kind(figure, measure)
    people = (missing_text(figure, unit) if figure else "") or NONE
    return HeatCell(name, code, measure.label, measure.id, kind, text, basis(figure, unit), people)


def _kind(figure: Figure | None, measure: Measure) -> tuple[str, str]:
    value = value_of(figure)
    if value is not None:
        mark = "*" if figure is not None and figure.small else ""
        return KINDS[colour_class(value, target=measure.target, higher_is=measure.higher_is)], percent(value) + mark
    if figure is None or figure.waiting:
        return NO_DATA, "?"
    unknown = figure.cells.unknown if figure.cells else figure.tally.unknown if figure.tally else 0
    return (NO_DATA, "?") if unknown else (NOBODY, NONE)
