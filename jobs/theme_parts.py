"""Given the panel and a part of a theme's page; gives what it shows: places × measures, plans with their pace, cases by month, or sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import NONE, count
from jobs.figure_text import amount_text, basis, missing, value_of, value_text
from jobs.form_stats import DAYS, mean_days
from jobs.heat import NO_DATA, heat_kind
from jobs.measure_rows import measure_rows
from jobs.panel import short_month
from jobs.readings import STATUS
from policy.model import OutOfValidityError
from policy.months import last_day

if TYPE_CHECKING:
    from jobs.measure_rows import MeasureRow
    from jobs.panel import Definitions, Panel
    from metrics.model import Area, Figure
    from policy.model import Measure, ThemePart

MOST = 8
"""Villages that the grid of a county names, those that lack most."""


@dataclass(frozen=True)
class GridCell:
    """One measure in one place. kind: a class of charts.heat_grid.KINDS; text: ✓, ✗ (with how many), a share, "?" or "—"; note: what it rests on."""

    measure: str
    text: str
    kind: str
    note: str


@dataclass(frozen=True)
class GridLine:
    """One place with its cells; lacks: what is missing there, in words."""

    code: str
    name: str
    cells: tuple[GridCell, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """Places × measures. heads: (measure, label); lines: the areas below; most: the villages that lack most, where the areas are townships."""

    heads: tuple[tuple[str, str], ...]
    lines: tuple[GridLine, ...]
    most: tuple[GridLine, ...]


@dataclass(frozen=True)
class FlowMonth:
    """The cases of a month."""

    month: str
    opened: float
    closed: float
    open: float
    overdue: float
    mean: str


@dataclass(frozen=True)
class Flow:
    """One flow by month."""

    measure: str
    label: str
    unit: str
    months: tuple[FlowMonth, ...]


@dataclass(frozen=True)
class Amount:
    """One sum: number for the bar, words to print."""

    measure: str
    label: str
    amount: float
    text: str


@dataclass(frozen=True)
class Part:
    """A part of a theme's page; what its kind needs is set."""

    kind: str
    title: str
    note: str = ""
    grid: Grid | None = None
    plans: tuple[MeasureRow, ...] = ()
    flows: tuple[Flow, ...] = ()
    amounts: tuple[Amount, ...] = ()


def theme_part(panel: Panel, policy: Definitions, part: ThemePart, area: str) -> Part:
    """The part in one area; measures without a figure are left out of all but the grid."""
    head = (part.kind, part.title, part.note)
    if part.kind == "grid":
        return Part(*head, grid=_grid(panel, policy, part.measures, area))
    if part.kind == "plans":
        return Part(*head, plans=tuple(row for row in measure_rows(panel, policy, part.measures, area) if row.waiting is None))
    if part.kind == "flow":
        return Part(*head, flows=tuple(flow for name in part.measures if (flow := _flow(panel, policy, name, area)) is not None))
    return Part(*head, amounts=_amounts(panel, policy, part.measures, area))


def _grid(panel: Panel, policy: Definitions, names: tuple[str, ...], area: str) -> Grid:
    heads = tuple((name, policy.measures[name].label) for name in names)
    lines = tuple(_line(panel, policy, names, below) for below in panel.shown_below(area) if not below.unplaced)
    if not any(below.level == "township" for below in panel.below(area)):
        return Grid(heads, lines, ())
    villages = [_line(panel, policy, names, village) for village in panel.villages(area)]
    most = sorted((line for line in villages if line.lacks), key=lambda line: (-len(line.lacks), line.code))
    return Grid(heads, lines, tuple(most[:MOST]))


def _line(panel: Panel, policy: Definitions, names: tuple[str, ...], place: Area) -> GridLine:
    cells = tuple(_cell(panel, policy, name, place.code) for name in names)
    lacks = tuple(policy.measures[cell.measure].label for cell in cells if cell.text == "✗")
    return GridLine(place.code, panel.place(place.code), cells, lacks)


def _cell(panel: Panel, policy: Definitions, name: str, code: str) -> GridCell:
    figure, measure, reading = panel.figure(name, code), policy.measures[name], policy.readings[name]
    kind, text = heat_kind(figure, measure, reading)
    tally = figure.tally if figure is not None and not figure.waiting else None
    if figure is not None and tally is not None and tally.denominator == 1 and reading.form == STATUS and not reading.of_people:
        met = (value_of(figure) == 1) != reading.worse
        return GridCell(name, "✓" if met else "✗", kind, basis(figure, reading))
    head = missing(figure, reading) if kind != NO_DATA else None
    villages = reading.form == STATUS and not reading.of_people and head is not None
    gap = (f"✗ {count(head.units)}" if head.units else "✓") if villages and head is not None and text != NONE else ""
    return GridCell(name, gap or text.rstrip("*"), kind, f"{value_text(figure, reading)}（{basis(figure, reading)}）")


def _flow(panel: Panel, policy: Definitions, name: str, area: str) -> Flow | None:
    limit_in = _limit_in(policy.measures[name], panel.month)
    months = tuple(_month(month, figure, limit_in) for month, figure in panel.series(name, area) if figure is not None and figure.flow is not None)
    return Flow(name, policy.measures[name].label, policy.readings[name].unit, months) if months else None


def _month(month: str, figure: Figure, limit_in: str | None) -> FlowMonth:
    flow = figure.flow
    numbers = (flow.opened, flow.closed, flow.open, flow.overdue) if flow is not None else (0, 0, 0, 0)
    return FlowMonth(short_month(month), *numbers, mean_days(flow.mean_days if flow is not None else None, DAYS[limit_in]))


def _limit_in(measure: Measure, month: str) -> str | None:
    try:
        return measure.version(last_day(month)).limit_in
    except OutOfValidityError:
        return None


def _amounts(panel: Panel, policy: Definitions, names: tuple[str, ...], area: str) -> tuple[Amount, ...]:
    found = []
    for name in names:
        figure, reading = panel.figure(name, area), policy.readings[name]
        if figure is None or figure.waiting or figure.ledger is None or not figure.ledger.rows:
            continue
        text = amount_text(figure.ledger.amount, reading)
        found.append(Amount(name, policy.measures[name].label, figure.ledger.amount, text or NONE))
    return tuple(found)
