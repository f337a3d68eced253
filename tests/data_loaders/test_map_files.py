"""A map file gives every feature, used or set aside with its reason; one that cannot be used at all says plainly what to do."""

import zipfile
from io import BytesIO

import pytest
import shapely
from pyproj import CRS

from data_loaders.maps import shapefile_zip
from data_loaders.maps.model import CGCS2000, GCJ02, WGS84, MapFileError
from data_loaders.maps.reading import read_map
from data_loaders.model import InputFile
from tests.data_loaders.drawn_maps import geojson, point, shapefile_parts, square, zipped

RING = [(107.0, 40.3), (107.0, 40.4), (107.1, 40.4), (107.1, 40.3), (107.0, 40.3)]
GAUSS = CRS.from_epsg(4544).to_wkt("WKT1_ESRI")


def test_polygons_and_points_are_read_with_their_attributes():
    reading = read_map(geojson((square(107, 40.3), {"名称": "新地村", "code": 159921102201.0}), (point(107.1, 40.4), {"名称": "东升村"})), WGS84)
    assert [feature.kind for feature in reading.features] == ["boundary", "point"]
    assert reading.features[0].properties == {"名称": "新地村", "code": "159921102201"}
    assert (reading.total, reading.set_aside, reading.notes) == (2, (), ())


def test_every_feature_is_used_or_set_aside_with_its_reason():
    line = {"type": "LineString", "coordinates": [[107, 40], [108, 41]]}
    bow = {"type": "Polygon", "coordinates": [[[107, 40], [107, 40], [107, 40], [107, 40]]]}
    features = [(square(107, 40.3), {}), (line, {"名称": "黄河"}), (None, {}), (bow, {}), ({"type": "Polygon", "coordinates": [1]}, {}), (point(-90, 40), {})]
    reading = read_map(geojson(*features), WGS84)
    assert reading.total == len(reading.features) + len(reading.set_aside) == 6
    assert [(each.number, each.name) for each in reading.set_aside][0] == (2, "黄河")
    assert [each.why[:5] for each in reading.set_aside] == ["是线，不是", "没有图形", "面积为零", "图形读不出", "坐标（例如"]


def test_gcj_is_moved_by_some_four_hundred_metres_and_says_so():
    moved = read_map(geojson((point(107.011132507, 40.331545289), {})), GCJ02)
    assert shapely.get_coordinates(moved.features[0].geometry)[0] == pytest.approx((107.006056, 40.330479), abs=1e-8)
    assert "GCJ-02" in moved.notes[0]


def test_a_crossing_boundary_is_repaired():
    bow = {"type": "Polygon", "coordinates": [[[107, 40], [108, 41], [108, 40], [107, 41], [107, 40]]]}
    geometry = read_map(geojson((bow, {})), WGS84).features[0].geometry
    assert geometry.is_valid
    assert geometry.area == pytest.approx(0.5)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_shapefile_keeps_its_chinese_names_in_either_encoding(encoding):
    reading = read_map(zipped(shapefile_parts((RING, "巴彦套海嘎查"), encoding=encoding)), CGCS2000)
    assert reading.features[0].properties == {"XZQMC": "巴彦套海嘎查"}


def test_a_shapefile_in_metres_becomes_degrees_by_its_prj():
    ring = [(500000, 4465000), (500000, 4466000), (501000, 4466000), (501000, 4465000), (500000, 4465000)]
    reading = read_map(zipped(shapefile_parts((ring, "新地村"), prj=GAUSS)), CGCS2000)
    west, south, _, _ = reading.features[0].geometry.bounds
    assert (west, south) == pytest.approx((105.0, 40.32), abs=0.01)
    assert "投影坐标" in reading.notes[0]


METRES = [(500000, 4465000), (500000, 4466000), (501000, 4466000), (500000, 4465000)]
REFUSED = {
    "a text": (InputFile("a.geojson", b"hello"), "不是 GeoJSON"),
    "bytes that are no text": (InputFile("a.json", b"\xff\xff\xff\x00"), "不是 GeoJSON"),
    "another JSON": (InputFile("a.json", b'{"a": 1}'), "不是 GeoJSON"),
    "a list": (InputFile("a.json", b"[1]"), "不是 GeoJSON"),
    "very deep JSON": (InputFile("a.json", b"[" * 200_000), "不是 GeoJSON"),
    "NaN": (InputFile("a.json", b'{"type":"Point","coordinates":[NaN,1]}'), "不是 GeoJSON"),
    "TopoJSON": (InputFile("a.json", b'{"type":"Topology"}'), "TopoJSON"),
    "no features": (InputFile("a.json", b'{"type":"FeatureCollection","features":[]}'), "一个图形也没有"),
    "another format": (InputFile("a.kml", b"<kml/>"), "只认 GeoJSON"),
    "a torn zip": (InputFile("a.zip", b"PK\x03\x04torn"), "压缩包打不开"),
    "no layer in the zip": (zipped({"x.txt": b"x"}), "没有 .shp"),
    "two layers": (zipped({"a.shp": b"", "b.shp": b""}), "2 个 .shp"),
    "no table": (zipped({".shp": shapefile_parts((RING, "x"))[".shp"]}), "没有 .dbf"),
    "a torn layer": (zipped(shapefile_parts((RING, "x")) | {".shp": b"\x00\x00\x27\x0a" + b"\x01" * 60}), "已损坏"),
    "metres without a projection": (zipped(shapefile_parts((METRES, "x"))), "没有注明投影"),
    "latitude first": (geojson((point(40.3, 107.0), {})), "写反了"),
    "another country": (geojson((point(2.3, 48.8), {})), "不在中国境内"),
}


@pytest.mark.parametrize(("file", "words"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_used_says_what_to_do(file, words):
    with pytest.raises(MapFileError, match=words):
        read_map(file, WGS84)


def test_the_coordinate_system_must_be_named():
    with pytest.raises(MapFileError, match="请先选坐标系"):
        read_map(geojson((point(107, 40), {})), "")


def test_a_small_zip_that_unpacks_into_much_is_stopped(monkeypatch):
    monkeypatch.setattr(shapefile_zip, "MAX_UNPACKED_MB", 1)
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", b"\0" * 3_000_000)
    with pytest.raises(MapFileError, match="解压后超过 1 MB"):
        read_map(InputFile("a.zip", sink.getvalue()), WGS84)
