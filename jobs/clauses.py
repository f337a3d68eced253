"""Given the definitions; gives what 文件与条款 shows: every clause of every document with the systems and measures that cite it, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policy.model import OutOfValidityError
from policy.months import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from jobs.wording import Wording
    from policy.model import Document, Measure
    from policy.reader import Policy


@dataclass(frozen=True)
class Named:
    """A system or measure that can be opened: its id and label."""

    id: str
    label: str


@dataclass(frozen=True)
class ClauseLink:
    """A clause that is cited: its mark, the document's short name, the clause in it."""

    mark: str
    document: str
    clause: str


@dataclass(frozen=True)
class ClauseRow:
    """A clause. cited: measures whose rules rest on it; near: measures of its systems that rest on other clauses; figures: numbers that it prints."""

    mark: str
    clause: str
    words: str
    systems: tuple[Named, ...]
    cited: tuple[Named, ...]
    near: tuple[Named, ...]
    figures: int

    @property
    def computed(self) -> bool:
        """Whether some measure works out what the clause asks for."""
        return bool(self.cited or self.near)


@dataclass(frozen=True)
class DocumentClauses:
    """A document with its clauses in its own order; details: issuer, number, date and note in one line."""

    id: str
    short: str
    title: str
    details: str
    rows: tuple[ClauseRow, ...]

    @property
    def computed(self) -> int:
        """How many of its clauses some measure computes."""
        return sum(row.computed for row in self.rows)


@dataclass(frozen=True)
class SystemClauses:
    """The way back: a system with its measures and the clauses that it rests on."""

    id: str
    label: str
    theme: str
    lead_unit: str
    measures: tuple[Named, ...]
    clauses: tuple[ClauseLink, ...]


def documents_with_clauses(policy: Policy, wording: Wording, month: str) -> tuple[DocumentClauses, ...]:
    """Every document that lists clauses, in the order of the file; measures are those with a version in force in the month."""
    citing = _measures_by_mark(wording.measures.values(), last_day(month))
    systems: dict[str, list[str]] = {}
    for system in wording.systems.values():
        for mark in system.sources:
            systems.setdefault(mark, []).append(system.id)
    printed = [figure.mark for figure in policy.figures.values()]
    rows = {
        document.id: tuple(_row(f"{document.id}-{clause}", words, wording, systems, citing, printed) for clause, words in document.clauses.items())
        for document in policy.documents.values()
    }
    return tuple(
        DocumentClauses(document.id, document.short, f"《{document.title}》", _details(document), rows[document.id])
        for document in policy.documents.values()
        if document.clauses
    )


def systems_with_clauses(policy: Policy, wording: Wording) -> tuple[SystemClauses, ...]:
    """Every system by id with its clauses: its own sources first, then those that only the rules of its measures name."""
    found = []
    for system in sorted(wording.systems.values(), key=lambda each: each.id):
        ruled = [mark for measure in system.measures for version in measure.versions for mark in version.clauses.values()]
        marks = dict.fromkeys([*system.sources, *ruled])
        measures = tuple(Named(measure.id, measure.label) for measure in system.measures)
        found.append(SystemClauses(system.id, system.label, system.theme, system.lead_unit, measures, tuple(clause_link(policy, mark) for mark in marks)))
    return tuple(found)


def clause_link(policy: Policy, mark: str) -> ClauseLink:
    """What to print for a mark such as D5-11; a mark that names no document is its own name."""
    document, _, clause = mark.partition("-")
    return ClauseLink(mark, policy.documents[document].short if document in policy.documents else document, clause)


def _row(mark: str, words: str, wording: Wording, systems: Mapping[str, list[str]], citing: Mapping[str, list[Measure]], printed: list[str]) -> ClauseRow:
    own = [wording.systems[each] for each in systems.get(mark, ())]
    cited = {measure.id: Named(measure.id, measure.label) for measure in citing.get(mark, ())}
    near = {measure.id: Named(measure.id, measure.label) for system in own for measure in system.measures if measure.id not in cited}
    named = tuple(Named(system.id, system.label) for system in own)
    return ClauseRow(mark, mark.partition("-")[2], words, named, tuple(cited.values()), tuple(near.values()), printed.count(mark))


def _measures_by_mark(measures: Iterable[Measure], day: date) -> dict[str, list[Measure]]:
    found: dict[str, list[Measure]] = {}
    for measure in measures:
        try:
            marks = set(measure.version(day).clauses.values())
        except OutOfValidityError:
            continue
        for mark in marks:
            found.setdefault(mark, []).append(measure)
    return found


def _details(document: Document) -> str:
    issued = f"{document.issued_on.year}年{document.issued_on.month}月{document.issued_on.day}日" if document.issued_on else ""
    return "　".join(each for each in (document.issuer, document.number, issued, document.note) if each)
