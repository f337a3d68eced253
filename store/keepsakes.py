"""Given the catalogue; keeps what readers put together themselves (a screen, a sequence of views) under a kind and a name, and gives it back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from store.model import Saved

if TYPE_CHECKING:
    import sqlite3


def save(connection: sqlite3.Connection, saved: Saved) -> None:
    """Enter it, in the place of what had its kind and name."""
    at = datetime.now().astimezone().isoformat(timespec="microseconds")
    connection.execute("INSERT OR REPLACE INTO saved VALUES (?, ?, ?, ?)", (saved.kind, saved.name, saved.content, at))


def unsave(connection: sqlite3.Connection, kind: str, name: str) -> bool:
    """Take it out; whether there was one."""
    return connection.execute("DELETE FROM saved WHERE kind = ? AND name = ?", (kind, name)).rowcount > 0


def saved(connection: sqlite3.Connection, kind: str) -> list[Saved]:
    """Those of a kind, the newest first."""
    rows = connection.execute("SELECT kind, name, content, at FROM saved WHERE kind = ? ORDER BY at DESC, name", (kind,))
    return [Saved(row["kind"], row["name"], row["content"], row["at"]) for row in rows]
