"""Given a name that nobody knows and the names that exist; gives the one that was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Iterable

LIKE_ENOUGH = 50
"""Below this similarity (0–100) a suggestion would mislead more often than help."""


def nearest(name: str, known: Iterable[object]) -> str | None:
    """The known name most like `name`, or None if none is like it. Case is set aside: DISABILITY_GRADE means disability_grade."""
    choices = [str(choice) for choice in known]
    found = process.extractOne(name.lower(), choices, scorer=fuzz.ratio, processor=str.lower, score_cutoff=LIKE_ENOUGH)
    return found[0] if found else None
