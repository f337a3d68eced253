"""Given a store, a policy, a month and the county's code; gives what is known in that month: which slices count, and which values hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from policy.reader import Policy
    from store.model import Slice, Upload


class Slices(Protocol):
    """What a snapshot asks of a store."""

    def slices(self, table: str, month: str) -> list[Slice]:
        """The slices that count in the month."""
        ...

    def slices_between(self, table: str, since: str, until: str) -> list[Slice]:
        """The current slices of these months."""
        ...

    def upload(self, upload_id: int) -> Upload:
        """The record of an upload."""
        ...

    def cubes(self, keys: Iterable[str]) -> dict[str, pa.Table]:
        """The cubes that are kept under these keys."""
        ...

    def keep_cubes(self, month: str, cubes: Mapping[str, pa.Table]) -> None:
        """Keep cubes under their keys."""
        ...


@dataclass(frozen=True)
class Snapshot:
    """One month of one county. It sees the store as it was when each table was first asked for: make a new one after a load.

    households: columns of the household that metrics.drawn_households has drawn up on the cursor in use; None where it has not.
    """

    store: Slices
    policy: Policy
    month: str
    county_code: str
    _seen: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    households: frozenset[str] | None = None

    def slices(self, table: str) -> tuple[Slice, ...]:
        """The slices of a table that count in the month, most trusted first: newest month, then newest upload."""
        return self.once(("slices", table), lambda: _newest_first(self.store.slices(table, self.month)))

    def window(self, table: str, since: str) -> tuple[Slice, ...]:
        """The current slices of a table from the month `since` up to this month, newest first."""
        return self.once(("window", table, since), lambda: _newest_first(self.store.slices_between(table, since, self.month)))

    def matching(self, table: str, key: Mapping[str, str]) -> tuple[Slice, ...]:
        """The slices that count and own this key; "{year}" in the key stands for the year of the month."""
        wanted = {name: value.replace("{year}", self.month[:4]) for name, value in key.items()}
        return tuple(found for found in self.slices(table) if all(found.key.get(name) == value for name, value in wanted.items()))

    def submitted(self, table: str) -> bool:
        """Whether anything of the table counts in this month."""
        return bool(self.slices(table))

    def parameters(self, keys: Iterable[str]) -> dict[str, float | str | bool]:
        """Parameter values in force; raises ParameterNotSetError or OutOfValidityError for the first that has none."""
        return {key: self._parameter(key) for key in sorted(keys)}

    def once(self, key: Any, make: Any) -> Any:  # noqa: ANN401 - a cache of whatever `make` gives
        """What `make` gave the first time that it was asked for under this key."""
        if key not in self._seen:
            self._seen[key] = make()
        return self._seen[key]

    def _parameter(self, key: str) -> Any:  # noqa: ANN401 - the type is the parameter's own
        return self.policy.parameter(key, self.month, self.county_code).value


def schema(slices: Sequence[Slice]) -> dict[str, pa.DataType]:
    """Column name → type over all these slices; a column that only some of them have counts."""
    found: dict[str, pa.DataType] = {}
    for one in slices:
        found |= {name: kind for name, kind in _schema(one.path).items() if name not in found}
    return found


@lru_cache(maxsize=4096)  # a slice is named by its content, so its schema never changes
def _schema(path: Path) -> dict[str, pa.DataType]:
    read = pq.read_schema(path)
    return dict(zip(read.names, read.types, strict=True))


def _newest_first(slices: Iterable[Slice]) -> tuple[Slice, ...]:
    return tuple(sorted(slices, key=lambda one: (one.month, one.upload_id, sorted(one.key.items())), reverse=True))
