"""Given a snapshot and measures; gives the households that stand on their lists of missed units, with the measures of each; and what to call households by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from metrics.benefits_sql import HOUSEHOLDS
from metrics.counted import counted, placed_code_sql
from metrics.duck import cursor, literal, name
from metrics.household_month import reaches_household
from metrics.lists import list_codes
from metrics.members_sql import HEAD, PERSON, RELATION_TO_HEAD
from metrics.names import HEAD_NAME, NAME
from metrics.population_sql import VILLAGE, known_in, relation
from metrics.registers import HOUSEHOLD, KEY, REGISTERED
from metrics.summing import is_summed
from metrics.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from metrics.snapshot import Snapshot
    from policy.model import Measure

LIST = "missing"
SEVERAL = 2
MISSED = pa.schema([("household_id", pa.string()), ("area_code", pa.string()), ("measures", pa.list_(pa.string()))])


def missed_households(snapshot: Snapshot, measure_ids: Iterable[str], least: int = SEVERAL) -> pa.Table:
    """Households missed by at least `least` of the measures of cells, those missed by most first. Columns of MISSED; measures in the order given."""
    over: dict[str, list[Measure]] = {}
    order = {measure: place for place, measure in enumerate(measure_ids)}
    for measure in (snapshot.policy.measures[one] for one in order):
        if not is_summed(measure.form) and reaches_household(snapshot, measure.over) and not waiting(snapshot, measure):
            over.setdefault(measure.over, []).append(measure)
    found: dict[str, tuple[str, set[str]]] = {}
    for population, measures in over.items():  # one after the other: a pass over the people takes most of the memory
        with cursor() as duck:
            for household, village, missed in duck.execute(_sql(snapshot, population, measures)).fetchall():
                found.setdefault(household, (village, set()))[1].update(missed)
    rows = [(household, village, sorted(missed, key=order.__getitem__)) for household, (village, missed) in found.items() if len(missed) >= least]
    rows.sort(key=lambda row: (-len(row[2]), row[0]))
    return pa.Table.from_pylist([dict(zip(MISSED.names, row, strict=True)) for row in rows], schema=MISSED)


def household_cards(snapshot: Snapshot, households: Sequence[str], columns: Iterable[str]) -> dict[str, dict[str, object]]:
    """Household → area_code, head (the name of its head), and those of the columns that are declared; households that no register has are left out."""
    population = snapshot.policy.populations[HOUSEHOLDS]
    cards = _heads(snapshot, households)
    if known_in(snapshot, population):
        wanted = [column for column in (HEAD_NAME, *columns) if column in population.columns]
        listed = "".join(f", {name(column)}" for column in wanted)
        sql = f"SELECT {KEY}, {VILLAGE}{listed} FROM ({relation(snapshot, HOUSEHOLDS, wanted)}) WHERE {REGISTERED} AND list_contains(?, {KEY})"
        with cursor() as duck:
            rows = duck.execute(sql, [list(households)]).fetchall()
        for key, village, *values in rows:
            own = dict(zip(wanted, values, strict=True))
            cards[key] = {**own, "area_code": village, "head": cards.get(key, {}).get("head") or own.get(HEAD_NAME)}
    return {one: cards[one] for one in households if one in cards}


def _sql(snapshot: Snapshot, population: str, measures: Sequence[Measure]) -> str:
    """SELECT of household, village and the measures that miss one of its units."""
    cells = [counted(snapshot, one) for one in measures]
    rows = relation(snapshot, population, {column for one in cells for column in one.columns}, {code for one in cells for code in one.codes})
    codes = [(one.measure, placed_code_sql(one), ", ".join(map(str, list_codes(one.form, LIST)))) for one in cells]
    missed = ", ".join(f"CASE WHEN ({code}) IN ({listed}) THEN {literal(measure)} END" for measure, code, listed in codes)
    flags = f"SELECT {HOUSEHOLD} AS household, {VILLAGE} AS village, list_filter([{missed}], lambda one: one IS NOT NULL) AS missed FROM ({rows}) u"
    return (
        f"SELECT household, any_value(village), list_distinct(flatten(list(missed))) FROM ({flags}) WHERE household IS NOT NULL AND len(missed) > 0 GROUP BY 1"
    )


def _heads(snapshot: Snapshot, households: Sequence[str]) -> dict[str, dict[str, object]]:
    """The head by name and the village, as the register of people has them."""
    population = snapshot.policy.populations[PERSON]
    if not known_in(snapshot, population) or not {NAME, RELATION_TO_HEAD} <= population.columns.keys():
        return {}
    people = relation(snapshot, PERSON, [NAME, RELATION_TO_HEAD])
    head = f"min({NAME}) FILTER ({RELATION_TO_HEAD} = {literal(HEAD)})"
    sql = f"SELECT {HOUSEHOLD}, min({VILLAGE}), {head} FROM ({people}) WHERE {REGISTERED} AND list_contains(?, {HOUSEHOLD}) GROUP BY 1"
    with cursor() as duck:
        return {key: {"area_code": village, "head": called} for key, village, called in duck.execute(sql, [list(households)]).fetchall()}
