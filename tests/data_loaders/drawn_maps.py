"""Given squares and attributes; gives them as the map files that a county's offices send: GeoJSON and zipped Shapefiles."""

import io
import json
import zipfile

import shapefile

from data_loaders.model import InputFile


def square(lon, lat, size=0.02):
    """A GeoJSON polygon, counter-clockwise as the standard asks."""
    ring = [[lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size], [lon, lat]]
    return {"type": "Polygon", "coordinates": [ring]}


def point(lon, lat):
    return {"type": "Point", "coordinates": [lon, lat]}


def geojson(*features, name="村界.geojson", encoding="utf-8", **more):
    """A file of (geometry, attributes) pairs."""
    listed = [{"type": "Feature", "geometry": geometry, "properties": attributes} for geometry, attributes in features]
    return InputFile(name, json.dumps({"type": "FeatureCollection", "features": listed, **more}, ensure_ascii=False).encode(encoding))


def shapefile_parts(*features, encoding="utf-8", prj=""):
    """Ending → bytes of a layer of (ring, name) pairs."""
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with shapefile.Writer(shp=shp, shx=shx, dbf=dbf, encoding=encoding, shapeType=shapefile.POLYGON) as writer:
        writer.field("XZQMC", "C", size=40)
        for ring, name in features:
            writer.poly([ring])
            writer.record(name)
    parts = {".shp": shp.getvalue(), ".shx": shx.getvalue(), ".dbf": dbf.getvalue()}
    return parts | ({".prj": prj.encode()} if prj else {})


def zipped(parts, name="村界.zip", stem="村界"):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for ending, content in parts.items():
            archive.writestr(ending if "." in ending[1:] else f"{stem}{ending}", content)
    return InputFile(name, sink.getvalue())
