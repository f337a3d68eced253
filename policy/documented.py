"""Given nothing; gives the frozen types of what the documents themselves say: printed figures, conflicts between clauses, tasks with their items."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FigureCheck:
    """The arithmetic by which a printed figure can be worked out again.

    kind: sum; difference (the first less the others); product; ratio (first ÷ second); growth (first ÷ second − 1). of: ids of figures, or plain numbers.
    """

    kind: str
    of: tuple[str | float, ...]


@dataclass(frozen=True)
class PrintedFigure:
    """A figure as a document prints it: `value` in `unit`, or `words` where it is no number (高于全区平均, 1—2).

    id: document-clause-place; kind: result (reported) or target (aimed at); qualifier: 以上, 左右, 多; system: the one that the figure is about, "" if none
    fits; note: how to read it; doubt: what must be cleared up before it is cited.
    """

    id: str
    label: str
    kind: str
    period: str
    area: str
    document: str
    clause: str
    value: float | None = None
    words: str = ""
    unit: str = ""
    qualifier: str = ""
    system: str = ""
    check: FigureCheck | None = None
    note: str = ""
    doubt: str = ""

    @property
    def mark(self) -> str:
        """Document and clause, such as D3-L19."""
        return f"{self.document}-{self.clause}"


@dataclass(frozen=True)
class Stance:
    """One reading of a conflict: what it says and the marks of the clauses that say so."""

    says: str
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """Two clauses that do not agree. in_force: first, second, both, county (the county decides) or open (nothing can be decided from the documents)."""

    id: str
    topic: str
    first: Stance
    second: Stance
    in_force: str
    why: str
    parameters: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaskItem:
    """One thing of a task that can be counted. evidence: the tables whose rows prove it; systems: the ones that measure it."""

    label: str
    evidence: tuple[str, ...]
    systems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Task:
    """One of the tasks of the county's plan; units by their names in units.toml; clause: a mark."""

    number: int
    title: str
    theme: str
    lead_unit: str
    units: tuple[str, ...]
    clause: str
    items: tuple[TaskItem, ...]
    note: str = ""
