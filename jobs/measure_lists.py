"""Given a figure and how it is read; gives the lists behind its numbers: their names for jobs.people, their labels, how many stand on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobs.figure_text import Head, leaked, missing, unknown
from jobs.readings import ATTAINMENT, FLOW, LEDGER, STATUS, TARGETING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobs.readings import Reading
    from metrics.model import Figure

LIST_LABELS = {
    TARGETING: {"missing": "应享未享（疑似）", "leaked": "不应享而享（疑似）", "unknown": "无法判定（缺数据）", "reached": "应享已享"},
    STATUS: {"missing": "未达到", "unknown": "无法判定（缺数据）", "reached": "已达到"},
    ATTAINMENT: {"behind": "落后于序时进度", "missing": "未完成", "reached": "已完成", "unknown": "无法判定（缺数据）"},
    FLOW: {"overdue": "超期未办结", "late": "超期办结", "open": "全部在办", "reached": "按期办结", "unknown": "无法判定（缺数据）"},
    LEDGER: {"differing": "不符的", "reached": "相符的", "unknown": "无法判定（缺数据）"},
}
WORSE_LABELS = {"reached": "存在问题", "missing": "没有问题", "unknown": "无法判定（缺数据）"}
SUM_LABELS = {"reached": "计入的", "unknown": "无法计入（缺数据）"}
"""The lists of a ledger that is not compared with details."""


@dataclass(frozen=True)
class ListTab:
    """One list behind the figures: its name for jobs.people, its label and how many stand on it (None: the figure does not say)."""

    name: str
    label: str
    text: str
    units: float | None


def measure_lists(figure: Figure | None, reading: Reading, errors: tuple[str, ...]) -> tuple[ListTab, ...]:
    """The lists that mean something for the measure: without inclusion errors there is no list of wrong recipients."""
    if figure is None or figure.waiting:
        return ()
    labels = _list_labels(reading)
    names = [name for name in labels if name != "leaked" or "inclusion" in errors]
    return tuple(_list_tab(figure, reading, name, labels[name]) for name in names)


def _list_labels(reading: Reading) -> Mapping[str, str]:
    if reading.worse and reading.form == STATUS:
        return WORSE_LABELS
    return SUM_LABELS if reading.form == LEDGER and not reading.agrees else LIST_LABELS[reading.form]


def _list_tab(figure: Figure, reading: Reading, name: str, label: str) -> ListTab:
    head = _listed(figure, reading, name)
    return ListTab(name, label, head.text if head else "", head.units if head else None)


def _listed(figure: Figure, reading: Reading, name: str) -> Head | None:
    """How many stand on a list; None where the figure does not know it (which plans are behind their pace)."""
    if figure.cells is not None:
        found = {"missing": missing, "leaked": leaked, "unknown": unknown}.get(name)
        return found(figure, reading) if found else Head(figure.cells.tt, None, reading.unit)
    numbers = _numbers(figure)
    if name in numbers:
        return Head(numbers[name], None, reading.unit)
    if figure.pace is not None and name != "unknown":
        return None
    return unknown(figure, reading) if name == "unknown" else _met(figure, reading, met=name == "reached")


def _numbers(figure: Figure) -> dict[str, float]:
    """How many rows stand on the lists of attainment, flow and ledger."""
    if figure.pace is not None:
        return {"missing": figure.pace.units - figure.pace.finished, "reached": figure.pace.finished}
    if figure.flow is not None:
        flow = figure.flow
        return {"overdue": flow.overdue, "late": flow.late, "open": flow.open, "reached": flow.in_time, "unknown": flow.unknown}
    if figure.ledger is not None:
        return {"differing": figure.ledger.differing, "reached": figure.ledger.agreeing, "unknown": figure.ledger.unknown}
    return {}


def _met(figure: Figure, reading: Reading, *, met: bool) -> Head | None:
    """Those of a status measure that meet the condition, or do not, with persons where the unit is the household."""
    if figure.tally is None:
        return None
    units, persons = (
        None if tally is None else tally.numerator if met else tally.denominator - tally.numerator for tally in (figure.tally, figure.tally_persons)
    )
    return Head(units or 0, persons if reading.of_people else None, reading.unit)
