"""Given the definitions and a month; gives what 词语 shows: the terms of each period, what replaced them, and the names under which units turn up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policy.definitions import WORD
from policy.months import last_day
from policy.validity import holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy.model import Period
    from policy.reader import Policy


@dataclass(frozen=True)
class PeriodHead:
    """A period: its name, its dates in words, whether it is the month's."""

    name: str
    dates: str
    current: bool


@dataclass(frozen=True)
class Term:
    """A term in every period's word, in the order of the periods; used: how many measures and systems print it."""

    words: tuple[str, ...]
    changed: bool
    used: int


@dataclass(frozen=True)
class WordList:
    """The periods, the terms (those that changed first) and the units with their other names."""

    periods: tuple[PeriodHead, ...]
    terms: tuple[Term, ...]
    units: tuple[tuple[str, tuple[str, ...]], ...]


def word_list(policy: Policy, month: str) -> WordList:
    """The words of every period; the one that holds on the last day of the month is current."""
    keys = list(dict.fromkeys(key for period in policy.words for key in period.words))
    texts = list(_texts(policy))
    terms = [_term(policy.words, key, sum(key in names for names in texts)) for key in keys]
    heads = tuple(PeriodHead(period.name, _dates(period), holds(period, last_day(month))) for period in policy.words)
    units = tuple((unit.name, unit.aliases) for unit in policy.units.values())
    return WordList(heads, tuple(sorted(terms, key=lambda term: not term.changed)), units)


def _term(periods: tuple[Period, ...], key: str, used: int) -> Term:
    words = tuple(period.words[key] for period in periods)
    return Term(words, len(set(words)) > 1, used)


def _texts(policy: Policy) -> Iterator[frozenset[str]]:
    """The words that each system and each measure names in its texts."""
    for system in policy.systems.values():
        yield frozenset(WORD.findall(system.label + system.note))
    for measure in policy.measures.values():
        notes = "".join(version.note for version in measure.versions)
        yield frozenset(WORD.findall(measure.label + measure.question + measure.why + measure.caution + notes))


def _dates(period: Period) -> str:
    start = f"{period.valid_from.year}年{period.valid_from.month}月起"
    return f"{start}，到 {period.valid_to.year}年{period.valid_to.month}月" if period.valid_to else f"{start}，现行"
