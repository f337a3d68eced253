"""Given a county; gives the coordinates of its villages as its 行政区划 sheet has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs.newest import newest_slice
from store.files import read_parquet

if TYPE_CHECKING:
    from jobs.county import County


def coordinates(county: County) -> dict[str, tuple[float, float]]:
    """Village code → (lon, lat) in degrees, only where both are given; empty without an area sheet."""
    newest = newest_slice(county.store, "admin_units")
    if newest is None:
        return {}
    rows = read_parquet(newest.path).select(["unit_code", "lon", "lat"]).to_pylist()
    return {row["unit_code"]: (row["lon"], row["lat"]) for row in rows if row["lon"] is not None and row["lat"] is not None}
