"""Given a store; gives the boundaries and points that the county handed in for its maps: kept, taken out of use and put back, each with a line of audit.

They lie in the folder map/ as files that never change, and map/layers.json says which are in use; neither holds anything about people.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from store import files
from store.model import StoreError

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from store.store import Store

FOLDER, FILE = "map", "layers.json"
SHEET_SYSTEM = "WGS-84"
"""The coordinate system of 经度 and 纬度 in the 行政区划 sheet until somebody says otherwise."""


@dataclass(frozen=True)
class MapLayer:
    """One file that was taken over. content: SHA-256 of its shapes; boundaries, points: how many areas it gives one."""

    id: int
    file: str
    sender: str
    received_at: str
    system: str
    boundaries: int
    points: int
    content: str
    in_use: bool = True


@dataclass(frozen=True)
class MapLayers:
    """Every layer, oldest first, and the coordinate system of the 行政区划 sheet."""

    layers: tuple[MapLayer, ...] = ()
    sheet_system: str = SHEET_SYSTEM


def read_map_layers(store: Store) -> MapLayers:
    """What was handed in; nothing in a folder without maps."""
    path = _path(store)
    if not path.exists():
        return MapLayers()
    data = json.loads(path.read_text("utf-8"))
    return MapLayers(tuple(MapLayer(**each) for each in data["layers"]), data["sheet_system"])


def map_state(store: Store) -> str:
    """Changes whenever the layers do: for caches."""
    path = _path(store)
    return str(path.stat().st_mtime_ns) if path.exists() else ""


def layer_shapes(store: Store, layer: MapLayer) -> dict[str, dict[str, Any]]:
    """ "boundaries" and "points" of a layer: code → GeoJSON geometry."""
    return json.loads((store.folder / FOLDER / f"{layer.content}.json").read_text("utf-8"))


def keep_map_layer(store: Store, *, file: str, sender: str, system: str, shapes: dict[str, dict[str, Any]]) -> MapLayer:
    """Keep a layer and put it in use; gives it with its number."""
    content = json.dumps(shapes, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    name = files.content_name(content)
    with store.catalogue.writing() as connection:
        files.keep(store.folder / FOLDER / f"{name}.json", content)
        now = read_map_layers(store)
        layer = MapLayer(len(now.layers) + 1, file, sender, _now(), system, len(shapes["boundaries"]), len(shapes["points"]), name)
        _write(store, replace(now, layers=(*now.layers, layer)))
        _audit(connection, sender, "加入地图图层", f"图层 {layer.id}，{file}，{system}，边界 {layer.boundaries}、点 {layer.points}")
    return layer


def use_map_layer(store: Store, number: int, *, in_use: bool, actor: str = "") -> None:
    """Take a layer out of use, or put it back. Raises StoreError if there is none of this number."""
    with store.catalogue.writing() as connection:
        now = read_map_layers(store)
        if number not in {layer.id for layer in now.layers}:
            raise StoreError(f"没有编号为 {number} 的地图图层，请刷新页面后核对。")
        _write(store, replace(now, layers=tuple(replace(each, in_use=in_use) if each.id == number else each for each in now.layers)))
        _audit(connection, actor, "恢复地图图层" if in_use else "撤下地图图层", f"图层 {number}")


def set_sheet_system(store: Store, system: str, actor: str = "") -> None:
    """Say in which coordinate system the 行政区划 sheet gives 经度 and 纬度."""
    with store.catalogue.writing() as connection:
        _write(store, replace(read_map_layers(store), sheet_system=system))
        _audit(connection, actor, "区划表坐标系", system)


def _path(store: Store) -> Path:
    return store.folder / FOLDER / FILE


def _write(store: Store, layers: MapLayers) -> None:
    """Whole or not at all; called with the write lock held."""
    path = _path(store)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".part-{FILE}")
    part.write_text(json.dumps(asdict(layers), ensure_ascii=False, indent=1), "utf-8")
    part.replace(path)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _audit(connection: sqlite3.Connection, actor: str, action: str, detail: str) -> None:
    connection.execute("INSERT INTO audit (at, actor, action, detail) VALUES (?, ?, ?, ?)", (_now(), actor, action, detail))
