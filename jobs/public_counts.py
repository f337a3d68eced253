"""Given a panel, an area and measures; gives how many each misses in each place as a paper that is passed on may print it: the only numbers it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import NONE, count, percent
from jobs.figure_text import SUSPECTED, missing, share, value_of
from jobs.missed import counted, missed_in, people_measures
from jobs.readings import PERSON
from metrics.disclosure import hidden_cells, is_small

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jobs.panel import Panel
    from jobs.wording import Wording
    from metrics.model import Area, Figure

HIDDEN, TOTAL = "＊", "合计"
ALL = ""
"""Stands for the 人次 over all measures among the measures, and for the whole area among the places."""
_OTHERS = "\0others"
Key = tuple[str, str]


@dataclass(frozen=True)
class PublicCounts:
    """places: the places directly below; shown: (place code, measure) → the number, of those that may be printed; zero and no figure among them."""

    places: tuple[Area, ...]
    shown: Mapping[Key, float | None]

    def text(self, place: str, measure: str) -> str:
        """The number, "—" where there is none, ＊ where it is hidden."""
        return count(self.shown[place, measure]) if (place, measure) in self.shown else HIDDEN

    def number(self, place: str, measure: str) -> float:
        """The number where it is printed, else 0."""
        return self.shown.get((place, measure)) or 0


def public_counts(panel: Panel, wording: Wording, area: str, measures: Sequence[str], k: int) -> PublicCounts:
    """Everything at once, so that no table tells what another one hides: the 人次 of all measures count as one more column, though nobody prints it."""
    places = panel.shown_below(area)
    people = [name for name in measures if name in people_measures(wording)]
    others = [name for name in measures if name not in people]
    known = {(each.code, name): _missed(panel, wording, each.code, name) for each in places for name in measures}
    for each in places:
        whole = sum(counted(missed_in(panel, wording, each.code))[0].values())
        known[each.code, _OTHERS] = whole - sum(known[each.code, name] or 0 for name in people)
    shown = _shown(known, places, [*people, _OTHERS], k)
    shown = {(place, ALL if name == _OTHERS else name): value for (place, name), value in shown.items() if name != _OTHERS}
    shown |= {key: value for key, value in _shown(known, places, others, k).items() if key[1] != ALL}
    return PublicCounts(places, {key: value for key, value in shown.items() if _adds_up(panel, wording, area, key, value)})


def _missed(panel: Panel, wording: Wording, area: str, name: str) -> float | None:
    head = missing(panel.figure(name, area), wording.readings[name])
    return head.people if head else None


def _shown(known: Mapping[Key, float | None], places: Sequence[Area], names: Sequence[str], k: int) -> dict[Key, float | None]:
    """What one table with its totals may show."""
    counts = [[known[each.code, name] for name in names] for each in places]
    codes, columns = [*(each.code for each in places), ALL], [*names, ALL]
    values = [[*line, sum(value or 0 for value in line)] for line in counts]
    values.append([sum(line[place] or 0 for line in values) for place in range(len(columns))])
    hidden = hidden_cells(counts, k) if counts else frozenset()
    cells = ((row, column) for row in range(len(codes)) for column in range(len(columns)))
    return {(codes[row], columns[column]): values[row][column] for row, column in cells if (row, column) not in hidden}


def _adds_up(panel: Panel, wording: Wording, area: str, key: Key, value: float | None) -> bool:
    """Whether a printed total is the figure of the area: one that is not has a part that no table has looked at."""
    return key[0] != ALL or key[1] == ALL or (_missed(panel, wording, area, key[1]) or 0) == value


def public_rate(figure: Figure | None, wording: Wording, name: str, k: int) -> str:
    """ "82.3%（1 234/1 500 户，疑似）"; ＊ where who meets the condition or who does not is few, in households or in people."""
    reading, value = wording.readings[name], value_of(figure)
    if figure is None or figure.waiting or value is None or not reading.is_share:
        return NONE
    pairs = _pairs(figure, of_people=reading.of_people and reading.unit != PERSON)
    if figure.flow or figure.pace or figure.ledger or any(is_small(number, k) for part, whole in pairs for number in (part, whole - part, whole)):
        return HIDDEN
    said = "，".join(share(part, whole, unit) for (part, whole), unit in zip(pairs, (reading.unit, PERSON), strict=False))
    return f"{percent(value)}（{said}{f'，{SUSPECTED}' if figure.cells is not None else ''}）"


def _pairs(figure: Figure, *, of_people: bool) -> list[tuple[float, float]]:
    """Numerator and denominator, in units and, where asked for, in people."""
    cells = [(each.tt, each.tt + each.tf) for each in (figure.cells, figure.persons if of_people else None) if each is not None]
    tallies = (figure.tally, figure.tally_persons if of_people else None)
    return cells or [(each.numerator, each.denominator) for each in tallies if each is not None]
