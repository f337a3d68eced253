"""Given a data folder; gives one backup file of it, and puts such a file back, both while the application runs."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from store import files
from store.catalogue import FILE
from store.model import StoreError
from store.store import Store, open_store

MANIFEST = "manifest.json"
OVERLAY = "policy"
FREE = (OVERLAY, "map")
"""Folders whose files the catalogue does not list: the county's own values, and the boundaries and points of its maps."""
BEFORE = "catalogue.before-restore.sqlite"


def backup(folder: Path, file: Path) -> int:
    """Write everything in the data folder to one zip file with a manifest of checksums; gives the number of files in it.

    The catalogue is copied first, as one consistent state, then the immutable files that it refers to: a load in between cannot tear the backup.
    Raises StoreError if the target exists.
    """
    if file.exists():
        raise StoreError(f"{file.name} 已经存在，请换一个文件名，以免覆盖旧的备份。")
    store = open_store(folder)
    part = file.with_name(f".{file.name}.part")
    with tempfile.TemporaryDirectory() as temporary, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        copy = Path(temporary) / FILE
        _copy_catalogue(store, copy)
        paths = {copy: FILE} | {path: path.relative_to(folder).as_posix() for path in _kept(store, copy)}
        sums = {}
        for path, name in paths.items():
            content = path.read_bytes()
            sums[name] = hashlib.sha256(content).hexdigest()
            archive.writestr(name, content)
        archive.writestr(MANIFEST, json.dumps(sums, indent=1))
    part.replace(file)
    return len(paths)


def restore(file: Path, folder: Path) -> int:
    """Put a backup back; gives the number of files. The catalogue that it replaces is kept beside it as catalogue.before-restore.sqlite.

    Everything is checked before anything changes. Raises StoreError for a file that is no backup, is damaged, or names places outside the folder.
    """
    contents = _checked(file)
    store = open_store(folder)
    for name, content in contents.items():
        if name != FILE and name.split("/")[0] not in FREE:
            files.keep(folder / name, content)
    _replace_free(folder, {name: content for name, content in contents.items() if name.split("/")[0] in FREE})
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / FILE
        copy.write_bytes(contents[FILE])
        _copy_catalogue(store, folder / BEFORE)
        _take_over(store, copy)
    store.audit("", "恢复备份", file.name)
    return len(contents)


def _copy_catalogue(store: Store, target: Path) -> None:
    target.unlink(missing_ok=True)
    copy = sqlite3.connect(target)
    store.catalogue.connection.backup(copy)
    copy.execute("PRAGMA journal_mode=DELETE")  # one file, no -wal beside it
    copy.close()


def _kept(store: Store, catalogue: Path) -> list[Path]:
    connection = sqlite3.connect(catalogue)
    connection.row_factory = sqlite3.Row
    referred = store.referred(connection)
    connection.close()
    others = [path for kind in FREE for path in (store.folder / kind).rglob("*") if path.is_file() and not path.name.startswith(".part-")]
    return sorted(path for path in referred if path.exists()) + sorted(others)


def _checked(file: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(file) as archive:
            sums = json.loads(archive.read(MANIFEST))
            contents = {name: archive.read(name) for name in sums}
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise StoreError(f"{file.name} 不是本程序的备份文件，或文件不完整；请换一份备份再恢复，现有数据未作改动。") from error
    if FILE not in contents or any(hashlib.sha256(content).hexdigest() != sums[name] for name, content in contents.items()):
        raise StoreError(f"{file.name} 已损坏（校验不符）；请换一份备份再恢复，现有数据未作改动。")
    if any(PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name or ":" in name for name in contents):
        raise StoreError(f"{file.name} 含有指向数据文件夹以外的路径，不能恢复。")
    return contents


def _replace_free(folder: Path, contents: dict[str, bytes]) -> None:
    for old in (path for kind in FREE for path in (folder / kind).rglob("*")):
        if old.is_file() and old.relative_to(folder).as_posix() not in contents:
            old.unlink()
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".part-{path.name}")
        part.write_bytes(content)
        part.replace(path)


def _take_over(store: Store, copy: Path) -> None:
    """Write the restored catalogue over the live one in one transaction of SQLite's own, with a version that no reader has seen."""
    source = sqlite3.connect(copy)
    newer = max(store.version(), source.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()[0]) + 1
    source.execute("UPDATE meta SET value = ? WHERE name = 'version'", (newer,))
    source.commit()
    source.backup(store.catalogue.connection)
    source.close()
