"""Given nothing; gives cursors on the one in-memory DuckDB of this process."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterator

_SETTINGS = {
    "autoinstall_known_extensions": "false",  # nothing is ever fetched from a network
    "autoload_known_extensions": "false",
    "memory_limit": "'1600MB'",  # a load beside a page that is read; what does not fit is an error of ours, not a swapped PC
    "temp_directory": "''",  # rows are personal data: they are not spilled into temporary files
    "enable_progress_bar": "false",
}

_opening = threading.Lock()
_wide = threading.Lock()
_opened: list[duckdb.DuckDBPyConnection] = []


@contextmanager
def cursor() -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor of its own for one call; closed at the end. What is registered on it is seen by no other."""
    with _opening:
        if not _opened:
            _opened.append(_connect())
        own = _opened[0].cursor()
    try:
        yield own
    finally:
        own.close()


@contextmanager
def wide_cursor() -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor for a query that draws up hundreds of columns of every unit: one at a time, since two at once took more memory than a query may have."""
    with _wide, cursor() as duck:
        yield duck


def literal(text: str) -> str:
    """A text as a quoted SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def name(column: str) -> str:
    """A column name as a quoted SQL identifier."""
    return '"' + column.replace('"', '""') + '"'


def _connect() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    for setting, value in _SETTINGS.items():
        connection.execute(f"SET {setting} = {value}")
    return connection
