"""Given a snapshot and a condition that somebody asks about a population; gives its figures and lists by the one kernel, without keeping a cube of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from metrics.cells import SCHEMA, compute_each
from metrics.lists import STATUS
from metrics.month_figures import MonthFigures
from metrics.snapshot import Snapshot
from metrics.waiting import waiting
from policy.model import Measure, MeasureVersion

if TYPE_CHECKING:
    from policy.rules import Rule

AD_HOC = "ad_hoc"
"""The id of the measure that stands for the condition; no shipped measure has it."""

_ALWAYS = date(1900, 1, 1)


def asked(population: str, met: Rule, among: Rule | None, *, label: str = "") -> Measure:
    """The condition as a status measure over the population: met 是, not met 否, and the third state where it cannot be told."""
    return Measure(AD_HOC, "", label, "", STATUS, population, None, (), "better", None, (MeasureVersion(_ALWAYS, None, among=among, met=met),))


def with_measure(snapshot: Snapshot, measure: Measure) -> Snapshot:
    """The same month with this measure among its measures, so that metrics.people and metrics.explain know it too."""
    policy = replace(snapshot.policy, measures={**snapshot.policy.measures, measure.id: measure})
    return Snapshot(snapshot.store, policy, snapshot.month, snapshot.county_code)


def figures_of(snapshot: Snapshot) -> MonthFigures:
    """The figures of the snapshot's own ad-hoc measure in every area. Cubes are kept for what a county asks every month, so this one is not."""
    measure = snapshot.policy.measures[AD_HOC]
    cells = SCHEMA.empty_table() if waiting(snapshot, measure) is not None else compute_each(snapshot, [AD_HOC])[AD_HOC]
    return MonthFigures(snapshot, [AD_HOC], cube=cells)
