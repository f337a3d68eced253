"""Given a snapshot; gives what the month knows of a household: its units of every kind, where each stands in every measure, and some of their values.

One pass over each population, for all of its measures together. A pass costs nearly as much for one household as for all, so a page draws all of them up once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics.areas import TOWNSHIP
from metrics.benefits_sql import HOUSEHOLDS
from metrics.counted import Counted, counted, placed_code_sql
from metrics.duck import cursor, literal, name, wide_cursor
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

_FIXED = 4


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


@dataclass(frozen=True)
class HouseholdsMonth:
    """Every household in a month, as far as it was drawn up. drawn: its units by population; for the rest see HouseholdMonth."""

    month: str
    drawn: tuple[_Drawn, ...]
    waiting: Mapping[str, str]
    handed_in: Mapping[str, frozenset[str]]
    paid_lists: frozenset[str]

    def of(self, household: str) -> HouseholdMonth:
        """What the month knows of one household; one that nobody knows has no units."""
        units = tuple(unit for one in self.drawn for unit in one.units(household))
        return HouseholdMonth(self.month, household, _village(units), units, self.waiting, self.handed_in, self.paid_lists)


def households_month(snapshot: Snapshot, columns: Mapping[str, Iterable[str]] | None = None) -> HouseholdsMonth:
    """What the month knows of every household. columns: population → the columns whose values are wanted, those that are not declared left out."""
    return _drawn_up(snapshot, columns or {}, snapshot.policy.measures, None)


def household_month(
    snapshot: Snapshot, household_id: str, columns: Mapping[str, Iterable[str]] | None = None, measure_ids: Iterable[str] | None = None
) -> HouseholdMonth:
    """The same of one household; measure_ids: where it stands in these, default in all."""
    return _drawn_up(snapshot, columns or {}, measure_ids or snapshot.policy.measures, household_id).of(household_id)


def _drawn_up(snapshot: Snapshot, columns: Mapping[str, Iterable[str]], measure_ids: Iterable[str], household: str | None) -> HouseholdsMonth:
    """household: only this one's units, None for all."""
    measures = [snapshot.policy.measures[one] for one in measure_ids]
    linked = [measure for measure in measures if reaches_household(snapshot, measure.over)]
    reasons = {measure.id: reason for measure in linked if (reason := waiting(snapshot, measure))}
    over: dict[str, list[Measure]] = {one: [] for one in (HOUSEHOLDS, PERSON, *columns) if one in snapshot.policy.populations}
    for measure in linked:
        over.setdefault(measure.over, [])
        if measure.id not in reasons:
            over[measure.over].append(measure)
    wanted = {one: _declared(snapshot.policy.populations[one], columns.get(one, ())) for one in over}
    drawn = [_Pass(snapshot, one, found, wanted[one], household).draw() for one, found in over.items()]  # one after the other: the people take much memory
    return HouseholdsMonth(
        snapshot.month,
        tuple(drawn),
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


@dataclass(frozen=True)
class _Drawn:
    """The units of one population that have a household; forms: measure → its form.

    rows: household, key, village, registered, the columns, the measures' codes; by household and key. None for none at all.
    """

    population: str
    columns: tuple[str, ...]
    forms: Mapping[str, str]
    rows: pa.Table | None

    def units(self, household: str) -> list[Unit]:
        """The household's units, by key."""
        if self.rows is None:
            return []
        own = np.flatnonzero(pc.equal(self.rows[0], household))  # pyright: ignore[reportAttributeAccessIssue] - made at import
        found = self.rows.slice(own[0], len(own)).columns if len(own) else []
        return [self._unit(row) for row in zip(*(column.to_pylist() for column in found), strict=True)]

    def _unit(self, row: tuple[Any, ...]) -> Unit:
        _, key, village, registered = row[:_FIXED]
        cells_from = _FIXED + len(self.columns)
        cells = {one: cell_name(form, code) for (one, form), code in zip(self.forms.items(), row[cells_from:], strict=True)}
        return Unit(self.population, key, village, bool(registered), cells, dict(zip(self.columns, row[_FIXED:cells_from], strict=True)))


class _Pass:
    """One population: the query that gives its units with their cells and values."""

    def __init__(self, snapshot: Snapshot, population: str, measures: Sequence[Measure], columns: tuple[str, ...], household: str | None) -> None:  # noqa: PLR0913, PLR0917 - what is drawn up, of whom
        self.population, self.measures, self.columns, self.household = population, measures, columns, household
        cells = [counted(snapshot, one) for one in measures if not is_summed(one.form)]
        sums = [summed_measure(snapshot, one) for one in measures if is_summed(one.form)]
        every: list[Counted | Summed] = [*cells, *sums]
        self.order = tuple(one.measure for one in every)
        codes = [f"({placed_code_sql(one)})::TINYINT" for one in cells] + [f"({one.code})::TINYINT" for one in sums]
        listed = ", ".join([HOUSEHOLD, KEY, VILLAGE, REGISTERED, *map(name, columns), *codes])
        needed = {*columns, *(column for one in every for column in one.columns)}
        rows = relation(snapshot, population, needed, {code for one in every for code in one.codes})
        self.sql = f"SELECT {listed} FROM ({stepped(f'SELECT * FROM ({rows}) WHERE {self._whose()}', sums)}) u ORDER BY {HOUSEHOLD}, {KEY}"
        self.any = f"SELECT 1 FROM ({relation(snapshot, population, [])}) WHERE {self._whose()} LIMIT 1"

    def _whose(self) -> str:
        return f"{HOUSEHOLD} IS NOT NULL" if self.household is None else f"{HOUSEHOLD} = {literal(self.household)}"

    def draw(self) -> _Drawn:
        """The units; nothing is asked of a population that has none, since most have none of one household and asking is a tenth of the cost."""
        with cursor() as duck:
            found = duck.execute(self.any).fetchone()
        if found is None:
            return _Drawn(self.population, (), {}, None)
        with wide_cursor() as duck:
            rows = duck.sql(self.sql).to_arrow_table().combine_chunks()
        forms = {one.id: one.form for one in self.measures}
        return _Drawn(self.population, self.columns, {one: forms[one] for one in self.order}, _smaller(rows))


def _smaller(rows: pa.Table) -> pa.Table:
    """The same with each text of few values kept once; not the household and the key, by which rows are found and which are many."""
    for place, column in enumerate(rows.schema):
        if place > 1 and pa.types.is_string(column.type):
            rows = rows.set_column(place, column.name, rows[place].dictionary_encode())
    return rows


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
