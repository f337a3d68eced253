"""Given a figure and its measure; gives its light and the words for its change, in the direction that is good for the measure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import NONE, SPACE, points, signed
from charts.shortfall import GOOD, NO_LIGHT, PLAIN, POOR, SMALL_BASE, WATCH, Light, LightBorders, colour_class, light
from jobs.figure_text import value_of, value_text
from jobs.readings import LEDGER, STATUS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs.readings import Reading
    from metrics.model import Figure
    from policy.model import Measure
    from policy.reader import Policy

BORDERS = ("light_watch_points", "light_bad_points", "area_watch_percent", "area_bad_percent")
"""The parameters that hold the borders, in percentage points and percent."""
ENOUGH = 5
"""An area with fewer judged measures than this gets no light: three good ones of twenty say nothing about it."""


@dataclass(frozen=True)
class Change:
    """A change against the month before in words; tone: better, worse, flat or none."""

    text: str
    tone: str


@dataclass(frozen=True)
class Judgement:
    """The borders that a county judges by. area_watch, area_poor: shares of poor measures beyond which an area is to be watched, and is poor."""

    lights: LightBorders
    area_watch: float
    area_poor: float


def judgement(policy: Policy, month: str, county_code: str) -> Judgement:
    """The borders in force in the month: the county's own where it has set them, else those that ship. Raises OutOfValidityError."""
    watch, poor, area_watch, area_poor = (float(policy.parameter(key, month, county_code).value or 0) / 100 for key in BORDERS)
    return Judgement(LightBorders(watch, poor), area_watch, area_poor)


def judged(figure: Figure | None, measure: Measure, reading: Reading) -> bool:
    """Whether the figure can be good or poor at all.

    An amount is neither; a share of a ledger and a condition only where a target says so (what part of a fund is left over, how many villages are models, how
    many clues the cadres found themselves); a plan not before its first day.
    """
    if figure is None or value_of(figure) is None or not reading.is_share:
        return False
    if reading.form == LEDGER:
        return (reading.agrees and not reading.against) or measure.target is not None
    if reading.form == STATUS and not required(measure):
        return False
    return figure.pace is None or figure.pace.complete or figure.pace.pace != 0


def required(measure: Measure) -> bool:
    """Whether a condition is one that all should meet: a clause sets a target, or 总览 puts it first."""
    return measure.target is not None or measure.headline is not None


def aim_of(figure: Figure | None, measure: Measure) -> float | None:
    """What the value is held against: the measure's target, of a plan that is not finished the share that should be done by now (序时进度)."""
    pace = figure.pace if figure is not None else None
    if pace is None or pace.pace is None:
        return measure.target
    return pace.pace * (1.0 if measure.target is None else measure.target)


def light_of(figure: Figure | None, measure: Measure, reading: Reading, borders: LightBorders) -> Light:
    """The light of one figure."""
    if figure is None or not judged(figure, measure, reading):
        return NO_LIGHT if value_text(figure, reading) == NONE else PLAIN
    return light(value_of(figure), target=aim_of(figure, measure), higher_is=measure.higher_is, borders=borders, small=figure.small)


def class_of(figure: Figure | None, measure: Measure, reading: Reading) -> int | None:
    """Which of the five colours the figure has; None where it has none."""
    value = value_of(figure)
    if value is None or not judged(figure, measure, reading):
        return None
    return colour_class(value, target=aim_of(figure, measure), higher_is=measure.higher_is)


def change_of(now: Figure | None, before: Figure | None, measure: Measure, reading: Reading) -> Change:
    """The change of the rate in percentage points, of an amount in its own unit."""
    new, old = (value_of(each) if reading.against or reading.is_share else _amount(each) for each in (now, before))
    if new is None or old is None:
        return Change("" if new is None else "上月无可比数据", "none")
    text = points(new, old) if reading.is_share else _difference(new - old, reading)
    if text == "持平":
        return Change("较上月持平", "flat")
    better = (new > old) == (measure.higher_is == "better")
    return Change(f"较上月{SPACE}{text}", "better" if better else "worse")


def _amount(figure: Figure | None) -> float | None:
    return figure.ledger.amount if figure is not None and figure.ledger is not None else None


def _difference(change: float, reading: Reading) -> str:
    unit = f"{SPACE}{reading.amount}" if reading.amount else ""
    text = signed(round(change, 1))
    return text if text == "持平" else f"{text}{unit}"


@dataclass(frozen=True)
class Verdicts:
    """How many measures stand good, to be watched and poor in an area, and how many have too small a base to say."""

    good: int
    watch: int
    poor: int
    small: int

    def light(self, borders: Judgement) -> Light:
        """The light of the area, by the share of its judged measures that are poor; the worst measure alone would make nearly every area poor."""
        judged = self.good + self.watch + self.poor
        if judged < ENOUGH:
            return SMALL_BASE if self.small else NO_LIGHT
        share = self.poor / judged
        if share <= borders.area_watch:
            return GOOD
        return WATCH if share <= borders.area_poor else POOR


def verdicts(lights: Iterable[Light]) -> Verdicts:
    """Count lights; undefined values do not count."""
    seen = Counter(each.key for each in lights)
    return Verdicts(*(seen[each.key] for each in (GOOD, WATCH, POOR, SMALL_BASE)))
