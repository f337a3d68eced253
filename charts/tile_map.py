"""Given a tile layout and what each village shows; gives the Vega-Lite spec of the tile map: colour is the rate, number and circle are people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from charts.bubbles import share
from charts.palette import CHART_CONFIG, INK, NO_DATA, NO_DATA_LINE, NOT_APPLICABLE, QUIET, SHORTFALL_COLOURS
from charts.spec import tooltip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from charts.tile_layout import Spot, TileLayout

NO_DATA_LABEL, NOT_APPLICABLE_LABEL = "缺数据", "无应享对象"
SELECTION = "village"
_HEXAGON = "M0,-1L0.866,-0.5L0.866,0.5L0,1L-0.866,0.5L-0.866,-0.5Z"
_NAMED_FROM = 52  # pixels across
_NAME_SIZE = "clamp(hexagon * datum.room / length(datum.name), 8, 13)"  # a township's name is never cut: a long one is set smaller
_RAISED = "datum.y * hexagon - (hexagon > 52 ? hexagon * 0.13 : 0)"  # a circle makes room for the village's name below it
_TO_PIXELS = [{"calculate": "(datum.x + 0.5) * hexagon", "as": "px"}, {"calculate": "datum.y * hexagon", "as": "py"}]


@dataclass(frozen=True)
class Tile:
    """What one hexagon shows. colour: class 0–4, or None with `known` telling missing data (False) from nobody concerned (True).

    people: how many are missed, printed in the hexagon where above zero; rate, basis and note go to the tooltip.
    """

    colour: int | None
    known: bool
    people: float
    rate: str
    basis: str


def tile_map(layout: TileLayout, tiles: Mapping[str, Tile], *, labels: Sequence[str], people_label: str, largest: float | None = None) -> dict[str, Any]:
    """A layered spec that fits any space that it is given: positions are computed in pixels from the parameter `hexagon`. `labels`: legend of the five classes.

    largest: the number of people whose circle fills a hexagon; without it no circles are drawn.

    The parameter must not be called "unit": Vega-Lite keeps that name for selections and then draws nothing, without a word.
    """
    empty = Tile(None, False, 0, "—", "没有这个嘎查村的数据")
    hexagons = [_row(spot, tiles.get(spot.place.code, empty), labels) for spot in layout.spots]
    circles = [] if largest is None else [_circles(hexagons, largest), _halos(hexagons)]
    names = [{"x": block.x, "y": -block.y, "name": block.name, "room": block.room} for block in layout.blocks]
    return {
        "height": "container",
        "padding": {"left": 4, "right": 4, "top": 4, "bottom": 4},
        "params": [
            {"name": "hexagon", "expr": f"min(width / {layout.width:.3f}, height / {layout.height:.3f})"},
            {"name": SELECTION, "select": {"type": "point", "fields": ["code"], "clear": "dblclick"}, "views": ["tiles"]},
        ],
        "layer": [
            _hexagons(hexagons, labels, people_label),
            *circles,
            _numbers(hexagons, on_circle=largest is not None),
            _villages(hexagons, below=largest is not None),
            _names(names),
        ],
        "config": {**CHART_CONFIG, "view": {"stroke": None}},
    }


def _row(spot: Spot, tile: Tile, labels: Sequence[str]) -> dict[str, Any]:
    place = spot.place
    shown = tile_row(tile, labels)
    return {"x": round(spot.x, 3), "y": round(-spot.y, 3), "code": place.code, "village": place.name, "township": place.township_name, **shown}


def tile_row(tile: Tile, labels: Sequence[str]) -> dict[str, Any]:
    """What a mark of any map says of its value: its class, the text on it, and what its tooltip prints."""
    kind = labels[tile.colour] if tile.colour is not None else (NOT_APPLICABLE_LABEL if tile.known else NO_DATA_LABEL)
    text = f"{tile.people:g}" if tile.people > 0 else ("" if tile.colour is not None else ("·" if tile.known else "?"))
    return {
        "kind": kind,
        "text": text,
        "dark": tile.colour == len(SHORTFALL_COLOURS) - 1,
        "people": tile.people if tile.known else None,
        "rate": tile.rate,
        "basis": tile.basis,
    }


def _position() -> dict[str, Any]:
    raw = {"type": "quantitative", "scale": None, "axis": None}
    return {"x": {"field": "px", **raw}, "y": {"field": "py", **raw}}


def colouring(labels: Sequence[str], *, edge: str = "#ffffff") -> dict[str, Any]:
    """Colour by class, a dashed edge where data is missing; edge: the colour between neighbours."""
    domain, colours = [*labels, NOT_APPLICABLE_LABEL, NO_DATA_LABEL], [*SHORTFALL_COLOURS, NOT_APPLICABLE, NO_DATA]
    missing = f"datum.kind == '{NO_DATA_LABEL}'"
    return {
        "fill": {"field": "kind", "type": "nominal", "scale": {"domain": domain, "range": colours}, "legend": None},
        "stroke": {"condition": {"test": missing, "value": NO_DATA_LINE}, "value": edge},
        "strokeDash": {"condition": {"test": missing, "value": [3, 2]}, "value": [1, 0]},
    }


def _hexagons(rows: list[dict[str, Any]], labels: Sequence[str], people_label: str) -> dict[str, Any]:
    return {
        "name": "tiles",
        "data": {"values": rows},
        "transform": _TO_PIXELS,
        "mark": {
            "type": "point",
            "filled": True,
            "opacity": 1,
            "strokeWidth": 1.2,
            "cursor": "pointer",
            "shape": _HEXAGON,
            "size": {"expr": "pow(hexagon * 0.95 / 0.866, 2)"},
        },
        "encoding": {
            **_position(),
            **colouring(labels),
            "tooltip": tooltip({"township": "苏木镇", "village": "嘎查村", "rate": "比率", "basis": "依据", "people": people_label}),
        },
    }


def _circles(rows: list[dict[str, Any]], largest: float) -> dict[str, Any]:
    """People as the area of a circle; the largest one nearly fills its hexagon."""
    sized = [{**row, "share": share(row["people"], largest)} for row in rows if row["people"]]
    return {
        "data": {"values": sized},
        "transform": [*_TO_PIXELS, {"calculate": _RAISED, "as": "py"}],
        "mark": {
            **{"type": "point", "shape": "circle", "filled": True, "fill": "#ffffff", "fillOpacity": 0.62, "stroke": INK, "strokeWidth": 1, "opacity": 1},
            "size": {"expr": "pow(hexagon * (hexagon > 52 ? 0.62 : 0.84), 2) * datum.share"},
            "tooltip": False,
        },
        "encoding": _position(),
    }


def _halos(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A light rim around each number, so that it reads on every colour and across the edge of a small circle."""
    layer = _numbers([row for row in rows if row["people"]], on_circle=True)
    return {**layer, "mark": {**layer["mark"], "stroke": "#ffffff", "strokeWidth": 3.5, "strokeOpacity": 0.9, "strokeJoin": "round"}}


def _numbers(rows: list[dict[str, Any]], *, on_circle: bool = False) -> dict[str, Any]:
    transform = [*_TO_PIXELS, {"calculate": _RAISED, "as": "py"}] if on_circle else _TO_PIXELS
    dark = [] if on_circle else [{"test": "datum.dark", "value": "#ffffff"}]
    return {
        "data": {"values": rows},
        "transform": transform,
        "mark": {"type": "text", "fontSize": {"expr": "clamp(hexagon * 0.4, 9, 15)"}, "baseline": "middle", "tooltip": False},
        "encoding": {
            **_position(),
            "text": {"field": "text", "type": "nominal"},
            "color": {"condition": [*dark, {"test": "datum.people > 0", "value": INK}], "value": QUIET},
        },
    }


def _villages(rows: list[dict[str, Any]], *, below: bool) -> dict[str, Any]:
    """The village's name under its number, where a hexagon is large enough to hold it."""
    return {
        "data": {"values": rows},
        "transform": _TO_PIXELS,
        "mark": {
            "type": "text",
            "fontSize": 12,
            "dy": {"expr": "hexagon * 0.29" if below else "clamp(hexagon * 0.26, 12, 20)"},
            "limit": {"expr": "hexagon * 0.9"},
            "text": {"expr": f"hexagon > {_NAMED_FROM} ? datum.village : ''"},
            "tooltip": False,
        },
        "encoding": {**_position(), "color": {"condition": {"test": "datum.dark", "value": "#ffffff"}, "value": INK}},
    }


def _names(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "data": {"values": rows},
        "transform": _TO_PIXELS,
        "mark": {"type": "text", "fontSize": {"expr": _NAME_SIZE}, "fontWeight": 600, "baseline": "bottom", "color": INK, "tooltip": False},
        "encoding": {**_position(), "text": {"field": "name", "type": "nominal"}},
    }
