"""Given the geometries of a county's areas; gives one shape per area as GeoJSON, thinned to what a screen can show, with neighbours' borders kept together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import mapping, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

_FINENESS = 3000
"""A bend is kept if it is larger than this part of the county's extent: a third of a dot on a large screen, a few dots when one township fills it."""
_DECIMALS = 6
_SLIVER = 1e-4  # degrees, some ten metres: gaps between neighbours that were drawn apart are closed in the outline around them


def boundaries(pairs: Iterable[tuple[str, BaseGeometry]]) -> dict[str, dict[str, Any]]:
    """Code → Polygon or MultiPolygon, exterior rings clockwise as Vega wants them; several polygons of one area become one."""
    grouped: dict[str, list[BaseGeometry]] = {}
    for code, geometry in pairs:
        grouped.setdefault(code, []).append(geometry)
    whole = {code: parts[0] if len(parts) == 1 else shapely.union_all(parts) for code, parts in grouped.items()}
    thinned: dict[str, BaseGeometry] = {}
    for digits in {len(code) for code in whole}:  # areas of one level lie side by side, those of two levels over each other
        codes = [code for code in whole if len(code) == digits]
        thinned |= dict(zip(codes, _thinned([whole[code] for code in codes]), strict=True))
    return {code: _geojson(thinned[code]) for code in whole}


def points(pairs: Iterable[tuple[str, BaseGeometry]]) -> dict[str, dict[str, Any]]:
    """Code → Point; of several points of one area the first."""
    found: dict[str, dict[str, Any]] = {}
    for code, geometry in pairs:
        found.setdefault(code, _geojson(geometry))
    return found


def middle(geometry: Mapping[str, Any]) -> tuple[float, float]:
    """A place inside the shape, longitude and latitude, for its circle and its name."""
    inside = shape(dict(geometry)).representative_point()
    return round(inside.x, _DECIMALS), round(inside.y, _DECIMALS)


def together(geometries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The outline around several shapes: a township's from those of its villages."""
    grown = [shapely.make_valid(shape(dict(each))).buffer(_SLIVER, join_style="mitre") for each in geometries]
    return _geojson(shapely.union_all(grown).buffer(-_SLIVER, join_style="mitre"))


def _thinned(geometries: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """The shapes with fewer corners; one that would vanish stays as it was."""
    west, south, east, north = shapely.total_bounds(geometries)
    simpler = shapely.coverage_simplify(geometries, max(east - west, north - south) / _FINENESS)
    return [new if not new.is_empty else old for new, old in zip(simpler, geometries, strict=True)]


def _geojson(geometry: BaseGeometry) -> dict[str, Any]:
    turned = shapely.orient_polygons(geometry, exterior_cw=True)
    found = mapping(turned)
    return {"type": found["type"], "coordinates": _rounded(found["coordinates"])}


def _rounded(values: Any) -> Any:  # noqa: ANN401 - coordinates nest to different depths
    return round(values, _DECIMALS) if isinstance(values, float) else [_rounded(value) for value in values]
