"""Given the panel of a month, the definitions and why lists changed; gives findings: sentences bound to a measure, a place and a list, each with its basis.

Screen, Word, slides, workbook and PDF all say these sentences; none of them makes one of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import SPACE, count
from jobs.change_view import reason_words
from jobs.figure_text import basis, missing_text, unknown, value_of
from jobs.readings import PERSON, TARGETING
from jobs.reasons import most, tally
from metrics.decomposition import IN, OUT

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from jobs.figure_text import Head
    from jobs.missed import Missed
    from jobs.panel import Definitions, Panel
    from jobs.readings import Reading
    from jobs.reasons import Reasons, Steps
    from metrics.model import Figure

MISSING, UNKNOWN = "missing", "newly_unknown"
LOOKED_AT = 12
"""Decreases whose reasons are looked at for the few that are shown: some shrank only since data went missing."""


@dataclass(frozen=True)
class Finding:
    """One finding. The sentence is what · missed · moved · reason, of which each part but the first opens its own list.

    list_name: the list that `missed` opens; since: the month that `moved` compares with, "" without one; change: in people, None where that month has no
    figure; reason: for which most units came or went ("其中 9 人新符合条件"), with its code, "" where it cannot be told; rests_on: numerator, denominator and
    unknown.
    """

    measure: str
    area_code: str
    what: str
    missed: str
    moved: str
    reason: str
    reason_code: str
    people: float
    change: float | None
    since: str
    rests_on: str
    lead_unit: str
    list_name: str = MISSING

    @property
    def sentence(self) -> str:
        """The whole sentence, without a full stop."""
        return "，".join(part for part in (self.what + self.missed, self.moved, self.reason) if part)


@dataclass(frozen=True)
class Findings:
    """Those of one area in one month. worst: by people missed; more, fewer: by change, where both months have a figure; each measure once in each."""

    worst: tuple[Finding, ...]
    more: tuple[Finding, ...]
    fewer: tuple[Finding, ...]


def findings(panel: Panel, policy: Definitions, found: Iterable[Missed], number: int, reasons: Reasons) -> Findings:
    """At most so many of each, of the places that `found` tells of; a place with nobody missed is no finding, nor is one of a first month a change.

    A list that is shorter mostly because data went missing has not become better, and stands in none.
    """
    found = tuple(found)
    missed, changed = [each for each in found if each.now.units], [each for each in found if each.change]
    worst = _once(sorted(missed, key=_by_people))[:number]
    more = _once(sorted((each for each in changed if (each.change or 0) > 0), key=lambda each: (-(each.change or 0), *_by_people(each))))[:number]
    fewer = _once(sorted((each for each in changed if (each.change or 0) < 0), key=lambda each: (each.change or 0, *_by_people(each))))[:LOOKED_AT]
    steps = reasons.of(dict.fromkeys(each.measure for each in (*worst, *more, *fewer) if each.change))
    counts = {(each.measure, each.area_code): _counts(panel, each, steps.get(each.measure)) for each in (*worst, *more, *fewer)}
    better = [each for each in fewer if most(counts[each.measure, each.area_code], came=False) != UNKNOWN][:number]
    made = ([_finding(panel, policy, each, counts[each.measure, each.area_code]) for each in some] for some in (worst, more, better))
    return Findings(*(tuple(some) for some in made))


def _by_people(each: Missed) -> tuple[float, float, str, str]:
    """Most people first, of those alike the one that grew most; then by code, so that the same data gives the same order."""
    return -each.now.people, -(each.change or 0), each.area_code, each.measure


def _once(found: Iterable[Missed]) -> list[Missed]:
    """The first of each measure."""
    first: dict[str, Missed] = {}
    for each in found:
        first.setdefault(each.measure, each)
    return list(first.values())


def _counts(panel: Panel, each: Missed, steps: Steps | None) -> Counter[str]:
    """Reason → units of the place; nothing where they do not add up to the change of the figures."""
    villages = frozenset(area.code for area in panel.inside(each.area_code))
    found = tally(steps or {}, villages)
    came, went = (sum(found[reason] for reason in side) for side in (IN, OUT))
    moved = each.now.units - each.before.units if each.before else 0
    return found if came - went == moved else tally({}, villages)


def _finding(panel: Panel, policy: Definitions, each: Missed, counts: Counter[str]) -> Finding:
    measure, reading = policy.measures[each.measure], policy.readings[each.measure]
    figure = panel.figure(each.measure, each.area_code)
    moved = each.now.units - each.before.units if each.before else 0
    code = most(counts, came=moved > 0) if moved else ""
    return Finding(
        each.measure,
        each.area_code,
        f"{panel.place(each.area_code)}{measure.label}",
        missing_text(figure, reading),
        moved_text(each.now, each.before),
        _reason(counts, code, reading.unit, reason_words(measure)[code]) if code else "",
        code,
        each.now.people,
        each.change,
        (panel.previous or "") if each.before else "",
        rests_on(figure, reading),
        policy.systems[measure.system].lead_unit,
    )


def _reason(counts: Counter[str], code: str, unit: str, word: str) -> str:
    """ "其中 9 人新符合条件"; where others went the other way, so that 9 may be more than the change: "新增的 12 人里 9 人新符合条件"."""
    came, went = (sum(counts[reason] for reason in side) for side in (IN, OUT))
    told = f"{count(counts[code])}{SPACE}{unit}{word}"
    if not came or not went:
        return f"其中{SPACE}{told}"
    side = f"新增的{SPACE}{count(came)}" if code in IN else f"减下的{SPACE}{count(went)}"
    return f"{side}{SPACE}{unit}里{SPACE}{told}"


def moved_text(now: Head, before: Head | None) -> str:
    """ "较上月增加 5 户 12 人", "较上月减少 3 人", "较上月持平"; "" where the month before has no figure."""
    if before is None:
        return ""
    units = now.units - before.units
    persons = None if now.unit == PERSON or now.persons is None or before.persons is None else now.persons - before.persons
    if persons is None or (units > 0) == (persons > 0) and (units < 0) == (persons < 0):
        more = "" if persons is None else f"{SPACE}{count(abs(persons))}{SPACE}{PERSON}"
        return f"较上月{_way(units)}{SPACE}{count(abs(units))}{SPACE}{now.unit}{more}" if units else "较上月持平"
    return f"较上月{now.unit}数{_amount(units, now.unit)}、人数{_amount(persons, PERSON)}"


def _way(change: float) -> str:
    return "增加" if change > 0 else "减少"


def _amount(change: float, unit: str) -> str:
    return f"{_way(change)}{SPACE}{count(abs(change))}{SPACE}{unit}" if change else "持平"


def rests_on(figure: Figure | None, reading: Reading) -> str:
    """ "应享已享 36/168 人，疑似；无法判定 3 人": what the number of missed is counted among, and who cannot be told."""
    word = "应享已享" if reading.form == TARGETING else "存在问题" if reading.worse else "达到"
    left = unknown(figure, reading)
    return (f"{word}{SPACE}" if value_of(figure) is not None else "") + basis(figure, reading) + (f"；无法判定{SPACE}{left.text}" if left else "")
