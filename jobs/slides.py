"""Given the view models of the pages; gives each as one screen for a meeting: one sentence, a few large numbers, one chart or one table, and no names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from charts.bars import Bar, ranked_bars
from charts.heat_grid import heat_grid
from charts.numbers import SPACE, count, percent
from charts.trend import Mark, trend
from charts.waterfall import waterfall
from jobs.deciding import OVERDUE, SHEETS, VALUES, VERIFY, some
from jobs.figure_text import basis, change_text, missing, missing_text, missing_word, value_text
from jobs.heat import heat_finding
from jobs.sequences import DECIDE, TOWNSHIPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from charts.heat_grid import HeatCell
    from charts.shortfall import Light
    from jobs.change_view import ChangeView
    from jobs.compare_view import CompareView
    from jobs.coverage import PolicyView
    from jobs.findings import Finding
    from jobs.overview import Headline, Overview
    from jobs.panel import Definitions, Panel
    from jobs.poverty_view import PovertyView
    from jobs.scorecard import Scoreboard
    from jobs.screening import ScreenView
    from jobs.tasks import TaskBoard
    from jobs.theme_view import ThemeView
    from jobs.tiles import TileView

CARDS, ROWS, FACTS, POLICIES = 8, 11, 2, 10
DEPTHS = 4
"""Figures of 贫困测度: how many, how deep, how severe, what it would take."""
_DECISIONS = {VERIFY: 4, OVERDUE: 1, VALUES: 1, SHEETS: 1}
_WIDE, _BESIDE = 760, 420
"""Width of a chart, in its own pixels, alone on the screen and beside numbers; the screen enlarges it with its words."""


@dataclass(frozen=True)
class Number:
    """One large number: label, value, what it rests on, its light (None without)."""

    label: str
    value: str
    note: str
    light: Light | None = None


@dataclass(frozen=True)
class Slide:
    """One screen. title: the one sentence; then numbers, or a chart, or both beside each other, or a table, or lines. alt: what the chart says, in words.

    headings, rows: the first column is text, the others are numbers. note: small print under the chart.
    """

    title: str
    numbers: tuple[Number, ...] = ()
    chart: dict[str, Any] | None = None
    alt: str = ""
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()
    note: str = ""
    labels: tuple[str, ...] = ()


def overview_slide(view: Overview, part: str) -> Slide:
    """The headline figures of 总览, or one part of it: the places, what is to be decided."""
    if part == TOWNSHIPS:
        return _places(view)
    if part == DECIDE:
        lines = tuple(each.sentence for each in some(view.decisions, _DECISIONS))
        return Slide(f"{view.place}：需要定的 {len(lines)} 件事" if lines else f"{view.place}：没有需要定的事，按月复核。", lines=lines)
    return Slide(f"{view.place}{view.finding}", numbers=_cards(view.headlines))


def _cards(headlines: Iterable[Headline]) -> tuple[Number, ...]:
    told = [each for each in headlines if not each.waiting]
    return tuple(Number(each.label, each.value, each.basis, each.light) for each in told[:CARDS])


def _places(view: Overview) -> Slide:
    worst = next((row for row in view.townships if row.missed), None)
    title = f"{worst.name}缺口最多，{count(worst.missed)}{SPACE}人次（疑似），其中{worst.worst}。" if worst else "各地没有发现缺口。"
    rows = tuple((row.name, count(row.missed), row.change or "—", f"{row.light.symbol} {row.light.word}", row.worst) for row in view.townships[:ROWS])
    return Slide(title, headings=("地方", "缺口人次", "", "评价", "缺口最大的一项"), rows=rows)


def policy_slide(panel: Panel, policy: Definitions, view: PolicyView, area: str, known: Iterable[Finding]) -> Slide:
    """One measure in one area: how many are missed and the rate, beside the places below it, or its months where no place misses anybody.

    known: the findings of the month; the one of this measure and area gives its sentence.
    """
    if view.waiting:
        return Slide(f"{view.place}{view.label}：{view.waiting}")
    figure, reading = panel.figure(view.measure, area), policy.readings[view.measure]
    found = next((each.sentence for each in known if (each.measure, each.area_code) == (view.measure, area)), "")
    head, before = missing(figure, reading), missing(panel.before(view.measure, area), reading)
    told = missing_text(figure, reading) if head and head.units else f"{SPACE}{value_text(figure, reading)}（{basis(figure, reading)}）"
    change = change_text(head.people, before.people) if head and before else ""
    title = (found or "，".join(part for part in (f"{view.place}{view.label}{told}", change if head and head.units else "") if part)) + "。"
    rate = [Number(each.label, each.value, each.basis, view.light) for each in view.stats[:1]]
    missed = [Number(missing_word(reading), head.text, change)] if head and head.units else []
    bars = _bars(panel, policy, view.measure, area)
    chart, alt = _measure_chart(view, bars)
    return Slide(title, numbers=(*missed, *rate, *_facts(view, len(missed) + len(rate))), chart=chart, alt=alt, note=f"牵头：{view.lead_unit}")


def _facts(view: PolicyView, shown: int) -> tuple[Number, ...]:
    """The measure's further numbers, where there is room."""
    return tuple(Number(each.label, each.value, each.basis) for each in view.stats[1 : 1 + max(FACTS - shown, 0)])


def _bars(panel: Panel, policy: Definitions, measure: str, area: str) -> list[Bar]:
    """The places directly below that miss anybody, most people first."""
    reading, bars = policy.readings[measure], []
    for below in panel.below(area):
        figure = panel.figure(measure, below.code)
        head = missing(figure, reading)
        if head and head.people and below.code != area:
            small = "，基数小" if figure is not None and figure.small else ""
            bars.append(Bar(below.name, below.code, head.people, value_text(figure, reading) + small))
    return sorted(bars, key=lambda bar: (-bar.people, bar.area_code))[:ROWS]


def _measure_chart(view: PolicyView, bars: Sequence[Bar]) -> tuple[dict[str, Any] | None, str]:
    if len(bars) > 1:
        words = "；".join(f"{bar.area} {count(bar.people)}" for bar in bars)
        return sized(ranked_bars(bars, title=view.bar_unit), _BESIDE), f"{view.bar_unit}：{words}。"
    known = [point for point in view.trend if point.rate is not None]
    if len(known) < 2:  # noqa: PLR2004 - one month is no line
        return None, ""
    marks = [Mark(view.target, f"目标 {percent(view.target)}")] if view.target is not None and view.form != "attainment" else []
    alt = f"{view.label}：{known[0].month} {known[0].text}，{known[-1].month} {known[-1].text}。"
    return sized(trend(view.trend, marks=marks, share=view.share, height=300), _BESIDE), alt


def heat_slide(cells: tuple[HeatCell, ...]) -> Slide:
    """The heat grid of a theme, or of what stands worst."""
    if not cells:
        return Slide("这个专题的指标还没有数据。")
    finding = heat_finding(cells)
    first = list(dict.fromkeys(cell.measure for cell in cells))[:POLICIES]
    shown = tuple(cell for cell in cells if cell.measure in first)
    more = "" if len(shown) == len(cells) else f"；只列最落后的 {POLICIES} 项"
    return Slide(finding, chart=sized(heat_grid(shown), _WIDE), alt=finding, note=f"* 基数不到 30；? 缺数据或待填报；— 没有对象{more}")


def map_slide(spec: dict[str, Any], view: TileView) -> Slide:
    """The tile map of one measure."""
    note = f"数字和圈：{view.people_label}；每格一个嘎查村，位置仅为示意，不作划界依据"
    return Slide(view.finding, chart={**sized(spec, _WIDE), "height": 400}, alt=view.finding, note=note, labels=view.labels)


def change_slide(view: ChangeView, label: str, unit: str) -> Slide:
    """Why a list is longer or shorter than in an earlier month."""
    title = f"{view.place}{label}：{view.finding}"
    if not view.falls:
        return Slide(title, numbers=(Number(view.after_month, f"{count(view.after)}{SPACE}{unit}", ""),))
    spec = waterfall((view.before_month, view.before), view.falls, (view.after_month, view.after), unit=unit)
    return Slide(title, chart={**sized(spec, _WIDE), "height": 320}, alt=view.finding, note="橙色▲是名单变长，蓝色▼是变短")


def theme_slide(view: ThemeView) -> Slide:
    """A theme's finding and its cards."""
    return Slide(f"{view.place}{view.name}：{view.finding}", numbers=_cards(view.cards))


def poverty_slide(view: PovertyView) -> Slide:
    """How many are poor, how deeply."""
    numbers = tuple(Number(each.label, each.value, each.basis) for each in view.stats[:DEPTHS])
    return Slide(view.waiting or view.finding, numbers=numbers, note="" if view.waiting else "按收入和三保障、饮水推算，不是认定")


def screen_slide(view: ScreenView) -> Slide:
    """Who fits a screen, by place, in counts."""
    if view.waiting:
        return Slide(view.waiting)
    rows = tuple((row.name, row.counts.fit, row.counts.unfit, row.counts.unknown, row.counts.share) for row in view.rows[:ROWS])
    return Slide(view.finding, headings=("地方", "符合", "不符合", "无法判定", "符合的占"), rows=rows, note=f"筛查条件：{view.words}")


def compare_slide(view: CompareView) -> Slide:
    """The places in order for one measure."""
    if view.why_not:
        return Slide(f"{view.label}：{view.why_not}")
    other = (f"较{view.other}",) if view.other else ()
    rows = tuple(
        (line.name, line.text, *((line.change,) if view.other else ()), (line.rate or line.basis) + ("（基数小）" if line.small else "")) for line in view.lines
    )
    return Slide(view.finding, headings=("地方", view.amount, *other, view.rate or "依据"), rows=rows[:ROWS])


def score_slide(board: Scoreboard) -> Slide:
    """The townships by their score."""
    rows = tuple(
        (f"{each.rank or '—'}　{each.name}", each.text, each.change.text or "—", each.worst.label if each.worst else "—") for each in board.places[:ROWS]
    )
    return Slide(board.finding, headings=("名次", "得分", "较上月", "失分最多的一项"), rows=rows)


def tasks_slide(board: TaskBoard, lead: str) -> Slide:
    """The tasks by lead unit, or those of one."""
    units = [each for each in board.by_lead() if lead in ("", each.name)]
    if not board.as_of:
        return Slide("任务表还没有报送，状态、进度和逾期都看不到。")
    poor, late, items = (sum(getattr(each, name) for each in units) for name in ("poor", "overdue", "items"))
    title = f"{lead}{items}{SPACE}个子项：■ 差{SPACE}{poor}{SPACE}个，其中逾期{SPACE}{late}{SPACE}个。"
    rows = tuple((each.name, *(str(getattr(each, name)) for name in ("items", "overdue", "poor", "watch", "good", "missing"))) for each in units[:ROWS])
    return Slide(title, headings=("牵头单位", "子项", "逾期", "■ 差", "▲ 关注", "● 好", "缺数据"), rows=rows)


def sized(spec: dict[str, Any], width: int) -> dict[str, Any]:
    """The chart at a fixed width, so that the screen can enlarge it with its words."""
    return {**spec, "width": width, "autosize": {"type": "fit", "contains": "padding"}}
