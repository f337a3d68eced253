"""Given a store and a table that stands until it is replaced (行政区划, 政策参数); gives its newest slice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store import Slice, Store

EARLIEST, LATEST = "1900-01", "9999-12"
"""A month before and one after every month."""


def newest_slice(store: Store, table: str) -> Slice | None:
    """The slice of the newest month, whatever its validity; None if the table was never submitted."""
    return max(store.slices_between(table, EARLIEST, LATEST), key=lambda one: one.month, default=None)
