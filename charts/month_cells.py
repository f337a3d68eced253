"""Given where a household stood in each policy month by month; gives the grid as a Vega-Lite spec: a cell for each month, coloured and marked, clickable."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from charts.palette import CHART_CONFIG, INK, NEUTRAL, NO_DATA, NO_DATA_LINE, NOT_APPLICABLE, SHORTFALL_COLOURS
from charts.spec import axis, click, tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

SELECTION = "cell"
KINDS = {
    "poor": "■ 应享未享、未达到（疑似）",
    "watch": "▲ 不应享而享（疑似）",
    "good": "● 已享、已达到",
    "unknown": "? 无法判定",
    "none": "○ 不应享、不在范围",
    "watched": "◆ 监测中",
    "lacking": "— 未报送",
}
"""Tone → the words of the legend, which stands under the grid; each begins with the sign that its cells carry."""
_COLOURS = (SHORTFALL_COLOURS[4], SHORTFALL_COLOURS[3], SHORTFALL_COLOURS[0], NEUTRAL, NOT_APPLICABLE, SHORTFALL_COLOURS[1], NO_DATA)
_ROW, _ROOM = 27, 30  # pixels: a row and the names of the months
_WORDED, _NAMED, _NUMBERED = 66, 52, 27  # pixels: the least width of a cell with words, of a month named with its year in one line, and of "10月"
_BREAK = "|"
_TOOLTIP = {"policy": "政策", "label": "月份", "word": "情况"}


@dataclass(frozen=True)
class GridCell:
    """One policy in one month. tone: a key of KINDS; short: the words in the cell after its sign; row, month: what a click gives; chosen: whether its reason
    is shown."""

    policy: str
    row: int
    month: str
    label: str
    tone: str
    short: str
    word: str
    chosen: bool = False


def month_cells(cells: Sequence[GridCell]) -> dict[str, Any]:
    """Rows are policies, columns months, both in the order given."""
    rows, months = dict.fromkeys(cell.row for cell in cells), dict.fromkeys(cell.month for cell in cells)
    names = {str(cell.row): cell.policy for cell in cells}
    labels = {cell.month: cell.label for cell in cells}
    place = {
        "x": {**_nominal("month"), "axis": axis(orient="top", labelAngle=0, labelExpr=_months(labels))},
        "y": {**_nominal("row"), "axis": axis(labelLimit=300, labelExpr=_worded(names))},
    }
    values = [_row(cell) for cell in cells]
    inked = {"condition": {"test": "datum.tone === 'poor'", "value": "white"}, "value": INK}
    edge = {"condition": {"test": "datum.tone === 'lacking'", "value": NO_DATA_LINE}, "value": "white"}
    boxes = {
        "name": "boxes",
        "mark": {"type": "rect", "cursor": "pointer", "strokeWidth": 2},
        "encoding": {**place, "color": _colour(), "stroke": edge, "tooltip": tooltip(_TOOLTIP)},
    }
    texts = {
        "mark": {"type": "text", "fontSize": 12, "tooltip": False, "text": {"expr": f"width < {_WORDED * len(months)} ? datum.sign : datum.text"}},
        "encoding": {**place, "color": inked},
    }
    chosen = {
        "transform": [{"filter": "datum.chosen"}],  # over its neighbours, whose edges would cover its own
        "mark": {"type": "rect", "fill": None, "stroke": INK, "strokeWidth": 2.5, "tooltip": False},
        "encoding": place,
    }
    return {
        "height": _ROW * len(rows) + _ROOM,
        "params": [click(SELECTION, "row", "month", layer="boxes")],
        "layer": [{"data": {"values": values}, "layer": [boxes, texts, chosen]}],
        "config": CHART_CONFIG,
    }


def _nominal(field: str) -> dict[str, Any]:
    return {"field": field, "type": "nominal", "sort": None, "title": None}


def _worded(labels: dict[str, str]) -> str:
    """The label of an axis by its value: two policies may have one name, so a row is a number."""
    listed = ", ".join(f"{_quoted(value)}: {_quoted(label)}" for value, label in labels.items())
    return f"{{{listed}}}[datum.value]"


def _months(labels: dict[str, str]) -> str:
    """The names of the months; in narrow columns a year stands above its month, in the narrowest the number alone, or one would run into the next."""
    above = {value: label.replace("年", f"年{_BREAK}") if "年" in label else f"{_BREAK}{label}" for value, label in labels.items()}
    bare = {value: label.removesuffix("月") for value, label in above.items()}
    narrow = f"split(width < {_NUMBERED * len(labels)} ? {_worded(bare)} : {_worded(above)}, '{_BREAK}')"
    return f"width < {_NAMED * len(labels)} ? {narrow} : {_worded(labels)}"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _row(cell: GridCell) -> dict[str, Any]:
    sign = KINDS[cell.tone][0]
    return {**asdict(cell), "sign": sign, "text": f"{sign} {cell.short}"}


def _colour() -> dict[str, Any]:
    return {"field": "tone", "type": "nominal", "scale": {"domain": list(KINDS), "range": list(_COLOURS)}, "legend": None}
