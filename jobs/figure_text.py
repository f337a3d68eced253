"""Given a figure; gives its value, its numerator and denominator in words (户 and 人 together where both exist), and how many it misses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import SPACE, count, percent, signed

if TYPE_CHECKING:
    from metrics.model import Figure, Tally

PERSON = "人"
SUSPECTED = "疑似"


@dataclass(frozen=True)
class Head:
    """A count of units, and of persons where the unit is not the person."""

    units: float
    persons: float | None = None

    @property
    def people(self) -> float:
        """What rankings in people use: persons where they are known, else units."""
        return self.units if self.persons is None else self.persons

    def text(self, unit: str) -> str:
        """ "37 人", or "12 户 37 人"."""
        own = f"{count(self.units)}{SPACE}{unit}"
        return own if self.persons is None or unit == PERSON else f"{own}{SPACE}{count(self.persons)}{SPACE}{PERSON}"


def value_of(figure: Figure | None) -> float | None:
    """Coverage of a targeting figure, numerator over denominator of the others; None where undefined."""
    if figure is None:
        return None
    if figure.cells is not None:
        return _ratio(figure.cells.tt, figure.cells.tt + figure.cells.tf)
    return _ratio(figure.tally.numerator, figure.tally.denominator) if figure.tally else None


def share(part: float, whole: float, unit: str) -> str:
    """ "1 234/1 500 人"."""
    return f"{count(part)}/{count(whole)}{SPACE}{unit}"


def basis(figure: Figure | None, unit: str) -> str:
    """Numerator and denominator: "1 234/1 500 户，3 456/4 210 人，疑似"; where there is no ratio, why."""
    if figure is None:
        return "没有数据"
    if figure.waiting:
        return figure.waiting
    if value_of(figure) is None:
        return _nobody(figure, unit)
    parts = [share(*pair, each) for pair, each in _pairs(figure, unit)]
    return "，".join([*parts, SUSPECTED] if figure.cells is not None else parts)


def figure_text(figure: Figure | None, unit: str) -> str:
    """ "82.3%（1 234/1 500 人，疑似）"."""
    return f"{percent(value_of(figure))}（{basis(figure, unit)}）"


def missing(figure: Figure | None) -> Head | None:
    """Those who fit and do not get it (targeting), or do not meet the condition (the other forms); None where there is no figure."""
    if figure is None or figure.waiting:
        return None
    if figure.cells is not None:
        return Head(figure.cells.tf, figure.persons.tf if figure.persons else None)
    return _unmet(figure.tally, figure.tally_persons)


def leaked(figure: Figure | None) -> Head | None:
    """Those who get it and do not fit; None where there is no figure or the form has no such people."""
    if figure is None or figure.waiting or figure.cells is None:
        return None
    return Head(figure.cells.ft, figure.persons.ft if figure.persons else None)


def unknown(figure: Figure | None) -> Head | None:
    """Those who cannot be told; None where there is no figure."""
    if figure is None or figure.waiting:
        return None
    if figure.cells is not None:
        return Head(figure.cells.unknown, figure.persons.unknown if figure.persons else None)
    return Head(figure.tally.unknown, figure.tally_persons.unknown if figure.tally_persons else None) if figure.tally else None


def change_text(now: float | None, before: float | None) -> str:
    """ "较上月 +12", "较上月持平", or "" where the month before has no figure."""
    if now is None or before is None:
        return ""
    change = signed(now - before)
    return f"较上月{change}" if now == before else f"较上月{SPACE}{change}"


def missing_word(figure: Figure) -> str:
    """What the missed are called for this form."""
    return f"应享未享（{SUSPECTED}）" if figure.cells is not None else "未达到"


def missing_text(figure: Figure, unit: str) -> str:
    """ "应享未享（疑似）37 人", "未达到 37 人"; "" where there is no figure."""
    word, head = missing_word(figure), missing(figure)
    if head is None:
        return ""
    return f"{word}{'' if word.endswith('）') else SPACE}{head.text(unit)}"


def _unmet(tally: Tally | None, persons: Tally | None) -> Head | None:
    if tally is None:
        return None
    return Head(tally.denominator - tally.numerator, persons.denominator - persons.numerator if persons else None)


def _nobody(figure: Figure, unit: str) -> str:
    """Why there is no ratio: nobody can be told, or nobody is concerned."""
    head = unknown(figure)
    return f"{head.text(unit)}无法判定（缺数据）" if head and head.units else "没有符合条件的对象"


def _pairs(figure: Figure, unit: str) -> list[tuple[tuple[float, float], str]]:
    if figure.cells is not None:
        cells = [(figure.cells, unit), (figure.persons if unit != PERSON else None, PERSON)]
        return [((each.tt, each.tt + each.tf), word) for each, word in cells if each is not None]
    tallies = [(figure.tally, unit), (figure.tally_persons if unit != PERSON else None, PERSON)]
    return [((tally.numerator, tally.denominator), each) for tally, each in tallies if tally is not None]


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
