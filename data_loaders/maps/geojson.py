"""Given the bytes of a GeoJSON file; gives its features as they stand, or a plain refusal."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from data_loaders.maps.model import MAX_FEATURES, MapFileError, RawFeature, RawMap

_GEOMETRIES = {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
_NO_GEOJSON = "文件不是 GeoJSON：{why}。请从地图软件里重新导出为 GeoJSON，或上传打成 zip 的 Shapefile。"


def read_geojson(content: bytes) -> RawMap:
    """Features of a FeatureCollection, a Feature or a bare geometry, UTF-8 or GB18030. Raises MapFileError."""
    data = _parsed(content)
    kind = data.get("type")
    if kind == "FeatureCollection":
        features = data.get("features")
        if not isinstance(features, list):
            raise MapFileError(_NO_GEOJSON.format(why="没有 features 一项"))
    elif kind == "Feature":
        features = [data]
    elif kind in _GEOMETRIES:
        features = [{"type": "Feature", "geometry": data, "properties": {}}]
    elif kind == "Topology":
        raise MapFileError("这是 TopoJSON，不是 GeoJSON。请在地图软件里另存为 GeoJSON 再上传。")
    else:
        raise MapFileError(_NO_GEOJSON.format(why="没有 type: FeatureCollection"))
    if len(features) > MAX_FEATURES:
        raise MapFileError(f"文件里有 {len(features)} 个图形，超过 {MAX_FEATURES} 个。请只保留本旗县的苏木镇、嘎查村。")
    return RawMap(tuple(_feature(number, each) for number, each in enumerate(features, start=1)), _crs(data))


def _parsed(content: bytes) -> dict[str, Any]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            data = json.loads(content.decode(encoding), parse_constant=_refuse_constant)
        except UnicodeDecodeError:
            continue
        except (ValueError, RecursionError) as error:
            raise MapFileError(_NO_GEOJSON.format(why="内容不完整或格式有误")) from error
        if not isinstance(data, dict):
            raise MapFileError(_NO_GEOJSON.format(why="没有 type: FeatureCollection"))
        return data
    raise MapFileError(_NO_GEOJSON.format(why="不是文字"))


def _refuse_constant(name: str) -> NoReturn:
    """NaN and Infinity are no JSON."""
    raise ValueError(name)


def _feature(number: int, data: object) -> RawFeature:
    feature = data if isinstance(data, dict) else {}
    geometry, properties = feature.get("geometry"), feature.get("properties")
    named = dict(properties) if isinstance(properties, dict) else {}
    if "id" in feature and "id" not in named:
        named["id"] = feature["id"]
    return RawFeature(number, geometry if isinstance(geometry, dict) else None, texts(named))


def texts(properties: dict[str, Any]) -> dict[str, str]:
    """Attributes as text; a number without a useless ".0", what is empty or no plain value left out."""
    found = {}
    for name, value in properties.items():
        plain = int(value) if isinstance(value, float) and value.is_integer() else value
        text = str(plain).strip() if isinstance(plain, (str, int, float)) and not isinstance(plain, bool) else ""
        if text:
            found[str(name)] = text
    return found


def _crs(data: dict[str, Any]) -> str:
    """The name in the older form's `crs`, "" without one."""
    crs = data.get("crs")
    named = crs.get("properties") if isinstance(crs, dict) else None
    name = named.get("name") if isinstance(named, dict) else None
    return name if isinstance(name, str) else ""
