"""Given the definitions and what a reader narrows a page to; gives the lead units and classes of household there are, their words, and the measures left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from metrics.class_figures import MONITORED, UNKNOWN
from metrics.class_figures import of_class as rows_of_class
from metrics.classes import has_class, types

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from jobs.county import County
    from jobs.panel import Defined
    from jobs.wording import Wording

    class Worded(Defined, Protocol):
        """What choices need of a Policy: what there is, and its words."""

        def say(self, text: str, month: str) -> str: ...


NOT_BY_CLASS = "不分户类别"
UNKNOWN_LABEL = "户类别未知"


def lead_units(policy: Defined) -> tuple[str, ...]:
    """The units that lead a system with measures, those with most measures first."""
    led: dict[str, int] = {}
    for measure in policy.measures.values():
        unit = policy.systems[measure.system].lead_unit
        led[unit] = led.get(unit, 0) + 1
    return tuple(sorted(led, key=lambda unit: (-led[unit], unit)))


def household_classes(policy: Worded, month: str) -> dict[str, str]:
    """Code → label of every class of household in the words of the month; empty where the definitions know of none."""
    kinds = types(policy.populations)
    if not kinds:
        return {}
    return {MONITORED: f"{policy.say('{monitored}', month)}（在册）", **{kind: kind for kind in kinds}, UNKNOWN: UNKNOWN_LABEL}


def measures_of_unit(policy: Defined, unit: str, names: Iterable[str] | None = None) -> tuple[str, ...]:
    """Those of the measures (default: all) whose system the unit leads, in their order; "" is every unit."""
    found = policy.measures if names is None else names
    return tuple(name for name in found if not unit or policy.systems[policy.measures[name].system].lead_unit == unit)


def led_by(wording: Wording, unit: str) -> Wording:
    """The definitions with the measures of one lead unit alone, so that whatever is drawn from them is of that unit; "" leaves them as they are."""
    if not unit:
        return wording
    own = measures_of_unit(wording, unit)
    return replace(wording, measures={name: wording.measures[name] for name in own}, readings={name: wording.readings[name] for name in own})


def is_by_class(policy: Defined, measure: str) -> bool:
    """Whether the measure is counted by class of household: it says of people, or of what belongs to a household, whether or not."""
    return has_class(policy.populations, policy.measures[measure])


def of_class(county: County, month: str, rows: pa.Table, code: str) -> pa.Table:
    """The rows of a list (jobs.people) whose household is of the class; "" is every class."""
    return rows_of_class(county.snapshot(month), rows, code) if code else rows
