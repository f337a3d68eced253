"""Given a snapshot; gives how complete the month is: by township and table what was submitted, n of N, and the share that cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.areas import townships
from metrics.counted import TARGETING
from metrics.figures import figures
from metrics.has_sql import BENEFITS
from metrics.rates import ratio

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from metrics.snapshot import Snapshot
    from store.model import Slice


@dataclass(frozen=True)
class TableState:
    """One table in one month. by_township: whether it is handed in township by township; submitted, expected: parts that count, and all.

    fresh: parts whose data is of this very month, not an older one still valid. as_of: oldest month used, "" where nothing counts.
    lacking: names of the townships that lack it.
    """

    table: str
    label: str
    by_township: bool
    submitted: int
    expected: int
    fresh: int
    as_of: str
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class TownshipState:
    """One township in one month: tables that count, all that are handed in by township, and the share of its units that cannot be told, over all measures."""

    code: str
    name: str
    submitted: int
    expected: int
    lacking: tuple[str, ...]
    unknown_share: float | None


def table_states(snapshot: Snapshot, tables: Iterable[str]) -> list[TableState]:
    """The state of each table."""
    return [_table(snapshot, table) for table in tables]


def township_states(snapshot: Snapshot, tables: Iterable[str], *, cube: pa.Table | None = None) -> list[TownshipState]:
    """The state of each township over the tables that are handed in by township. cube: cells by village of all measures (default: metrics.cube)."""
    tables = tuple(tables)
    shares = unknown_shares(snapshot, cube=cube)
    states = []
    for town in townships(snapshot):
        lacking = tuple(snapshot.policy.sheet(table) for table in tables if not covers(snapshot.slices(table), town.code))
        states.append(TownshipState(town.code, town.name, len(tables) - len(lacking), len(tables), lacking, shares.get(town.code)))
    return states


def covers(slices: Iterable[Slice], township: str) -> bool:
    """Whether one of the slices is this township's, or the whole county's."""
    return any(one.key.get("township", "") in ("", township) for one in slices)


def unknown_shares(snapshot: Snapshot, *, cube: pa.Table | None = None) -> dict[str, float | None]:
    """Township → units that cannot be told ÷ units, summed over all measures that have a figure."""
    unknown: dict[str, float] = {}
    total: dict[str, float] = {}
    for figure in figures(snapshot, snapshot.policy.measures, "township", cube=cube):
        if figure.waiting or figure.pace is not None or figure.ledger is not None:
            continue  # kilometres and yuan are no units
        cells, tally = figure.cells, figure.tally
        own = cells.unknown if figure.form == TARGETING and cells else (tally.unknown if tally else 0)
        known = cells.total - own if cells else (tally.denominator if tally else 0)
        unknown[figure.area_code] = unknown.get(figure.area_code, 0) + own
        total[figure.area_code] = total.get(figure.area_code, 0) + own + known
    return {code: ratio(unknown[code], total[code]) for code in total}


def _table(snapshot: Snapshot, table: str) -> TableState:
    slices, label = snapshot.slices(table), snapshot.policy.sheet(table)
    towns = townships(snapshot)
    by_township = any("township" in one.key for one in slices)
    if not by_township:
        # A list of a bureau: benefits come as one slice for each payer and code, insurance for each scheme and year.
        months = [one.month for one in slices]
        fresh = sum(month == snapshot.month for month in months)
        return TableState(table, label, False, len(slices), max(len(slices), _expected(snapshot, table)), fresh, min(months, default=""), ())
    lacking = tuple(town.name for town in towns if not covers(slices, town.code))
    fresh = sum(covers([one for one in slices if one.month == snapshot.month], town.code) for town in towns)
    return TableState(table, label, True, len(towns) - len(lacking), len(towns), fresh, min((one.month for one in slices), default=""), lacking)


def _expected(snapshot: Snapshot, table: str) -> int:
    """How many lists should come: benefits one for each code that a measure in the policy asks for, other tables one."""
    if table != BENEFITS:
        return 1
    asked = {code for measure in snapshot.policy.measures.values() for version in measure.versions for rule in version.rules for code in rule.codes}
    return len(asked)
