"""Given what each month knows of a household; gives its people through the months: who came, who went, and whose id was corrected (no coming and going)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jobs.household_facts import PERSON
from jobs.masking import mask_id, mask_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from metrics.household_month import HouseholdMonth

Whereabouts = dict[str, dict[str, str | None]]
"""Month → person → the household in which a register has that person, for those who are not in this household that month."""


@dataclass(frozen=True)
class Moves:
    """What became of the people between two months, by key. corrected: old key → new key; joined, left: key → the other household, None where there is none."""

    joined: Mapping[str, str | None] = field(default_factory=dict)
    left: Mapping[str, str | None] = field(default_factory=dict)
    corrected: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class People:
    """The people of a household. moves: month → against the month before in which people were handed in; newest: any key of a person → the newest one."""

    moves: Mapping[str, Moves]
    newest: Mapping[str, str]
    names: Mapping[str, str]

    def same(self, key: str) -> str:
        """The newest key of the unit: of a person whose id was corrected the corrected one, of anything else its own."""
        return self.newest.get(key, key)

    def name(self, key: str) -> str:
        """The masked name of a person, "" for a unit that is none."""
        return self.names.get(self.same(key), "")


def followed(records: Sequence[HouseholdMonth], elsewhere: Whereabouts) -> People:
    """The people over the months, oldest first; elsewhere: see missing_people."""
    moves: dict[str, Moves] = {}
    newest: dict[str, str] = {}
    before: HouseholdMonth | None = None
    for record in records:
        if not record.of(PERSON):
            continue
        if before is not None:
            moves[record.month] = _moves(before, record, elsewhere)
            for old, new in moves[record.month].corrected.items():
                newest = {key: new if last == old else last for key, last in newest.items()} | {old: new}
        before = record
    names = {newest.get(unit.key, unit.key): mask_name(unit.values.get("name")) or "未具名" for record in records for unit in record.of(PERSON)}
    return People(moves, newest, names)


def missing_people(records: Sequence[HouseholdMonth]) -> dict[str, set[str]]:
    """Month → the people of the household's other months who are not in it: where they are is to be asked."""
    every = {unit.key for record in records for unit in record.of(PERSON)}
    return {record.month: absent for record in records if (absent := every - {unit.key for unit in record.of(PERSON)})}


def tail(key: str) -> str:
    """The last four of an id."""
    return mask_id(key) or "—"


def _moves(before: HouseholdMonth, after: HouseholdMonth, elsewhere: Whereabouts) -> Moves:
    was, now = ({unit.key: unit.values.get("name") for unit in one.of(PERSON)} for one in (before, after))
    there_before, there_now = elsewhere.get(before.month, {}), elsewhere.get(after.month, {})
    gone, come = [key for key in was if key not in now], [key for key in now if key not in was]
    unseen = {was[key]: key for key in gone if key not in there_now and was[key]}
    corrected = {unseen[name]: key for key in come if key not in there_before and (name := now[key]) in unseen}
    new = set(corrected.values())
    joined = {key: there_before.get(key) for key in come if key not in new}
    return Moves(joined, {key: there_now.get(key) for key in gone if key not in corrected}, corrected)
