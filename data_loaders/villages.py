"""Given names or codes of one row and the county's areas; gives the village (or 未落村) in which it lies, and what was wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data_loaders.areas import TOWNSHIP_DIGITS, UNPLACED_NAME, VILLAGE_DIGITS, fold, near

if TYPE_CHECKING:
    from data_loaders.areas import AreaIndex


@dataclass(frozen=True)
class Placement:
    """Where a row lies. code: 12 digits, null-less; problem: code of issues.toml or empty; near: nearest name; among: townships that have such a village."""

    code: str
    problem: str = ""
    near: str = ""
    among: tuple[str, ...] = ()


def place_names(index: AreaIndex, township: str | None, village: str | None, *, given: str = "") -> Placement:
    """The village by (township, village) name. given: the township's code where sheet or submission tell it and the row does not.

    A township that is known with a village that is not gives the township's 未落村; nothing known, the county's. Two townships with such a village: AREA-003.
    """
    town = index.find_township(township) if township else given
    if village and not (town or township):
        town, village = index.behind(village, "township")
    if township and not town:
        only = _only_village(index, village)
        return Placement(only or index.unplaced, "AREA-004", index.near_township(township))
    if town:
        return _in_township(index, town, village)
    if not village:
        return Placement(index.unplaced, "AREA-009")
    codes = index.find_villages(village)
    if len(codes) == 1:
        return Placement(next(iter(codes)))
    if codes:
        return Placement(index.unplaced, "AREA-003", among=tuple(sorted(index.name(index.township_of_code(code)) for code in codes)))
    return Placement(index.unplaced, "AREA-002", near(village, [area.name for area in index.areas if area.level == "village" and not area.unplaced]))


def _only_village(index: AreaIndex, village: str | None) -> str:
    """The village if the name occurs once in the county."""
    codes = index.villages.get((0, "", fold(village)), frozenset()) if village else frozenset()
    return next(iter(codes)) if len(codes) == 1 else ""


def _in_township(index: AreaIndex, town: str, village: str | None) -> Placement:
    """The village of that name in the township, else the township's 未落村."""
    unplaced = town.ljust(VILLAGE_DIGITS, "0")
    if not village:
        return Placement(unplaced, "AREA-009")
    if fold(village) == UNPLACED_NAME:
        return Placement(unplaced)
    codes = index.find_villages(village, town)
    if not codes and index.behind(village, "township")[0] == town:
        codes = index.find_villages(index.behind(village, "township")[1], town)
    if len(codes) == 1:
        return Placement(next(iter(codes)))
    if codes:
        return Placement(unplaced, "AREA-003", among=tuple(sorted(index.name(code) for code in codes)))
    names = [area.name for area in index.areas if area.level == "village" and area.parent == town and not area.unplaced]
    return Placement(unplaced, "AREA-002", near(village, names))


def place_code(index: AreaIndex, code: str | None, *, given: str = "") -> Placement:
    """The village of a 区划代码 of the county's own sheet (15 digits lie in the village of their first 12).

    A code that the sheet does not have gives the 未落村 of the given township, else of the one in its first nine digits, else of the county.
    """
    if not code:
        return Placement(_unplaced(index, given), "AREA-009")
    area = index.by_code.get(code[:VILLAGE_DIGITS])
    if area is None:
        return Placement(_unplaced(index, given or township_in(index, code)), "AREA-006")
    if area.level == "village":
        return Placement(area.code)
    return Placement(_unplaced(index, area.code), "AREA-010")


def _unplaced(index: AreaIndex, code: str) -> str:
    """The 未落村 of an area, of the county for an empty code."""
    return code.ljust(VILLAGE_DIGITS, "0") if code else index.unplaced


def township_in(index: AreaIndex, code: str | None) -> str:
    """The township whose code the first nine digits of one of our own codes or household numbers are, or an empty text."""
    area = index.by_code.get(code[:TOWNSHIP_DIGITS]) if code else None
    return area.code if area and area.level == "township" else ""


def place_household(index: AreaIndex, household: str | None) -> str:
    """The village in the first 12 digits of one of our own household numbers, or an empty text."""
    area = index.by_code.get(household[:VILLAGE_DIGITS]) if household else None
    return area.code if area and area.level == "village" else ""
