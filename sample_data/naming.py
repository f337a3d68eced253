"""Given a random generator; gives names and identity numbers of people who do not exist (area prefix 159921 is assigned to no place)."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from stdnum.cn import ric

from sample_data.model import COUNTY_CODE

if TYPE_CHECKING:
    from random import Random

_NAMES = {key: tuple(text.split()) for key, text in tomllib.loads((Path(__file__).parent / "places" / "names.toml").read_text(encoding="utf-8")).items()}
FAMILY = _NAMES["family"]
STEPPE_SHARE = 0.6
LAST_MONTH_END = date(2026, 10, 31)
FIRST_MONTH_END = date(2026, 5, 31)


def person_name(rng: Random, sex: str, family: str, *, steppe: bool) -> str:
    """A given name after the family name; on the steppe more often a Mongolian one without family name."""
    if steppe and rng.random() < STEPPE_SHARE:
        return rng.choice(_NAMES["steppe_male" if sex == "男" else "steppe_female"])
    return family + rng.choice(_NAMES["male" if sex == "男" else "female"])


def identity_number(rng: Random, birth: date, sex: str, used: set[str]) -> str:
    """A new number with valid check digit (GB 11643); the 17th digit is odd for men. Adds it to `used`."""
    while True:
        serial = rng.randrange(1, 500) * 2 - (sex == "男")
        body = f"{COUNTY_CODE}{birth:%Y%m%d}{serial:03d}"
        number = body + ric.calc_check_digit(body + "0")
        if number not in used:
            used.add(number)
            return number


def birth_within(rng: Random, youngest: int, oldest: int) -> date:
    """A birthday with which the person is at least `youngest` at the end of May and at most `oldest` at the end of October 2026."""
    first = _years_before(LAST_MONTH_END, oldest + 1) + timedelta(days=1)
    last = _years_before(FIRST_MONTH_END, youngest)
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years)
