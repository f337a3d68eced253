"""Given nothing; gives the frozen types of results: nine cells, rates, tallies, figures, people and explanations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from metrics.pace import Pace

CODES = ("ff", "ft", "fn", "tf", "tt", "tn", "nf", "nt", "nn")
"""The nine cells by code: CODES[eligible × 3 + received] with FALSE 0, TRUE 1, unknown 2; the letters are t, f, n. The one place that fixes this order."""

CELLS = ("tt", "tf", "tn", "ft", "ff", "fn", "nt", "nf", "nn")
"""The same nine in the order in which they are printed and in which Cells holds them."""

SMALL = 30
"""A rate on fewer units is marked 基数小 (design, section 7)."""

OUTSIDE = 9
"""Code of a unit that is not counted: outside the universe (among) and not receiving."""

NOT_MET, MET, UNKNOWN = 0, 1, 2
"""Codes of a status measure; of an attainment measure: 0 what was done, 1 what was planned, 2 units whose numbers are not all known."""

LISTS = {"missing": ("tf",), "leaked": ("ft",), "unknown": ("tn", "fn", "nt", "nf", "nn"), "reached": ("tt",)}
"""Which cells the lists show: 应享未享（疑似）, 不应享而享（疑似）, 无法判定, 应享已享."""

STATUS_LISTS = {"missing": (NOT_MET,), "leaked": (), "unknown": (UNKNOWN,), "reached": (MET,)}
"""The same lists for a status measure: 未达标, none, 无法判定, 已达标."""


@dataclass(frozen=True)
class Area:
    """One area of the county. level: county, township or village. An unplaced area (未落村) is a village for the rows of its parent that have none."""

    code: str
    name: str
    level: str
    parent: str
    unplaced: bool = False


@dataclass(frozen=True)
class Cells:
    """Nine counts by name of CELLS; adding two gives the cells of both areas together."""

    tt: float = 0
    tf: float = 0
    tn: float = 0
    ft: float = 0
    ff: float = 0
    fn: float = 0
    nt: float = 0
    nf: float = 0
    nn: float = 0

    def __add__(self, other: Cells) -> Cells:
        return Cells(*(getattr(self, name) + getattr(other, name) for name in CELLS))

    @property
    def unknown(self) -> float:
        """Units in the five cells with an unknown."""
        return self.tn + self.fn + self.nt + self.nf + self.nn

    @property
    def total(self) -> float:
        """Units in all nine cells."""
        return sum(getattr(self, name) for name in CELLS)


@dataclass(frozen=True)
class Rates:
    """Ratios of the nine cells; None where the denominator is zero. Definitions: design, section 7."""

    coverage: float | None
    coverage_low: float | None
    coverage_high: float | None
    exclusion_error: float | None
    inclusion_error: float | None
    inclusion_error_nonentitled: float | None


@dataclass(frozen=True)
class Tally:
    """For every form but targeting: numerator, denominator, and units that cannot be told.

    status: units. attainment: progress against plan. flow: closed in time against closed, or open and overdue. ledger: the amount against what it is measured
    against, else rows that agree against those that can be told.
    """

    numerator: float = 0
    denominator: float = 0
    unknown: float = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.numerator + other.numerator, self.denominator + other.denominator, self.unknown + other.unknown)


@dataclass(frozen=True)
class FlowCounts:
    """Cases of a flow in a month. opened, closed: in the month; open: at its end; overdue: of these past their limit on the last day.

    in_time, late: of the closed ones; unknown: cases whose timeliness cannot be told; days: that the closed ones took together, in what the limit is counted
    in; unfilled: cases whose working days run through a year without holidays filled in.
    """

    opened: float = 0
    closed: float = 0
    open: float = 0
    overdue: float = 0
    in_time: float = 0
    late: float = 0
    unknown: float = 0
    days: float = 0
    unfilled: float = 0

    @property
    def mean_days(self) -> float | None:
        """Days that a closed case took; None if none was closed."""
        told = self.in_time + self.late
        return self.days / told if told else None


@dataclass(frozen=True)
class LedgerSums:
    """Sums of a ledger. amount, of: over the rows of which both are known; things: what these stand for (rows where nothing says otherwise).

    differing, agreeing, unknown: rows by what can be told of them; unsummed: rows that are in no sum.
    """

    amount: float = 0
    of: float = 0
    things: float = 0
    differing: float = 0
    agreeing: float = 0
    unknown: float = 0
    unsummed: float = 0

    @property
    def rows(self) -> float:
        """All rows."""
        return self.differing + self.agreeing + self.unknown


@dataclass(frozen=True)
class Figure:
    """One measure in one month and area.

    cells (units), persons and amount (yuan received) are set for targeting, tally and tally_persons for the other forms. `waiting` says in Chinese why
    there is no figure (需县里填报：…  or 缺数据：…); then the rest is empty. as_of: table label → month of the data used. pace, flow, ledger: what stands
    behind the tally of these forms. notes: in Chinese, what a reader must know of this figure (no holidays filled in for a year).
    """

    month: str
    measure: str
    form: str
    level: str
    area_code: str
    area_name: str
    cells: Cells | None = None
    persons: Cells | None = None
    amount: Cells | None = None
    tally: Tally | None = None
    tally_persons: Tally | None = None
    waiting: str | None = None
    as_of: Mapping[str, str] = field(default_factory=dict)
    pace: Pace | None = None
    flow: FlowCounts | None = None
    ledger: LedgerSums | None = None
    notes: tuple[str, ...] = ()

    @property
    def small(self) -> bool:
        """Whether the rate rests on fewer than 30 units (基数小); kilometres and yuan are no units, so attainment and ledgers are never small."""
        if self.cells is not None:
            return self.cells.tt + self.cells.tf < SMALL
        if self.pace is not None or self.ledger is not None:
            return False
        return self.tally is not None and self.tally.denominator < SMALL


@dataclass(frozen=True)
class CellSource:
    """Where a value was read: file, sheet, cell such as "F17", the upload and the table's Chinese label."""

    file: str
    sheet: str
    cell: str
    upload_id: int
    label: str


@dataclass(frozen=True)
class TraceLine:
    """One condition of a rule for one unit. rule: its name; words, value: condition and value in words; outcome: None is unknown.

    A rule that gives a number, date or text is one line; its outcome is True where the value is known.
    """

    rule: str
    words: str
    value: str
    outcome: bool | None
    clause: str
    source: CellSource | None
    depth: int = 0


@dataclass(frozen=True)
class Explanation:
    """Why a unit stands in its cell. outcomes: rule name (among, eligible, received, met) → True, False or None; of attainment, flow and ledger among alone."""

    month: str
    measure: str
    unit: str
    cell: str
    sentence: str
    outcomes: Mapping[str, bool | None]
    lines: tuple[TraceLine, ...]
