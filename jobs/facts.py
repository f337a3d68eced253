"""Given the definitions; gives what 数字与矛盾 shows: printed figures with their arithmetic, the failing first, and conflicts with what is in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import NONE, SPACE
from jobs.clauses import clause_link
from policy.printed_arithmetic import NoCheckError, recompute

if TYPE_CHECKING:
    from jobs.clauses import ClauseLink
    from jobs.wording import Wording
    from policy.documented import Conflict, PrintedFigure, Stance
    from policy.reader import Policy

KINDS = {"result": "结果", "target": "目标"}
FAILS, DOUBTED, AGREES, PLAIN = "fails", "doubted", "agrees", ""
STATES = {FAILS: "■ 复算不符", DOUBTED: "▲ 引用前要弄清", AGREES: "● 复算相符", PLAIN: ""}
_ORDER = tuple(STATES)
_SIGNS = {"sum": " ＋ ", "difference": " － ", "product": " × ", "ratio": " ÷ "}
IN_FORCE = {"first": "按前一种", "second": "按后一种", "both": "两种都用", "county": "由县里定", "open": "定不了"}


@dataclass(frozen=True)
class Fact:
    """A printed figure as a row. arithmetic: "595.45 万亩 ÷ 487.59 万亩 = 122.1%，印的是 119.1%", "" without a check; state: one of STATES."""

    id: str
    label: str
    value: str
    kind: str
    period: str
    area: str
    document: str
    mark: str
    source: ClauseLink
    system: str
    system_label: str
    arithmetic: str
    state: str
    note: str


@dataclass(frozen=True)
class Side:
    """One reading of a conflict with the clauses that say so; chosen: this one is in force."""

    says: str
    clauses: tuple[ClauseLink, ...]
    chosen: bool


@dataclass(frozen=True)
class ConflictRow:
    """A conflict. in_force: in words; touches: systems by id and label, parameters by code."""

    id: str
    topic: str
    first: Side
    second: Side
    in_force: str
    why: str
    touches: tuple[str, ...]


def facts(policy: Policy, wording: Wording) -> tuple[Fact, ...]:
    """Every printed figure: failing arithmetic first, then what must be cleared up, then what agrees, then the others in the order of the documents."""
    rows = [_fact(figure, policy, wording) for figure in policy.figures.values()]
    return tuple(sorted(rows, key=lambda row: _ORDER.index(row.state)))


def conflicts(policy: Policy, wording: Wording) -> tuple[ConflictRow, ...]:
    """Every conflict in the order of the file."""
    return tuple(_conflict(each, policy, wording) for each in policy.conflicts.values())


def printed(figure: PrintedFigure) -> str:
    """A figure as it is printed: "595.45 万亩", "85%以上", "高于全区平均"."""
    if figure.value is None:
        return " ".join(each for each in (figure.words, figure.unit) if each)
    number = f"{figure.value:,.10g}".replace(",", SPACE)
    gap = "" if figure.unit.startswith("%") or not figure.unit else SPACE
    return f"{number}{gap}{figure.unit}{figure.qualifier}"


def _fact(figure: PrintedFigure, policy: Policy, wording: Wording) -> Fact:
    arithmetic, state = _arithmetic(figure, policy)
    if state != FAILS and figure.doubt:
        state = DOUBTED
    system = wording.systems.get(figure.system)
    note = " ".join(each for each in (figure.doubt, figure.note) if each)
    source = clause_link(policy, figure.mark)
    return Fact(
        figure.id, figure.label, printed(figure), KINDS[figure.kind], figure.period, figure.area, figure.document, figure.mark, source,
        figure.system, system.label if system else "", arithmetic, state, note,
    )  # fmt: skip


def _arithmetic(figure: PrintedFigure, policy: Policy) -> tuple[str, str]:
    """The arithmetic in words and whether it agrees; nothing for a figure without a check."""
    try:
        found = recompute(figure, policy.figures)
    except NoCheckError:
        return "", PLAIN
    again = f"{found.value:,.{_decimals(figure.value)}f}".replace(",", SPACE)
    words = f"{_worked(figure, policy)} = {again}{'' if figure.unit.startswith('%') else SPACE}{figure.unit}"
    return (words, AGREES) if found.agrees else (f"{words}，印的是 {printed(figure)}", FAILS)


def _worked(figure: PrintedFigure, policy: Policy) -> str:
    if figure.check is None:
        return NONE
    parts = [printed(policy.figures[each]) if isinstance(each, str) else f"{each:g}" for each in figure.check.of]
    return f"{parts[0]} ÷ {parts[1]} － 1" if figure.check.kind == "growth" else _SIGNS[figure.check.kind].join(parts)


def _decimals(value: float | None) -> int:
    """As many decimals as the printed number has, so that the two can be laid side by side; 9.92 shows 9.30."""
    return len(f"{value:.10g}".partition(".")[2])


def _conflict(conflict: Conflict, policy: Policy, wording: Wording) -> ConflictRow:
    systems = [f"{each} {wording.systems[each].label}" if each in wording.systems else each for each in conflict.systems]
    parameters = ["参数 " + "、".join(policy.parameters[key].code for key in conflict.parameters)] if conflict.parameters else []
    first, second = (
        _side(stance, policy, chosen=conflict.in_force in (name, "both")) for name, stance in (("first", conflict.first), ("second", conflict.second))
    )
    return ConflictRow(conflict.id, conflict.topic, first, second, IN_FORCE[conflict.in_force], conflict.why, tuple([*systems, *parameters]))


def _side(stance: Stance, policy: Policy, *, chosen: bool) -> Side:
    return Side(stance.says, tuple(clause_link(policy, mark) for mark in stance.marks), chosen)
