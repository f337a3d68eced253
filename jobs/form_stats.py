"""Given a figure and how it is read; gives the numbers that a measure's page puts first, each with its numerator and denominator, for all five forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import NONE, SPACE, count, percent, points
from jobs.figure_text import amount_text, basis, missing, share, unknown, value_of, value_text
from jobs.readings import ATTAINMENT, FLOW, LEDGER, PERCENT, TARGETING
from metrics.rates import rates

if TYPE_CHECKING:
    from jobs.figure_text import Head
    from jobs.readings import Reading
    from metrics.model import Cells, Figure
    from metrics.pace import Pace
    from policy.model import Measure

_LATER = "缺数据，不计入上面的比率"
DAYS = {"days": "天", "working_days": "个工作日", None: "天"}


@dataclass(frozen=True)
class Stat:
    """One number of the policy: label, value, its numerator and denominator, and a note on how to read it."""

    label: str
    value: str
    basis: str
    note: str = ""


def stats(figure: Figure | None, reading: Reading, measure: Measure, limit_in: str | None = None) -> tuple[Stat, ...]:
    """The numbers, most important first; none without a figure. limit_in: what a flow's limit is counted in."""
    if figure is None or figure.waiting:
        return ()
    if reading.form == TARGETING and figure.cells is not None:
        return _targeting(figure, figure.cells, reading, measure.errors)
    if reading.form == ATTAINMENT and figure.pace is not None:
        return _attainment(figure, figure.pace, reading)
    if reading.form == FLOW and figure.flow is not None:
        return _flow(figure, reading, DAYS[limit_in])
    if reading.form == LEDGER and figure.ledger is not None:
        return _ledger(figure, reading)
    return _status(figure, reading)


def _targeting(figure: Figure, cells: Cells, reading: Reading, errors: tuple[str, ...]) -> tuple[Stat, ...]:
    ratio, unit = rates(cells), reading.unit
    bounds = f"{percent(ratio.coverage_low)} 至 {percent(ratio.coverage_high)}"
    spread = "全部可以判定" if not cells.unknown else f"把无法判定的都算上，覆盖率在 {bounds} 之间"
    wrong = (
        Stat("不应享而享率（疑似，占享受者）", percent(ratio.inclusion_error), share(cells.ft, cells.tt + cells.ft, unit)),
        Stat("不应享而享率（疑似，占不应享者）", percent(ratio.inclusion_error_nonentitled), share(cells.ft, cells.ft + cells.ff, unit)),
    )
    return (
        Stat("覆盖率（应享已享）", percent(ratio.coverage), basis(figure, reading), spread),
        Stat("应享未享率（疑似）", percent(ratio.exclusion_error), share(cells.tf, cells.tt + cells.tf, unit), "占应享者"),
        *(wrong if "inclusion" in errors else ()),
        Stat("无法判定", _head(unknown(figure, reading)), share(cells.unknown, cells.total, unit), _LATER),
    )


def _status(figure: Figure, reading: Reading) -> tuple[Stat, ...]:
    if reading.worse:
        first = Stat("发生率", percent(value_of(figure)), basis(figure, reading), "存在问题 ÷ 能判定的")
        second = Stat("存在问题", _head(missing(figure, reading)), "", "")
    else:
        first = Stat("达到率", percent(value_of(figure)), basis(figure, reading), "已达到 ÷（已达到 + 未达到）")
        second = Stat("未达到", _head(missing(figure, reading)), "", "")
    return (first, second, _unknown(figure, reading))


def _attainment(figure: Figure, pace: Pace, reading: Reading) -> tuple[Stat, ...]:
    lead = Stat("完成进度", percent(pace.value), basis(figure, reading), pace_words(pace))
    due = "" if pace.pace is None or reading.amount == PERCENT else f"到本月底应完成 {amount_text(pace.due, reading)}"
    marker = Stat("序时进度", percent(pace.pace), due, "按计划起止日期，没有日期的按全年" if pace.pace is not None else "没有计划起止日期")
    left = NONE if reading.amount == PERCENT else _head(missing(figure, reading))
    rest = Stat("还差", left, f"{count(pace.units)}{SPACE}{reading.unit}中已完成 {count(pace.finished)}{SPACE}{reading.unit}")
    return (lead, marker, rest, Stat("预计完成", finish_words(pace), "", "照开工以来的速度推算"), _unknown(figure, reading))


def pace_words(pace: Pace) -> str:
    """ "落后序时进度 12.0 个百分点"; what stands there before the beginning and after the end."""
    if pace.complete:
        return "计划已完成"
    if pace.pace == 0:
        return "还没有到开工时间"
    if pace.ahead is None:
        return ""
    away = points(abs(pace.ahead) / 100, 0).lstrip("+")
    return "与序时进度持平" if away == "持平" else f"{'快于' if pace.ahead > 0 else '落后'}序时进度{SPACE}{away}"


def finish_words(pace: Pace) -> str:
    """The month of the projected finish, or why there is none."""
    if pace.complete:
        return "已完成"
    day = pace.projected_finish
    if day is not None:
        return f"{day.year}年{day.month}月"
    return "未开工" if pace.pace == 0 else "还没有进展" if pace.plan else NONE


def _flow(figure: Figure, reading: Reading, days: str) -> tuple[Stat, ...]:
    flow, unit = figure.flow, reading.unit
    if flow is None:
        return ()

    def cases(number: float) -> str:
        return f"{count(number)}{SPACE}{unit}"

    return (
        Stat("按期办结率", percent(value_of(figure)), basis(figure, reading), "按期办结 ÷（本月办结 + 月末超期）"),
        Stat("月末超期", cases(flow.overdue), f"在办 {cases(flow.open)}", "超过期限还没有办结"),
        Stat("本月新增", cases(flow.opened), ""),
        Stat("本月办结", cases(flow.closed), f"按期 {cases(flow.in_time)}，超期 {cases(flow.late)}"),
        Stat("平均办理时间", mean_days(flow.mean_days, days), "本月办结的件"),
        _unknown(figure, reading),
    )


def mean_days(value: float | None, days: str) -> str:
    """ "4.2 天"; "—" where nothing was closed."""
    return NONE if value is None else f"{count(round(value, 1))}{SPACE}{days}"


def _ledger(figure: Figure, reading: Reading) -> tuple[Stat, ...]:
    sums = figure.ledger
    if sums is None:
        return ()
    things = f"{count(sums.things)}{SPACE}{reading.unit}" if sums.things != sums.rows else ""
    found = []
    if reading.against:
        found.append(Stat("占比" if reading.is_share else "平均", value_text(figure, reading), basis(figure, reading)))
    if reading.agrees:
        told = sums.agreeing + sums.differing
        found.append(Stat("相符率", percent(sums.agreeing / told if told else None), share(sums.agreeing, told, reading.unit)))
        found.append(Stat("不符", f"{count(sums.differing)}{SPACE}{reading.unit}", "", "对不上或不合要求的，逐行看清单"))
    if reading.amount or not reading.agrees:
        found.append(Stat("合计", amount_text(sums.amount, reading), things or f"{count(sums.rows)}{SPACE}{reading.unit}"))
    left_out = max(sums.unsummed, sums.unknown)
    return (*found, Stat("无法判定", f"{count(left_out)}{SPACE}{reading.unit}", "", "缺金额或缺对照数，不计入"))


def _unknown(figure: Figure, reading: Reading) -> Stat:
    return Stat("无法判定", _head(unknown(figure, reading)), "", "缺数据，不计入比率")


def _head(head: Head | None) -> str:
    return head.text if head else NONE
