"""Given nothing; gives the type of what is joined to a relation of units."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Joined:
    """LEFT JOINs to add after the units (alias u), and the columns ("… AS name") that they give."""

    join: str = ""
    columns: tuple[str, ...] = ()

    def __add__(self, other: Joined) -> Joined:
        return Joined(self.join + other.join, self.columns + other.columns)
