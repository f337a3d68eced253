"""Given a map file and the coordinate system that its sender names; gives its points and polygons in WGS-84, and what was set aside and why."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape

from data_loaders.maps.geojson import read_geojson
from data_loaders.maps.model import (
    BD09,
    EAST,
    GCJ02,
    MAX_FILE_MB,
    MAX_VERTICES,
    NORTH,
    SYSTEMS,
    MapFeature,
    MapFileError,
    MapReading,
    RawFeature,
    RawMap,
    SetAside,
)
from data_loaders.maps.offsets import to_wgs84
from data_loaders.maps.projection import to_degrees
from data_loaders.maps.shapefile_zip import read_shapefile

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry

    from data_loaders.model import InputFile

_READERS = {".zip": read_shapefile, ".geojson": read_geojson, ".json": read_geojson}
_NAMED = ("名称", "name", "NAME", "XZQMC", "村名", "ZLDWMC", "QSDWMC")
_NOT_DEGREES = "坐标不是经纬度（例如 {lon:g}, {lat:g}），而文件没有注明投影。请把 .prj 一起打进 zip，或在地图软件里转成经纬度再导出。"
_SWAPPED = "经度和纬度写反了（例如 {lon:g}, {lat:g}）。GeoJSON 要求先经度、后纬度，请改后再上传。"
_ABROAD = "坐标（例如 {lon:g}, {lat:g}）不在中国境内。请核对文件和坐标系。"
_LINE, _MIXED, _EMPTY, _BROKEN = "是线，不是面或点", "是一组点或混合图形，只认面和单个的点", "没有图形", "图形读不出"


class _UnusableError(Exception):
    """A feature cannot be used; the message says why."""


def read_map(file: InputFile, system: str) -> MapReading:
    """Every feature of the file, usable or set aside. Raises MapFileError for a file that cannot be used at all."""
    if system not in SYSTEMS:
        raise MapFileError("请先选坐标系：不知道坐标系，位置可能差半公里到一公里多。")
    raw = _raw(file)
    degrees = to_degrees(raw.crs, system)
    features, aside, vertices = [], [], 0
    for each in raw.features:
        try:
            geometry = _flat(each)
            vertices += int(shapely.get_num_coordinates(geometry))
            _check_vertices(vertices)
            features.append(MapFeature(each.number, _usable(geometry, degrees, system), each.properties))
        except _UnusableError as reason:
            aside.append(SetAside(each.number, called(each), str(reason)))
    if not features:
        raise MapFileError(f"{len(aside)} 个图形都不能用：{aside[0].why}。")
    notes = _notes(system, projected=degrees is not None)
    return MapReading(file.name, system, len(raw.features), tuple(features), tuple(aside), notes)


def _raw(file: InputFile) -> RawMap:
    reader = _READERS.get(PurePath(file.name).suffix.lower())
    if reader is None:
        raise MapFileError("只认 GeoJSON（.geojson、.json）和打成 zip 的 Shapefile。其他格式请先在地图软件里转换。")
    if len(file.content) > MAX_FILE_MB * 1024 * 1024:
        raise MapFileError(f"文件超过 {MAX_FILE_MB} MB。请在地图软件里只导出本旗县，或先把边界简化再导出。")
    raw = reader(file.content)
    if not raw.features:
        raise MapFileError("文件里一个图形也没有。请核对导出的图层。")
    return raw


def _check_vertices(number: int) -> None:
    if number > MAX_VERTICES:
        raise MapFileError(f"边界的折点超过 {MAX_VERTICES // 10000} 万个。请在地图软件里先把边界简化再导出。")


def _notes(system: str, *, projected: bool) -> tuple[str, ...]:
    notes = ["文件是投影坐标（米），已换算成经纬度"] if projected else []
    return (*notes, f"已由 {system} 换算成 WGS-84，与实地可能差几米") if system in (GCJ02, BD09) else tuple(notes)


def called(feature: RawFeature) -> str:
    """What the feature calls itself, else its number."""
    return next((feature.properties[name] for name in _NAMED if name in feature.properties), f"第 {feature.number} 个图形")


def _flat(feature: RawFeature) -> BaseGeometry:
    """The geometry in two dimensions; a MultiPoint of one point as that point. Raises _UnusableError."""
    if feature.geometry is None:
        raise _UnusableError(_EMPTY)
    try:
        geometry = shapely.force_2d(shape(dict(feature.geometry)))
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise _UnusableError(_BROKEN) from error
    if geometry.is_empty:
        raise _UnusableError(_EMPTY)
    if geometry.geom_type == "MultiPoint" and shapely.get_num_geometries(geometry) == 1:
        geometry = shapely.get_parts(geometry)[0]
    if geometry.geom_type not in ("Point", "Polygon", "MultiPolygon"):
        raise _UnusableError(_LINE if "Line" in geometry.geom_type else _MIXED)
    return geometry


def _usable(geometry: BaseGeometry, degrees: Callable[[np.ndarray], np.ndarray] | None, system: str) -> BaseGeometry:
    """In WGS-84 and valid. Raises _UnusableError."""
    if degrees is not None:
        geometry = shapely.transform(geometry, degrees)
    _check_place(geometry)
    geometry = shapely.transform(geometry, lambda points: to_wgs84(points, system))
    if geometry.geom_type == "Point" or geometry.is_valid:
        return geometry
    parts = [part for part in shapely.get_parts(shapely.make_valid(geometry)) if part.geom_type in ("Polygon", "MultiPolygon")]
    repaired = shapely.union_all(parts)
    if repaired.is_empty:
        raise _UnusableError("面积为零")
    return repaired


def _check_place(geometry: BaseGeometry) -> None:
    points = shapely.get_coordinates(geometry)
    lon, lat = points[:, 0], points[:, 1]
    if _within(lon, EAST) and _within(lat, NORTH):
        return
    if _within(lon, NORTH) and _within(lat, EAST):
        raise _UnusableError(_SWAPPED.format(lon=lon[0], lat=lat[0]).rstrip("。"))
    metres = bool(np.nanmax(np.abs(points), initial=0) > 360)  # noqa: PLR2004 - degrees end here
    raise _UnusableError((_NOT_DEGREES if metres else _ABROAD).format(lon=lon[0], lat=lat[0]).rstrip("。"))


def _within(values: np.ndarray, borders: tuple[float, float]) -> bool:
    return bool(np.all((values >= borders[0]) & (values <= borders[1])))
