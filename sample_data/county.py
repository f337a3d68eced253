"""Given a seed; gives the fictional county: every archetype replicated and placed over townships and villages, the rest filled with ordinary households."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

from sample_data.archetypes import read_archetypes
from sample_data.model import COUNTY_CODE, SEED, Case, Household, Person, Sample, SampleError, Stranger
from sample_data.naming import FAMILY, birth_within, identity_number, person_name
from sample_data.places import read_townships

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sample_data.model import CaseSpec, HouseholdSpec, MemberSpec, StrangerSpec, Township, Village

HOUSEHOLDS = 6000
FEWEST_ORDINARY = 12
STRANGER_SERIAL = 9001
LOST_VILLAGE = "899"
"""Village part of a code that the area sheet does not hold."""


@cache
def build(seed: int = SEED) -> Sample:
    """The county of a seed; the same seed gives the same county. Raises SampleError for an archetype that cannot be placed."""
    return _Builder(seed).sample()


class _Builder:
    """Places households one after another; keeps what must not repeat: identity numbers and serials."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.rng = Random(seed)
        self.townships = read_townships()
        self.ids: set[str] = set()
        self.serials: dict[str, int] = defaultdict(int)
        self.cases = 0
        self.households: list[Household] = []

    def sample(self) -> Sample:
        archetypes = read_archetypes()
        for spec in archetypes.households:
            for township in self._townships_of(spec):
                self._place(spec, township, self.rng.choice(township.villages))
        self._fill([spec for spec in archetypes.households if spec.share])
        strangers = tuple(self._stranger(spec, number) for spec in archetypes.strangers for number in range(spec.count))
        return Sample(self.seed, self.townships, tuple(self.households), strangers)

    def _townships_of(self, spec: HouseholdSpec) -> list[Township]:
        """One township per household wanted: the numbers named in `where`, then `count` spread by number of villages."""
        named = spec.where if isinstance(spec.where, dict) else {}
        fixed = [township for name, number in named.items() for township in [self._by_name(name)] * number]
        if not spec.count:
            return fixed
        open_to = [township for township in self.townships if _may_stand_in(spec, township)]
        weights = [len(township.villages) for township in open_to]
        return fixed + self.rng.choices(open_to, weights, k=spec.count)

    def _by_name(self, name: str) -> Township:
        for township in self.townships:
            if township.name == name:
                return township
        raise SampleError(f"没有“{name}”这个苏木镇")

    def _fill(self, ordinary: list[HouseholdSpec]) -> None:
        """Ordinary households until the county has its size, every village at least a few."""
        villages = [(township, village) for township in self.townships for village in township.villages]
        sizes = [self.rng.randrange(60, 140) for _ in villages]
        left = HOUSEHOLDS - len(self.households) - FEWEST_ORDINARY * len(villages)
        for (township, village), size in zip(villages, sizes, strict=True):
            fitting = [spec for spec in ordinary if not spec.kinds or township.type in spec.kinds]
            wanted = FEWEST_ORDINARY + round(left * size / sum(sizes))
            for spec in self.rng.choices(fitting, [spec.share for spec in fitting], k=wanted):
                self._place(spec, township, village)

    def _place(self, spec: HouseholdSpec, township: Township, village: Village) -> None:
        number, villages, unit_codes = self._location(spec, township, village)
        family = self.rng.choice(FAMILY)
        people = tuple(self._person(member, family, township) for member in spec.members)
        case = self._case(spec.case) if spec.case else None
        context = _context(spec, township)
        self._check_case(spec, context)
        self.households.append(Household(spec, number, township, villages, unit_codes, context, self._incomes(spec), people, case))

    def _check_case(self, spec: HouseholdSpec, context: str) -> None:
        if spec.case and context not in spec.case.cells:
            raise SampleError(f"{spec.id}：个案没有写 {context} 情形的格")

    def _location(self, spec: HouseholdSpec, township: Township, village: Village) -> tuple[str, tuple[str, str], tuple[str, str]]:
        """Household number, villages counted in, and unit codes as written in the two registers."""
        other = self.rng.choice([one for one in township.villages if one.code != village.code])
        if spec.place == "relocated":
            return self._number(other.code), (village.code, village.code), (village.code, village.code)
        if spec.place == "moves":
            return self._number(village.code), (village.code, other.code), (village.code, other.code)
        if spec.place == "unplaced":
            lost = township.code + LOST_VILLAGE
            unplaced = township.code + "000"
            return self._number(lost), (unplaced, unplaced), (lost, lost)
        return self._number(village.code), (village.code, village.code), (village.code, village.code)

    def _number(self, village: str) -> str:
        self.serials[village] += 1
        return f"{village}{self.serials[village]:04d}"

    def _person(self, spec: MemberSpec, family: str, township: Township) -> Person:
        attributes = spec.attributes[0]
        sex = attributes["sex"] or self._usual_sex(attributes)
        birth = date.fromisoformat(attributes["birth"]) if attributes["birth"] else birth_within(self.rng, *attributes["age"])
        surname = self.rng.choice(FAMILY) if attributes["relation"] in ("配偶", "父母") else family
        name = person_name(self.rng, sex, surname, steppe=township.type == "苏木")
        return Person(spec, identity_number(self.rng, birth, sex, self.ids), name, sex, birth)

    def _usual_sex(self, attributes: Mapping[str, Any]) -> str:
        if attributes["relation"] == "配偶":
            return "女"
        if attributes["relation"] == "户主":
            return "男" if self.rng.random() < 0.85 else "女"
        return self.rng.choice("男女")

    def _case(self, spec: CaseSpec) -> Case:
        self.cases += 1
        months = spec.identified
        identified = months if isinstance(months, str) else _month_between(self.rng, *months)
        return Case(f"JC-{identified[:4]}-{self.cases:04d}", identified, self.rng.randrange(2, 27))

    def _incomes(self, spec: HouseholdSpec) -> tuple[int, int]:
        """Net income per head in May and in August: the same where the archetype names no other."""
        may = self._income(spec.attributes[0]["income"])
        same = spec.attributes[0]["income"] == spec.attributes[1]["income"]
        return may, may if same else self._income(spec.attributes[1]["income"])

    def _income(self, wanted: int | list[int]) -> int:
        return wanted if isinstance(wanted, int) else self.rng.randrange(wanted[0], wanted[1] + 1)

    def _stranger(self, spec: StrangerSpec, number: int) -> Stranger:
        village = self.rng.choice(self.rng.choice(self.townships).villages)
        sex = self.rng.choice("男女")
        id_no = identity_number(self.rng, birth_within(self.rng, *spec.age), sex, self.ids)
        name = person_name(self.rng, sex, self.rng.choice(FAMILY), steppe=False)
        if spec.place == "county":
            return Stranger(spec, id_no, name, "", COUNTY_CODE + "000000")
        return Stranger(spec, id_no, name, f"{village.code}{STRANGER_SERIAL + number}", village.code)


def _may_stand_in(spec: HouseholdSpec, township: Township) -> bool:
    """Archetypes are written for units that hand in; only those with where = "all" also stand in the silent farm."""
    if isinstance(spec.where, list):
        return township.name in spec.where
    limit = spec.only or (spec.where if isinstance(spec.where, str) else None)
    if limit == "all":
        return True
    return township.source == limit if limit else township.source != "silent"


def _context(spec: HouseholdSpec, township: Township) -> str:
    if township.source == "export":
        return "export" if spec.attributes[0]["in_export"] else "plain"
    return township.source


def _month_between(rng: Random, first: str, last: str) -> str:
    start, end = (int(text[:4]) * 12 + int(text[5:]) - 1 for text in (first, last))
    index = rng.randrange(start, end + 1)
    return f"{index // 12}-{index % 12 + 1:02d}"
