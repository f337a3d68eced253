"""Given a snapshot and a household; gives its members, where it and each member stand in every measure, its months and what it received."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from metrics.duck import cursor, literal, name
from metrics.has_sql import BENEFITS, RECEIVING
from metrics.household_month import household_month
from metrics.members_sql import PERSON
from metrics.population_sql import relation
from metrics.registers import HOUSEHOLD, KEY, REGISTERED
from metrics.scan import RANK, present, scan
from policy.months import shift_month

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from metrics.household_month import HouseholdMonth
    from metrics.snapshot import Snapshot
    from policy.model import Measure

MEMBER_COLUMNS = ("name", "relation", "sex", "birth_date", "age", "residence", "labour_ability", "health_status", "disability_grade", "low_income_class")
"""What a household's page says of a member, as far as the population of persons has it."""

YEAR = 11
"""Months before this one for which received benefits are listed: with this one, a year."""


@dataclass(frozen=True)
class Standing:
    """Where one unit of a household stands in one measure. cell: tt … nn, met, not_met, unknown, outside; waiting: why there is no figure (then cell is "")."""

    measure: str
    population: str
    unit: str
    cell: str
    waiting: str | None = None


def household_members(snapshot: Snapshot, household_id: str) -> pa.Table:
    """The registered members: key, then those of MEMBER_COLUMNS that are declared; in the order of birth. No rows for an unknown household."""
    held = snapshot.policy.populations[PERSON].columns
    columns = [column for column in MEMBER_COLUMNS if column in held]
    order = f"{name('birth_date')} NULLS LAST, " if "birth_date" in columns else ""
    persons = relation(snapshot, PERSON, columns)
    listed = "".join(f", {name(column)}" for column in columns)
    with cursor() as duck:
        sql = f"SELECT {KEY} AS key{listed} FROM ({persons}) WHERE {REGISTERED} AND {HOUSEHOLD} = {literal(household_id)} ORDER BY {order}{KEY}"
        return duck.sql(sql).to_arrow_table()


def household_standings(snapshot: Snapshot, household_id: str, measure_ids: Iterable[str] | None = None) -> list[Standing]:
    """Where the household, its cases, dwelling and each member stand, by measure (default: all of the policy that reach a household) and unit."""
    wanted = list(measure_ids or snapshot.policy.measures)
    return standings(household_month(snapshot, household_id, measure_ids=wanted), [snapshot.policy.measures[one] for one in wanted])


def standings(month: HouseholdMonth, measures: Iterable[Measure]) -> list[Standing]:
    """The same from what the month knows of the household."""
    found: list[Standing] = []
    for measure in measures:
        if measure.id in month.waiting:
            found.append(Standing(measure.id, measure.over, "", "", month.waiting[measure.id]))
        found += [Standing(measure.id, measure.over, unit.key, unit.cells[measure.id]) for unit in month.units if measure.id in unit.cells]
    return found


def household_months(snapshots: Sequence[Snapshot], household_id: str) -> list[str]:
    """The months among the snapshots' in which a register names the household or a member of it."""
    return [one.month for one in snapshots if _appears(one, household_id)]


def household_benefits(snapshot: Snapshot, household_id: str) -> pa.Table:
    """What the household and its members were paid in the year up to the month, by month and code.

    Columns: month, code, label, key (person named on the row), amount (yuan), state.
    """
    keys = [str(key) for key in household_members(snapshot, household_id)["key"].to_pylist()]
    return benefits_since(snapshot, household_id, keys, shift_month(snapshot.month, -YEAR))


def benefits_since(snapshot: Snapshot, household_id: str, keys: Iterable[str], since: str) -> pa.Table:
    """What the household and these people were paid from the month `since` on, up to the snapshot's month: columns of household_benefits."""
    slices = snapshot.window(BENEFITS, since)
    columns = {"person_key": "text", "household_id": "text", "amount": "number", "benefit_state": "text"}
    sql = f"SELECT {RANK}, person_key, amount, benefit_state FROM {scan(slices, columns, ranked=True)} WHERE household_id = ? OR list_contains(?, person_key)"
    with cursor() as duck:
        found = duck.execute(sql, [household_id, sorted(keys)]).fetchall()
    rows = [(slices[place].month, slices[place].key.get("policy_code", ""), *rest) for place, *rest in found]
    return _benefit_table(snapshot, sorted(rows, key=lambda row: (row[0], row[1], row[2] or "")))


def received(benefits: pa.Table) -> pa.Table:
    """The rows of household_benefits in which the money came (在享, 新增, 补发)."""
    return benefits.filter(pa.array([state in RECEIVING for state in benefits["state"].to_pylist()], pa.bool_()))


def _benefit_table(snapshot: Snapshot, rows: list[tuple[str, ...]]) -> pa.Table:
    labels = {code: benefit.label for code, benefit in snapshot.policy.benefits.items()}
    columns = {
        "month": pa.array([row[0] for row in rows], pa.string()),
        "code": pa.array([row[1] for row in rows], pa.string()),
        "label": pa.array([labels.get(row[1], row[1]) for row in rows], pa.string()),
        "key": pa.array([row[2] for row in rows], pa.string()),
        "amount": pa.array([row[3] for row in rows], pa.float64()),
        "state": pa.array([row[4] for row in rows], pa.string()),
    }
    return pa.table(columns)


def _appears(snapshot: Snapshot, household_id: str) -> bool:
    for population in snapshot.policy.populations.values():
        for table in population.registers:
            slices = snapshot.slices(table)
            if population.household not in present(slices):
                continue
            with cursor() as duck:
                sql = f"SELECT 1 FROM {scan(slices, {population.household: 'text'})} WHERE {name(population.household)} = ? LIMIT 1"
                if duck.execute(sql, [household_id]).fetchone():
                    return True
    return False
