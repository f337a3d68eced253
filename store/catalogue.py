"""Given a data folder; gives connections to its SQLite catalogue, which says which slice is current and holds everything that is not bulk rows."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from store.model import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "catalogue.sqlite"
WAIT_SECONDS = 30  # a load on an old office disk holds the write lock for a second or two

# Each entry is one migration, run once and in order; never edit one that has shipped, add another.
MIGRATIONS = (
    """
    CREATE TABLE uploads (
        id INTEGER PRIMARY KEY, month TEXT NOT NULL, sender TEXT NOT NULL, township TEXT, received_at TEXT NOT NULL, files TEXT NOT NULL, sheets TEXT NOT NULL,
        committed_version INTEGER NOT NULL, undone_version INTEGER
    );
    CREATE TABLE slices (
        upload_id INTEGER NOT NULL REFERENCES uploads(id), layout TEXT NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL, month TEXT NOT NULL,
        valid_until TEXT NOT NULL, content TEXT NOT NULL, rows INTEGER NOT NULL, UNIQUE (upload_id, tbl, key, month)
    );
    CREATE INDEX slices_by_table ON slices (tbl, month);
    CREATE TABLE issues (upload_id INTEGER NOT NULL REFERENCES uploads(id), position INTEGER NOT NULL, issue TEXT NOT NULL);
    CREATE INDEX issues_by_upload ON issues (upload_id);
    CREATE TABLE held (upload_id INTEGER NOT NULL REFERENCES uploads(id), position INTEGER NOT NULL, row TEXT NOT NULL);
    CREATE INDEX held_by_upload ON held (upload_id);
    CREATE TABLE frozen (month TEXT PRIMARY KEY, version INTEGER NOT NULL);
    CREATE TABLE mappings (layout TEXT NOT NULL, sender TEXT NOT NULL, heading TEXT NOT NULL, col TEXT NOT NULL, PRIMARY KEY (layout, sender, heading));
    CREATE TABLE audit (id INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, detail TEXT NOT NULL);
    CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
    INSERT INTO meta VALUES ('version', 0);
    """,
    """
    CREATE TABLE cubes (key TEXT PRIMARY KEY, pack TEXT NOT NULL);
    CREATE TABLE rules (rule_key TEXT PRIMARY KEY, said TEXT NOT NULL);
    CREATE TABLE computed (
        id INTEGER PRIMARY KEY, month TEXT NOT NULL, measure TEXT NOT NULL, rule_key TEXT NOT NULL, cube_key TEXT, at TEXT NOT NULL,
        UNIQUE (month, measure, rule_key)
    );
    ALTER TABLE frozen ADD COLUMN definitions TEXT
    """,
    "CREATE TABLE saved (kind TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (kind, name))",
)


class Catalogue:
    """Connections to one catalogue file, one for each thread, in WAL mode: many readers beside one writer, in several processes."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._local = threading.local()
        self._migrate()

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection; transactions are opened by `writing` only."""
        if not hasattr(self._local, "connection"):
            connection = sqlite3.connect(self._path, timeout=WAIT_SECONDS, isolation_level=None)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=ON")
            self._local.connection = connection
        return self._local.connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One write transaction: committed as a whole, or nothing of it. Raises StoreError when another writer does not finish in time."""
        connection = self.connection
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise StoreError("数据库正被另一项操作占用，请稍候片刻再试。") from error
        try:
            yield connection
        except BaseException:  # also on KeyboardInterrupt: half a transaction must not stay open on this thread's connection
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def _migrate(self) -> None:
        with self.writing() as connection:
            done = connection.execute("PRAGMA user_version").fetchone()[0]
            if done > len(MIGRATIONS):
                raise StoreError("数据文件夹由更新版本的程序写成，请先升级本程序再打开。")
            for number, script in enumerate(MIGRATIONS[done:], start=done + 1):
                for statement in script.split(";"):  # executescript would commit the transaction
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")


def bump(connection: sqlite3.Connection) -> int:
    """Raise the version of the data within a write transaction and give the new one back."""
    connection.execute("UPDATE meta SET value = value + 1 WHERE name = 'version'")
    return connection.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()[0]
