"""Given places with how many people each misses; gives the ranked bars as a Vega-Lite spec, by people and not by rate."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from charts.numbers import count
from charts.palette import ACCENT, CHART_CONFIG, INK
from charts.spec import axis, click, tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROW, _ROOM = 26, 52  # room for the axis: Streamlit fits all of it into the height
_BESIDE = 1.6  # the longest bar leaves this much of its length for its number and rate
SELECTION = "place"


@dataclass(frozen=True)
class Bar:
    """One place: unique label, people, and the rate in words."""

    area: str
    area_code: str
    people: float
    rate: str


def ranked_bars(bars: Sequence[Bar], *, title: str) -> dict[str, Any]:
    """Bars in the order given, each with its number and rate at the end; a click selects area_code."""
    rows = [asdict(bar) | {"text": f"{count(bar.people)}（{bar.rate}）"} for bar in bars]
    domain = [0, max(bar.people for bar in bars) * _BESIDE]
    steps = {"tickMinStep": 1, "tickCount": 4, "grid": False, "format": "d"}
    place = {
        "x": {"field": "people", "type": "quantitative", "title": title, "scale": {"domain": domain}, "axis": steps},
        "y": {"field": "area", "type": "nominal", "sort": None, "title": None, "axis": axis(labelLimit=220)},
    }
    solid = {"type": "bar", "color": ACCENT, "height": 16, "cursor": "pointer"}
    words = {"type": "text", "align": "left", "dx": 6, "fontSize": 12, "color": INK}
    layers = [
        {"name": "bars", "mark": solid, "encoding": {**place, "tooltip": tooltip({"area": "地方", "text": title})}},
        {"mark": words, "encoding": {**place, "text": {"field": "text", "type": "nominal"}}},
    ]
    return {
        "height": _ROW * len(bars) + _ROOM,
        "params": [click(SELECTION, "area_code", layer="bars")],
        "layer": [{"data": {"values": rows}, "layer": layers}],
        "config": CHART_CONFIG,
    }
