"""Given a panel, a measure, an area and the county's shapes; gives what the geographic view draws: areas with value and place, outlines, names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from charts.geo_map import GeoLabel, GeoMark
from data_loaders.maps.shapes import middle, together
from jobs.tiles import TileView, tile_of, tile_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from charts.tile_map import Tile
    from jobs.map_layers import CountyShapes
    from jobs.panel import Definitions, Panel


@dataclass(frozen=True)
class GeoView:
    """The geographic view of one measure. lacking: areas that have neither boundary nor point, with how they are called; names of townships only."""

    areas: tuple[GeoMark, ...]
    outlines: tuple[Mapping[str, Any], ...]
    names: tuple[GeoLabel, ...]
    lacking: tuple[str, ...]
    sources: tuple[str, ...]
    tiles: TileView
    detailed: bool

    @property
    def has_boundaries(self) -> bool:
        """Whether any boundary is drawn, so that the view is a map in the law's sense and must say what it is for."""
        return bool(self.outlines) or any(area.geometry is not None for area in self.areas)


def geo_view(panel: Panel, policy: Definitions, measure: str, area: str, shapes: CountyShapes) -> GeoView:
    """Villages where they have a boundary or a point; a township as a whole where none of its villages has."""
    view = tile_view(panel, policy, measure, area, shapes.points)
    placed = [each for place in view.places if (each := _area(place.code, place.name, place.township_name, view.tiles[place.code], shapes))]
    located = {each.code for each in placed}
    townships = list(dict.fromkeys(place.township for place in view.places))
    empty = [code for code in townships if not any(place.code in located for place in view.places if place.township == code)]
    whole = [each for code in empty if (each := _area(code, panel.name(code), panel.name(code), tile_of(panel, policy, measure, code), shapes))]
    covered = {each.code for each in whole}
    lacking = tuple(panel.place(place.code) for place in view.places if place.code not in located and place.township not in covered)
    outlines = _outlines(townships, covered, placed, view, shapes)
    names = _names(outlines, placed, view) if len(townships) > 1 else ()
    drawn = (*placed, *whole)
    return GeoView(drawn, tuple(outlines.values()), names, lacking, shapes.sources, view, detailed=len(townships) == 1)


def _area(code: str, name: str, township: str, tile: Tile, shapes: CountyShapes) -> GeoMark | None:
    geometry = shapes.boundaries.get(code)
    place = middle(geometry) if geometry is not None else shapes.points.get(code)
    return GeoMark(code, name, township, *place, geometry, tile) if place else None


def _outlines(townships: Sequence[str], covered: set[str], placed: Iterable[GeoMark], view: TileView, shapes: CountyShapes) -> dict[str, Mapping[str, Any]]:
    """Township → its own boundary, else the one around its villages' where all of them have one."""
    drawn = {each.code: each.geometry for each in placed if each.geometry is not None}
    found: dict[str, Mapping[str, Any]] = {}
    for code in townships:
        villages = [drawn.get(place.code) for place in view.places if place.township == code]
        if code in shapes.boundaries and code not in covered:
            found[code] = shapes.boundaries[code]
        elif villages and all(villages):
            found[code] = together(each for each in villages if each is not None)
    return found


def _names(outlines: Mapping[str, Mapping[str, Any]], placed: Sequence[GeoMark], view: TileView) -> tuple[GeoLabel, ...]:
    """Each township's name: in the middle of its outline, else above its villages."""
    found = []
    for code, name in dict.fromkeys((place.township, place.township_name) for place in view.places):
        inside = {place.code for place in view.places if place.township == code}
        villages = [each for each in placed if each.code in inside]
        if code in outlines:
            found.append(GeoLabel(name, *middle(outlines[code])))
        elif villages:
            found.append(GeoLabel(name, sum(each.lon for each in villages) / len(villages), max(each.lat for each in villages)))
    return tuple(found)
