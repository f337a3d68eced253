"""Given a store and a table that has one slice a month (areas, parameters); gives its newest slice whatever month is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store import Slice, Store

EARLIEST, LATEST = "0000-01", "9999-12"


def newest_slice(store: Store, table: str) -> Slice | None:
    """The newest current slice of the table; None if nothing of it was submitted."""
    return max(store.slices_between(table, EARLIEST, LATEST), key=lambda found: found.month, default=None)
