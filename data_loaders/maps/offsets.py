"""Given longitudes and latitudes in GCJ-02 or BD-09; gives them in WGS-84 (and back), by the public formulas of both offsets.

The formulas are those that open-source converters share (Krassowsky axis 6378245 m, e² 0.00669342162296594323). They have no published inverse, so theirs is
found by iteration: a round trip closes within a millimetre. The operators' own conversion is not public; the formula is known to follow it within metres.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data_loaders.maps.model import BD09, GCJ02

if TYPE_CHECKING:
    from collections.abc import Callable

_AXIS, _ECCENTRICITY = 6378245.0, 0.00669342162296594323
_LON0, _LAT0 = 105.0, 35.0
_BD_ANGLE = np.pi * 3000.0 / 180.0
_BD_SHIFT = np.array([0.0065, 0.006])
_ROUNDS = 12  # each gains about two digits
Points = np.ndarray
"""Float array of shape (n, 2): longitude, latitude in degrees."""


def to_wgs84(points: Points, system: str) -> Points:
    """Points of GCJ-02 or BD-09 in WGS-84; those of any other system are WGS-84 or equal to it and come back as they are."""
    if system == BD09:
        return gcj_to_wgs(bd_to_gcj(points))
    return gcj_to_wgs(points) if system == GCJ02 else points


def wgs_to_gcj(points: Points) -> Points:
    """The offset of GCJ-02 put on."""
    lon, lat = points[:, 0], points[:, 1]
    sine = np.sin(np.radians(lat))
    magic = 1 - _ECCENTRICITY * sine * sine
    north = _wave(lon, lat, north=True) * 180 / (_AXIS * (1 - _ECCENTRICITY) / (magic * np.sqrt(magic)) * np.pi)
    east = _wave(lon, lat, north=False) * 180 / (_AXIS / np.sqrt(magic) * np.cos(np.radians(lat)) * np.pi)
    return np.column_stack([lon + east, lat + north])


def gcj_to_wgs(points: Points) -> Points:
    """The offset of GCJ-02 taken off."""
    return _inverse(wgs_to_gcj, points)


def gcj_to_bd(points: Points) -> Points:
    """The second offset, BD-09, put on GCJ-02."""
    x, y = points[:, 0], points[:, 1]
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * _BD_ANGLE)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * _BD_ANGLE)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]) + _BD_SHIFT


def bd_to_gcj(points: Points) -> Points:
    """BD-09 taken back to GCJ-02."""
    return _inverse(gcj_to_bd, points)


def _inverse(forward: Callable[[Points], Points], points: Points) -> Points:
    """The points that `forward` moves onto these: the offset changes so slowly that correcting by what is left closes quickly."""
    found = points.astype(float)
    for _ in range(_ROUNDS):
        found = found + (points - forward(found))
    return found


def _wave(lon: np.ndarray, lat: np.ndarray, *, north: bool) -> np.ndarray:
    """Metres of the offset before the earth's curvature, northwards or eastwards."""
    x, y = lon - _LON0, lat - _LAT0
    along, fine = (y, (160, 12, 320)) if north else (x, (150, 12, 300))
    if north:
        base = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x))
    else:
        base = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x))
    short = 20 * np.sin(6 * x * np.pi) + 20 * np.sin(2 * x * np.pi)
    middle = 20 * np.sin(along * np.pi) + 40 * np.sin(along / 3 * np.pi)
    long = fine[0] * np.sin(along / fine[1] * np.pi) + fine[2] * np.sin(along * np.pi / 30)
    return base + (short + middle + long) * 2 / 3
