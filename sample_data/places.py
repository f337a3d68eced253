"""Given places/townships.toml; gives the ten townships of the fictional county with their villages, codes, aliases and coordinates."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from sample_data.model import Township, Village

FILE = Path(__file__).parent / "places" / "townships.toml"
KINDS = (("communities", "社区", 1), ("villages", "行政村", 200), ("gachas", "嘎查", 220), ("branches", "农场分场", 400))
"""Key in the file, 单位类型, and the first number of the village part of the code (statistics code: 001 居委会, 200 村, 400 similar to a village)."""
GOLDEN_ANGLE = 2.399963
SPREAD = 0.018
"""Degrees between neighbours on the spiral: villages about two kilometres apart."""


@cache
def read_townships() -> tuple[Township, ...]:
    """The townships in the order of the file."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(_township(entry) for entry in data["township"])


def county_entry() -> dict[str, Any]:
    """Name, aliases and year of lifting of the county."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))["county"]


def _township(entry: dict[str, Any]) -> Township:
    villages: list[Village] = []
    for key, kind, first in KINDS:
        for number, name in enumerate(entry.get(key, [])):
            lon, lat = _spiral(entry["centre"], len(villages))
            villages.append(Village(f"{entry['code']}{first + number:03d}", name, kind, lon, lat, _aliases(name)))
    return Township(entry["code"], entry["name"], entry["type"], entry["source"], tuple(entry["aliases"]), tuple(villages))


def _spiral(centre: list[float], number: int) -> tuple[float, float]:
    """Points of a sunflower spiral: even spacing without a grid's look."""
    radius = SPREAD * math.sqrt(number + 0.5)
    angle = GOLDEN_ANGLE * number
    return round(centre[0] + radius * math.cos(angle) * 1.3, 6), round(centre[1] + radius * math.sin(angle), 6)


def _aliases(name: str) -> tuple[str, ...]:
    """Other spellings that clerks use for the same village."""
    if name.endswith("居委会"):
        stem = name.removesuffix("居委会")
        return (f"{stem}社区", f"{stem}居民委员会")
    if name.endswith("社区"):
        return (f"{name}居委会",)
    if name.endswith("嘎查"):
        return (f"{name}委员会", f"{name}村", name.removesuffix("嘎查"))
    if name.endswith("村"):
        return (f"{name}委会", f"{name}村民委员会", name.removesuffix("村"))
    return (f"第{name}", name.removesuffix("分场") + "队") if name.endswith("分场") else (f"{name}（原十分场）",)
