"""Given the county and a map file; gives what became of each feature, and keeps the shapes of the matched ones; gives the shapes that count now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from data_loaders.areas import index_areas
from data_loaders.maps.matching import match_features
from data_loaders.maps.model import BOUNDARY, POINT
from data_loaders.maps.offsets import to_wgs84
from data_loaders.maps.reading import read_map
from data_loaders.maps.shapes import boundaries, points
from jobs.places import coordinates
from store.map_layers import keep_map_layer, layer_shapes, read_map_layers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data_loaders.maps.matching import Match
    from data_loaders.maps.model import MapReading
    from data_loaders.model import InputFile
    from jobs.county import County
    from store.map_layers import MapLayer


@dataclass(frozen=True)
class CheckedMap:
    """A file as read and matched, nothing stored. matches: one per usable feature."""

    reading: MapReading
    matches: tuple[Match, ...]

    @property
    def open(self) -> tuple[Match, ...]:
        """The features without an area: shown, and left out unless somebody says what they are."""
        return tuple(match for match in self.matches if not match.code)

    @property
    def repeated(self) -> dict[str, int]:
        """Area → number of points that are its, where there are several: the first counts."""
        kinds = {feature.number: feature.kind for feature in self.reading.features}
        codes = [match.code for match in self.matches if match.code and kinds[match.number] == POINT]
        return {code: codes.count(code) for code in dict.fromkeys(codes) if codes.count(code) > 1}

    @property
    def sums(self) -> str:
        """How the features add up."""
        matched = len(self.matches) - len(self.open)
        return f"读到 {self.reading.total} 个图形 = 对上 {matched} + 没对上 {len(self.open)} + 不能用 {len(self.reading.set_aside)}"


@dataclass(frozen=True)
class CountyShapes:
    """What the county has of its map, in WGS-84. boundaries: code → geometry; points: code → (lon, lat); sources: where they come from, in words."""

    boundaries: Mapping[str, Mapping[str, Any]]
    points: Mapping[str, tuple[float, float]]
    sources: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether a geographic view can be drawn at all."""
        return bool(self.boundaries or self.points)


def check_map(county: County, file: InputFile, system: str) -> CheckedMap:
    """Read and match a file. Raises MapFileError for one that cannot be used."""
    reading = read_map(file, system)
    return CheckedMap(reading, match_features(reading.features, index_areas(county.areas, county.code)))


def assigned(checked: CheckedMap, chosen: Mapping[int, str]) -> CheckedMap:
    """The same with the areas that a person has chosen for features (number → code); an empty code leaves the feature open."""
    return replace(checked, matches=tuple(replace(each, code=chosen[each.number], how="人工") if chosen.get(each.number) else each for each in checked.matches))


def keep_map(county: County, checked: CheckedMap, *, sender: str) -> MapLayer:
    """Keep the shapes of the matched features as a layer; of two layers the newer counts for an area that both have."""
    codes = {match.number: match.code for match in checked.matches if match.code}
    pairs = [(feature.kind, codes[feature.number], feature.geometry) for feature in checked.reading.features if feature.number in codes]
    shapes = {
        "boundaries": boundaries((code, geometry) for kind, code, geometry in pairs if kind == BOUNDARY),
        "points": points((code, geometry) for kind, code, geometry in pairs if kind == POINT),
    }
    return keep_map_layer(county.store, file=checked.reading.file, sender=sender, system=checked.reading.system, shapes=shapes)


def county_shapes(county: County) -> CountyShapes:
    """The newest shape of every area from the layers in use; points that no layer has come from the 行政区划 sheet."""
    kept = read_map_layers(county.store)
    found: dict[str, dict[str, Any]] = {"boundaries": {}, "points": {}}
    used = [layer for layer in kept.layers if layer.in_use]
    for layer in used:
        for kind, shapes in layer_shapes(county.store, layer).items():
            found[kind] |= shapes
    uploaded = {code: tuple(geometry["coordinates"]) for code, geometry in found["points"].items()}
    sheet = sheet_points(county, kept.sheet_system)
    sources = [f"{layer.file}（{layer.sender}，{layer.received_at[:10]}，{layer.system}）" for layer in used]
    if sheet.keys() - uploaded.keys():
        sources.append(f"区划表经纬度（{kept.sheet_system}）")
    return CountyShapes(found["boundaries"], sheet | uploaded, tuple(sources))


def sheet_points(county: County, system: str) -> dict[str, tuple[float, float]]:
    """Coordinates of the 行政区划 sheet in WGS-84: code → (lon, lat)."""
    given = coordinates(county)
    if not given:
        return {}
    moved = to_wgs84(np.array(list(given.values()), dtype=float), system)
    return {code: (float(lon), float(lat)) for code, (lon, lat) in zip(given, moved, strict=True)}
