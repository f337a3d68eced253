"""GCJ-02 and BD-09 are taken off as the public formulas put them on; projected CGCS2000 becomes degrees; older datums are refused."""

import numpy as np
import pytest
from pyproj import CRS, Transformer

from data_loaders.maps.model import BD09, CGCS2000, GCJ02, WGS84, MapFileError
from data_loaders.maps.offsets import gcj_to_bd, to_wgs84, wgs_to_gcj
from data_loaders.maps.projection import to_degrees

MILLIMETRE = 1e-8  # degrees
PUBLISHED = [  # eviltransform's test points (lat, lon): Shanghai, Shenzhen, Beijing; it reckons with another axis, which moves them by up to 8 mm
    ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
    ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
    ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
]


def points(*pairs):
    """(lat, lon) pairs as an array of lon, lat."""
    return np.array([[lon, lat] for lat, lon in pairs])


@pytest.mark.parametrize(("wgs", "gcj"), PUBLISHED)
def test_gcj_agrees_with_published_points(wgs, gcj):
    assert wgs_to_gcj(points(wgs)) == pytest.approx(points(gcj), abs=2e-7)
    assert to_wgs84(points(gcj), GCJ02) == pytest.approx(points(wgs), abs=2e-7)


def test_gcj_agrees_with_the_formulas_own_published_point():
    assert wgs_to_gcj(points((39.915, 116.404))) == pytest.approx(points((39.91640428150164, 116.41024449916938)), abs=1e-10)


def test_gcj_agrees_where_the_county_of_the_documents_lies():
    assert wgs_to_gcj(points((40.330479, 107.006056))) == pytest.approx(points((40.331545289, 107.011132507)), abs=1e-9)


def test_bd_agrees_with_a_published_point():
    assert gcj_to_bd(points((39.915, 116.404))) == pytest.approx(points((39.92133699351021, 116.41036949371029)), abs=1e-10)


@pytest.mark.parametrize("system", [GCJ02, BD09])
def test_a_round_trip_closes_within_a_millimetre_all_over_the_country(system):
    lon, lat = np.meshgrid(np.linspace(74, 134, 61), np.linspace(18, 53, 36))
    there = np.column_stack([lon.ravel(), lat.ravel()])
    shifted = gcj_to_bd(wgs_to_gcj(there)) if system == BD09 else wgs_to_gcj(there)
    assert np.abs(to_wgs84(shifted, system) - there).max() < MILLIMETRE


@pytest.mark.parametrize("system", [WGS84, CGCS2000])
def test_wgs_and_cgcs_are_one(system):
    given = points((40.33, 107.0))
    assert to_wgs84(given, system) is given
    same = Transformer.from_crs("EPSG:4490", "EPSG:4326", always_xy=True).transform(107.0, 40.33)
    assert same == pytest.approx((107.0, 40.33), abs=MILLIMETRE)


def test_metres_of_a_gauss_kruger_zone_become_degrees():
    convert = to_degrees(CRS.from_epsg(4544).to_wkt("WKT1_ESRI"), CGCS2000)  # CGCS2000, 3 degrees, 105° E
    assert convert is not None
    central, beside = convert(np.array([[500000.0, 4465000.0], [671000.0, 4465000.0]]))
    assert central[0] == pytest.approx(105.0, abs=1e-9)
    assert 40.2 < central[1] < 40.4
    assert 106.9 < beside[0] < 107.1


def test_degrees_need_no_projection_and_a_text_that_says_nothing_is_degrees():
    assert to_degrees(CRS.from_epsg(4490).to_wkt("WKT1_ESRI"), CGCS2000) is None
    assert to_degrees("", WGS84) is None
    assert to_degrees("nothing known", WGS84) is None


@pytest.mark.parametrize(("code", "name"), [(2344, "西安80"), (4610, "西安80"), (2417, "北京54")])
def test_an_older_datum_is_refused_by_its_name(code, name):
    with pytest.raises(MapFileError, match=name):
        to_degrees(CRS.from_epsg(code).to_wkt("WKT1_ESRI"), CGCS2000)


def test_metres_cannot_be_gcj():
    with pytest.raises(MapFileError, match="投影坐标"):
        to_degrees(CRS.from_epsg(4544).to_wkt("WKT1_ESRI"), GCJ02)
