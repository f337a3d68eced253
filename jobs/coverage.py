"""Given the panel of a month and one measure; gives what 覆盖与精准 shows of it: both error bases, nine cells, places, trend, lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.bars import Bar
from charts.numbers import NONE, SPACE, count, percent
from charts.quadrant import Point
from charts.trend import TrendPoint
from jobs.figure_text import PERSON, basis, change_text, leaked, missing, share, unknown, value_of
from jobs.judge import Change, change_of, light_of
from jobs.panel import short_month
from metrics.rates import rates

if TYPE_CHECKING:
    from charts.shortfall import Light
    from jobs.figure_text import Head
    from jobs.panel import Definitions, Panel
    from metrics.model import Cells, Figure

BARS = 12
LIST_LABELS = {"missing": "应享未享（疑似）", "leaked": "不应享而享（疑似）", "unknown": "无法判定（缺数据）", "reached": "应享已享"}
STATUS_LABELS = {"missing": "未达到", "unknown": "无法判定（缺数据）", "reached": "已达到"}
CELL_WORDS = {
    "tt": "应享已享", "tf": "应享未享（疑似）", "tn": "应享，是否已享无法判定",
    "ft": "不应享而享（疑似）", "ff": "不应享，也未享", "fn": "不应享，是否已享无法判定",
    "nt": "已享，是否应享无法判定", "nf": "未享，是否应享无法判定", "nn": "两者都无法判定",
}  # fmt: skip
CELL_TONES = {"tt": "good", "tf": "missing", "ft": "leaked", "ff": "plain"}


@dataclass(frozen=True)
class Stat:
    """One number of the policy: label, value, its numerator and denominator, and a note on how to read it."""

    label: str
    value: str
    basis: str
    note: str = ""


@dataclass(frozen=True)
class GridCell:
    """One of the nine cells in words; tone: good, missing, leaked, plain or unknown."""

    word: str
    text: str
    tone: str


@dataclass(frozen=True)
class ListTab:
    """One list behind the figures: its name for jobs.people, its label and how many stand on it."""

    name: str
    label: str
    text: str
    units: float


@dataclass(frozen=True)
class PolicyView:
    """Everything of one measure in one area and month. grid: rows 应享 是 否 无法判定, in each 已享 是 否 无法判定; empty for a status measure."""

    measure: str
    form: str
    label: str
    question: str
    place: str
    lead_unit: str
    sources: tuple[str, ...]
    waiting: str | None
    light: Light
    change: Change
    missing_change: str
    stats: tuple[Stat, ...]
    grid: tuple[tuple[GridCell, ...], ...]
    points: tuple[Point, ...]
    average: Point | None
    bars: tuple[Bar, ...]
    trend: tuple[TrendPoint, ...]
    target: float | None
    lists: tuple[ListTab, ...]
    caution: str


def policy_view(panel: Panel, policy: Definitions, measure_id: str, area: str) -> PolicyView:
    """The view of one measure; a measure that waits for a value or for data has no numbers and says why."""
    measure = policy.measures[measure_id]
    system, unit = policy.systems[measure.system], policy.populations[measure.over].unit
    figure, before = panel.figure(measure_id, area), panel.before(measure_id, area)
    head, old = missing(figure), missing(before)
    points = [_point(panel, measure_id, below.code) for below in panel.below(area)]
    return PolicyView(
        measure_id,
        measure.form,
        measure.label,
        measure.question,
        panel.place(area),
        system.lead_unit,
        system.sources,
        figure.waiting if figure else "缺数据：这个月没有这项指标需要的表",
        light_of(figure, measure, policy.judgement.lights),
        change_of(figure, before, measure),
        change_text(head.people, old.people) if head and old else "",
        _stats(figure, unit, measure.errors),
        _grid(figure, unit),
        tuple(point for point in points if point),
        _point(panel, measure_id, area),
        _bars(panel, measure_id, area),
        tuple(_trend_point(month, each, unit) for month, each in panel.series(measure_id, area)),
        measure.target,
        _lists(figure, unit, measure.errors),
        measure.caution,
    )


def _stats(figure: Figure | None, unit: str, errors: tuple[str, ...]) -> tuple[Stat, ...]:
    if figure is None or figure.waiting:
        return ()
    if figure.cells is not None:
        return _targeting_stats(figure, figure.cells, unit, errors)
    heads = [("达到率", percent(value_of(figure)), basis(figure, unit), "已达到 ÷（已达到 + 未达到）")]
    heads += [("未达到", _head(missing(figure), unit), "", ""), ("无法判定", _head(unknown(figure), unit), "", "缺数据，不计入比率")]
    return tuple(Stat(*each) for each in heads)


def _targeting_stats(figure: Figure, cells: Cells, unit: str, errors: tuple[str, ...]) -> tuple[Stat, ...]:
    ratio = rates(cells)
    bounds = f"{percent(ratio.coverage_low)} 至 {percent(ratio.coverage_high)}"
    spread = "全部可以判定" if not cells.unknown else f"把无法判定的都算上，覆盖率在 {bounds} 之间"
    wrong = (
        Stat("不应享而享率（疑似，占享受者）", percent(ratio.inclusion_error), share(cells.ft, cells.tt + cells.ft, unit)),
        Stat("不应享而享率（疑似，占不应享者）", percent(ratio.inclusion_error_nonentitled), share(cells.ft, cells.ft + cells.ff, unit)),
    )
    return (
        Stat("覆盖率（应享已享）", percent(ratio.coverage), basis(figure, unit), spread),
        Stat("应享未享率（疑似）", percent(ratio.exclusion_error), share(cells.tf, cells.tt + cells.tf, unit), "占应享者"),
        *(wrong if "inclusion" in errors else ()),
        Stat("无法判定", _head(unknown(figure), unit), share(cells.unknown, cells.total, unit), "缺数据，不计入上面的比率"),
    )


def _head(head: Head | None, unit: str) -> str:
    return head.text(unit) if head else NONE


def _grid(figure: Figure | None, unit: str) -> tuple[tuple[GridCell, ...], ...]:
    if figure is None or figure.cells is None or figure.waiting:
        return ()
    return tuple(tuple(_grid_cell(figure, first + second, unit) for second in "tfn") for first in "tfn")


def _grid_cell(figure: Figure, name: str, unit: str) -> GridCell:
    text = f"{count(getattr(figure.cells, name))}{SPACE}{unit}"
    if figure.persons is not None and unit != PERSON:
        text += f" · {count(getattr(figure.persons, name))}{SPACE}{PERSON}"
    return GridCell(CELL_WORDS[name], text, CELL_TONES.get(name, "unknown"))


def _point(panel: Panel, measure: str, area: str) -> Point | None:
    """Coverage and accuracy of an area; None where either is undefined, the form has none, or it is a village with too small a base."""
    figure = panel.figure(measure, area)
    if figure is None or figure.cells is None or figure.waiting or (figure.small and figure.level == "village"):
        return None
    ratio, cells = rates(figure.cells), figure.cells
    if ratio.coverage is None or ratio.inclusion_error is None:
        return None
    accuracy = 1 - ratio.inclusion_error
    parts = ((ratio.coverage, cells.tt + cells.tf), (accuracy, cells.tt + cells.ft))
    coverage_text, accuracy_text = (f"{percent(each)}（{count(cells.tt)}/{count(whole)}）" for each, whole in parts)
    return Point(panel.name(area), ratio.coverage, accuracy, coverage_text, accuracy_text, figure.small)


def _bars(panel: Panel, measure: str, area: str) -> tuple[Bar, ...]:
    """The villages that miss most people, most first; 未落村 places stand among them."""
    bars = []
    for village in panel.inside(area):
        figure = panel.figure(measure, village.code)
        head = missing(figure)
        if figure is not None and head is not None and head.people:
            bars.append(Bar(panel.place(village.code), village.code, head.people, percent(value_of(figure)) + ("，基数小" if figure.small else "")))
    return tuple(sorted(bars, key=lambda bar: (-bar.people, bar.area_code))[:BARS])


def _trend_point(month: str, figure: Figure | None, unit: str) -> TrendPoint:
    value = value_of(figure)
    ratio = rates(figure.cells) if figure is not None and figure.cells is not None else None
    low, high = (ratio.coverage_low, ratio.coverage_high) if ratio else (None, None)
    return TrendPoint(short_month(month), value, low, high, f"{percent(value)}（{basis(figure, unit)}）")


def _lists(figure: Figure | None, unit: str, errors: tuple[str, ...]) -> tuple[ListTab, ...]:
    """The lists that mean something for the measure: without inclusion errors there is no list of wrong recipients."""
    if figure is None or figure.waiting:
        return ()
    heads = {"missing": missing(figure), "leaked": leaked(figure), "unknown": unknown(figure)}
    if figure.cells is None or "inclusion" not in errors:
        heads.pop("leaked")
    labels = LIST_LABELS if figure.cells is not None else STATUS_LABELS
    return tuple(ListTab(name, labels[name], head.text(unit), head.units) for name, head in heads.items() if head is not None)
