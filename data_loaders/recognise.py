"""Given raw sheets; gives for every table in them which layout it is of and which heading feeds which column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data_loaders.beside import beside, columns_of
from data_loaders.headings import SERVICE, bare, known_headings, layout_headings, normalise
from data_loaders.layout import read_layouts
from data_loaders.matching import match_headings
from data_loaders.tables import find_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data_loaders.layout import Layout
    from data_loaders.matching import Matched
    from data_loaders.model import RawSheet
    from data_loaders.tables import FoundTable

FEWEST_COLUMNS = 3
ENOUGH = 50
SUPPLEMENT = "更正表"
"""In a title above the table: its rows are added to what is stored, they do not replace it."""
_SURE = {"别名": 0.9, "相近": 0.7}
"""A heading under its own name counts whole, an alias (身份证号 is the name in 人员 and an alias in the export) and a likeness less."""
GUIDE = "填表说明"
"""Name of the sheet in our templates that holds no data."""


@dataclass(frozen=True)
class Recognised:
    """A table with its layout. confidence: 0–100."""

    sheet: RawSheet
    found: FoundTable
    matched: Matched
    confidence: int

    @property
    def layout(self) -> Layout:
        """The layout that the table is read by."""
        return self.matched.layout

    @property
    def supplement(self) -> bool:
        """Whether the table is a correction workbook's."""
        return any(SUPPLEMENT in text for text in (*self.found.titles, self.sheet.name))


def recognise(sheet: RawSheet, mappings: Mapping[tuple[str, str], str]) -> tuple[list[Recognised], str]:
    """The tables of a sheet that a layout fits, and if there is none, why not (in Chinese)."""
    layouts = read_layouts()
    names = tuple(name for layout in layouts.values() for name in layout_headings(layout))
    confirmed = {heading for _, heading in mappings}
    known = known_headings(names) | confirmed
    tables = find_tables(sheet, known, names)
    found = []
    for table in tables:
        parts = beside(table)
        for part in parts:
            own = columns_of(sheet, part, parts)
            best = max((_fit(own, part, layout, mappings, known) for layout in layouts.values()), key=lambda one: (one.confidence, len(one.matched.columns)))
            if best.confidence >= ENOUGH and len(best.matched.columns) >= FEWEST_COLUMNS:
                found.append(best)
    if found or not sheet.cells.num_rows:
        return found, ""
    return [], "表头与各种表的列名都对不上" if tables else "前 60 行里没有找到表头"


def _fit(sheet: RawSheet, found: FoundTable, layout: Layout, mappings: Mapping[tuple[str, str], str], known: frozenset[str]) -> Recognised:
    """How well a layout fits, of 100: 20 for required columns found, 50 for the share of the sheet's headings it knows, 30 for its key.

    A sheet or title that names the layout gives 15 more. An export of 180 columns, of which a third is known, still gets 65.
    """
    matched = match_headings(found.headings, layout, mappings=mappings, foreign=known)
    columns = matched.columns
    required = sum(column.name in columns for column in layout.required) / max(1, len(layout.required))
    known_share = sum(_SURE.get(match.how, 1.0) for match in matched.matches) / max(
        1, sum(normalise(heading.text) not in SERVICE for heading in found.headings)
    )
    key = sum(name in columns for name in layout.key) / len(layout.key)
    score = 20 * required + 50 * known_share + 30 * key
    if _named(sheet.name, layout) or any(_named(part, layout) for title in found.titles for part in title.split(" · ")):
        score += 15
    return Recognised(sheet, found, matched, min(100, round(score)))


def _named(text: str, layout: Layout) -> bool:
    """Whether a sheet's name or title is the layout's."""
    form = normalise(text)
    return any(form in (normalise(name), bare(name)) for name in (layout.label, *layout.sheets))
