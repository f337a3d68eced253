"""Given a snapshot and what a reader types; gives the households it may mean: by household number, by a member's name, or by the last four of an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from metrics.benefits_sql import HOUSEHOLDS
from metrics.duck import cursor, name
from metrics.members_sql import PERSON
from metrics.population_sql import VILLAGE, known_in, relation
from metrics.registers import HOUSEHOLD, KEY, REGISTERED

if TYPE_CHECKING:
    from metrics.snapshot import Snapshot

TAIL, SHORTEST = 4, 2
"""Digits of an id that are asked for (never more: a village is small), and the shortest text that is looked for."""


def find_households(snapshot: Snapshot, text: str, limit: int = 50) -> pa.Table:
    """household_id, village (area code), name of the member that was found (null for a household's own number); by household. At most `limit` rows."""
    wanted = _literal(text.strip())
    parts = [part for population in (HOUSEHOLDS, PERSON) if (part := _part(snapshot, population))]
    if len(wanted) < SHORTEST or not parts:
        return _table([])
    tail = wanted.upper() if len(wanted) == TAIL else ""
    sql = f"SELECT DISTINCT household_id, village, name FROM ({' UNION ALL '.join(parts)}) ORDER BY 1, 3 LIMIT {int(limit)}"
    values = {"whole": wanted, "inside": f"%{wanted}%", "tail": tail}
    with cursor() as duck:
        found = duck.execute(sql, {name: value for name, value in values.items() if f"${name}" in sql}).fetchall()
    return _table(found)


def _table(rows: list[tuple[str | None, ...]]) -> pa.Table:
    return pa.table({name: pa.array([row[place] for row in rows], pa.string()) for place, name in enumerate(("household_id", "village", "name"))})


def _part(snapshot: Snapshot, population: str) -> str:
    """SELECT of household_id, village and name of the units of one population that fit; "" if no register of it was submitted."""
    if not known_in(snapshot, snapshot.policy.populations[population]):
        return ""
    units = f"SELECT {HOUSEHOLD} AS household_id, {VILLAGE} AS village"
    if population == HOUSEHOLDS:
        found = relation(snapshot, HOUSEHOLDS, [])
        return f"{units}, CAST(NULL AS VARCHAR) AS name FROM ({found}) WHERE {KEY} = $whole OR ({KEY} LIKE $inside AND length($whole) >= 6)"
    found = relation(snapshot, PERSON, ["name"])
    named = f"{HOUSEHOLD} = $whole OR {name('name')} LIKE $inside OR ($tail <> '' AND right({KEY}, {TAIL}) = $tail)"
    return f"{units}, {name('name')} AS name FROM ({found}) WHERE {REGISTERED} AND {HOUSEHOLD} IS NOT NULL AND ({named})"


def _literal(text: str) -> str:
    """The text without the signs that LIKE would read as any character."""
    return text.replace("%", "").replace("_", "")
