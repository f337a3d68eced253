"""Given the rate of every township and policy; gives the heat grid as a Vega-Lite spec, each cell with its number, clickable."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from charts.palette import CHART_CONFIG, INK, NEUTRAL, NO_DATA, NO_DATA_LINE, NOT_APPLICABLE, SHORTFALL_COLOURS
from charts.spec import axis, click, tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

SELECTION = "cell"
KINDS = ("离目标 2 点以内", "2–5 点", "5–15 点", "15–30 点", "超过 30 点", "不评价", "无对象", "缺数据")
"""The legend of the grid: the five classes by their distance from the target in percentage points, a value that is neither good nor
poor, nobody concerned, missing data."""
_ROW, _ROOM = 27, 92  # room for the names above and the legend below: Streamlit fits all of it into the height
_TOOLTIP = {"area": "地方", "policy": "指标", "text": "比率", "basis": "依据", "people": "缺口"}


@dataclass(frozen=True)
class HeatCell:
    """One policy in one area. kind: one of KINDS; text: what is printed in the cell; basis and people for the tooltip."""

    area: str
    area_code: str
    policy: str
    measure: str
    kind: str
    text: str
    basis: str
    people: str


def heat_grid(cells: Sequence[HeatCell]) -> dict[str, Any]:
    """Rows are policies, columns areas, both in the order given; a click selects area_code and measure."""
    policies = dict.fromkeys(cell.policy for cell in cells)
    place = {
        "x": {"field": "area", "type": "nominal", "sort": None, "title": None, "axis": axis(orient="top", labelAngle=0, labelLimit=110)},
        "y": {"field": "policy", "type": "nominal", "sort": None, "title": None, "axis": axis(labelLimit=260)},
    }
    inked = {"condition": {"test": f"datum.kind === '{KINDS[4]}'", "value": "white"}, "value": INK}
    return {
        "height": _ROW * len(policies) + _ROOM,
        "params": [click(SELECTION, "area_code", "measure", layer="boxes")],
        "layer": [
            {
                "data": {"values": [asdict(cell) for cell in cells]},
                "layer": [
                    {
                        "name": "boxes",
                        "mark": {"type": "rect", "cursor": "pointer", "strokeWidth": 2, "stroke": "white"},
                        "encoding": {**place, "color": _colour(), "tooltip": tooltip(_TOOLTIP)},
                    },
                    {
                        "mark": {"type": "text", "fontSize": 12, "tooltip": False},
                        "encoding": {**place, "text": {"field": "text", "type": "nominal"}, "color": inked},
                    },
                ],
            }
        ],
        "config": CHART_CONFIG,
    }


def _colour() -> dict[str, Any]:
    symbols = {"symbolType": "square", "symbolSize": 160, "symbolStrokeColor": NO_DATA_LINE, "symbolStrokeWidth": 1}
    legend = {"orient": "bottom", "title": None, "columns": len(KINDS), **symbols}
    scale = {"domain": list(KINDS), "range": [*SHORTFALL_COLOURS, NEUTRAL, NOT_APPLICABLE, NO_DATA]}
    return {"field": "kind", "type": "nominal", "scale": scale, "legend": legend}
