"""Given nothing; gives the types of reading a map file: its features in WGS-84, what was set aside and why, and the refusal of a whole file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

WGS84, CGCS2000, GCJ02, BD09 = SYSTEMS = ("WGS-84", "CGCS2000", "GCJ-02", "BD-09")
"""The coordinate systems that a county's map files come in. CGCS2000 and WGS-84 differ by decimetres and are taken as one."""
POINT, BOUNDARY = "point", "boundary"
MAX_FILE_MB, MAX_UNPACKED_MB, MAX_FEATURES, MAX_VERTICES = 20, 120, 5000, 1_500_000
EAST, NORTH = (73.0, 136.0), (3.0, 54.0)
"""Where the longitudes and latitudes of a Chinese county lie; as in the 行政区划 sheet."""


class MapFileError(Exception):
    """The file cannot be used; the message says in Chinese what is wrong and what to do."""


@dataclass(frozen=True)
class RawFeature:
    """A feature as it stands in a file: its number from 1, a GeoJSON geometry or None, and its attributes as text without the empty ones."""

    number: int
    geometry: Mapping[str, object] | None
    properties: Mapping[str, str]


@dataclass(frozen=True)
class RawMap:
    """A file as read, nothing converted. crs: what the file itself says of its coordinates (WKT or a name), "" where it says nothing."""

    features: tuple[RawFeature, ...]
    crs: str = ""


@dataclass(frozen=True)
class MapFeature:
    """A usable feature in WGS-84: a Point, Polygon or MultiPolygon."""

    number: int
    geometry: BaseGeometry
    properties: Mapping[str, str]

    @property
    def kind(self) -> str:
        """point or boundary."""
        return POINT if self.geometry.geom_type == "Point" else BOUNDARY


@dataclass(frozen=True)
class SetAside:
    """A feature that cannot be used: its number, what it calls itself, and why."""

    number: int
    name: str
    why: str


@dataclass(frozen=True)
class MapReading:
    """total = features + set_aside. notes: what was done that the reader should know."""

    file: str
    system: str
    total: int
    features: tuple[MapFeature, ...]
    set_aside: tuple[SetAside, ...]
    notes: tuple[str, ...]
