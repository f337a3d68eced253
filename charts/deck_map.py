"""Given the marks of the geographic view; gives a pydeck deck of them, to be moved and enlarged where a browser has real WebGL; no tiles."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, Any

import pydeck as pdk
from pydeck.types import String

from charts.bubbles import share
from charts.palette import FONT, INK, NO_DATA, NO_DATA_LINE, NOT_APPLICABLE, SHORTFALL_COLOURS
from charts.tile_map import NO_DATA_LABEL, NOT_APPLICABLE_LABEL, tile_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from charts.geo_map import GeoLabel, GeoMark

AREAS, DOTS = "areas", "dots"
_LARGEST, _SMALLEST = 20, 4  # pixels
_PLACE = (1000, 560)  # pixels in which everything is to be seen at first
_TILE = 512
_TOOLTIP = "<b>{village}</b>（{township}）<br/>{rate}　{basis}<br/>{words}"


def deck_map(
    marks: Sequence[GeoMark], outlines: Sequence[Mapping[str, Any]], labels: Sequence[GeoLabel], *,
    classes: Sequence[str], people_label: str, largest: float,
) -> pdk.Deck:  # fmt: skip
    """Polygons, circles by the number of people, and names; objects carry `code`. The tooltip's values are escaped, since it is HTML."""
    rows = [_row(mark, classes, people_label, largest) for mark in marks]
    pairs = sorted(zip(marks, rows, strict=True), key=lambda pair: -pair[1]["radius"])
    features = [{"type": "Feature", "geometry": mark.geometry, "properties": row, **row} for mark, row in pairs if mark.geometry is not None]
    drawn = [{"type": "Feature", "geometry": shape, "properties": {}} for shape in outlines]
    return pdk.Deck(
        map_provider=None,  # pyright: ignore[reportArgumentType] - and no map_style: either would fetch tiles
        initial_view_state=_view(marks),
        layers=[
            pdk.Layer(
                "GeoJsonLayer",
                id=AREAS,
                data=features,
                get_fill_color="properties.fill",
                get_line_color="properties.edge",
                line_width_min_pixels=1,
                pickable=True,
            ),
            pdk.Layer("GeoJsonLayer", id="outlines", data=drawn, filled=False, get_line_color=_rgb(INK), line_width_min_pixels=1.5, pickable=False),
            _circles(DOTS, [row for mark, row in pairs if mark.geometry is None], pickable=True),
            _circles(
                "people", [{**row, "fill": [255, 255, 255, 150], "edge": _rgb(INK)} for mark, row in pairs if mark.geometry is not None and row["radius"]]
            ),
            _text("numbers", [row for row in rows if row["number"]], "number", 13, [0, 0]),
            _text("names", [{"name": label.name, "lon": label.lon, "lat": label.lat} for label in labels], "name", 16, [0, -18]),
        ],
        tooltip={"html": _TOOLTIP},  # pyright: ignore[reportArgumentType] - the annotation forgets what the documentation gives
    )


def _row(mark: GeoMark, classes: Sequence[str], people_label: str, largest: float) -> dict[str, Any]:
    shown = tile_row(mark.tile, classes)
    kinds = dict(zip([*classes, NOT_APPLICABLE_LABEL, NO_DATA_LABEL], [*SHORTFALL_COLOURS, NOT_APPLICABLE, NO_DATA], strict=True))
    people = shown["people"] or 0
    radius = _LARGEST * math.sqrt(share(people, largest))
    texts = {"village": mark.name, "township": mark.township, "rate": shown["rate"], "basis": shown["basis"], "words": f"{people_label} {people:g}"}
    return {
        **{name: escape(str(value)) for name, value in texts.items()},
        "code": mark.code,
        "lon": mark.lon,
        "lat": mark.lat,
        "fill": _rgb(kinds[shown["kind"]]),
        "edge": _rgb(NO_DATA_LINE if shown["kind"] == NO_DATA_LABEL else "#ffffff"),
        "number": f"{people:g}" if people else "",
        "radius": radius if mark.geometry is not None else max(radius, _SMALLEST),
    }


def _circles(name: str, rows: list[dict[str, Any]], *, pickable: bool = False) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        id=name,
        data=rows,
        get_position="[lon,lat]",
        get_radius="radius",
        radius_units=String("pixels"),
        get_fill_color="fill",
        get_line_color="edge",
        stroked=True,
        line_width_min_pixels=1,
        pickable=pickable,
    )


def _text(name: str, rows: list[dict[str, Any]], field: str, size: int, offset: list[int]) -> pdk.Layer:
    """Without character_set Chinese letters are left out, without a word."""
    return pdk.Layer(
        "TextLayer",
        id=name,
        data=rows,
        get_position="[lon,lat]",
        get_text=field,
        get_size=size,
        get_pixel_offset=offset,
        get_color=_rgb(INK),
        character_set=String("auto"),
        font_family=String(FONT),
        font_settings={"sdf": True, "fontSize": 64},
        outline_width=4,
        outline_color=[255, 255, 255],
        pickable=False,
    )


def _view(marks: Sequence[GeoMark]) -> pdk.ViewState:
    """The middle of all places, enlarged so that they fill the space."""
    west, east = min(mark.lon for mark in marks), max(mark.lon for mark in marks)
    south, north = min(mark.lat for mark in marks), max(mark.lat for mark in marks)
    middle = (south + north) / 2
    wide, high = max(east - west, 0.02) * 1.25, max(north - south, 0.02) * 1.25 / math.cos(math.radians(middle))
    zoom = min(math.log2(_PLACE[0] * 360 / (_TILE * wide)), math.log2(_PLACE[1] * 360 / (_TILE * high)))
    return pdk.ViewState(longitude=(west + east) / 2, latitude=middle, zoom=round(zoom, 2))


def _rgb(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
