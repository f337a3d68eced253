"""Given nothing; gives the frozen types of the fictional county: places, archetypes with their hand-written cells, and the people placed from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

SEED = 159921
"""The seed of the committed files; another seed gives another county of the same archetypes."""

COUNTY_CODE = "159921"
COUNTY_NAME = "曙光旗"
MONTHS = ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10")
REGISTER_MONTHS = ("2026-05", "2026-08")
"""Registers are handed in twice and stand for three months each."""

CONTEXTS = ("plain", "sheet", "export", "silent")
"""How a household's monitoring is known: not at all monitored nor exported; by the 监测对象 sheet; by the national export; in May only."""

PERSON_MEASURES = (
    "dibao_paid",
    "single_dibao_paid",
    "extreme_poverty_paid",
    "living_allowance",
    "nursing_allowance",
    "pension_premium_paid",
    "pension_enrolled",
    "medical_enrolled",
    "medical_subsidy",
    "school_attendance",
    "poverty_insurance",
    "old_age_allowance",
    "orphan_allowance",
    "child_without_care_allowance",
)
HOUSEHOLD_MEASURES = ("monitoring_admission", "no_labour_floor", "dibao_monitoring_link", "household_plan", "housing_safe", "water_safe")
CASE_MEASURES = ("development_help_in_time", "risk_clearance")
RISK_MEASURE = "case_help_matched"
MEASURES = (*HOUSEHOLD_MEASURES, *PERSON_MEASURES, *CASE_MEASURES, RISK_MEASURE)
OUTSIDE = "outside"
CELLS = ("tt", "tf", "tn", "ft", "ff", "fn", "nt", "nf", "nn", "met", "unmet", "unknown", OUTSIDE)


class SampleError(ValueError):
    """An archetype or a place is written in a way that cannot be read; the text names the file and the entry."""


@dataclass(frozen=True)
class Village:
    """A village-level unit (嘎查村, 居委会, 分场). aliases are other ways of writing its name."""

    code: str
    name: str
    type: str
    lon: float
    lat: float
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Township:
    """A township-level unit; source: sheet, export or silent (see places/townships.toml)."""

    code: str
    name: str
    type: str
    source: str
    aliases: tuple[str, ...]
    villages: tuple[Village, ...]


@dataclass(frozen=True)
class CaseSpec:
    """A monitoring case. cells: context → measure → six cells; help_cells: context → risk → six cells."""

    type: str
    risks: tuple[str, ...]
    identified: str | tuple[str, str]
    cleared: str | None
    clear_mode: str
    state: str
    development: str
    no_labour: bool
    help: Mapping[str, str]
    problems: Mapping[str, str]
    cells: Mapping[str, Mapping[str, tuple[str, ...]]]
    help_cells: Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True)
class MemberSpec:
    """A member: attributes in May and in August, benefits as code → month → state, cells as context → measure → six cells."""

    stage: str
    attributes: tuple[Mapping[str, Any], Mapping[str, Any]]
    benefits: Mapping[str, Mapping[str, str]]
    cells: Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True)
class HouseholdSpec:
    """An archetype: how many and where, its attributes in May and August, its members, its case, the household's cells."""

    id: str
    story: str
    count: int
    share: int
    where: Any
    only: str | None
    kinds: tuple[str, ...]
    place: str
    attributes: tuple[Mapping[str, Any], Mapping[str, Any]]
    housing: tuple[Mapping[str, str], Mapping[str, str]] | None
    water: Mapping[str, str] | None
    benefits: Mapping[str, Mapping[str, str]]
    members: tuple[MemberSpec, ...]
    case: CaseSpec | None
    cells: Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True)
class StrangerSpec:
    """A recipient who is in no register. place: county (no household number) or village."""

    id: str
    story: str
    count: int
    place: str
    age: tuple[int, int]
    medical_subsidy: int
    benefits: Mapping[str, Mapping[str, str]]
    cells: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Person:
    """A person placed from a member of an archetype."""

    spec: MemberSpec
    id_no: str
    name: str
    sex: str
    birth: date


@dataclass(frozen=True)
class Case:
    """The case of a placed household; `number` is the case number in the 监测对象 sheet, months are YYYY-MM."""

    number: str
    identified: str
    day: int


@dataclass(frozen=True)
class Household:
    """A placed household. village: code counted in May to July and from August; unit_code likewise as written in the register."""

    spec: HouseholdSpec
    id: str
    township: Township
    villages: tuple[str, str]
    unit_codes: tuple[str, str]
    context: str
    incomes: tuple[int, int]
    people: tuple[Person, ...]
    case: Case | None = None


@dataclass(frozen=True)
class Stranger:
    """A recipient in no register: household_id may be empty; area is where the recipient is counted."""

    spec: StrangerSpec
    id_no: str
    name: str
    household_id: str
    area: str


@dataclass(frozen=True)
class Sample:
    """The whole county of one seed."""

    seed: int
    townships: tuple[Township, ...]
    households: tuple[Household, ...]
    strangers: tuple[Stranger, ...] = field(default_factory=tuple)


def edition(month: str) -> int:
    """Which register stands in the month: 0 for May's, 1 for August's."""
    return 0 if month < REGISTER_MONTHS[1] else 1
