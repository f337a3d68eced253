"""Given the panel and a measure; gives its figures in every area below the chosen one as a table, with the columns that its form has."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from charts.numbers import NONE, count, percent
from jobs.figure_text import amount_text, missing, missing_word, unknown, value_of, value_text
from jobs.form_stats import DAYS, finish_words, mean_days
from jobs.judge import light_of
from jobs.readings import ATTAINMENT, FLOW, LEDGER, PERCENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from charts.shortfall import Light
    from jobs.panel import Definitions, Panel
    from jobs.readings import Reading
    from metrics.flow import HandlerFlow
    from metrics.model import Figure, FlowCounts
    from policy.model import Measure

NOBODY = "（未填承办单位）"


@dataclass(frozen=True)
class AreaLine:
    """One area. bar: its value and where it should be by now, both ratios, None where unknown."""

    code: str
    name: str
    cells: tuple[str, ...]
    light: Light
    bar: tuple[float | None, float | None] = (None, None)


@dataclass(frozen=True)
class AreaTable:
    """Figures by area, the worst first. headings: those of the cells."""

    headings: tuple[str, ...]
    lines: tuple[AreaLine, ...]


def area_table(panel: Panel, policy: Definitions, measure: Measure, area: str, limit_in: str | None = None) -> AreaTable:
    """The areas below `area`; those in which the measure has nothing are left out."""
    reading = policy.readings[measure.id]
    found = []
    for below in panel.shown_below(area):
        figure = panel.figure(measure.id, below.code)
        if figure is None or figure.waiting or not _holds(figure):
            continue
        pace = figure.pace.pace if figure.pace else None
        light = light_of(figure, measure, reading, policy.judgement.lights)
        line = AreaLine(below.code, panel.place(below.code), _cells(figure, reading, limit_in), light, (value_of(figure) if reading.is_share else None, pace))
        found.append((_weight(figure, reading), line))
    return AreaTable(_headings(reading), tuple(line for _, line in sorted(found, key=lambda pair: (-pair[0], pair[1].code))))


def handler_table(handlers: list[HandlerFlow], limit_in: str | None) -> list[tuple[str, ...]]:
    """The cases of each handler as texts under the headings of a flow, most overdue first."""
    return [(one.handler or NOBODY, *_flow_cells(one.counts, limit_in)) for one in handlers]


def days_words(days: Sequence[float], limit_in: str | None) -> str:
    """The median and the longest of the cases closed in the month: "中位数 5 天，最长 169 天（11 件）"; "" without any."""
    if not days:
        return ""
    unit = DAYS[limit_in]
    return f"本月办结的 {len(days)} 件：中位数 {count(round(median(days), 1))} {unit}，最快 {count(days[0])} {unit}，最慢 {count(days[-1])} {unit}。"


def flow_headings() -> tuple[str, ...]:
    """The columns of a flow."""
    return ("按期办结率", "超期", "在办", "新增", "办结", "平均时间")


def _headings(reading: Reading) -> tuple[str, ...]:
    if reading.form == ATTAINMENT:
        return ("进度", "完成", "计划", "预计完成")
    if reading.form == FLOW:
        return flow_headings()
    if reading.form == LEDGER:
        against = ("对照数",) if reading.against else ()
        value = ("占比",) if reading.against and reading.is_share else ("平均",) if reading.against else ()
        agrees = ("相符率", "不符") if reading.agrees else ()
        return (*value, "金额或数量", *against, *agrees)
    return ("比率", missing_word(reading), "无法判定")


def _cells(figure: Figure, reading: Reading, limit_in: str | None) -> tuple[str, ...]:
    if figure.pace is not None:
        plain = reading.amount == PERCENT
        done, plan = (count(round(each, 1)) for each in (figure.pace.done, figure.pace.plan))
        items = (count(figure.pace.finished), count(figure.pace.units))
        return (percent(figure.pace.value), *(items if plain else (done, plan)), finish_words(figure.pace))
    if figure.flow is not None:
        return _flow_cells(figure.flow, limit_in)
    if figure.ledger is not None:
        return _ledger_cells(figure, reading)
    heads = (missing(figure, reading), unknown(figure, reading))
    return (value_text(figure, reading), *(head.text if head else NONE for head in heads))


def _flow_cells(flow: FlowCounts, limit_in: str | None) -> tuple[str, ...]:
    told = flow.in_time + flow.late + flow.overdue
    rate = percent(flow.in_time / told if told else None)
    return (rate, *(count(each) for each in (flow.overdue, flow.open, flow.opened, flow.closed)), mean_days(flow.mean_days, DAYS[limit_in]))


def _ledger_cells(figure: Figure, reading: Reading) -> tuple[str, ...]:
    sums = figure.ledger
    if sums is None:
        return ()
    told = sums.agreeing + sums.differing
    against = (value_text(figure, reading),) if reading.against else ()
    of = (count(round(sums.of, 1)),) if reading.against else ()
    agrees = (percent(sums.agreeing / told if told else None), count(sums.differing)) if reading.agrees else ()
    return (*against, amount_text(sums.amount, reading), *of, *agrees)


def _holds(figure: Figure) -> bool:
    """Whether anything of the measure stands in the area."""
    if figure.ledger is not None:
        return figure.ledger.rows > 0
    if figure.flow is not None:
        return any((figure.flow.opened, figure.flow.closed, figure.flow.open, figure.flow.unknown))
    if figure.cells is not None:
        return figure.cells.total > 0
    return figure.tally is not None and (figure.tally.denominator + figure.tally.unknown) > 0


def _weight(figure: Figure, reading: Reading) -> float:
    """What the areas are ranked by: how far a plan is behind its pace, else how much is to be done, else the amount."""
    if figure.pace is not None:
        return -(figure.pace.ahead if figure.pace.ahead is not None else 0)
    head = missing(figure, reading)
    if head is not None:
        return head.people
    return figure.ledger.amount if figure.ledger is not None else 0
