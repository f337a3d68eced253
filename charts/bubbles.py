"""Given how many people stand at a place and the largest number on any map of the measure; gives the size of its circle, by area, the same in every month."""

from __future__ import annotations


def share(people: float | None, largest: float) -> float:
    """The circle's area as a share of the largest circle's: half the people, half the area; nobody has none."""
    if not people or largest <= 0:
        return 0.0
    return round(min(people / largest, 1.0), 4)
