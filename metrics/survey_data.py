"""Given a snapshot; gives what estimates and rankings rest on: sample surveys, people in the registers, statistics of counties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.duck import cursor, literal
from metrics.members_sql import PERSON
from metrics.population_sql import known_in, relation
from metrics.registers import REGISTERED
from metrics.scan import scan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.snapshot import Snapshot

STATS = {"unit_code": "text", "year": "number", "measure": "text", "measure_value": "number"}
INDICATORS = {"indicator_code": "text", "done_value": "number", "plan_value": "number"}


def surveyed(snapshot: Snapshot, codes: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Code of 指标完成 → (found, surveyed) over all its rows that name both; a code without such a row is left out."""
    listed = ", ".join(literal(code) for code in codes)
    with cursor() as duck:
        sql = (
            f"SELECT indicator_code, sum(done_value), sum(plan_value) FROM {scan(snapshot.slices('attainment'), INDICATORS)} "
            f"WHERE indicator_code IN ({listed}) AND done_value IS NOT NULL AND plan_value IS NOT NULL GROUP BY 1"
        )
        return {code: (int(found), int(asked)) for code, found, asked in duck.sql(sql).fetchall()}


@dataclass(frozen=True)
class Registered:
    """People in the registers who are alive and not gone: all, those lifted out of poverty, those fallen back into it (known ones)."""

    all: int
    lifted: int
    relapsed: int


def registered_people(snapshot: Snapshot) -> Registered | None:
    """The people of the month; None without a register of people."""
    if not known_in(snapshot, snapshot.policy.populations[PERSON]):
        return None
    people = relation(snapshot, PERSON, ("alive", "registered", "lifted", "is_relapsed"))
    with cursor() as duck:
        counts = f"SELECT count(*), count(*) FILTER (lifted), count(*) FILTER (is_relapsed) FROM ({people}) WHERE {REGISTERED} AND alive AND registered"
        found = duck.sql(counts).fetchall()[0]
    return Registered(*found)


def county_statistics(snapshot: Snapshot) -> dict[str, dict[str, float]]:
    """County code → statistic → value of its newest year, of every county in 县域统计 (six digits): those of others stand there too where they are known."""
    found: dict[str, dict[str, float]] = {}
    with cursor() as duck:
        rows = f"SELECT unit_code, measure, measure_value FROM {scan(snapshot.slices('county_stats'), STATS)} WHERE measure_value IS NOT NULL ORDER BY year"
        for code, measure, value in duck.sql(rows).fetchall():
            if code and len(code) == len(snapshot.county_code):
                found.setdefault(code, {})[measure] = value
    return found
