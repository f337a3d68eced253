"""Given a seed; gives the planted truth: by month, measure, village and part what the figures must be, counted from the hand-written files and nothing else."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from data_loaders.layout import read_layouts
from sample_data.county import build
from sample_data.model import CASE_MEASURES, COUNTY_CODE, HOUSEHOLD_MEASURES, MONTHS, OUTSIDE, PERSON_MEASURES, SEED, SampleError, edition
from sample_data.places import read_townships
from sample_data.planted_rows import area_in, planted_rows, standing
from sample_data.planting import UNTOLD, read_planted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sample_data.model import Household, MemberSpec, Sample
    from sample_data.planting import Everyone

Truth = dict[tuple[str, str, str, str], float]
"""(month, measure, area, part) → number. Parts: the cells; in_time, late, overdue, open, unknown; agrees, differs, unknown; numerator, denominator, untold."""


@cache
def planted_truth(seed: int = SEED) -> Truth:
    """What every planted measure must give in every village, zeros left out. Raises SampleError."""
    truth: Truth = defaultdict(float)
    for measure, month, area, part, number in (*_of_rows(seed), *_of_everyone(seed)):
        truth[month, measure, area, part] += number
    return {key: number for key, number in truth.items() if number}


def worked_figures() -> Iterator[tuple[str, str, str, str, float]]:
    """Month, measure, area code, part and number of every figure that was worked out for a whole area."""
    codes = {township.name: township.code for township in read_townships()} | {"county": COUNTY_CODE}
    for one in read_planted().worked:
        for part, numbers in one.parts.items():
            yield from ((month, one.measure, codes.get(one.area, one.area), part, number) for month, number in zip(MONTHS, numbers, strict=True))


@cache
def planted_measures() -> Mapping[str, frozenset[str]]:
    """Every measure that has a planted truth → its kinds: "cells" (rows or units stand somewhere), "adds" (rows add up), "worked" (for whole areas)."""
    planted = read_planted()
    found: dict[str, set[str]] = {}
    for group in planted.groups:
        for kind, measures in (("cells", group.cells), ("adds", group.adds)):
            for measure in measures:
                found.setdefault(measure, set()).add(kind)
    for one in planted.everyone:
        found.setdefault(one.measure, set()).add("cells")
    for one in planted.worked:
        found.setdefault(one.measure, set()).add("worked")
    return {measure: frozenset(kinds) for measure, kinds in found.items()}


def _of_rows(seed: int) -> Iterator[tuple[str, str, str, str, float]]:
    layouts = read_layouts()
    for sheet, rows in planted_rows(seed).items():
        for position, month in enumerate(MONTHS):
            handed = standing(layouts[sheet], month)
            for row in (one for one in rows if handed in one.group.months):
                area = area_in(row, month)
                for measure, six in row.group.cells.items():
                    if six[position] != OUTSIDE:
                        yield measure, month, area, six[position], 1
                for measure, numbers in row.group.adds.items():
                    yield from ((measure, month, area, part, number) for part, number in _added(numbers[position]))


def _added(numbers: tuple[float, ...] | str) -> list[tuple[str, float]]:
    if numbers == UNTOLD:
        return [("untold", 1)]
    return list(zip(("numerator", "denominator"), (number for number in numbers if not isinstance(number, str)), strict=False))


def _of_everyone(seed: int) -> Iterator[tuple[str, str, str, str, float]]:
    sample = build(seed)
    for one in read_planted().everyone:
        for area_by_edition, six in _six_cells(sample, one):
            for position, month in enumerate(MONTHS):
                if six[position] != OUTSIDE:
                    yield one.measure, month, area_by_edition[edition(month)], six[position], 1


def _six_cells(sample: Sample, one: Everyone) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """Villages and cells of everybody that the measure can count."""
    names = {household.spec.id for household in sample.households}
    unknown = {key.split("@")[0].split("#")[0] for key in one.override} - names
    if unknown:
        raise SampleError(f"{one.measure}：没有放下的原型 {'、'.join(sorted(unknown))}")
    for household in sample.households:
        if one.over == "person":
            for position, person in enumerate(household.people):
                yield household.villages, _of_person(one, household, person.spec, position)
        elif one.over != "case" or household.spec.case:
            yield household.villages, _of_household(one, household)
    if one.over == "person":
        for stranger in sample.strangers:
            yield (stranger.area, stranger.area), one.strangers.get(stranger.spec.id, (OUTSIDE,) * len(MONTHS))


def _of_person(one: Everyone, household: Household, spec: MemberSpec, position: int) -> tuple[str, ...]:
    chosen = _override(one, f"{household.spec.id}#{position}", household.context) or one.stages.get(spec.stage) or one.default
    _check_like(one, PERSON_MEASURES)
    return _within(chosen, spec.cells[household.context][one.like]) if one.like else chosen


def _of_household(one: Everyone, household: Household) -> tuple[str, ...]:
    chosen = _override(one, household.spec.id, household.context) or one.default
    if not one.like:
        return chosen
    if one.over == "case" and household.spec.case:
        _check_like(one, CASE_MEASURES)
        return _within(chosen, household.spec.case.cells[household.context][one.like])
    _check_like(one, HOUSEHOLD_MEASURES)
    return _within(chosen, household.spec.cells[household.context][one.like])


def _check_like(one: Everyone, known: tuple[str, ...]) -> None:
    if one.like and one.like not in known:
        raise SampleError(f"{one.measure}：like 只能是 {'、'.join(known)}")


def _override(one: Everyone, name: str, context: str) -> tuple[str, ...] | None:
    return one.override.get(f"{name}@{context}") or one.override.get(name)


def _within(chosen: tuple[str, ...], like: tuple[str, ...]) -> tuple[str, ...]:
    """The cells, but outside where the older measure with the same universe has the unit outside."""
    return tuple(OUTSIDE if old == OUTSIDE else new for new, old in zip(chosen, like, strict=True))
