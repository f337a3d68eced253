"""Given a store and a rule of keeping; deletes what is no longer to be kept (superseded slices, old originals, one person's data) and leaves a note of it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc

from store import files
from store.catalogue import bump
from store.model import StoreError

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from store.store import Store

PERSON_COLUMNS = ("person_key", "head_key")
ID_LENGTH = 18


def prune(store: Store, days: int) -> int:
    """Delete originals and superseded slices of uploads older than `days`; gives the number of files deleted. Current slices and frozen months stay."""
    deadline = (datetime.now().astimezone() - timedelta(days=days)).isoformat(timespec="seconds")
    old = {upload.id: upload for upload in store.history() if upload.received_at < deadline}
    current = {found.path for month in _every_month(store) for table in store.tables() for found in store.slices(table, month)}
    with store.catalogue.writing() as connection:
        doomed = _slice_paths(store, connection, set(old)) - _slice_paths(store, connection, {u.id for u in store.history()} - set(old)) - current
        doomed |= {store.folder / files.ORIGINALS / file["sha256"] for upload in old.values() for file in upload.files}
        gone = [path for path in doomed if path.exists()]
        for path in gone:
            path.unlink()
        store_note = f"清除 {len(gone)} 个超过 {days} 天的原件和被替换的数据"
        connection.execute(
            "INSERT INTO audit (at, actor, action, detail) VALUES (?, '', '到期清除', ?)",
            (datetime.now().astimezone().isoformat(timespec="seconds"), store_note),
        )
    return len(gone)


def forget(store: Store, person_key: str, actor: str) -> int:
    """Delete everything about one person from slices, held rows and originals; gives the number of rows deleted. The audit note names nobody.

    An original that contains the person is deleted whole: a workbook cannot be cut without inventing a file that nobody handed in.
    Raises StoreError unless `person_key` is an 18-character id.
    """
    if len(person_key) != ID_LENGTH:
        raise StoreError("请填写完整的 18 位证件号码；为避免误删，不接受尾号或姓名。")
    with store.catalogue.writing() as connection:
        rows, uploads = _cut_slices(store, connection, person_key)
        held = _cut_held(connection, person_key)
        for upload_id in uploads | held:
            _drop_originals(store, connection, upload_id)
        bump(connection)
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        note = f"按要求删除 1 人的数据：{rows} 行，涉及 {len(uploads | held)} 个批次的原件"
        connection.execute("INSERT INTO audit (at, actor, action, detail) VALUES (?, ?, '删除个人数据', ?)", (at, actor, note))
    return rows


def _every_month(store: Store) -> list[str]:
    return sorted(set(store.months()) | set(store.frozen()))


def _slice_paths(store: Store, connection: sqlite3.Connection, uploads: set[int]) -> set[Path]:
    rows = connection.execute("SELECT upload_id, tbl, content FROM slices").fetchall()
    return {store.folder / files.SLICES / row["tbl"] / f"{row['content']}.parquet" for row in rows if row["upload_id"] in uploads}


def _cut_slices(store: Store, connection: sqlite3.Connection, person_key: str) -> tuple[int, set[int]]:
    cut, uploads = 0, set()
    for row in connection.execute("SELECT rowid, * FROM slices").fetchall():
        path = store.folder / files.SLICES / row["tbl"] / f"{row['content']}.parquet"
        if not path.exists():
            continue
        table = files.read_parquet(path)
        kept = table
        for name in PERSON_COLUMNS:
            if name in kept.column_names:
                kept = kept.filter(pc.fill_null(pc.not_equal(kept[name], person_key), True))  # pyright: ignore[reportAttributeAccessIssue]
        if kept.num_rows < table.num_rows:
            cut += table.num_rows - kept.num_rows
            uploads.add(row["upload_id"])
            _replace_slice(connection, row, kept, path)
    return cut, uploads


def _replace_slice(connection: sqlite3.Connection, row: sqlite3.Row, kept: Any, path: Path) -> None:  # noqa: ANN401 - a pyarrow table
    content = files.parquet_bytes(kept)
    name = files.content_name(content)
    files.keep(path.with_name(f"{name}.parquet"), content)
    connection.execute("UPDATE slices SET content = ?, rows = ? WHERE rowid = ?", (name, kept.num_rows, row["rowid"]))
    left = connection.execute("SELECT count(*) FROM slices WHERE tbl = ? AND content = ?", (row["tbl"], row["content"])).fetchone()[0]
    if not left:
        path.unlink(missing_ok=True)


def _cut_held(connection: sqlite3.Connection, person_key: str) -> set[int]:
    rows = connection.execute("SELECT rowid, upload_id, row FROM held").fetchall()
    found = [row for row in rows if any(person_key in str(value) for value in json.loads(row["row"]).get("cells", {}).values())]
    connection.executemany("DELETE FROM held WHERE rowid = ?", [(row["rowid"],) for row in found])
    return {row["upload_id"] for row in found}


def _drop_originals(store: Store, connection: sqlite3.Connection, upload_id: int) -> None:
    row = connection.execute("SELECT files FROM uploads WHERE id = ?", (upload_id,)).fetchone()
    for file in json.loads(row["files"]):
        (store.folder / files.ORIGINALS / file["sha256"]).unlink(missing_ok=True)
