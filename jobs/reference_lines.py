"""Given the definitions; gives for each measure the figures that documents print of it: as lines for its trend where the units fit, and in words always."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import SPACE, count
from charts.trend import Mark
from jobs.clauses import clause_link
from jobs.readings import PERCENT

if TYPE_CHECKING:
    from jobs.clauses import ClauseLink
    from jobs.readings import Reading
    from policy.documented import PrintedFigure
    from policy.model import Measure
    from policy.reader import Policy

KINDS = {"result": "报告的结果", "target": "要求"}


@dataclass(frozen=True)
class Reference:
    """A figure of a document. mark: the line where it can be drawn beside the measure's values, else None; text: what it says and of when and where."""

    text: str
    source: ClauseLink
    mark: Mark | None


def references(policy: Policy, measure: Measure, reading: Reading) -> tuple[Reference, ...]:
    """The figures that the measure names, in its order."""
    return tuple(_reference(policy, policy.figures[name], reading) for name in measure.figures if name in policy.figures)


def _reference(policy: Policy, figure: PrintedFigure, reading: Reading) -> Reference:
    source = clause_link(policy, figure.mark)
    said = f"{count(figure.value)}{SPACE if figure.unit != PERCENT else ''}{figure.unit}{figure.qualifier}" if figure.value is not None else figure.words
    where = "，".join(filter(None, [figure.area, figure.period]))
    value = _drawn(figure, reading)
    words = f"{source.document} {source.clause} {said}（{KINDS[figure.kind]}）"
    return Reference(f"{figure.label}：{said}（{KINDS[figure.kind]}，{where}）", source, Mark(value, words) if value is not None else None)


def _drawn(figure: PrintedFigure, reading: Reading) -> float | None:
    """The value on the measure's own axis; None where the units do not fit."""
    if figure.value is None:
        return None
    if reading.is_share:
        return figure.value / 100 if figure.unit == PERCENT else None
    return figure.value if reading.amount and figure.unit == reading.amount and not reading.against else None
