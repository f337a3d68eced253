"""Given measures as rows; gives them as a table with light, value, change, small trend, where it is worst and whose job; each opens its own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charts.sparkline import sparkline
from pages.components.html import bullet, change_sign, light_sign, show, table, text
from pages.components.links import address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.measure_rows import MeasureRow
    from pages.components.filters import Filters

_HEADINGS = [
    ("指标", ""),
    ("评价", "nowrap"),
    ("", ""),
    ("数值", "num"),
    ("依据", ""),
    ("较上月", "nowrap"),
    ("走势", ""),
    ("最差的地方", "nowrap"),
    ("牵头", "nowrap"),
]
_UNDER = [("指标", ""), ("为什么还没有数", ""), ("牵头", "nowrap")]


def measure_table(rows: Sequence[MeasureRow], filters: Filters) -> None:
    """One line for each measure that has a figure."""
    show(table(_HEADINGS, [_line(row, filters) for row in rows], css="xj-table xj-measures"))


def waiting_table(rows: Sequence[MeasureRow], filters: Filters) -> None:
    """The measures without a figure, and what they wait for."""
    show(table(_UNDER, [[_name(row, filters), text(row.waiting), text(row.lead_unit)] for row in rows]))


def _line(row: MeasureRow, filters: Filters) -> list[str]:
    picture = sparkline(row.trend)
    image = f'<img src="{picture}" alt="近几个月走势">' if picture else ""
    gap = f'<br><span class="xj-quiet">{text(row.gap)}</span>' if row.gap else ""
    return [
        _name(row, filters), light_sign(row.light), bullet(*row.bar), f"<b>{text(row.value)}</b>",
        f'<span class="xj-quiet">{text(row.basis)}</span>{gap}', change_sign(row.change, short=True), image, _worst(row, filters), text(row.lead_unit),
    ]  # fmt: skip


def _name(row: MeasureRow, filters: Filters) -> str:
    return f'<a href="{text(address("coverage", filters, measure=row.measure))}" target="_self" title="{text(row.question)}">{text(row.label)}</a>'


def _worst(row: MeasureRow, filters: Filters) -> str:
    if not row.worst:
        return '<span class="xj-quiet">—</span>'
    href = text(address("coverage", filters, measure=row.measure, area=row.worst_code))
    return f'<a href="{href}" target="_self">{text(row.worst)}</a>'
