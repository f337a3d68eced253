"""Given a county and two months; gives why lists grew or shrank between them, as it was kept when the data was loaded."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

from jobs.change_view import netted
from jobs.judge import required
from jobs.readings import HOUSEHOLD, PERSON, STATUS, TARGETING
from metrics.decomposition import IN, OUT
from metrics.kept_steps import moved, step_counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jobs.county import County
    from jobs.figure_book import FigureBook
    from jobs.panel import Panel
    from policy.reader import Policy

    Steps = Mapping[tuple[str, str], int]


class Reasons(Protocol):
    """Why the lists of measures changed since the month before."""

    def of(self, measures: Iterable[str]) -> Mapping[str, Steps]:
        """Measure → (village, reason) → units; a measure is left out of which it cannot be told."""
        ...


class NoReasons:
    """Of a first month, or where reasons are not asked for."""

    def of(self, measures: Iterable[str]) -> Mapping[str, Steps]:  # noqa: ARG002, PLR6301 - see Reasons
        """Nothing."""
        return {}


class CountyReasons:
    """Of two months of a county, as they are kept; what is not kept yet is computed, so that every reader of a version reads the same."""

    def __init__(self, book: FigureBook, before: str, after: str) -> None:
        self._book, self._months = book, (before, after)

    def of(self, measures: Iterable[str]) -> Mapping[str, Steps]:
        """See Reasons."""
        before, after = (self._book.month(month).snapshot for month in self._months)
        return step_counts(before, after, measures)


def reasons_of(panel: Panel, book: FigureBook) -> Reasons:
    """The reasons of the panel's month against the submitted month before it; book: what the panel reads its figures from."""
    return CountyReasons(book, panel.previous, panel.month) if panel.previous else NoReasons()


def keep_reasons(county: County, months: Iterable[str]) -> None:
    """Compute and keep why lists changed into and out of each of these months."""
    known, touched = county.months(), set(months)
    for before, after in zip(known, known[1:], strict=False):
        if touched & {before, after}:
            sides = (county.snapshot(before), county.snapshot(after))
            step_counts(*sides, moved(*sides, speakable(sides[1].policy)))


def speakable(policy: Policy) -> tuple[str, ...]:
    """The measures that findings can speak of, as jobs.missed.people_measures names them of a month's readings."""
    asked = ((measure, policy.populations[measure.over].unit) for measure in policy.measures.values())
    forms = {TARGETING: lambda _measure: True, STATUS: required}
    return tuple(each.id for each, unit in asked if each.ranked and unit in (PERSON, HOUSEHOLD) and each.form in forms and forms[each.form](each))


def tally(steps: Steps, villages: frozenset[str]) -> Counter[str]:
    """Reason → units inside an area; who moved inside it neither came nor went."""
    found: Counter[str] = Counter()
    for (village, reason), units in steps.items():
        if village in villages:
            found[reason] += units
    return netted(found)


def most(counts: Counter[str], *, came: bool) -> str:
    """The reason for which most units came (or went); "" where none did. Of reasons alike the first of metrics.decomposition's."""
    side = IN if came else OUT
    best = max(side, key=lambda reason: counts[reason])
    return best if counts[best] else ""
