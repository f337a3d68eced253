"""Given a figure and its measure; gives its light and the words for its change, in the direction that is good for the measure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import SPACE, points
from charts.shortfall import GOOD, NO_LIGHT, POOR, SMALL_BASE, WATCH, Light, light
from jobs.figure_text import value_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.model import Figure
    from policy.model import Measure


@dataclass(frozen=True)
class Change:
    """A change against the month before in words; tone: better, worse, flat or none."""

    text: str
    tone: str


def light_of(figure: Figure | None, measure: Measure) -> Light:
    """The light of one figure."""
    if figure is None:
        return NO_LIGHT
    return light(value_of(figure), target=measure.target, higher_is=measure.higher_is, small=figure.small)


def change_of(now: Figure | None, before: Figure | None, measure: Measure) -> Change:
    """The change of the rate in percentage points."""
    new, old = value_of(now), value_of(before)
    if new is None or old is None:
        return Change("" if new is None else "上月无可比数据", "none")
    text = points(new, old)
    if text == "持平":
        return Change("较上月持平", "flat")
    better = (new > old) == (measure.higher_is == "better")
    return Change(f"较上月{SPACE}{text}", "better" if better else "worse")


@dataclass(frozen=True)
class Verdicts:
    """How many measures stand good, to be watched and poor in an area, and how many have too small a base to say."""

    good: int
    watch: int
    poor: int
    small: int

    @property
    def light(self) -> Light:
        """The light of the area: the worst that any of its measures has."""
        if self.poor:
            return POOR
        if self.watch:
            return WATCH
        if self.good:
            return GOOD
        return SMALL_BASE if self.small else NO_LIGHT


def verdicts(lights: Iterable[Light]) -> Verdicts:
    """Count lights; undefined values do not count."""
    seen = Counter(each.key for each in lights)
    return Verdicts(*(seen[each.key] for each in (GOOD, WATCH, POOR, SMALL_BASE)))
