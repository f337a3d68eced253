"""Given units and benefit codes; gives the join that says of each unit what it receives: "has:CODE" (three-valued) and "amount:CODE" (yuan)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.has_sql import by_household, code_slices, flag_sql, paid_name
from metrics.joined import Joined
from metrics.members_sql import PERSON
from metrics.registers import HOUSEHOLD, members
from metrics.rule_in_sql import amount_name, has_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from metrics.snapshot import Snapshot
    from policy.model import Population

HOUSEHOLDS = "household"
PER_HOUSEHOLD = "household"
"""Level of a benefit that is the household's."""


def benefits_joined(snapshot: Snapshot, population: Population, codes: Sequence[str]) -> Joined:
    """For a person by its own key, as metrics.registers.units has it, and by its household if the benefit is the household's; for other units by the latter.

    A household's money is counted once: with the person on whose name it was paid. A unit that was paid nothing has
    no amount (NULL); a code without a list has both columns unknown.
    """
    submitted = [code for code in codes if code_slices(snapshot, code)]
    person = population.name == PERSON
    shared = [code for code in submitted if not person or snapshot.policy.benefits[code].level == PER_HOUSEHOLD]
    joins = ""
    if shared:
        persons, households = (members(snapshot, snapshot.policy.populations[grain]) for grain in (PERSON, HOUSEHOLDS))
        joins = f" LEFT JOIN ({by_household(snapshot, shared, persons=persons, households=households)}) bh ON bh.k = u.{HOUSEHOLD}"
    columns = []
    for code in codes:
        said = [("u", codes.index(code))] if person else []
        said += [("bh", shared.index(code))] if code in shared else []
        columns += _columns(code, said) if code in submitted else _unknown(code)
    return Joined(joins, tuple(columns))


def _columns(code: str, said: list[tuple[str, int]]) -> tuple[str, str]:
    """said: the aliases that say something of the code, and its position there; the money stands with the first."""
    return f"{flag_sql(said)} AS {has_name(code)}", f"{said[0][0]}.{paid_name(code)} AS {amount_name(code)}"


def _unknown(code: str) -> tuple[str, str]:
    return f"CAST(NULL AS BOOLEAN) AS {has_name(code)}", f"CAST(NULL AS DOUBLE) AS {amount_name(code)}"
