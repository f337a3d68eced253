"""Given nothing; gives the frozen types of what the store keeps: slices, submissions and their records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pyarrow as pa


class StoreError(Exception):
    """The store cannot do what was asked; the text is Chinese and can be shown."""


class FrozenMonthError(StoreError):
    """The month is frozen: nothing in it may change."""


@dataclass(frozen=True)
class NewSlice:
    """Rows to be stored for one table and slice key (without the month); `valid_until` is the last month for which they count if nothing newer comes."""

    layout: str
    table: str
    key: Mapping[str, str]
    month: str
    valid_until: str
    rows: pa.Table


@dataclass(frozen=True)
class Slice:
    """A slice as stored: `path` is its Parquet file, `rows` its number of rows, `content` its SHA-256."""

    layout: str
    table: str
    key: Mapping[str, str]
    month: str
    valid_until: str
    upload_id: int
    content: str
    path: Path
    rows: int


@dataclass(frozen=True)
class Computed:
    """By which rules a measure was computed in a month. cube_key: None where it had no figure; said: the rules in words and their values, as JSON; at: when."""

    month: str
    measure: str
    rule_key: str
    cube_key: str | None
    said: Mapping[str, Any]
    at: str = ""


@dataclass(frozen=True)
class Saved:
    """Something that a reader put together and named. kind: what it is, in Chinese; content: as its kind writes it; at: when it was last saved."""

    kind: str
    name: str
    content: str
    at: str = ""


@dataclass(frozen=True)
class OriginalFile:
    """A file as it was handed in."""

    name: str
    sha256: str
    content: bytes


@dataclass(frozen=True)
class Submission:
    """Everything that one upload stores, in one transaction. sheets, issues and held are lists of JSON-able dicts (form: data_loaders.model)."""

    month: str
    sender: str
    township: str | None
    files: tuple[OriginalFile, ...]
    slices: tuple[NewSlice, ...]
    sheets: tuple[Mapping[str, Any], ...]
    issues: tuple[Mapping[str, Any], ...] = ()
    held: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Upload:
    """The record of an upload. state: 在用 or 已撤销. files: name and sha256 of each original."""

    id: int
    month: str
    sender: str
    township: str | None
    received_at: str
    state: str
    files: tuple[Mapping[str, str], ...]
    sheets: tuple[Mapping[str, Any], ...] = field(default_factory=tuple)
    stored: int = 0
    held: int = 0
    set_aside: int = 0
