"""Given the panel of a month and one measure; gives what 覆盖与精准 shows of it: both error bases, nine cells, places, trend, lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.bars import Bar
from charts.numbers import NONE, SPACE, count, percent
from charts.quadrant import Point
from charts.trend import TrendPoint
from jobs.area_table import area_table
from jobs.figure_text import basis, change_text, missing, missing_word, value_of, value_text
from jobs.form_stats import stats
from jobs.judge import Change, aim_of, change_of, light_of
from jobs.measure_lists import measure_lists
from jobs.panel import short_month
from jobs.readings import ATTAINMENT, FLOW, LEDGER, PERSON, TARGETING
from metrics.rates import rates
from policy.model import OutOfValidityError
from policy.months import last_day, month_label

if TYPE_CHECKING:
    from charts.shortfall import Light
    from jobs.area_table import AreaTable
    from jobs.form_stats import Stat
    from jobs.measure_lists import ListTab
    from jobs.panel import Definitions, Panel
    from jobs.readings import Reading
    from metrics.model import Figure
    from policy.model import Measure

BARS = 12
CELL_WORDS = {
    "tt": "应享已享", "tf": "应享未享（疑似）", "tn": "应享，是否已享无法判定",
    "ft": "不应享而享（疑似）", "ff": "不应享，也未享", "fn": "不应享，是否已享无法判定",
    "nt": "已享，是否应享无法判定", "nf": "未享，是否应享无法判定", "nn": "两者都无法判定",
}  # fmt: skip
CELL_TONES = {"tt": "good", "tf": "missing", "ft": "leaked", "ff": "plain"}


@dataclass(frozen=True)
class GridCell:
    """One of the nine cells in words; tone: good, missing, leaked, plain or unknown."""

    word: str
    text: str
    tone: str


@dataclass(frozen=True)
class LastYear:
    """The same month of the year before. value: what the trend draws, None where there is none; text: the value with its basis and the change since, or "—"."""

    value: float | None
    label: str
    text: str


@dataclass(frozen=True)
class PolicyView:
    """Everything of one measure in one area and month.

    grid: rows 应享 是 否 无法判定, in each 已享 是 否 无法判定; empty for the other forms. table: areas with the columns of the form, None for
    targeting. notes: what a reader must know of this figure. people: what the bars count. household_class: the class that alone is counted, "" for all.
    """

    measure: str
    form: str
    label: str
    question: str
    theme: str
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
    bar_unit: str
    trend: tuple[TrendPoint, ...]
    target: float | None
    share: bool
    table: AreaTable | None
    limit_in: str | None
    lists: tuple[ListTab, ...]
    notes: tuple[str, ...]
    caution: str
    last_year: LastYear
    household_class: str = ""


def policy_view(panel: Panel, policy: Definitions, measure_id: str, area: str, household_class: str = "") -> PolicyView:
    """The view of one measure; a measure that waits for a value or for data has no numbers and says why. household_class: that the panel counts."""
    measure, reading = policy.measures[measure_id], policy.readings[measure_id]
    system = policy.systems[measure.system]
    figure, before = panel.figure(measure_id, area), panel.before(measure_id, area)
    head, old = missing(figure, reading), missing(before, reading)
    points = [_point(panel, measure_id, below.code) for below in panel.below(area)]
    limit_in = _limit_in(measure, panel.month)
    whole = measure.form in (ATTAINMENT, FLOW, LEDGER)
    return PolicyView(
        measure_id,
        measure.form,
        measure.label,
        measure.question,
        system.theme,
        panel.place(area),
        system.lead_unit,
        system.sources,
        figure.waiting if figure else "缺数据：这个月没有这项指标需要的表",
        light_of(figure, measure, reading, policy.judgement.lights),
        change_of(figure, before, measure, reading),
        change_text(head.people, old.people) if head and old and not whole else "",
        stats(figure, reading, measure, limit_in),
        _grid(figure, reading),
        tuple(point for point in points if point),
        _point(panel, measure_id, area),
        _bars(panel, measure_id, area, reading),
        f"{missing_word(reading)}（{PERSON if reading.of_people else reading.amount if measure.form == ATTAINMENT else reading.unit}）",
        tuple(_trend_point(month, each, measure, reading) for month, each in panel.series(measure_id, area)),
        measure.target if reading.is_share else None,
        reading.is_share,
        None if measure.form == TARGETING else area_table(panel, policy, measure, area, limit_in),
        limit_in,
        measure_lists(figure, reading, measure.errors),
        figure.notes if figure else (),
        measure.caution,
        _last_year(panel, measure, reading, area),
        household_class,
    )


def _limit_in(measure: Measure, month: str) -> str | None:
    """What a flow's limit is counted in."""
    try:
        return measure.version(last_day(month)).limit_in
    except OutOfValidityError:
        return None


def _grid(figure: Figure | None, reading: Reading) -> tuple[tuple[GridCell, ...], ...]:
    if figure is None or figure.cells is None or figure.waiting:
        return ()
    return tuple(tuple(_grid_cell(figure, first + second, reading) for second in "tfn") for first in "tfn")


def _grid_cell(figure: Figure, name: str, reading: Reading) -> GridCell:
    text = f"{count(getattr(figure.cells, name))}{SPACE}{reading.unit}"
    if figure.persons is not None and reading.unit != PERSON and reading.of_people:
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
    return Point(panel.name(area), ratio.coverage, accuracy, coverage_text, accuracy_text, figure.small, area)


def _bars(panel: Panel, measure: str, area: str, reading: Reading) -> tuple[Bar, ...]:
    """The villages that miss most, most first; 未落村 places stand among them."""
    bars = []
    for village in panel.inside(area):
        figure = panel.figure(measure, village.code)
        head = missing(figure, reading)
        if figure is not None and head is not None and head.people:
            bars.append(Bar(panel.place(village.code), village.code, head.people, value_text(figure, reading) + ("，基数小" if figure.small else "")))
    return tuple(sorted(bars, key=lambda bar: (-bar.people, bar.area_code))[:BARS])


def _last_year(panel: Panel, measure: Measure, reading: Reading, area: str) -> LastYear:
    """ "上年同月（2025年10月）：45.9%（…），今年 +6.9 个百分点"."""
    before, now = panel.last_year(measure.id, area), panel.figure(measure.id, area)
    then = _trend_point(panel.year_before, before, measure, reading)
    named = f"上年同月（{month_label(panel.year_before)}）"
    if then.rate is None:
        return LastYear(None, "", f"{named}：{NONE}（{'没有数据' if before is None else basis(before, reading)}）")
    change = change_of(now, before, measure, reading).text.removeprefix("较上月").strip(SPACE)
    return LastYear(then.rate, f"上年同月 {then.label}", f"{named}：{then.text}" + (f"，今年 {change}" if change else ""))


def _trend_point(month: str, figure: Figure | None, measure: Measure, reading: Reading) -> TrendPoint:
    text = value_text(figure, reading)
    value = value_of(figure) if reading.is_share or reading.against else figure.ledger.amount if figure is not None and figure.ledger is not None else None
    ratio = rates(figure.cells) if figure is not None and figure.cells is not None else None
    low, high = (ratio.coverage_low, ratio.coverage_high) if ratio else (None, None)
    aim = aim_of(figure, measure) if figure is not None and figure.pace is not None else None
    return TrendPoint(short_month(month), value, low, high, f"{text}（{basis(figure, reading)}）", text if reading.is_share else text.split(SPACE)[0], aim)
