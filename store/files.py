"""Given bytes or rows; gives files named by their content (SHA-256), written whole or not at all, and sweeps those that nothing refers to."""

from __future__ import annotations

import hashlib
import io
import os
import time
import uuid
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SLICES, ORIGINALS, CUBES, DEFINITIONS = "slices", "originals", "cubes", "definitions"
ORPHAN_SECONDS = 3600  # a file this old without an entry belongs to a load that was killed, not to one that is running
ROW_GROUP = 122_880  # DuckDB's own size: it reads one row group per thread


def parquet_bytes(rows: pa.Table) -> bytes:
    """The Parquet form of a table; the same rows give the same bytes."""
    sink = io.BytesIO()
    pq.write_table(rows, sink, compression="zstd", row_group_size=ROW_GROUP)
    return sink.getvalue()


def read_parquet(path: Path) -> pa.Table:
    """The table in a Parquet file."""
    return pq.ParquetFile(path).read()


def content_name(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def keep(path: Path, content: bytes) -> None:
    """Write the file so that a kill leaves it whole or absent; an existing one is only touched, which keeps the sweeper off it."""
    if path.exists():
        os.utime(path)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.parent / f".part-{uuid.uuid4().hex}"
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def sweep(folder: Path, referred: set[Path], now: float | None = None) -> int:
    """Delete kept files that nothing refers to and that are older than an hour; gives their number."""
    deadline = (time.time() if now is None else now) - ORPHAN_SECONDS
    swept = 0
    for path in _files(folder, (SLICES, ORIGINALS, CUBES, DEFINITIONS)):
        if path not in referred and path.stat().st_mtime < deadline:
            swept += _deleted(path)
    return swept


def _files(folder: Path, kinds: Iterable[str]) -> list[Path]:
    return [path for kind in kinds for path in (folder / kind).rglob("*") if path.is_file()]


def _deleted(path: Path) -> int:
    try:
        path.unlink(missing_ok=True)
    except PermissionError:  # Windows: another process is reading it; the next start sweeps it
        return 0
    return 1
