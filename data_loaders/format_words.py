"""Given a layout or a column of it; gives in Chinese what a clerk must know: who hands in what and when, what it replaces, what may stand in a cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data_loaders.template import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data_loaders.layout import Layout, LayoutColumn

EXPORTS = "全国系统的导出（原样上报，不用模板）"
UNTIL_REPLACED = 1200
"""Months of validity from which a sheet counts until the next one comes."""
_NONE = {"bool": "否", "number": "0", "date": "没有发生"}


@dataclass(frozen=True)
class ColumnWords:
    """One column in words. what: type, unit, bounds and allowed values; empty: what an empty cell means."""

    name: str
    heading: str
    required: bool
    aliases: str
    what: str
    empty: str
    example: str
    note: str


def books(layouts: Iterable[Layout]) -> dict[str, list[Layout]]:
    """Workbook → its layouts in their order, workbooks in the order of their numbers, the exports last."""
    found: dict[str, list[Layout]] = {}
    for layout in sorted(layouts, key=lambda one: (is_export(one), "" if is_export(one) else one.workbook, one.order)):
        found.setdefault(EXPORTS if is_export(layout) else layout.workbook, []).append(layout)
    return found


def is_export(layout: Layout) -> bool:
    """Whether it is a file of the national system, whose workbooks have no number."""
    return not layout.workbook[0].isdigit()


def facts(layout: Layout) -> list[tuple[str, str]]:
    """What is said of a whole sheet: (题目, 内容)."""
    found = [
        ("由谁报", layout.holder),
        ("多久报一次", layout.cadence),
        ("一行是什么", layout.grain),
        ("一次上报替换什么", replaced(layout)),
        ("有效期", validity(layout)),
        ("认得的工作表名", "、".join(layout.sheets)),
    ]
    if layout.ignored:
        found.append(("按规定不读的列", "、".join(layout.ignored) + "。只统计件数、比率和时间，不收是谁、说了什么；这些列不存入任何表。"))
    return found


def replaced(layout: Layout) -> str:
    """What one upload owns and so replaces."""
    names = ["同一苏木镇（农场）" if name == "township" else f"同一“{layout.columns[name].heading}”" for name in layout.slice]
    whole = f"{'、'.join(names)}的原有各行；其余的不动。" if names else "全县这张表原有的全部行。"
    month = f"各行的“{layout.columns[layout.period].heading}”须是所选的报送月份。" if layout.period else ""
    return whole + month


def validity(layout: Layout) -> str:
    """How long a submission counts."""
    if layout.valid_for >= UNTIL_REPLACED:
        return "到下一次上报为止。"
    if layout.valid_for == 1:
        return "只算报送的当月；下个月没有报，算“未报送”。"
    return f"{layout.valid_for} 个月（含报送当月）；过期没有再报，算“未报送”，不当作 0。"


def column_words(layout: Layout, column: LayoutColumn) -> ColumnWords:
    """One column of the layout in words."""
    return ColumnWords(
        name=column.name,
        heading=column.heading,
        required=column.required,
        aliases="、".join(column.aliases),
        what=_what(column),
        empty=_empty(layout, column),
        example=example_of(column),
        note=column.note,
    )


def example_of(column: LayoutColumn) -> str:
    """The column's example, else its first allowed value."""
    return column.example or (column.values[0] if column.values else "")


def _what(column: LayoutColumn) -> str:
    """Type, unit, bounds and allowed values in one line."""
    parts = [TYPES[column.type]]
    if column.unit:
        parts.append(f"单位：{column.unit}")
    if column.max is not None and column.min is not None:
        parts.append(f"{column.min:g} 至 {column.max:g}")
    elif column.min is not None:
        parts.append(f"不小于 {column.min:g}")
    if column.values:
        parts.append("可填：" + "、".join(column.values) + ("，也可填别的" if column.open else ""))
    if column.future:
        parts.append("可以晚于报送月份")
    return "；".join(parts)


def _empty(layout: Layout, column: LayoutColumn) -> str:
    """What an empty cell means; one that decides where the row belongs holds the row."""
    if column.name in (*layout.key, *layout.slice):
        return "不能空：空着这一行暂存，不入库"
    if column.from_id:
        return "按证件号码推算"
    if column.empty == "none":
        meaning = _NONE.get(column.type, "没有")
        others = "、".join(f"“{layout.columns[name].heading}”" for name in column.none_if_empty)
        return f"{meaning}（{others}也空着时；不然是未知）" if others else meaning
    return "不适用" if column.empty == "not_applicable" else "未知（缺数据）"
