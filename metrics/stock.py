"""Given a population with a condition and perhaps two dates; gives how many of its units meet it, came and went in the month, by the values of a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.areas import areas, placed
from metrics.duck import cursor, name
from metrics.population_sql import VILLAGE, known_in, relation
from policy.months import last_day

if TYPE_CHECKING:
    from metrics.snapshot import Snapshot


@dataclass(frozen=True)
class StockLine:
    """Units with one value of the column, "" where it is blank. held: those that meet the condition; came, went: whose dates lie in the month."""

    value: str
    held: int
    came: int = 0
    went: int = 0


@dataclass(frozen=True)
class Stock:
    """The stock of a month in every village. rows: village, the area above it, value, held, came, went."""

    county: str
    rows: tuple[tuple[str, str, str, int, int, int], ...]

    def lines(self, area_code: str | None = None) -> tuple[StockLine, ...]:
        """Most units first. area_code: county, township or village; default the county."""
        found: dict[str, list[int]] = {}
        for village, above, text, *numbers in self.rows:
            if area_code in (None, self.county, above, village):
                line = found.setdefault(text, [0, 0, 0])
                for position, number in enumerate(numbers):
                    line[position] += number
        lines = [StockLine(text, *numbers) for text, numbers in found.items() if any(numbers)]
        return tuple(sorted(lines, key=lambda line: (-line.held, line.value)))


def stock(  # noqa: PLR0913 - a population, its condition, two dates and a column
    snapshot: Snapshot, population: str, column: str, *, among: str = "", where: str = "", opened: str = "", closed: str = ""
) -> Stock | None:
    """None if no register of the population was submitted. A unit with several values of a list column counts at each.

    among: a column that says who is counted at all; where: a column that is true or not (default: every unit); opened, closed: columns with dates.
    """
    if not known_in(snapshot, snapshot.policy.populations[population]):
        return None
    above = {area.code: area.parent for area in areas(snapshot)}
    found = []
    for place, *counted in _by_village(snapshot, population, column, among, where, opened, closed):
        village = placed(snapshot, place)
        found.append((village, above[village], *counted))
    return Stock(snapshot.county_code, tuple(found))


def _by_village(snapshot: Snapshot, population: str, column: str, among: str, where: str, opened: str, closed: str) -> list[tuple[str, str, int, int, int]]:  # noqa: PLR0913, PLR0917 - as stock
    """Village, value, and how many are held, came and went."""
    units = relation(snapshot, population, {one for one in (column, among, where, opened, closed) if one})
    first, last = f"DATE '{snapshot.month}-01'", f"DATE '{last_day(snapshot.month).isoformat()}'"
    listed = snapshot.policy.populations[population].columns[column].type == "list"
    value = f"unnest(CASE WHEN len({name(column)}) > 0 THEN {name(column)} ELSE ['']::VARCHAR[] END)" if listed else name(column)
    columns = ", ".join(
        [
            f"{VILLAGE} AS place",
            f"{value} AS value",
            f"{name(where) if where else 'TRUE'} AS held",
            *(f"{f'{name(one)} BETWEEN {first} AND {last}' if one else 'FALSE'} AS {what}" for one, what in ((opened, "came"), (closed, "went"))),
        ]
    )
    sums = ", ".join(f"count(*) FILTER ({one})" for one in ("held", "came", "went"))
    with cursor() as duck:
        counted = f" WHERE {name(among)}" if among else ""
        query = f"SELECT place, coalesce(CAST(value AS VARCHAR), ''), {sums} FROM (SELECT {columns} FROM ({units}){counted}) GROUP BY 1, 2"
        return duck.execute(query).fetchall()
