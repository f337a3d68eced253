"""Given clauses, figures, conflicts and words as rows; gives the tables of 文件与条款, 数字与矛盾 and 词语."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs.facts import STATES
from pages.components.html import show, table, text
from pages.components.links import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jobs.clauses import ClauseLink, ClauseRow, Named, SystemClauses
    from jobs.facts import ConflictRow, Fact, Side
    from jobs.words import WordList
    from pages.components.filters import Filters

NOT_YET = '<span class="xj-watch">▲ 还没有指标计算</span>'
_TONES = {"fails": "xj-poor", "doubted": "xj-watch", "agrees": "xj-good"}


def clause_table(rows: Iterable[ClauseRow], filters: Filters, *, marked: str = "") -> None:
    """One line per clause: its words, the systems that cite it, the measures that compute it. marked: the mark of the clause that was asked for."""
    headings = [("条款", "nowrap"), ("内容", "words"), ("事项", ""), ("指标", ""), ("印出的数", "num")]
    ordered = sorted(rows, key=lambda row: row.mark != marked)
    show(table(headings, [_clause(row, filters, asked=row.mark == marked) for row in ordered], css="xj-table xj-clauses"))


def _clause(row: ClauseRow, filters: Filters, *, asked: bool) -> list[str]:
    name = f"<b>▶ {text(row.clause)}</b>" if asked else text(row.clause)
    systems = _items(f"{text(each.id)}　{text(each.label)}" for each in row.systems) or '<span class="xj-quiet">—</span>'
    measures = _items([*(_measure(each, filters) for each in row.cited), *(_measure(each, filters, near=True) for each in row.near)])
    figures = f'<a href="{text(address("facts", filters, clause=row.mark))}" target="_self">{row.figures}</a>' if row.figures else "—"
    return [name, text(row.words), systems, measures or NOT_YET, figures]


def _items(cells: Iterable[str]) -> str:
    """One below the other on the screen; on paper one after the other, or a clause with forty measures would leave half a page empty."""
    return "".join(f'<span class="xj-item">{each}</span>' for each in cells)


def _measure(measure: Named, filters: Filters, *, near: bool = False) -> str:
    link = f'<a href="{text(address("definitions", filters, measure=measure.id))}" target="_self">{text(measure.label)}</a>'
    return f'{link}<span class="xj-quiet">（同一事项）</span>' if near else link


def system_table(rows: Iterable[SystemClauses], filters: Filters) -> None:
    """The way back: one line per system with its measures and clauses."""
    headings = [("事项", ""), ("牵头", "nowrap"), ("指标", ""), ("出处条款", "wide")]
    show(table(headings, [_system(row, filters) for row in rows]))


def _system(row: SystemClauses, filters: Filters) -> list[str]:
    measures = _items(_measure(each, filters) for each in row.measures) or NOT_YET
    return [f"{text(row.id)}　{text(row.label)}", text(row.lead_unit), measures, clause_links(row.clauses, filters)]


def clause_links(clauses: Sequence[ClauseLink], filters: Filters) -> str:
    """Clauses as links to themselves on 文件与条款, each document named once: "磴口县工作方案 2、11"."""
    documents: dict[str, list[str]] = {}
    for each in clauses:
        link = f'<a href="{text(address("clauses", filters, clause=each.mark))}" target="_self">{text(each.clause)}</a>'
        documents.setdefault(each.document, []).append(link)
    return "；".join(f"{text(document)}&nbsp;{'、'.join(links)}" for document, links in documents.items())


def fact_table(rows: Iterable[Fact], filters: Filters) -> None:
    """One line per printed figure; under it the arithmetic and what to know before citing it."""
    headings = [("数字", ""), ("印出的值", "num"), ("", "nowrap"), ("地方和时间", ""), ("出处", "nowrap"), ("复算和说明", "what")]
    show(table(headings, [_fact(row, filters) for row in rows], css="xj-table xj-facts"))


def _fact(row: Fact, filters: Filters) -> list[str]:
    state = f'<span class="xj-light {_TONES[row.state]}">{text(STATES[row.state])}</span>' if row.state else ""
    arithmetic = f"<b>{text(row.arithmetic)}</b>" if row.arithmetic else ""
    system = f'<br><span class="xj-quiet xj-fine">{text(row.system)}　{text(row.system_label)}</span>' if row.system_label else ""
    note = f'<span class="xj-quiet">{text(row.note)}</span>' if row.note else ""
    value = f"<b>{text(row.value)}</b>"
    where = clause_links((row.source,), filters)
    explained = ("<br>" if arithmetic else "　").join(each for each in ("　".join(each for each in (state, arithmetic) if each), note) if each)
    return [text(row.label) + system, value, text(row.kind), f"{text(row.area)}　{text(row.period)}", where, explained]


def conflict_table(rows: Iterable[ConflictRow], filters: Filters) -> None:
    """One line per conflict: both readings with their clauses, which is in force and why, the systems and parameters that it touches."""
    headings = [("说什么", ""), ("一种说法", "side"), ("另一种说法", "side"), ("这里怎么办", "side"), ("涉及", "")]
    show(table(headings, [_conflict(row, filters) for row in rows], css="xj-table xj-conflicts"))


def _conflict(row: ConflictRow, filters: Filters) -> list[str]:
    touches = "<br>".join(text(each) for each in row.touches) or "—"
    decided = f"<b>{text(row.in_force)}</b>　{text(row.why)}"
    return [f"<b>{text(row.topic)}</b>", _side(row.first, filters), _side(row.second, filters), decided, f'<span class="xj-fine">{touches}</span>']


def _side(side: Side, filters: Filters) -> str:
    sign = '<span class="xj-good">● </span>' if side.chosen else ""
    return f'{sign}{text(side.says)}<br><span class="xj-fine">{clause_links(side.clauses, filters)}</span>'


def word_table(words: WordList) -> None:
    """One line per term, one column per period; the month's words stand out."""
    headings = [(f"{period.name}（{period.dates}）{'　本月用这一列' if period.current else ''}", "") for period in words.periods]
    rows = []
    for term in words.terms:
        cells = [
            f"<b>{text(word)}</b>" if period.current else f'<span class="xj-quiet">{text(word)}</span>'
            for word, period in zip(term.words, words.periods, strict=True)
        ]
        rows.append([*cells, "换了" if term.changed else "没有换", f"{term.used} 处" if term.used else "—"])
    show(table([*headings, ("前后", "nowrap"), ("指标和事项里用到", "num")], rows))


def unit_table(words: WordList) -> None:
    """Units by name with the other names that reports use."""
    rows = [[f"<b>{text(name)}</b>", text("、".join(aliases)) or "—"] for name, aliases in words.units]
    show(table([("单位（页面上的叫法）", "nowrap"), ("报表里见到的别的叫法，都认得", "")], rows))
