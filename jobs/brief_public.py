"""Given a briefing; gives it as it may be passed on: counts below k and what they could be worked out from are hidden, in tables and in sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from charts.numbers import MINUS, SPACE
from metrics.disclosure import hidden_cells, is_small
from reports.model import Brief, Chart, Paragraph, Section, Table

if TYPE_CHECKING:
    from reports.model import Block

HIDDEN, STAR, TOTAL = "（数小，隐去）", "＊", "合计"
BY_MEASURE = "指标"
"""Heads the first column of a table that has a row for each measure."""
NOTE = "＊ 为不足 {k} 或由此可推算的数，已隐去。"
_NUMBER, _UNIT = r"\d[\d\u00a0]*(?:\.\d+)?", r"[户人名]"
_PAIR = re.compile(rf"({_NUMBER})/({_NUMBER})\s*{_UNIT}")
_RATE = re.compile(r"([<>]?[\d.]+%)?（([^（）]*)）")
_COUNT = re.compile(rf"(?<![\d./{MINUS}+])({_NUMBER})(\s*{_UNIT})")
_CHANGE = re.compile(rf"\u00a0?[+{MINUS}]({_NUMBER})(?![\d.%]|\u00a0个百分点)")
Pair = tuple[str, str]
"""A place and the label of a measure."""


def passed_on(brief: Brief, k: int) -> Brief:
    """The briefing without counts of 1 to k − 1. Maps and lists must not be in it: a village's number is small by nature, a list is names."""
    tables = [block for section in brief.sections for block in section.blocks if isinstance(block, Table)]
    tables += [*brief.annex, *([brief.dispatch] if brief.dispatch else [])]
    pairs = frozenset(pair for table in tables for pair in _hidden_pairs(table, k))
    sections = tuple(
        Section(each.heading, hidden_in(each.message, k), tuple(_block(block, pairs, k) for block in each.blocks if not _tells(block, k)))
        for each in brief.sections
    )
    dispatch = _table(brief.dispatch, pairs, k) if brief.dispatch else None
    notes = (*brief.notes, f"本件为对外版，不足 {k} 的数和由此可推算的数已隐去。")
    annex = tuple(_table(table, pairs, k) for table in brief.annex)
    return replace(brief, lead=hidden_in(brief.lead, k), sections=sections, annex=annex, dispatch=dispatch, notes=notes)


def hidden_in(text: str, k: int) -> str:
    """The text with every small count, change and ratio in words."""
    text = _RATE.sub(lambda found: ("—" if found[1] else "") + HIDDEN if any(_pair_small(pair, k) for pair in _PAIR.finditer(found[2])) else found[0], text)
    text = _COUNT.sub(lambda found: f"不足{SPACE}{k}{SPACE}{found[2].strip()}" if is_small(_value(found[1]), k) else found[0], text)
    return _CHANGE.sub(lambda found: f"变动不足{SPACE}{k}" if is_small(_value(found[1]), k) else found[0], text)


def _pair_small(found: re.Match[str], k: int) -> bool:
    part, whole = _value(found[1]), _value(found[2])
    return any(is_small(each, k) for each in (part, whole, whole - part))


def _value(text: str) -> float:
    return float(text.replace(SPACE, "").replace(" ", ""))


def _hidden_pairs(table: Table, k: int) -> list[Pair]:
    """What a table of places by measures must hide; a column's total stands under 合计, whether the table prints it or not."""
    rows = [row for row in table.rows if row[0] != TOTAL]
    counts = [[_value(row[place]) if row[place][:1].isdigit() else None for place in table.counts] for row in rows]
    names = [*(row[0] for row in rows), TOTAL]
    labels = [table.headings[place] for place in table.counts]
    return [(names[row], labels[column]) for row, column in hidden_cells(counts, k) if column < len(labels)] if rows and labels else []


def _tells(block: Block, k: int) -> bool:
    """Whether a chart shows a small number."""
    return isinstance(block, Chart) and not block.percent and any(is_small(value, k) for series in block.series for value in series.values)


def _block(block: Block, pairs: frozenset[Pair], k: int) -> Block:
    if isinstance(block, Table):
        return _table(block, pairs, k)
    return replace(block, text=_sentence(block.text, pairs, k)) if isinstance(block, Paragraph) else block


def _sentence(text: str, pairs: frozenset[Pair], k: int) -> str:
    """A sentence about a hidden number loses all its numbers of people; a list of tasks is such sentences between ；."""
    return "；".join(_blurred(part) if any(place + label in part for place, label in pairs) else hidden_in(part, k) for part in text.split("；"))


def _blurred(text: str) -> str:
    text = _RATE.sub(lambda found: HIDDEN if _PAIR.search(found[2]) else found[0], text)
    return _CHANGE.sub("略有变动", _COUNT.sub(lambda found: "若干" + found[2].strip(), text))


def _table(table: Table, pairs: frozenset[Pair], k: int) -> Table:
    rows = tuple(_row(table, row, pairs, k) for row in table.rows)
    note = NOTE.format(k=k) if any(STAR in row for row in rows) else ""
    return replace(table, rows=rows, note=table.note + note)


def _row(table: Table, row: tuple[str, ...], pairs: frozenset[Pair], k: int) -> tuple[str, ...]:
    by_measure = table.headings[0] == BY_MEASURE
    if by_measure and ((TOTAL, row[0]) in pairs or any(hidden_in(text, k) != text for text in row[1:3])):
        return (row[0], *(STAR for _ in row[1:-1]), row[-1])
    cells = []
    for place, text in enumerate(row):
        small = place in table.numbers and text[:1].isdigit() and "%" not in text and is_small(_value(text), k)
        gone = small or (row[0], table.headings[place]) in pairs
        told = any(row[0] == name and text.startswith(label) for name, label in pairs)
        cells.append(STAR if gone else _blurred(text) if told else hidden_in(text, k))
    return tuple(cells)
