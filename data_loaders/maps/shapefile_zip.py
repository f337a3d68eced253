"""Given the bytes of a zip with one Shapefile (.shp, .dbf, perhaps .prj, .cpg); gives its features as they stand, or a plain refusal."""

from __future__ import annotations

import codecs
import io
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import shapefile

from data_loaders.maps.geojson import texts
from data_loaders.maps.model import MAX_FEATURES, MAX_UNPACKED_MB, MapFileError, RawFeature, RawMap

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARTS = (".shp", ".dbf", ".shx", ".prj", ".cpg")
_MEGABYTE = 1024 * 1024
_DAMAGED = "Shapefile 已损坏或不完整（{part}）。请在地图软件里重新导出，把 .shp、.dbf、.shx、.prj 一起打成 zip。"


def read_shapefile(content: bytes) -> RawMap:
    """The features of the one layer in the zip; texts in the encoding of .cpg, else UTF-8, else GB18030. Raises MapFileError."""
    parts = _parts(content)
    for encoding in _encodings(parts.get(".cpg", b"")):
        try:
            return RawMap(_features(parts, encoding), _prj(parts.get(".prj", b"")))
        except (UnicodeDecodeError, shapefile.dbfFileException):
            continue
        except MapFileError:
            raise
        except Exception as error:  # pyshp raises whatever its parsing runs into: struct.error, IndexError, ValueError, its own
            raise MapFileError(_DAMAGED.format(part="读不出图形")) from error
    raise MapFileError(_DAMAGED.format(part="属性表读不出"))


def _parts(content: bytes) -> Mapping[str, bytes]:
    """Ending → bytes of the layer's files."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [info for info in archive.infolist() if not info.is_dir() and not info.filename.startswith("__MACOSX")]
            layers = [info.filename[:-4] for info in names if info.filename.lower().endswith(".shp")]
            if len(layers) != 1:
                raise MapFileError(_layers(layers))
            wanted = [info for info in names if info.filename[:-4] == layers[0] and info.filename[-4:].lower() in _PARTS]
            return {info.filename[-4:].lower(): _unpacked(archive, info) for info in wanted}
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError) as error:  # RuntimeError: it asks for a password
        raise MapFileError("压缩包打不开：已损坏、不完整或设了密码。请重新打成不设密码的 zip 再上传。") from error


def _layers(found: list[str]) -> str:
    if not found:
        return "压缩包里没有 .shp 文件。请把 .shp、.dbf、.shx、.prj 一起打成 zip；GeoJSON 直接上传，不用压缩。"
    return f"压缩包里有 {len(found)} 个 .shp（{'、'.join(name.split('/')[-1] for name in found[:4])}）。请一个图层打一个 zip，分次上传。"


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The file, never more than the limit however small the zip says it is."""
    limit = MAX_UNPACKED_MB * _MEGABYTE
    with archive.open(info) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise MapFileError(f"解压后超过 {MAX_UNPACKED_MB} MB。请在地图软件里只导出本旗县，或先把边界简化再导出。")
    return content


def _encodings(cpg: bytes) -> list[str]:
    named = cpg.decode("ascii", "ignore").strip().lower()
    own = {"936": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "65001": "utf-8"}.get(named, named)
    return [name for name in dict.fromkeys([own, "utf-8", "gb18030"]) if name and _known(name)]


def _known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _prj(content: bytes) -> str:
    return content.decode("utf-8", "replace").strip("\ufeff\x00 \r\n")


def _features(parts: Mapping[str, bytes], encoding: str) -> tuple[RawFeature, ...]:
    if ".dbf" not in parts:
        raise MapFileError("压缩包里没有 .dbf，认不出每个图形是哪个村。请把 .shp、.dbf、.shx、.prj 一起打成 zip。")
    index = io.BytesIO(parts[".shx"]) if ".shx" in parts else None
    reader = shapefile.Reader(shp=io.BytesIO(parts[".shp"]), dbf=io.BytesIO(parts[".dbf"]), shx=index, encoding=encoding)
    found = []
    with closing(reader):
        if len(reader) > MAX_FEATURES:
            raise MapFileError(f"文件里有 {len(reader)} 个图形，超过 {MAX_FEATURES} 个。请只保留本旗县的苏木镇、嘎查村。")
        for number, item in enumerate(reader.iterShapeRecords(), start=1):
            drawn = item.shape is not None and item.shape.shapeType != shapefile.NULL
            geometry = item.shape.__geo_interface__ if item.shape is not None and drawn else None
            found.append(RawFeature(number, geometry, texts(item.record.as_dict() if item.record is not None else {})))
    return tuple(found)
