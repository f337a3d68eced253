"""Given the catalogue and cubes under their keys; keeps those that were computed together in one file, and gives them back one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from store import files

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

KEYS = b"cubes"
"""Metadata of a file: its keys in order, each with its number of rows."""

AT_ONCE = 500
"""Keys in one query: older SQLite takes 999 values."""


def path(folder: Path, name: str) -> Path:
    """The file of a pack."""
    return folder / files.CUBES / f"{name}.parquet"


def keep(connection: sqlite3.Connection, folder: Path, month: str, cubes: Mapping[str, pa.Table]) -> None:
    """Write the cubes, all of one schema, to one file and enter their keys. Four hundred files would each wait for the disk."""
    if not cubes:
        return
    sizes = ",".join(f"{key}:{table.num_rows}" for key, table in cubes.items())
    packed = pa.concat_tables([table.replace_schema_metadata(None) for table in cubes.values()]).replace_schema_metadata({"month": month, KEYS: sizes})
    content = files.parquet_bytes(packed)
    name = files.content_name(content)
    files.keep(path(folder, name), content)
    connection.executemany("INSERT OR REPLACE INTO cubes VALUES (?, ?)", [(key, name) for key in cubes])


def read(connection: sqlite3.Connection, folder: Path, keys: Iterable[str]) -> dict[str, pa.Table]:
    """The cubes of those keys that are entered and whose file is there."""
    packs: dict[str, list[str]] = {}
    for group in _groups(list(dict.fromkeys(keys))):
        sql = f"SELECT key, pack FROM cubes WHERE key IN ({', '.join('?' * len(group))})"
        for row in connection.execute(sql, group):
            packs.setdefault(row["pack"], []).append(row["key"])
    found: dict[str, pa.Table] = {}
    for name, wanted in packs.items():
        if path(folder, name).exists():
            whole = _split(files.read_parquet(path(folder, name)))
            found |= {key: whole[key] for key in wanted if key in whole}
    return found


def _split(packed: pa.Table) -> dict[str, pa.Table]:
    sizes = [each.rpartition(":") for each in (packed.schema.metadata or {}).get(KEYS, b"").decode().split(",")]
    packed = packed.replace_schema_metadata(None).combine_chunks()
    found, start = {}, 0
    for key, _, size in sizes:
        found[key] = packed.slice(start, int(size))
        start += int(size)
    return found


def _groups(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
