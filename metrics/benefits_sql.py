"""Given units and benefit codes; gives the join that says of each unit what it receives: "has:CODE" (three-valued) and "amount:CODE" (yuan)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.duck import name
from metrics.has_sql import by_household, by_person, code_slices, flag_sql
from metrics.joined import Joined
from metrics.members_sql import PERSON
from metrics.registers import HOUSEHOLD, KEY, members
from metrics.rule_in_sql import amount_name, has_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from metrics.snapshot import Snapshot
    from policy.model import Population

HOUSEHOLDS = "household"
PER_HOUSEHOLD = "household"
"""Level of a benefit that is the household's."""


def benefits_joined(snapshot: Snapshot, population: Population, codes: Sequence[str]) -> Joined:
    """For a person by its own key, and by its household if the benefit is the household's; for other units by the household.

    A household's money is counted once: with the person on whose name it was paid. A code without a list has both columns unknown.
    """
    submitted = [code for code in codes if code_slices(snapshot, code)]
    person = population.name == PERSON
    shared = [code for code in submitted if not person or snapshot.policy.benefits[code].level == PER_HOUSEHOLD]
    joins = f" LEFT JOIN ({by_person(snapshot, submitted)}) bp ON bp.k = u.{KEY}" if person and submitted else ""
    if shared:
        persons, households = (members(snapshot, snapshot.policy.populations[grain]) for grain in (PERSON, HOUSEHOLDS))
        joins += f" LEFT JOIN ({by_household(snapshot, shared, persons=persons, households=households)}) bh ON bh.k = u.{HOUSEHOLD}"
    columns = [column for code in codes for column in _columns(code, person=person, shared=code in shared, submitted=code in submitted)]
    return Joined(joins, tuple(columns))


def _columns(code: str, *, person: bool, shared: bool, submitted: bool) -> tuple[str, str]:
    if not submitted:
        return f"CAST(NULL AS BOOLEAN) AS {has_name(code)}", f"CAST(NULL AS DOUBLE) AS {amount_name(code)}"
    flags = ([f"bp.{name('flag:' + code)}"] if person else []) + ([f"bh.{name('flag:' + code)}"] if shared else [])
    amount = f"{'bp' if person else 'bh'}.{name('amount:' + code)}"
    return f"{flag_sql(flags)} AS {has_name(code)}", f"coalesce({amount}, 0) AS {amount_name(code)}"
