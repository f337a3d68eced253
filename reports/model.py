"""Given nothing; gives the frozen types of a briefing: sections of paragraphs, tables and charts, the same for every kind of file."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


MAP = "map"
"""The kind of chart that is a picture only."""
TENTHS, _ROOM = 10, 0.5
"""Tenths of a whole, and how much of one is free at least above and below a line."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `level` 0 is running text, 1 a numbered item of its own line."""

    text: str
    level: int = 0


@dataclass(frozen=True)
class Table:
    """A table of text cells. numbers: positions of the columns that are set to the right; widths: relative widths of the columns (default: equal).

    counts: positions of the columns that hold how many people of a measure, by places; message: what a slide says of it (default: the caption).
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    widths: tuple[float, ...] = ()
    note: str = ""
    counts: tuple[int, ...] = ()
    message: str = ""


@dataclass(frozen=True)
class Series:
    """One row of numbers of a chart; None leaves a gap."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """A chart twice: as a Vega-Lite spec, drawn in Word and PDF, and as numbers, from which slides and workbooks draw a chart that can be edited.

    alt says the finding, for who cannot see it. kind: "bar" (lying), "line", or "map", which office programs cannot draw: a picture without numbers;
    percent: the values are ratios; message: what a slide says of it (default: the caption).
    """

    caption: str
    alt: str
    spec: Mapping[str, Any]
    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    percent: bool = False
    message: str = ""

    @property
    def native(self) -> bool:
        """Whether an office program can draw it from its numbers."""
        return self.kind != MAP

    @property
    def ends(self) -> tuple[float, float] | None:
        """Lowest and highest value of the axis of a line of ratios, in whole tenths around it, so that a small step does not look like a leap."""
        known = [value for series in self.series for value in series.values if value is not None]
        if self.kind != "line" or not self.percent or not known:
            return None
        low, high = floor(min(known) * TENTHS - _ROOM) / TENTHS, ceil(max(known) * TENTHS + _ROOM) / TENTHS
        return max(0.0, low), max(min(1.0, high), *known)


Block = Paragraph | Table | Chart


@dataclass(frozen=True)
class Section:
    """One part of the briefing: heading without its number, the one sentence that a slide says of it, and its blocks."""

    heading: str
    message: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Brief:
    """A briefing of one month and area.

    masthead: the red line above (××工作简报); issue: its number; lead: 导语; annex: 附表; basis: the 口径 annex; notes: how to read the figures, in a few
    lines; footer: month, submitted n/N and version, at the bottom of every page; mark: printed on every page where names are in it, else empty;
    dispatch: the one-page 调度表 of the workbook, a row for every place.
    """

    masthead: str
    issue: str
    organ: str
    date: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    annex: tuple[Table, ...]
    basis: tuple[Paragraph, ...]
    notes: tuple[str, ...]
    footer: str
    mark: str = ""
    dispatch: Table | None = None
