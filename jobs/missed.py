"""Given the panel of a month and the definitions; gives who is missed by which measure: of an area as a whole, and of each area directly below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobs.figure_text import missing
from jobs.judge import required
from jobs.readings import TARGETING

if TYPE_CHECKING:
    from jobs.figure_text import Head
    from jobs.panel import Definitions, Panel


@dataclass(frozen=True)
class Missed:
    """How many one measure misses in one area, now and in the month before (None where that month has no figure)."""

    measure: str
    area_code: str
    now: Head
    before: Head | None

    @property
    def change(self) -> float | None:
        """In people; None where the month before has no figure."""
        return self.now.people - self.before.people if self.before else None


def people_measures(policy: Definitions) -> tuple[str, ...]:
    """The ranked measures whose missed units are people or households: who fits and does not get it, who does not meet a condition that all should meet."""
    asked = ((name, each, policy.measures[name]) for name, each in policy.readings.items() if each.of_people)
    return tuple(name for name, each, measure in asked if measure.ranked and (each.form == TARGETING or required(measure)))


def missed_in(panel: Panel, policy: Definitions, area: str) -> tuple[Missed, ...]:
    """Of every measure that has a figure in the area this month, nobody missed among them."""
    found = []
    for name in people_measures(policy):
        reading = policy.readings[name]
        now = missing(panel.figure(name, area), reading)
        if now is not None:
            found.append(Missed(name, area, now, missing(panel.before(name, area), reading)))
    return tuple(found)


def missed_people(panel: Panel, policy: Definitions, area: str) -> tuple[dict[str, float], dict[str, float]]:
    """By measure: how many people are missed (where anybody is), and the change since the month before.

    A change stands only where both months have a figure: a sheet that was not submitted must not look like progress.
    """
    return counted(missed_in(panel, policy, area))


def counted(found: tuple[Missed, ...]) -> tuple[dict[str, float], dict[str, float]]:
    """The same from what missed_in gave."""
    return (
        {each.measure: each.now.people for each in found if each.now.people},
        {each.measure: each.change for each in found if each.change is not None},
    )
