"""Given the panel, a measure and two months; gives the places below an area in order, the worst first: amount, rate, rank and how they changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from charts.numbers import MINUS, NONE, SPACE, count, points, signed
from jobs.figure_text import SUSPECTED, basis, missing, unknown, value_of, value_text
from jobs.readings import FLOW, LEDGER, PERSON, STATUS, TARGETING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jobs.panel import Definitions, Panel
    from jobs.readings import Reading
    from metrics.model import Area, Figure
    from policy.model import Measure

COUNTED = (TARGETING, STATUS, FLOW)
"""The forms in which places are ranked by how many are missed, do not meet the condition or are over their time; the others by their value."""


@dataclass(frozen=True)
class PlaceLine:
    """One place. amount: what it is ranked by, of the month and of the other month; worse: by how much it became worse (below 0: better), None unknown.

    rank: 1 is worst, places alike share it; None where there is no figure or nobody concerned, which `basis` says. rank_was: in the other month.
    """

    code: str
    name: str
    amount: float | None
    text: str
    rate: str
    basis: str
    small: bool
    unknown: str
    before: float | None
    before_text: str
    worse: float | None
    change: str
    rank: int | None = None
    rank_was: int | None = None

    @property
    def moved(self) -> str:
        """ "↑2" nearer to the worst place, "↓1" away from it, "" where it stayed, "—" where one month has no rank."""
        if self.rank is None or self.rank_was is None:
            return NONE
        by = self.rank_was - self.rank
        return f"{'↑' if by > 0 else '↓'}{abs(by)}" if by else ""

    @property
    def stated(self) -> str:
        """The basis beside a column of its own for how many cannot be told: "无法判定（缺数据）" without the number again."""
        return self.basis.removeprefix(self.unknown)


def comparable(reading: Reading) -> bool:
    """Whether places can be ranked at all: sums of money or things only say how large a place is."""
    return reading.form != LEDGER or reading.is_share or reading.against


def counted(reading: Reading) -> bool:
    """Whether places are ranked by a count, else by their value."""
    return reading.form in COUNTED


def amount_of(figure: Figure | None, reading: Reading) -> float | None:
    """What a place is ranked by; None where it has no figure, or nobody is concerned or can be told."""
    value, head = value_of(figure), missing(figure, reading)
    if figure is None or figure.waiting or value is None:
        return None
    return (head.people if head else None) if counted(reading) else value


def place_lines(panel: Panel, policy: Definitions, measure: Measure, area: str, other: str | None) -> tuple[PlaceLine, ...]:
    """The places directly below, in order of rank, then those without; a 未落村 where something stands in it comes last and is not ranked."""
    reading = policy.readings[measure.id]
    least = -1.0 if not counted(reading) and measure.higher_is == "better" else 1.0  # the greater this times the amount, the worse
    found = [(place, _line(panel, measure, reading, place, other, least)) for place in panel.shown_below(area)]
    ranked = [line for place, line in found if not place.unplaced]
    now, was = (_ranks({line.code: value for line in ranked if (value := getattr(line, name)) is not None}, least) for name in ("amount", "before"))
    lines = [replace(line, rank=now.get(line.code), rank_was=was.get(line.code)) for _, line in found]
    unplaced = {place.code for place, _ in found if place.unplaced}
    shown = [line for line in lines if line.code not in unplaced or line.amount]
    return tuple(sorted(shown, key=lambda line: (line.code in unplaced, line.rank is None, line.rank or 0, -least * (line.before or 0), line.code)))


def _line(panel: Panel, measure: Measure, reading: Reading, place: Area, other: str | None, least: float) -> PlaceLine:  # noqa: PLR0913, PLR0917 - a place of a measure
    figure = panel.figure(measure.id, place.code)
    old = panel.figure(measure.id, place.code, other) if other else None
    amount, before = amount_of(figure, reading), amount_of(old, reading)
    head = unknown(figure, reading)
    worse = (amount - before) * least if amount is not None and before is not None else None
    return PlaceLine(
        place.code,
        place.name,
        amount,
        amount_text(figure, reading),
        value_text(figure, reading),
        basis(figure, reading).removesuffix(f"，{SUSPECTED}"),  # the heading says it
        figure is not None and figure.small,
        head.text if head and head.units else "",
        before,
        amount_text(old, reading),
        worse,
        _change(amount, before, reading),
    )


def amount_text(figure: Figure | None, reading: Reading) -> str:
    """ "12 户 37 人" or, where the value ranks, "82.3%"; "—" without."""
    if amount_of(figure, reading) is None:
        return NONE
    head = missing(figure, reading)
    return head.text if counted(reading) and head else value_text(figure, reading)


def unit_of(reading: Reading) -> str:
    """What a count is of: people where they are known, since they rank."""
    return PERSON if reading.of_people else reading.unit


def said(amount: float, reading: Reading) -> str:
    """An amount or a change in words, without its sign: "12 人", "3.0 个百分点", "4.2 万元/户"."""
    if counted(reading):
        return f"{count(amount)}{SPACE}{unit_of(reading)}"
    if reading.is_share:
        return points(amount, 0.0).lstrip(f"+{MINUS}")
    return f"{count(round(amount, 2))}{SPACE}{reading.amount}" + (f"/{reading.per}" if reading.per else "")


def _change(now: float | None, before: float | None, reading: Reading) -> str:
    if now is None or before is None:
        return NONE
    if counted(reading):
        return signed(now - before)
    return points(now, before) if reading.is_share else signed(round(now - before, 2))


def _ranks(amounts: Mapping[str, float], least: float) -> dict[str, int]:
    """Code → rank; places alike share the better number and the next one is left out: 1, 2, 2, 4."""
    ordered: Sequence[float] = sorted((value * least for value in amounts.values()), reverse=True)
    return {code: ordered.index(value * least) + 1 for code, value in amounts.items()}
