"""Given a county, the panel of a month and the definitions; gives its findings: sentences bound to a measure, a place and a list, worst first, with reasons.

Screen, Word, slides, workbook and PDF all say these sentences; none of them makes one of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import SPACE, count
from jobs.change_view import STATUS_WORDS, TARGETING_WORDS
from jobs.figure_text import basis, change_text, missing, missing_text
from jobs.overview import Gap, worst_gaps
from metrics.areas import children
from metrics.decomposition import IN, NotDecomposedError, decomposed

if TYPE_CHECKING:
    from jobs.county import County
    from jobs.panel import Definitions, Panel


@dataclass(frozen=True)
class Finding:
    """One finding. list_name: the list that its number opens into; change: against the month before, None where that month has no figure.

    reason: why it grew ("其中 9 人新符合条件"), "" where it did not; rests_on: numerator and denominator, and what is not known.
    """

    measure: str
    area_code: str
    list_name: str
    people: float
    change: float | None
    sentence: str
    reason: str
    rests_on: str
    lead_unit: str


def findings(county: County, panel: Panel, policy: Definitions, area: str, number: int) -> tuple[Finding, ...]:
    """The places directly below the area that miss most people, each measure once, by people and then by growth; an area with nothing missed has none."""
    gaps = worst_gaps(panel, policy, area, number)
    found = [_finding(county, panel, policy, gap) for gap in gaps]
    return tuple(sorted(found, key=lambda each: (-each.people, -(each.change or 0), each.area_code, each.measure)))


def _finding(county: County, panel: Panel, policy: Definitions, gap: Gap) -> Finding:
    reading, figure = policy.readings[gap.measure], panel.figure(gap.measure, gap.area_code)
    now, before = missing(figure, reading), missing(panel.before(gap.measure, gap.area_code), reading)
    change = now.people - before.people if now and before else None
    reason = _reason(county, panel, policy, gap) if change is not None and change > 0 else ""
    parts = [
        f"{panel.place(gap.area_code)}{policy.measures[gap.measure].label}{missing_text(figure, reading)}",
        change_text(now.people, before.people) if now and before else "",
        reason,
    ]
    lead = policy.systems[policy.measures[gap.measure].system].lead_unit
    sentence = "，".join(part for part in parts if part)
    return Finding(gap.measure, gap.area_code, "missing", gap.people, change, sentence, reason, basis(figure, reading), lead)


def _reason(county: County, panel: Panel, policy: Definitions, gap: Gap) -> str:
    """The reason that brought most units onto the list since the month before; "" where none can be told."""
    if panel.previous is None:
        return ""
    after = county.snapshot(panel.month)
    try:
        steps = decomposed(county.snapshot(panel.previous), after, gap.measure, "missing")
    except NotDecomposedError:
        return ""
    inside = frozenset(children(after, gap.area_code))
    tally = {reason: sum(step.reason == reason and step.area in inside for step in steps) for reason in IN}
    most = max(tally, key=lambda reason: tally[reason])
    words = TARGETING_WORDS if policy.measures[gap.measure].form == "targeting" else STATUS_WORDS
    return f"其中{SPACE}{count(tally[most])}{SPACE}{policy.readings[gap.measure].unit}{words[most]}" if tally[most] else ""
