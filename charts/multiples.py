"""Given a value by month of many places; gives small pictures side by side as one Vega-Lite spec, all on one fixed scale.

Drawn as one picture in which each place has a field of its own, because a facet of Vega-Lite does not grow with the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from charts.palette import ACCENT, CHART_CONFIG, INK, QUIET, RULE
from charts.spec import tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = 5
_TILE = 124  # pixels, height of a field
_LOW, _HIGH, _WORDS = 0.82, 0.36, 0.14  # within a field, from its upper edge: the foot of the scale, its head, the line with the name
_NARROW = 600  # pixels of the whole picture: on a phone a field has no room for name and value side by side
_HAIR = 1e-9  # 0.7 × 10 is a hair under 7 in floating point
_MARGIN = 0.07  # free at either side of a field, of its width


@dataclass(frozen=True)
class Series:
    """One place by month. texts: the tooltip's; small: whether the base is under 30; label: what is printed beside the name (the value now)."""

    name: str
    values: tuple[float | None, ...]
    texts: tuple[str, ...]
    small: tuple[bool, ...]
    label: str


def scale_of(series: Sequence[Series], target: float | None, *, share: bool) -> tuple[float, float]:
    """The ends of the scale that all fields share: of shares in whole steps of ten per cent; else from zero."""
    known = [value for each in series for value in each.values if value is not None] + ([target] if target is not None else [])
    if not known:
        return 0.0, 1.0
    if not share:
        return min(0.0, *known), max(known) or 1.0
    low, high = floor(min(known) * 10 + _HAIR) / 10, ceil(max(known) * 10 - _HAIR) / 10
    return (low, high) if high > low else (max(0.0, low - 0.1), high or 0.1)


def multiples(series: Sequence[Series], months: Sequence[str], *, share: bool, target: float | None = None) -> dict[str, Any]:
    """A line for each place; hollow points rest on fewer than 30; a month without a value breaks the line; dashed: the target."""
    low, high = scale_of(series, target, share=share)
    rows_of_fields = max(1, -(-len(series) // COLUMNS))
    x = {"type": "quantitative", "scale": {"domain": [0, COLUMNS], "nice": False}, "axis": None}
    y = {"type": "quantitative", "scale": {"domain": [rows_of_fields, 0], "nice": False, "zero": False}, "axis": None}

    def up(value: float, row: int) -> float:
        return row + _LOW - (_LOW - _HIGH) * (value - low) / (high - low)

    points = [
        {
            "name": each.name, "month": month, "text": text, "small": small, "x": _across(index % COLUMNS, place, len(months)),
            "y": None if value is None else up(value, index // COLUMNS),
        }
        for index, each in enumerate(series)
        for place, (month, value, text, small) in enumerate(zip(months, each.values, each.texts, each.small, strict=True))
    ]  # fmt: skip
    heads = [
        {"x": index % COLUMNS + _MARGIN, "to": index % COLUMNS + 1 - _MARGIN, "y": index // COLUMNS + _WORDS, "name": each.name, "label": each.label}
        for index, each in enumerate(series)
    ]
    edges = [
        {"x": head["x"], "to": head["to"], "y": up(value, index // COLUMNS), "dash": value == target}
        for index, head in enumerate(heads)
        for value in {low, high, *([target] if target is not None else [])}
    ]
    where = {"x": {**x, "field": "x"}, "y": {**y, "field": "y"}}
    layers = [_edges(edges, where), *_heads(heads, where), *_lines(points, where), *_feet(months, heads, where)]
    return {"height": _TILE * rows_of_fields, "layer": layers, "config": CHART_CONFIG}


def _across(column: int, place: int, months: int) -> float:
    """Where a month stands in its field; a month alone in the middle."""
    width = 1 - 2 * _MARGIN
    return column + _MARGIN + (width * (0.04 + 0.92 * place / (months - 1)) if months > 1 else width / 2)


def _edges(rows: Sequence[dict[str, Any]], where: dict[str, Any]) -> dict[str, Any]:
    dash = {"condition": {"test": "datum.dash", "value": [4, 4]}, "value": [1, 0]}
    colour = {"condition": {"test": "datum.dash", "value": QUIET}, "value": RULE}
    encoding = {**where, "x2": {"field": "to"}, "strokeDash": dash, "color": colour}
    return {"data": {"values": list(rows)}, "mark": {"type": "rule"}, "encoding": encoding}


def _heads(rows: Sequence[dict[str, Any]], where: dict[str, Any]) -> list[dict[str, Any]]:
    """The name at the left of a field, the value now at its right; on a phone below the name."""
    size = {"expr": f"width < {_NARROW} ? 11 : 13"}
    data, words = {"values": list(rows)}, {"type": "text", "fontSize": size, "color": INK, "baseline": "middle"}
    room = f"width / {COLUMNS} * {1 - 2 * _MARGIN}"
    name = {**words, "align": "left", "limit": {"expr": f"width < {_NARROW} ? {room} : {room} - 54"}}
    value = {**words, "align": "right", "fontWeight": "bold", "dy": {"expr": f"width < {_NARROW} ? 15 : 0"}}
    right = {**where, "x": {**where["x"], "field": "to"}}
    return [
        {"data": data, "mark": name, "encoding": {**where, "text": {"field": "name", "type": "nominal"}}},
        {"data": data, "mark": value, "encoding": {**right, "text": {"field": "label", "type": "nominal"}}},
    ]


def _lines(rows: Sequence[dict[str, Any]], where: dict[str, Any]) -> list[dict[str, Any]]:
    data, place = {"values": list(rows)}, {**where, "detail": {"field": "name"}}
    fill = {"condition": {"test": "datum.small", "value": "white"}, "value": ACCENT}
    dots = {"type": "point", "filled": True, "size": 34, "opacity": 1, "stroke": ACCENT, "strokeWidth": 1.3}
    shown = tooltip({"name": "地方", "month": "月份", "text": "数值"})
    return [
        {"data": data, "mark": {"type": "line", "color": ACCENT, "strokeWidth": 2}, "encoding": place},
        {"data": data, "transform": [{"filter": "datum.y !== null"}], "mark": dots, "encoding": {**place, "fill": fill, "tooltip": shown}},
    ]


def _feet(months: Sequence[str], heads: Sequence[dict[str, Any]], where: dict[str, Any]) -> list[dict[str, Any]]:
    """The first and the last month under every field."""
    words = {"type": "text", "fontSize": 11, "color": QUIET, "baseline": "middle"}
    ends = [("x", "left", months[0]), ("to", "right", months[-1])] if len(months) > 1 else [("x", "left", months[0])] if months else []
    return [
        {
            "data": {"values": [{"x": head[end], "y": int(head["y"]) + 0.91, "label": label} for head in heads]},
            "mark": {**words, "align": align},
            "encoding": {**where, "text": {"field": "label", "type": "nominal"}},
        }
        for end, align, label in ends
    ]
