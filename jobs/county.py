"""Given a data folder and the county's code and name; gives the County: its store, its policy with the county's own values, its areas and months."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from data_loaders.areas import areas_of
from jobs.kept_definitions import read_definitions
from jobs.newest import newest_slice
from jobs.overlay import overlay_folder, write_overlay
from metrics.snapshot import Snapshot
from policy.reader import PolicyError, read_policy
from store import open_store
from store.files import read_parquet

if TYPE_CHECKING:
    from pathlib import Path

    from data_loaders.model import Area
    from policy.reader import Policy
    from store import Store

_reading = threading.Lock()
FROZEN = "frozen policy "
"""Before the name of the file of a frozen month's definitions, among what was read."""


@dataclass(frozen=True)
class County:
    """A county's data folder, opened. `code` has six digits."""

    store: Store
    code: str
    name: str
    _read: dict[str, tuple[Any, Any]]

    @property
    def policy(self) -> Policy:
        """The definitions with the county's own values; read again only when those changed. Raises PolicyError with every problem."""
        folder = overlay_folder(self.store)
        with _reading:  # one thread reads, the others of the same process wait for it
            write_overlay(self.store)
            state = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.rglob("*.toml")))
            if "policy" not in self._read or self._read["policy"][0] != state:
                self._read["policy"] = (state, read_policy(overlay=folder))
            return self._read["policy"][1]

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas of the newest 行政区划 sheet with their 未落村 places; empty if none was submitted."""
        newest = newest_slice(self.store, "admin_units")
        content = newest.content if newest else ""
        if self._read.get("areas", ("",))[0] != content:  # asked for several times on every page
            self._read["areas"] = (content, areas_of(read_parquet(newest.path)) if newest else ())
        return self._read["areas"][1] if newest else ()

    def months(self) -> list[str]:
        """The months for which something was submitted, oldest first."""
        return self.store.months()

    def snapshot(self, month: str) -> Snapshot:
        """What is known of the county in `month`; of a frozen month by the definitions with which it was frozen."""
        return Snapshot(self.store, self.policy_of(month), month, self.code)

    def policy_of(self, month: str) -> Policy:
        """The definitions by which the month is computed: those that it was frozen with, else the present ones.

        Definitions that this program reads no longer are those of an older form of the same rules: the present ones stand in for them.
        """
        path = self.store.definitions(month)
        if path is None:
            return self.policy
        with _reading:
            name = FROZEN + path.name
            if name not in self._read:
                try:
                    self._read[name] = (path, read_definitions(path))
                except PolicyError:
                    self._read[name] = (path, None)
            kept = self._read[name][1]
        return self.policy if kept is None else kept


def open_county(data_folder: Path, county_code: str, county_name: str) -> County:
    """Open (or make) the data folder of a county. Raises StoreError for a folder of a newer program."""
    return County(open_store(data_folder), county_code, county_name, {})
