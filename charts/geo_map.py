"""Given areas with boundaries or points and what each shows; gives the Vega-Lite spec of the geographic view: drawn as SVG, no tiles, nothing from outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from charts.bubbles import share
from charts.palette import CHART_CONFIG, INK, RULE
from charts.spec import click, tooltip
from charts.tile_map import SELECTION, colouring, tile_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from charts.tile_map import Tile

SELECTIONS = {"areas": SELECTION, "dots": "place"}
"""Layer → its selection: Vega refuses one selection over two layers."""
_ROOM = 0.05  # of the extent, around what is drawn
_RADIUS = "clamp(min(width, height) * 0.032, 9, 24)"
_NUMBERED_FROM = 0.2  # of the largest circle: on a smaller point a number would hide the colour
_DOT = "64"  # square pixels across of a place where nobody is missed
_POSITION = {"longitude": {"field": "lon", "type": "quantitative"}, "latitude": {"field": "lat", "type": "quantitative"}}


@dataclass(frozen=True)
class GeoMark:
    """An area as it is drawn. geometry: GeoJSON with clockwise exterior rings, or None for a point at (lon, lat)."""

    code: str
    name: str
    township: str
    lon: float
    lat: float
    geometry: Mapping[str, Any] | None
    tile: Tile


@dataclass(frozen=True)
class GeoLabel:
    """A name on the map."""

    name: str
    lon: float
    lat: float


def geo_map(
    marks: Sequence[GeoMark], outlines: Sequence[Mapping[str, Any]], labels: Sequence[GeoLabel], *,
    classes: Sequence[str], people_label: str, largest: float, detailed: bool,
) -> dict[str, Any]:  # fmt: skip
    """A layered spec that fits its space. classes: legend of the five colours; largest: the people of the largest circle; detailed: villages carry names."""
    rows = [_row(mark, classes, largest) for mark in marks]
    pairs = sorted(zip(marks, rows, strict=True), key=lambda pair: -pair[1]["share"])  # small circles lie on large ones
    shaped = [{"type": "Feature", "geometry": mark.geometry, **row} for mark, row in pairs if mark.geometry is not None]
    dots = [row for mark, row in pairs if mark.geometry is None]
    circles = [row for mark, row in pairs if mark.geometry is not None and row["people"]]
    words = {"township": "苏木镇", "village": "嘎查村", "rate": "比率", "basis": "依据", "people": people_label}
    layers = [_frame(marks, outlines), *([_areas(shaped, classes, words)] if shaped else []), _outlines(outlines), _circles(circles)]
    layers += [_dots(dots, classes, words)] if dots else []
    numbered = [row for row in [*dots, *circles] if row["people"] and (detailed or row["shaped"] or row["share"] >= _NUMBERED_FROM)]
    layers += [*_texts(rows, numbered, detailed=detailed), *_names(labels)]
    clicks = [click(selection, "code", layer=name) for name, selection in SELECTIONS.items() if any(layer.get("name") == name for layer in layers)]
    return {
        "height": "container",
        "padding": {"left": 4, "right": 4, "top": 4, "bottom": 4},
        "projection": {"type": "mercator"},
        "params": [*clicks, {"name": "radius", "expr": _RADIUS}],
        "layer": layers,
        "config": {**CHART_CONFIG, "view": {"stroke": None}},
    }


def _row(mark: GeoMark, classes: Sequence[str], largest: float) -> dict[str, Any]:
    shown = tile_row(mark.tile, classes)
    where = {"code": mark.code, "village": mark.name, "township": mark.township, "lon": mark.lon, "lat": mark.lat, "shaped": mark.geometry is not None}
    return {**where, **shown, "share": share(shown["people"], largest)}


def _frame(marks: Sequence[GeoMark], outlines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """An unseen rectangle around everything, to which the projection fits: circles and names at the edge keep their room."""
    places = [point for shape in (*(mark.geometry for mark in marks if mark.geometry), *outlines) for point in _points(shape["coordinates"])]
    places += [(mark.lon, mark.lat) for mark in marks]
    west, east = min(lon for lon, _ in places), max(lon for lon, _ in places)
    south, north = min(lat for _, lat in places), max(lat for _, lat in places)
    room = max((east - west), (north - south), 0.02) * _ROOM
    west, south, east, north = west - room, south - room, east + room, north + room
    ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]  # clockwise, or it would be all of the world but this
    return {
        "data": {"values": [{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}}]},
        "mark": {"type": "geoshape", "fill": None, "stroke": None, "tooltip": False},
    }


def _points(coordinates: Any) -> Iterable[tuple[float, float]]:  # noqa: ANN401 - coordinates nest to different depths
    if isinstance(coordinates[0], (int, float)):
        yield coordinates[0], coordinates[1]
        return
    for inner in coordinates:
        yield from _points(inner)


def _areas(features: list[dict[str, Any]], classes: Sequence[str], words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": "areas",
        "data": {"values": features},
        "mark": {"type": "geoshape", "cursor": "pointer", "strokeWidth": 1, "strokeJoin": "round"},
        "encoding": {**colouring(classes), "tooltip": tooltip(words)},
    }


def _outlines(outlines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Townships; `fill: null`, since an unfilled mark would swallow the clicks."""
    return {
        "data": {"values": [{"type": "Feature", "geometry": shape} for shape in outlines]},
        "mark": {"type": "geoshape", "fill": None, "stroke": INK, "strokeWidth": 1.1, "strokeOpacity": 0.7, "strokeJoin": "round", "tooltip": False},
    }


def _circles(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """People on a coloured area."""
    return {
        "data": {"values": rows},
        "mark": {
            **{"type": "point", "shape": "circle", "filled": True, "fill": "#ffffff", "fillOpacity": 0.62, "stroke": INK, "strokeWidth": 1, "opacity": 1},
            **{"size": {"expr": "pow(2 * radius, 2) * datum.share"}, "tooltip": False},
        },
        "encoding": _POSITION,
    }


def _dots(rows: list[dict[str, Any]], classes: Sequence[str], words: Mapping[str, str]) -> dict[str, Any]:
    """Villages that are a point: colour and size in one mark; where nobody is missed a small dot."""
    return {
        "name": "dots",
        "data": {"values": rows},
        "mark": {
            **{"type": "point", "shape": "circle", "filled": True, "fillOpacity": 0.9, "opacity": 1, "strokeWidth": 1, "cursor": "pointer"},
            "size": {"expr": f"max({_DOT}, pow(2 * radius, 2) * datum.share)"},
        },
        "encoding": {**_POSITION, **colouring(classes, edge="#ffffff"), "tooltip": tooltip(words)},
    }


def _texts(rows: list[dict[str, Any]], numbered: list[dict[str, Any]], *, detailed: bool) -> list[dict[str, Any]]:
    """How many people, on the circle; where there is room, the village below."""
    layers = _haloed(numbered, "text", {"fontSize": 13 if detailed else 11, "baseline": "middle"})
    return [*layers, *_haloed(rows, "village", {"fontSize": 13, "baseline": "top", "dy": 12})] if detailed else layers


def _names(labels: Sequence[GeoLabel]) -> list[dict[str, Any]]:
    rows = [{"name": label.name, "lon": label.lon, "lat": label.lat} for label in labels]
    return _haloed(rows, "name", {"fontSize": 14, "fontWeight": 600, "baseline": "bottom", "dy": -9})


def _haloed(rows: list[dict[str, Any]], field: str, look: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A text twice: a light rim, then the letters, so that it reads on every colour."""
    encoding = {**_POSITION, "text": {"field": field, "type": "nominal"}}
    mark = {"type": "text", "tooltip": False, **look}
    rim = {**mark, "stroke": "#ffffff", "strokeWidth": 3.5, "strokeOpacity": 0.9, "strokeJoin": "round", "color": RULE}
    return [{"data": {"values": rows}, "mark": each, "encoding": encoding} for each in (rim, {**mark, "color": INK})]
