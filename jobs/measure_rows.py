"""Given the panel of a month; gives measures as rows of a table: value, light, change, small trend, where it is worst, whose job, each with its own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import NONE
from jobs.figure_text import basis, missing, missing_text, value_of, value_text
from jobs.judge import Change, aim_of, change_of, judged, light_of
from jobs.readings import FLOW

if TYPE_CHECKING:
    from collections.abc import Iterable

    from charts.shortfall import Light
    from jobs.panel import Definitions, Panel
    from jobs.readings import Reading
    from metrics.model import Area, Figure
    from policy.model import Measure


@dataclass(frozen=True)
class MeasureRow:
    """A measure in one area. bar: its value and where it should be by now; far: how far it is from its aim, None where nothing judges it.

    worst, worst_code: the area below that is furthest behind, with its own value; waiting: why there is no figure, None where there is one.
    """

    measure: str
    label: str
    question: str
    form: str
    value: str
    basis: str
    gap: str
    light: Light
    change: Change
    bar: tuple[float | None, float | None]
    trend: tuple[float | None, ...]
    worst: str
    worst_code: str
    lead_unit: str
    far: float | None
    waiting: str | None


def measure_rows(panel: Panel, policy: Definitions, names: Iterable[str], area: str) -> tuple[MeasureRow, ...]:
    """One row for each measure, in the order given."""
    return tuple(measure_row(panel, policy, policy.measures[name], area) for name in names)


def measure_row(panel: Panel, policy: Definitions, measure: Measure, area: str) -> MeasureRow:
    """The row of one measure; where it waits for a value or for data it has no numbers and says why."""
    figure, reading = panel.figure(measure.id, area), policy.readings[measure.id]
    head, text = missing(figure, reading), value_text(figure, reading)
    worst = _worst(panel, policy, measure, area)
    value, pace = value_of(figure), figure.pace.pace if figure is not None and figure.pace else None
    return MeasureRow(
        measure.id,
        measure.label,
        measure.question,
        measure.form,
        text,
        basis(figure, reading),
        missing_text(figure, reading) if head and head.units else "",
        light_of(figure, measure, reading, policy.judgement.lights),
        change_of(figure, panel.before(measure.id, area), measure, reading),
        (value if reading.is_share else None, pace),
        tuple(_drawn(each, reading) for _, each in panel.series(measure.id, area)),
        f"{worst[0].name} {value_text(worst[1], reading)}" if worst else "",
        worst[0].code if worst else "",
        policy.systems[measure.system].lead_unit,
        _far(figure, measure, reading),
        figure.waiting if figure and figure.waiting else None if text != NONE else basis(figure, reading),
    )


def by_light(rows: Iterable[MeasureRow]) -> tuple[MeasureRow, ...]:
    """Poor first, then to be watched, then good, those alike by their distance from the aim; then what is not judged, in the order given."""
    return tuple(sorted(rows, key=lambda row: (-1, 0) if row.light.rank is None else (row.light.rank, row.far or 0), reverse=True))


def furthest(rows: Iterable[MeasureRow]) -> MeasureRow | None:
    """The judged row that is furthest from its aim, a small base left out."""
    known = [row for row in rows if row.far and row.light.rank is not None]
    return max(known, key=lambda row: row.far or 0, default=None)


def distance(panel: Panel, policy: Definitions, name: str, area: str) -> float:
    """How far a measure is from its aim in an area; 0 where nothing judges it."""
    return _far(panel.figure(name, area), policy.measures[name], policy.readings[name]) or 0.0


def _worst(panel: Panel, policy: Definitions, measure: Measure, area: str) -> tuple[Area, Figure] | None:
    """The area directly below in which most people are missed, or which is furthest from the aim; None where all stand well."""
    reading = policy.readings[measure.id]
    cases = reading.of_people or reading.form == FLOW
    found: list[tuple[float, float, Area, Figure]] = []
    for below in panel.shown_below(area):
        figure = panel.figure(measure.id, below.code)
        if figure is None or below.code == area or (below.unplaced and not reading.of_people):
            continue
        head, far = missing(figure, reading), _far(figure, measure, reading) or 0.0
        units = head.people if head else 0.0
        if units if cases else far:
            found.append((units if cases else far, units, below, figure))
    best = max(found, key=lambda each: (*each[:2], each[2].code), default=None)
    return best[2:] if best else None


def _far(figure: Figure | None, measure: Measure, reading: Reading) -> float | None:
    """How far a value is from what it is held against, as a ratio above 0; None where nothing judges it."""
    value = value_of(figure)
    if value is None or not judged(figure, measure, reading):
        return None
    aim = aim_of(figure, measure)
    if measure.higher_is == "better":
        return max(0.0, (1.0 if aim is None else aim) - value)
    return max(0.0, value - (aim or 0.0))


def _drawn(figure: Figure | None, reading: Reading) -> float | None:
    """What the small trend draws: the value, or the amount where there is no share."""
    if reading.is_share or reading.against:
        return value_of(figure)
    return figure.ledger.amount if figure is not None and figure.ledger is not None else None
