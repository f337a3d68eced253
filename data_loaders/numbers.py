"""Given texts of numbers as people write them; gives numbers in the stored unit, and what is wrong with those that cannot be read."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.converted import Converted, Mark, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data_loaders.layout import LayoutColumn

CONVERSIONS: Mapping[tuple[str, str], float] = {("万元", "元"): 10_000, ("千元", "元"): 1_000, ("百元", "元"): 100, ("公顷", "亩"): 15} | {
    ("元", "万元"): 0.000_1,
    ("千元", "万元"): 0.1,
    ("百元", "万元"): 0.01,
    ("亿元", "万元"): 10_000,
    ("米", "公里"): 0.001,
}
"""Factor from the unit in the sheet to the unit stored."""

_NUMBER = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:E[-+]?\d+)?)(%|[^\d%]*)", re.IGNORECASE)


def numbers(column: LayoutColumn, texts: pa.Array, factor: float) -> Converted:
    """Numbers; plain ones are cast at once, the others read one by one (thousands separators, units, percents, full-width digits)."""
    clear = pc.match_substring_regex(texts, r"^-?\d+(?:\.\d+)?$")
    values = pc.multiply(pc.cast(pc.if_else(clear, texts, None), pa.float64()), factor)
    marks: list[Mark] = []
    rest = pc.invert(clear).to_numpy(zero_copy_only=False).nonzero()[0]
    if len(rest):
        listed = values.to_pylist()
        for index in rest.tolist():
            value = read_number(texts[index].as_py(), column, factor)
            listed[index] = value
            if value is None:
                marks.append(Mark(index, "VALUE-003"))
        values = pa.array(listed, pa.float64())
    values, bounds = _bounded(column, values)
    return Converted(values, (*marks, *bounds))


def read_number(text: str, column: LayoutColumn, factor: float = 1) -> float | None:
    """One number as people write it: 12,000.50, １２, 3.2万元, 85.3% (0.853), 约 is not read. 无 is 0. None if it cannot be read."""
    form = plain(text)
    form = {plain(word): value for word, value in column.synonyms.items()}.get(form, form)
    if form == "无":
        return 0.0
    found = _NUMBER.fullmatch(re.sub(r"(?<=\d),(?=\d{3})", "", form).removeprefix("¥").removeprefix("￥"))
    if found is None:
        return None
    value, unit = float(found[1]), found[2]
    if not unit:
        return value * factor
    if unit in (column.unit, column.unit.split("/")[0]):
        return value  # what stands in the cell itself goes before what stands above the table
    if unit == "%":
        return value / 100
    unit = {"万": "万元", "千": "千元", "亿": "亿元"}.get(unit, unit)
    own = CONVERSIONS.get((unit, column.unit))
    return value * own if own else None


def _bounded(column: LayoutColumn, values: pa.Array) -> tuple[pa.Array, list[Mark]]:
    """Values outside the column's bounds become unknown and are named."""
    marks = []
    for code, bound, outside in (("VALUE-004", column.min, pc.less), ("VALUE-005", column.max, pc.greater)):
        if bound is None:
            continue
        wrong = pc.fill_null(outside(values, bound), fill_value=False)
        marks += [Mark(int(index), code, {"bound": f"{bound:g}"}) for index in wrong.to_numpy(zero_copy_only=False).nonzero()[0]]
        values = pc.if_else(wrong, None, values)
    return values, marks
