"""Given numbers by month; gives columns as a Vega-Lite spec: kinds stacked on each other, or side by side, with their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from charts.numbers import count
from charts.palette import ACCENT, ALERT, CHART_CONFIG, INK
from charts.spec import tooltip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STACK_COLOURS = ("#1f5fa8", "#e69f00", "#56b4e9", "#009e73", "#cc79a7", "#8c8c00", "#9a9a9a")
"""Colours that colour-blind readers can tell apart (Okabe and Ito's, blue first)."""
SIDE_COLOURS = ("#9cc1e2", ACCENT, "#b9c0c8", ALERT)
_DIGIT, _GAP, _FILLED = 5.8, 3, 0.8
"""Pixels of a digit above a column and between two numbers; the part of the width that columns fill."""
_LEGEND = {"orient": "top", "title": None, "direction": "horizontal"}


def stacked(months: Sequence[tuple[str, Sequence[tuple[str, float]]]], *, height: int = 220) -> dict[str, Any]:
    """One column a month, (kind, number) from below upwards, the sum above it; more than seven kinds: the smaller ones together as 其他."""
    kinds = _kinds(months)
    rows = [
        {"month": month, "kind": kind, "number": number, "text": count(number), "order": kinds.index(kind)}
        for month, parts in months
        for kind, number in _folded(parts, kinds).items()
    ]
    sums = [{"month": month, "number": sum(number for _, number in parts), "text": count(sum(number for _, number in parts))} for month, parts in months]
    colour = {"field": "kind", "type": "nominal", "scale": {"domain": kinds, "range": list(STACK_COLOURS)}, "legend": _LEGEND}
    y = {"field": "number", "type": "quantitative", "title": None, "axis": {"tickCount": 4, "format": "~s"}}
    layers = [
        {
            "data": {"values": rows},
            "mark": {"type": "bar", "size": 34},
            "encoding": {
                "x": _x(),
                "y": y,
                "color": colour,
                "order": {"field": "order"},
                "tooltip": tooltip({"month": "月份", "kind": "类别", "text": "数量"}),
            },
        },
        {
            "data": {"values": sums},
            "mark": {"type": "text", "dy": -8, "fontSize": 12, "color": INK},
            "encoding": {"x": _x(), "y": y, "text": {"field": "text", "type": "nominal"}},
        },
    ]
    return {"height": height, "layer": layers, "config": CHART_CONFIG}


def side_by_side(months: Sequence[tuple[str, Mapping[str, float]]], *, height: int = 220) -> dict[str, Any]:
    """Columns beside each other in each month, each with its number; upright where they are narrow, or two numbers would read as one."""
    kinds = list(months[0][1]) if months else []
    rows = [
        {"month": month, "kind": kind, "number": number, "text": count(number) if number else ""} for month, parts in months for kind, number in parts.items()
    ]
    place = {
        "x": _x(),
        "xOffset": {"field": "kind", "sort": kinds},
        "y": {"field": "number", "type": "quantitative", "title": None, "axis": {"tickCount": 4, "format": "~s"}},
    }
    colour = {"field": "kind", "type": "nominal", "scale": {"domain": kinds, "range": list(SIDE_COLOURS)}, "legend": _LEGEND}
    words = {"month": "月份", "kind": "", "text": "数量"}
    layers = [
        {"mark": {"type": "bar"}, "encoding": {**place, "color": colour, "tooltip": tooltip(words)}},
        {"mark": {"type": "text", "fontSize": 10, "color": INK, **_turned(rows)}, "encoding": {**place, "text": {"field": "text", "type": "nominal"}}},
    ]
    return {"height": height, "data": {"values": rows}, "layer": layers, "config": CHART_CONFIG}


def _turned(rows: Sequence[Mapping[str, object]]) -> dict[str, Any]:
    """How the number above a column stands: flat where the longest one fits its column, else upright."""
    longest = max((len(str(row["text"])) for row in rows), default=0)
    narrow = f"width < {round((_DIGIT * longest + _GAP) * len(rows) / _FILLED)}"
    turned = {"angle": (-90, 0), "align": ("'left'", "'center'"), "baseline": ("'middle'", "'alphabetic'"), "dx": (3, 0), "dy": (0, -4)}
    return {name: {"expr": f"{narrow} ? {upright} : {flat}"} for name, (upright, flat) in turned.items()}


def _kinds(months: Sequence[tuple[str, Sequence[tuple[str, float]]]]) -> list[str]:
    """The kinds, those with most in the last month first."""
    sums: dict[str, float] = {}
    for _, parts in reversed(months):
        for kind, number in parts:
            sums.setdefault(kind, number)
    ordered = sorted(sums, key=lambda kind: -sums[kind])
    return ordered if len(ordered) <= len(STACK_COLOURS) else [*ordered[: len(STACK_COLOURS) - 1], "其他"]


def _folded(parts: Sequence[tuple[str, float]], kinds: Sequence[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for kind, number in parts:
        name = kind if kind in kinds else "其他"
        found[name] = found.get(name, 0) + number
    return found


def _x() -> dict[str, Any]:
    return {"field": "month", "type": "ordinal", "sort": None, "title": None, "axis": {"labelAngle": 0, "labelOverlap": False, "grid": False}}
