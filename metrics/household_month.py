"""Given a snapshot and a household; gives what the month knows of it: its units of every kind, where each stands in every measure, and some of their values.

One pass over each population, for all of its measures together, and only over those in which the household has a unit at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from metrics.areas import TOWNSHIP
from metrics.benefits_sql import HOUSEHOLDS
from metrics.counted import Counted, counted, placed_code_sql
from metrics.duck import cursor, name, wide_cursor
from metrics.has_sql import BENEFITS
from metrics.lists import cell_name
from metrics.members_sql import PERSON
from metrics.population_sql import VILLAGE, relation
from metrics.registers import HOUSEHOLD, KEY, REGISTERED
from metrics.summed import Summed, stepped
from metrics.summing import is_summed, summed_measure
from metrics.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from metrics.snapshot import Snapshot
    from policy.model import Measure, Population

_FIXED = 3


@dataclass(frozen=True)
class Unit:
    """One unit of the household. cells: measure → name of its cell ("outside" for not counted); values: column → value, of the columns asked for."""

    population: str
    key: str
    village: str | None
    registered: bool
    cells: Mapping[str, str]
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class HouseholdMonth:
    """A household in a month. village: its code, None where no register names the household or a member; waiting: measure → why it has no figure.

    handed_in: population → the townships that handed in one of its registers ("" for a list of the whole county); paid_lists: codes with a list of this month.
    """

    month: str
    household: str
    village: str | None
    units: tuple[Unit, ...]
    waiting: Mapping[str, str]
    handed_in: Mapping[str, frozenset[str]]
    paid_lists: frozenset[str]

    def of(self, population: str) -> tuple[Unit, ...]:
        """Its units of one kind that a register has, by key."""
        return tuple(unit for unit in self.units if unit.population == population and unit.registered)

    def has_list(self, population: str, village: str | None) -> bool:
        """Whether a register of the population counts for the township of this village (a code), or for the whole county."""
        return bool(self.handed_in.get(population, frozenset()) & {"", (village or "")[:TOWNSHIP]})


def household_month(
    snapshot: Snapshot, household_id: str, columns: Mapping[str, Iterable[str]] | None = None, measure_ids: Iterable[str] | None = None
) -> HouseholdMonth:
    """What the month knows of the household. columns: population → the columns whose values are wanted, those that are not declared left out."""
    measures = [snapshot.policy.measures[one] for one in (measure_ids or snapshot.policy.measures)]
    linked = [measure for measure in measures if reaches_household(snapshot, measure.over)]
    reasons = {measure.id: reason for measure in linked if (reason := waiting(snapshot, measure))}
    over: dict[str, list[Measure]] = {one: [] for one in (HOUSEHOLDS, PERSON, *(columns or {})) if one in snapshot.policy.populations}
    for measure in linked:
        over.setdefault(measure.over, [])
        if measure.id not in reasons:
            over[measure.over].append(measure)
    wanted = {one: _declared(snapshot.policy.populations[one], (columns or {}).get(one, ())) for one in over}
    passes = {one: _Pass(snapshot, one, tuple(found), wanted[one]) for one, found in over.items()}  # written here: only this thread asks the store
    units = [unit for one in passes.values() for unit in one.units(household_id)]  # one after the other: a pass over the people takes most of the memory
    return HouseholdMonth(
        snapshot.month,
        household_id,
        _village(units),
        tuple(units),
        reasons,
        {one: _handed_in(snapshot, snapshot.policy.populations[one]) for one in over},
        frozenset(one.key.get("policy_code", "") for one in snapshot.window(BENEFITS, snapshot.month)),
    )


def reaches_household(snapshot: Snapshot, population: str) -> bool:
    """Whether a unit of the population belongs to a household: directly, through its person or through what it is exploded from."""
    found = snapshot.policy.populations[population]
    if found.explode_of:
        return reaches_household(snapshot, found.explode_of)
    return found.household is not None or found.person is not None


def whereabouts(snapshot: Snapshot, keys: Iterable[str]) -> dict[str, str | None]:
    """Person → the household in which a register has that person this month (None: in none), for those of the keys that are in a register."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    sql = f"SELECT {KEY}, {HOUSEHOLD} FROM ({relation(snapshot, PERSON, [])}) WHERE {REGISTERED} AND list_contains(?, {KEY})"
    with cursor() as duck:
        return dict(duck.execute(sql, [wanted]).fetchall())


class _Pass:
    """One population: whether the household has a unit of it, and the query that gives the units with their cells and values."""

    def __init__(self, snapshot: Snapshot, population: str, measures: tuple[Measure, ...], columns: Sequence[str]) -> None:
        self.population, self.measures, self.columns = population, measures, columns
        cells = [counted(snapshot, one) for one in measures if not is_summed(one.form)]
        sums = [summed_measure(snapshot, one) for one in measures if is_summed(one.form)]
        every: list[Counted | Summed] = [*cells, *sums]
        needed = {*columns, *(column for one in every for column in one.columns)}
        rows = relation(snapshot, population, needed, {code for one in every for code in one.codes})
        codes = [f"({placed_code_sql(one)})::INTEGER" for one in cells] + [f"({one.code})::INTEGER" for one in sums]
        self.order = [one.measure for one in every]
        listed = ", ".join([KEY, VILLAGE, REGISTERED, *map(name, columns), *codes])
        self.sql = f"SELECT {listed} FROM ({stepped(f'SELECT * FROM ({rows}) WHERE {HOUSEHOLD} = ?', sums)}) u ORDER BY {KEY}"
        self.any = f"SELECT 1 FROM ({relation(snapshot, population, [])}) WHERE {HOUSEHOLD} = ? LIMIT 1"

    def units(self, household: str) -> list[Unit]:
        """The household's units of this population, by key."""
        with cursor() as duck:
            if duck.execute(self.any, [household]).fetchone() is None:  # a tenth of the cost of the query itself, and most populations have none
                return []
        with wide_cursor() as duck:
            rows = duck.execute(self.sql, [household]).fetchall()
        return [self._unit(row) for row in rows]

    def _unit(self, row: tuple[Any, ...]) -> Unit:
        key, village, registered = row[:_FIXED]
        cells_from = _FIXED + len(self.columns)
        forms = {one.id: one.form for one in self.measures}
        cells = {measure: cell_name(forms[measure], code) for measure, code in zip(self.order, row[cells_from:], strict=True)}
        values = dict(zip(self.columns, row[_FIXED:cells_from], strict=True))
        return Unit(self.population, key, village, bool(registered), {one.id: cells[one.id] for one in self.measures}, values)


def _declared(population: Population, columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(column for column in columns if column in population.columns)


def _village(units: Sequence[Unit]) -> str | None:
    """As the household's own register has it, else as a registered member's has it."""
    known = [unit for kind in (HOUSEHOLDS, PERSON) for unit in units if unit.population == kind and unit.registered]
    return next((unit.village for unit in known), None)


def _handed_in(snapshot: Snapshot, population: Population) -> frozenset[str]:
    """The townships whose rows of one of the registers count in the month."""
    if population.explode_of:
        return _handed_in(snapshot, snapshot.policy.populations[population.explode_of])
    return frozenset(one.key.get("township", "") for table in population.registers for one in snapshot.slices(table))
