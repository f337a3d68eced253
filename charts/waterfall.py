"""Given a list's length in two months and the reasons between them; gives the waterfall as a Vega-Lite spec: from before, up and down, to after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from charts.numbers import MINUS, count
from charts.palette import ACCENT, ALERT, CHART_CONFIG, INK, QUIET
from charts.spec import axis, click, tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

SELECTION = "reason"
_ROOM = 0.12  # of the greatest height, above it, for the numbers


@dataclass(frozen=True)
class Fall:
    """One reason: its code and label, and how many came (+) or went (−) for it."""

    code: str
    label: str
    change: float


def waterfall(before: tuple[str, float], falls: Sequence[Fall], after: tuple[str, float], *, unit: str, height: int = 320) -> dict[str, Any]:
    """Two whole bars and the steps between them; more is orange with ▲, less is blue with ▼, since the list is of what is amiss. A click selects the reason.

    before, after: label (9月) and length. The steps must add up: that is the caller's, and tested there.
    """
    rows = _rows(before, falls, after, unit)
    top = max(max(row["from"], row["to"]) for row in rows) or 1
    names = {"field": "label", "type": "nominal", "sort": None, "title": None, "axis": axis(labelAngle=0, labelLimit=150)}
    numbers = {"type": "quantitative", "title": None, "scale": {"domain": [0, top * (1 + _ROOM)]}, "axis": {"tickCount": 4, "tickMinStep": 1}}
    tone = {"field": "tone", "type": "nominal", "legend": None, "scale": {"domain": ["whole", "more", "less"], "range": [QUIET, ALERT, ACCENT]}}
    place = {"x": names, "y": {**numbers, "field": "from"}, "y2": {"field": "to"}}
    bars = {"type": "bar", "cursor": "pointer", "cornerRadius": 2, "width": {"band": 0.6}}
    words = {"type": "text", "dy": -8, "fontSize": 14, "fontWeight": "bold", "color": INK}
    layers = [
        {"name": "bars", "mark": bars, "encoding": {**place, "color": tone, "tooltip": tooltip({"label": "原因", "text": "数量"})}},
        {"mark": words, "encoding": {"x": names, "y": {**numbers, "field": "high"}, "text": {"field": "text", "type": "nominal"}}},
    ]
    data = {"values": rows}
    return {"height": height, "params": [click(SELECTION, "code", layer="bars")], "layer": [{"data": data, "layer": layers}], "config": CHART_CONFIG}


def _rows(before: tuple[str, float], falls: Sequence[Fall], after: tuple[str, float], unit: str) -> list[dict[str, Any]]:
    """One row a bar: from where to where, its tone and what stands above it."""
    rows = [_whole(*before, unit, "before")]
    level = before[1]
    for fall in falls:
        to = level + fall.change
        sign = "▲ +" if fall.change > 0 else f"▼ {MINUS}"
        tone = "more" if fall.change > 0 else "less"
        text = f"{sign}{count(abs(fall.change))}"
        rows.append({"code": fall.code, "label": fall.label, "from": level, "to": to, "high": max(level, to), "tone": tone, "text": text})
        level = to
    return [*rows, _whole(*after, unit, "after")]


def _whole(label: str, number: float, unit: str, code: str) -> dict[str, Any]:
    return {"code": code, "label": label, "from": 0, "to": number, "high": number, "tone": "whole", "text": f"{count(number)} {unit}"}
