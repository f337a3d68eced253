"""Given dated things; gives whether their dates follow each other without gap or overlap, and which of them holds on a day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policy.forms import Place


class Dated(Protocol):
    """Something that holds from one day to another, both counted; valid_to None: until further notice."""

    @property
    def valid_from(self) -> date: ...

    @property
    def valid_to(self) -> date | None: ...


def holds(dated: Dated, day: date) -> bool:
    """Whether it holds on the day."""
    return dated.valid_from <= day and (dated.valid_to is None or day <= dated.valid_to)


def check_dates(dated: Dated, place: Place) -> bool:
    """Whether it ends after it begins; a problem if not."""
    if dated.valid_to is not None and dated.valid_to < dated.valid_from:
        place.at("valid_to").problem(f"失效日期 {dated.valid_to} 早于生效日期 {dated.valid_from}")
        return False
    return True


def check_sequence(items: Sequence[Dated], places: Sequence[Place]) -> None:
    """Versions must be in order and follow each other day by day, in whole months: a figure of a month rests on one version."""
    for item, place in zip(items, places, strict=True):
        check_dates(item, place)
        if item.valid_from.day != 1:
            place.at("valid_from").problem("要从某月 1 日起")
        if item.valid_to is not None and (item.valid_to + timedelta(days=1)).day != 1:
            place.at("valid_to").problem("要到某月最后一日止")
    for (earlier, later), place in zip(pairwise(items), places[1:], strict=False):
        if earlier.valid_to is None or later.valid_from <= earlier.valid_to:
            place.at("valid_from").problem("与前一个版本的有效期重叠（前一个版本要写 valid_to，本版从次日起）")
        elif later.valid_from != earlier.valid_to + timedelta(days=1):
            place.at("valid_from").problem(f"与前一个版本之间有空档（前一个版本到 {earlier.valid_to}）")


def overlapping(items: Iterable[Dated]) -> list[tuple[Dated, Dated]]:
    """The pairs, in order of their beginning, of which the second begins before the first has ended."""
    ordered = sorted(items, key=lambda item: item.valid_from)
    return [(earlier, later) for earlier, later in pairwise(ordered) if earlier.valid_to is None or later.valid_from <= earlier.valid_to]
