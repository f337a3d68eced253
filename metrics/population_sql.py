"""Given a snapshot and a declared population; gives the SQL relation of its units with just the columns and benefit codes asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from metrics.areas import unplaced_code
from metrics.benefits_sql import HOUSEHOLDS, benefits_joined
from metrics.duck import literal, name
from metrics.joined import Joined
from metrics.members_sql import PERSON, members_joined
from metrics.needs import codes_of, with_needs
from metrics.registers import AREA, HOUSEHOLD, KEY, REGISTERED, has_register, placed_members, units
from metrics.rows_sql import drawn
from metrics.rule_in_sql import rule_sql
from metrics.scan import blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from metrics.snapshot import Snapshot
    from policy.model import Column, Population

Relation = Callable[..., str]
"""`relation` itself, handed to those who draw columns from another population, which rest on it as it rests on them."""

SIZE = "hh_registered_n"
"""The household's column that says how many people it stands for."""

VILLAGE, PERSONS = '"unit:village"', '"unit:persons"'
"""Village code of the unit (unplaced if unknown), and people that it stands for."""

DRAWN = "drawn:households"
"""What metrics.drawn_households is registered as on a cursor."""

_EXPLODED = '"unit:exploded"'


def relation(snapshot: Snapshot, population_name: str, columns: Iterable[str], codes: Iterable[str] = (), *, sizes: bool = False) -> str:
    """SELECT of one row for each unit: KEY, HOUSEHOLD, REGISTERED, VILLAGE (and PERSONS if `sizes`), the columns, and "has:CODE", "amount:CODE" of the codes.

    Only tables that these columns need are read. Raises ParameterNotSetError or OutOfValidityError if a derived column needs such a value.
    """
    population = snapshot.policy.populations[population_name]
    own_size = sizes and population.name == HOUSEHOLDS and SIZE in population.columns
    needed = with_needs(snapshot.policy, population, {*columns, *([SIZE] if own_size else []), *([population.person] if population.person else [])})
    direct = [column for column, level in needed if level == 0]
    every_code = sorted({*codes, *codes_of(snapshot.policy, population, (column for column, _ in needed))})
    sql = _joined(snapshot, population, direct, every_code, sizes=sizes)
    for level in range(1, 1 + max((level for _, level in needed), default=0)):
        derived = [column.name for column, own in needed if own == level]
        rules = ", ".join(f"{rule_sql(snapshot, snapshot.policy.column_rule(population.name, one))} AS {name(one)}" for one in derived)
        sql = f"SELECT *, {rules} FROM ({sql})"
    if sizes and population.name == HOUSEHOLDS:
        sql = f"SELECT *, {f'coalesce({name(SIZE)}, 0)' if own_size else '0'} AS {PERSONS} FROM ({sql})"
    return sql


def known_in(snapshot: Snapshot, population: Population) -> bool:
    """Whether a register of the population (or of the one that it is exploded from) was submitted for the month."""
    if population.explode_of:
        return known_in(snapshot, snapshot.policy.populations[population.explode_of])
    return has_register(snapshot, population)


def _joined(snapshot: Snapshot, population: Population, direct: Sequence[Column], codes: Sequence[str], *, sizes: bool) -> str:
    """The units with everything that is joined to them: household, village, members, list rows, benefits."""
    exploded = bool(population.explode_of)
    own_codes = codes if population.name == PERSON else ()
    start = _exploded(snapshot, population, direct) if exploded else units(snapshot, population, [one for one in direct if not _elsewhere(one)], own_codes)
    if population.person is not None:
        start = _of_persons(snapshot, population.person, start)
    household = _household(snapshot, population, direct, sizes=sizes)
    village = f"u.{VILLAGE}" if exploded else _village(snapshot, population, joined=bool(household.join))
    found = household + members_joined(snapshot, population, direct, relation) + benefits_joined(snapshot, population, codes)
    found += drawn(snapshot, population, (column for column in direct if column.any_row or column.sum_rows), village)
    own = "u.*" if exploded else f"u.* EXCLUDE ({AREA}), {village} AS {VILLAGE}"
    return f"SELECT {', '.join([own, *found.columns])} FROM ({start}) u{found.join}"


def _of_persons(snapshot: Snapshot, person: str, start: str) -> str:
    """The units with household and village of the person that each is about, where its own sheet has no village."""
    persons = placed_members(snapshot, snapshot.policy.populations[PERSON])
    replaced = f"p.{HOUSEHOLD} AS {HOUSEHOLD}, coalesce(u.{AREA}, p.{AREA}) AS {AREA}"
    return f"SELECT u.* REPLACE ({replaced}) FROM ({start}) u LEFT JOIN ({persons}) p ON p.{KEY} = u.{name(person)}"


def _elsewhere(column: Column) -> bool:
    """Whether the column comes from elsewhere than the unit's own registers and lists."""
    return any((column.of_household, column.of_head, column.of_person, column.any_member, column.count_members, column.any_row, column.sum_rows))


def _exploded(snapshot: Snapshot, population: Population, direct: Sequence[Column]) -> str:
    """The parent's units, one for each value of the exploded list; KEY is the parent's key / the value."""
    listed = population.explode_column or ""
    taken = [column for column in direct if column.of_parent]
    parent = relation(snapshot, population.explode_of or "", {listed, *(column.of_parent or "" for column in taken)})
    # A unit whose list is unknown stays one unit with an unknown value; an empty list gives none.
    value = f"unnest(CASE WHEN {name(listed)} IS NULL THEN [NULL] ELSE list_sort(list_distinct({name(listed)})) END)"
    values = [f"{value} AS {_EXPLODED}", *(f"{name(column.of_parent or '')} AS {name('of:' + column.name)}" for column in taken)]
    exploded = f"SELECT {KEY}, {HOUSEHOLD}, {REGISTERED}, {VILLAGE}, {', '.join(values)} FROM ({parent})"
    names = [f"{name('of:' + column.name)} AS {name(column.name)}" for column in taken]
    names += [f"{_EXPLODED} AS {name(column.name)}" for column in direct if column.exploded]
    key = f"{KEY} || '/' || coalesce({_EXPLODED}, '？') AS {KEY}"
    return f"SELECT {', '.join([key, HOUSEHOLD, REGISTERED, VILLAGE, *names])} FROM ({exploded})"


def _village(snapshot: Snapshot, population: Population, *, joined: bool) -> str:
    """The household's village, else the unit's own, else a place of either without a village, else the county's unplaced village."""
    county = literal(unplaced_code(snapshot.county_code))
    if not joined or population.name == HOUSEHOLDS:
        return f"coalesce(u.{AREA}, {county})"
    return f"coalesce(CASE WHEN h.{VILLAGE} NOT LIKE '%000' THEN h.{VILLAGE} END, u.{AREA}, h.{VILLAGE}, {county})"


def _household(snapshot: Snapshot, population: Population, direct: Sequence[Column], *, sizes: bool) -> Joined:
    """The unit's household, for its village, its size and the columns drawn from it; not joined where nothing of it is needed or known."""
    if population.name == HOUSEHOLDS:
        return Joined()
    taken = [column for column in direct if column.of_household]
    own = snapshot.policy.populations.get(HOUSEHOLDS)
    if own is None or not known_in(snapshot, own):
        blanks = [f"{blank(column)} AS {name(column.name)}" for column in taken]
        return Joined("", (*blanks, *([f"0 AS {PERSONS}"] if sizes else [])))
    if population.explode_of and not taken and not sizes:
        return Joined()
    if not population.explode_of and population.household is None and population.person is None:
        return Joined("", (f"0 AS {PERSONS}",) if sizes else ())
    wanted = {column.of_household or "" for column in taken}
    drawn_up = snapshot.households is not None and wanted <= snapshot.households
    households = f"SELECT * FROM {name(DRAWN)}" if drawn_up else relation(snapshot, HOUSEHOLDS, wanted, sizes=sizes)
    values = [f"h.{name(column.of_household or '')} AS {name(column.name)}" for column in taken]
    size = [f"coalesce(h.{PERSONS}, 0) AS {PERSONS}"] if sizes else []
    return Joined(f" LEFT JOIN ({households}) h ON h.{KEY} = u.{HOUSEHOLD}", (*values, *size))
