"""Given the panel of a month; gives which measure a page shows first: the list that changed most since an earlier month, the first headline with figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import SPACE, signed
from jobs.figure_text import SUSPECTED, leaked, missing, missing_word, value_of
from jobs.missed import people_measures
from jobs.readings import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs.panel import Definitions, Panel


@dataclass(frozen=True)
class Moved:
    """A list of a measure and by how many people it is longer (or shorter). sentence: what it is and by how many."""

    measure: str
    listed: str
    change: float
    sentence: str


def changed_most(panel: Panel, policy: Definitions, area: str, before: str) -> Moved | None:
    """The list of people that grew or shrank most since the month `before`; of two alike the one that grew. None where none changed."""
    return max(_moved(panel, policy, area, before), key=lambda each: (abs(each.change), each.change), default=None)


def first_told(panel: Panel, policy: Definitions, area: str) -> str:
    """The first headline that has a value in the area, one that misses somebody before one that does not; without any, the first measure that has a value."""
    headlines = sorted((each for each in policy.measures.values() if each.headline is not None), key=lambda each: each.headline or 0)
    told = [each.id for each in headlines if value_of(panel.figure(each.id, area)) is not None]
    amiss = [name for name in told if (head := missing(panel.figure(name, area), policy.readings[name])) and head.units]
    others = (name for name in policy.measures if value_of(panel.figure(name, area)) is not None)
    return next(iter(amiss or told), None) or next(others, next(iter(policy.measures)))


def leading(panel: Panel, policy: Definitions, area: str) -> str:
    """The measure whose list changed most since the month before; without such a month or change, the first told."""
    before = max((month for month in panel.months if month < panel.month), default=None)
    most = changed_most(panel, policy, area, before) if before else None
    return most.measure if most else first_told(panel, policy, area)


def _moved(panel: Panel, policy: Definitions, area: str, before: str) -> Iterator[Moved]:
    for name in people_measures(policy):
        reading, measure = policy.readings[name], policy.measures[name]
        now, old = panel.figure(name, area), panel.figure(name, area, before)
        lists = [("missing", missing, missing_word(reading))]
        lists += [("leaked", leaked, f"不应享而享（{SUSPECTED}）")] if "inclusion" in measure.errors else []
        for listed, head_of, word in lists:
            heads = head_of(now, reading), head_of(old, reading)
            change = heads[0].people - heads[1].people if heads[0] and heads[1] else 0
            if change:
                yield Moved(name, listed, change, f"{measure.label}{word} {signed(change)}{SPACE}{PERSON}")
