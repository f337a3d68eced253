"""Given what a map file says of its coordinates (.prj, crs) and the system that its sender names; gives how to turn its numbers into degrees, or a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from data_loaders.maps.model import BD09, GCJ02, MapFileError

if TYPE_CHECKING:
    from collections.abc import Callable

_AXIS, _AXIS_ROOM = 6378137.0, 1.0  # WGS-84 and CGCS2000; Xi'an 1980 has 6378140, Beijing 1954 has 6378245
_OLD = {6378140: "西安80", 6378245: "北京54"}


def to_degrees(crs_text: str, system: str) -> Callable[[np.ndarray], np.ndarray] | None:
    """The function that turns the file's points (n, 2) into longitude and latitude; None where they are degrees already.

    Raises MapFileError for an older datum, whose shift to CGCS2000 is not public, and for metres in a system that has none.
    """
    crs = _crs(crs_text)
    if crs is None:
        return None
    _refuse_old_datum(crs)
    if not crs.is_projected or crs.geodetic_crs is None:
        return None
    if system in (GCJ02, BD09):
        raise MapFileError(f"文件注明的是投影坐标（{crs.name}，单位为米），而 {system} 只有经纬度。请核对坐标系，多半应选 CGCS2000。")
    transformer = Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True)

    def convert(points: np.ndarray) -> np.ndarray:
        try:
            return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))
        except ProjError:
            return np.full_like(points, np.nan)

    return convert


def _crs(text: str) -> CRS | None:
    """What the text says, None where it says nothing that can be read."""
    if not text.strip():
        return None
    try:
        return CRS.from_user_input(text.strip())
    except CRSError:
        return None


def _refuse_old_datum(crs: CRS) -> None:
    axis = crs.ellipsoid.semi_major_metre if crs.ellipsoid else _AXIS
    if abs(axis - _AXIS) > _AXIS_ROOM:
        old = _OLD.get(round(axis), crs.name)
        raise MapFileError(f"文件注明的坐标系是{old}，换算参数不公开，这里不能转。请自然资源部门转为 CGCS2000 再上传。")
