"""Given a county, a month and the scorecard's measures; gives how good the data of each township is: apart from its score, and in none of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import NONE, SPACE, percent
from jobs.progress import CASES, EXPORT, SHEETS
from metrics.areas import townships
from metrics.completeness import covers
from metrics.rates import ratio
from policy.scorecard import BOTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jobs.county import County
    from jobs.panel import Panel
    from metrics.model import Area, Figure
    from metrics.snapshot import Snapshot
    from policy.scorecard import Dimension
    from store.model import Slice, Upload

IN_USE = "在用"


@dataclass(frozen=True)
class QualityRow:
    """The data of one township. handed, fresh: sheets that count, and those of them that are of this very month, of `sheets` that townships hand in.

    lacking: the sheets that do not count; unknown: the share of its units that cannot be told, over the scored measures; held, corrected: rows held back, and
    submissions with corrected rows, in what was handed in for this month.
    """

    code: str
    name: str
    handed: int
    fresh: int
    sheets: int
    lacking: tuple[str, ...]
    unknown: str
    held: int
    corrected: int

    @property
    def handed_text(self) -> str:
        """ "4/5 张"."""
        return f"{self.handed}/{self.sheets}{SPACE}张" if self.sheets else NONE

    @property
    def fresh_text(self) -> str:
        """ "2/5 张"."""
        return f"{self.fresh}/{self.sheets}{SPACE}张" if self.sheets else NONE


def score_quality(county: County, panel: Panel, card: Sequence[Dimension]) -> tuple[QualityRow, ...]:
    """One row for each township, in the order of their codes."""
    snapshot = county.snapshot(panel.month)
    every = {snapshot.policy.sheet(sheet): _slices(snapshot, sheet) for sheet in SHEETS}
    slices = {label: found for label, found in every.items() if any("township" in one.key for one in found)}
    uploads = [each for each in county.store.history() if each.month == panel.month and each.state == IN_USE]
    measures = [each.measure for dimension in card for each in dimension.of(BOTH)]
    return tuple(_row(panel, town, slices, uploads, measures) for town in townships(snapshot))


def _row(panel: Panel, town: Area, slices: Mapping[str, Sequence[Slice]], uploads: Sequence[Upload], measures: Sequence[str]) -> QualityRow:
    lacking = tuple(label for label, found in slices.items() if not covers(found, town.code))
    fresh = sum(covers([one for one in found if one.month == panel.month], town.code) for found in slices.values())
    share = unknown_share(panel.figure(each, town.code) for each in measures)
    notes = (_held(uploads, town.code, town.name), _corrected(uploads, town.code))
    return QualityRow(town.code, town.name, len(slices) - len(lacking), fresh, len(slices), lacking, percent(share), *notes)


def unknown_share(figures: Iterable[Figure | None]) -> float | None:
    """Units that cannot be told ÷ units; kilometres and yuan are no units, and what waits has none."""
    counted = [_units(each) for each in figures if each is not None and not each.waiting and each.pace is None and each.ledger is None]
    return ratio(sum(cannot for cannot, _ in counted), sum(units for _, units in counted))


def _units(figure: Figure) -> tuple[float, float]:
    """Units that cannot be told, and all."""
    if figure.cells is not None:
        return figure.cells.unknown, figure.cells.total
    return (figure.tally.unknown, figure.tally.denominator + figure.tally.unknown) if figure.tally is not None else (0, 0)


def _slices(snapshot: Snapshot, sheet: str) -> tuple[Slice, ...]:
    """The slices that count; monitored households come in our sheet or in the national system's export."""
    return (*snapshot.slices(sheet), *(snapshot.slices(EXPORT) if sheet == CASES else ()))


def _held(uploads: Iterable[Upload], code: str, name: str) -> int:
    """Rows held back in what the township handed in, or in a sheet of the county's workbook that has its name."""
    return sum(int(sheet["held"]) for each in uploads for sheet in each.sheets if each.township == code or (each.township is None and sheet["sheet"] == name))


def _corrected(uploads: Iterable[Upload], code: str) -> int:
    return sum(each.township == code and any("carried" in sheet for sheet in each.sheets) for each in uploads)
