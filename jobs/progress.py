"""Given what was submitted for a month; gives how complete the data is in words for 总览: per kind of sheet, as a whole, and from which months."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class SheetProgress:
    """One kind of sheet: parts (townships, bureaus' lists) that came and all that should, the month of the data used, who is lacking (names, shortened)."""

    label: str
    submitted: int
    expected: int
    as_of: str
    lacking: str


@dataclass(frozen=True)
class Progress:
    """A month: its sheets, the townships that submitted and all, and table label → month of the data used."""

    sheets: tuple[SheetProgress, ...] = ()
    submitted: tuple[int, int] | None = None
    as_of: Mapping[str, str] = field(default_factory=dict)
