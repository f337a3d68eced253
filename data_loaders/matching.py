"""Given the headings of a found table and a layout; gives which heading feeds which column, how sure that is, and what was left over."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from data_loaders.headings import SERVICE, bare, is_ignored, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from data_loaders.headings import Heading
    from data_loaders.layout import Layout, LayoutColumn

_REPEAT = re.compile(r"[._]?\d{1,2}$")
# A heading that differs in one of these characters means something else, however alike it looks (生产经营性收入, 生产经营性支出).
_OPPOSITES = frozenset("收支开竣上下是否入出乡县镇村父母城居职养医大小起止新旧男女前后农户人月年元亩")
_SHORTEST_LIKE = 4


@dataclass(frozen=True)
class HeadingMatch:
    """A heading that feeds a column. how: 列名, 别名, 已确认 or 相近; confidence: 0–100."""

    column: LayoutColumn
    heading: Heading
    how: str
    confidence: int = 100


@dataclass(frozen=True)
class Matched:
    """All headings of a table held against one layout. near: for unknown headings, the heading of the column that they may mean;
    ignored: headings that the layout sets aside on purpose."""

    layout: Layout
    matches: tuple[HeadingMatch, ...]
    repeated: tuple[Heading, ...]
    unknown: tuple[Heading, ...]
    near: Mapping[int, str]
    ignored: tuple[Heading, ...] = ()

    @property
    def columns(self) -> dict[str, HeadingMatch]:
        """Column name → its (first) match."""
        found: dict[str, HeadingMatch] = {}
        for match in self.matches:
            found.setdefault(match.column.name, match)
        return found

    @property
    def missing(self) -> tuple[LayoutColumn, ...]:
        """Columns of the layout that no heading feeds."""
        found = self.columns
        return tuple(column for name, column in self.layout.columns.items() if name not in found)


def match_headings(
    headings: Iterable[Heading], layout: Layout, *, mappings: Mapping[tuple[str, str], str] | None = None, foreign: frozenset[str] = frozenset()
) -> Matched:
    """Hold the headings against the layout.

    mappings: (layout, normalised heading) → column, confirmed earlier; foreign: normalised headings that are known in any layout and so never taken for a
    likeness. Passes from sure to unsure: confirmed, group and heading together, heading, alias, without bracketed content, one character different.
    """
    state = _Matching(layout, mappings or {})
    every = list(headings)
    headings = [one for one in every if not is_ignored(one.text, layout)]
    for how in (_confirmed, _with_group, _by_name, _by_alias, _by_bare_name):
        for heading in headings:
            if heading.index not in state.used:
                state.take(heading, how(heading, state))
    near = {}
    for heading in [one for one in headings if one.index not in state.used]:
        found, close = _by_likeness(heading, state, foreign)
        if found:
            state.take(heading, found)
        elif close:
            near[heading.index] = close
    left = [one for one in headings if one.index not in state.used]
    repeated = [*state.repeated, *(one for one in left if _is_repeat(one, state))]
    numbers = {one.index for one in repeated}
    unknown = tuple(one for one in left if one.index not in numbers and normalise(one.text) not in SERVICE)
    order = sorted(state.matches, key=lambda match: match.heading.index)
    ignored = tuple(one for one in every if is_ignored(one.text, layout))
    return Matched(layout, tuple(order), tuple(sorted(repeated, key=lambda one: one.index)), unknown, near, ignored)


class _Matching:
    """What has been matched so far."""

    def __init__(self, layout: Layout, mappings: Mapping[tuple[str, str], str]) -> None:
        self.layout = layout
        self.confirmed = {heading: column for (name, heading), column in mappings.items() if name == layout.name}
        self.by_name = {normalise(column.heading): column for column in reversed(list(layout.columns.values()))}
        self.by_alias = {normalise(alias): column for column in reversed(list(layout.columns.values())) for alias in column.aliases}
        bare_names = {bare(name): column for column in reversed(list(layout.columns.values())) for name in (*column.aliases, column.heading)}
        self.by_bare = bare_names | {bare(column.heading): column for column in layout.columns.values()}
        self.matches: list[HeadingMatch] = []
        self.repeated: list[Heading] = []
        self.used: set[int] = set()
        self.fed: dict[str, HeadingMatch] = {}

    def take(self, heading: Heading, found: HeadingMatch | None) -> None:
        """Let the heading feed the column unless another does or its group speaks against it; then it counts as repeated."""
        if found is None:
            return
        self.used.add(heading.index)
        column = found.column
        avoided = any(word in group for word in column.avoid_group for group in heading.groups)
        if avoided or (column.name in self.fed and not column.merge):
            self.repeated.append(heading)
            return
        self.fed.setdefault(column.name, found)
        self.matches.append(found)


def _confirmed(heading: Heading, state: _Matching) -> HeadingMatch | None:
    name = state.confirmed.get(normalise(heading.text))
    column = state.layout.columns.get(name) if name else None
    return HeadingMatch(column, heading, "已确认") if column else None


def _with_group(heading: Heading, state: _Matching) -> HeadingMatch | None:
    for group in reversed(heading.groups):
        form = normalise(group + heading.text)
        column = state.by_name.get(form) or state.by_alias.get(form)
        if column:
            return HeadingMatch(column, heading, "列名")
    return None


def _by_name(heading: Heading, state: _Matching) -> HeadingMatch | None:
    column = state.by_name.get(normalise(heading.text))
    return HeadingMatch(column, heading, "列名") if column else None


def _by_alias(heading: Heading, state: _Matching) -> HeadingMatch | None:
    column = state.by_alias.get(normalise(heading.text))
    return HeadingMatch(column, heading, "别名") if column else None


def _by_bare_name(heading: Heading, state: _Matching) -> HeadingMatch | None:
    column = state.by_bare.get(bare(heading.text))
    return HeadingMatch(column, heading, "别名", 95) if column else None


def _by_likeness(heading: Heading, state: _Matching, foreign: frozenset[str]) -> tuple[HeadingMatch | None, str]:
    """The one column whose heading differs in a single character; else the heading of the nearest column within two, to be asked about."""
    form = bare(heading.text)
    if len(form) < _SHORTEST_LIKE or normalise(heading.text) in foreign or form in foreign:
        return None, ""
    names = {**state.by_bare, **state.by_alias, **state.by_name}
    ranked = sorted((OSA.distance(form, name, score_cutoff=2), name) for name in names)
    (best, name), column = ranked[0], names[ranked[0][1]]
    if best > (2 if len(form) > _SHORTEST_LIKE else 1):
        return None, ""
    rivals = {names[other].name for distance, other in ranked if distance == best}
    if best == 1 and rivals == {column.name} and column.name not in state.fed and not _differs_in_meaning(form, name):
        confidence = round(100 * OSA.normalized_similarity(form, name))
        return replace(HeadingMatch(column, heading, "相近"), confidence=confidence), ""
    return None, column.heading if column.name not in state.fed else ""


def _differs_in_meaning(left: str, right: str) -> bool:
    """Whether the characters in which the two differ turn the meaning round."""
    return bool((set(left) ^ set(right)) & _OPPOSITES)


def _is_repeat(heading: Heading, state: _Matching) -> bool:
    """Whether this is a heading already matched, with the number that pandas or the exporting system puts behind a repetition (风险是否已消除.1)."""
    form = _REPEAT.sub("", unicodedata.normalize("NFKC", heading.text).strip())
    return form != heading.text and normalise(form) in {normalise(match.heading.text) for match in state.matches}
