"""Given the features of a map file and the county's areas; gives for each the area that it is, by code or by name, or why none and which may be meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from data_loaders.areas import VILLAGE_DIGITS, fold, near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from data_loaders.areas import AreaIndex
    from data_loaders.maps.model import MapFeature

_DIGITS = re.compile(r"\d{6,15}")
_SAME_NAME = 60
"""How alike the name beside a code must be: another system may give the same code to another place."""


@dataclass(frozen=True)
class Match:
    """number: of the feature; name: what it calls itself; code: the area's, "" if none was found; how: 代码 or 名称; why: none; near: code of a likely one."""

    number: int
    name: str
    code: str
    how: str = ""
    why: str = ""
    near: str = ""


@dataclass(frozen=True)
class _Columns:
    """Which attributes hold the code, the name and the township; "" where none does."""

    code: str
    name: str
    township: str


def match_features(features: Sequence[MapFeature], index: AreaIndex) -> tuple[Match, ...]:
    """One match per feature, in their order. A likeness is offered and never taken: somebody has to say so."""
    columns = _columns(features, index)
    return tuple(_match(feature, columns, index) for feature in features)


def _columns(features: Sequence[MapFeature], index: AreaIndex) -> _Columns:
    """The attributes whose values are most often codes or names of ours; their own headings differ from one office to the next."""
    code = _best(features, lambda text: area_of_code(text, index))
    name = _best(features, lambda text: _named(text, "", index))
    township = _best(features, index.find_township, without=name)
    return _Columns(code, name, township)


def _best(features: Sequence[MapFeature], find: Callable[[str], str | frozenset[str]], without: str = "") -> str:
    """The attribute that finds most different areas, of two alike the one of villages: every village carries its township's name and code too."""
    found: dict[str, set[str | frozenset[str]]] = {}
    for feature in features:
        for column, text in feature.properties.items():
            if column != without and (areas := find(text)):
                found.setdefault(column, set()).add(areas)
    return max(found, key=lambda column: (len(found[column]), max(map(_digits, found[column]))), default="")


def _digits(areas: str | frozenset[str]) -> int:
    return len(areas) if isinstance(areas, str) else max(len(code) for code in areas)


def area_of_code(text: str, index: AreaIndex) -> str:
    """The area whose code the text is, written with six to fifteen digits (zeros behind a township's nine are its own); else an empty text."""
    if not _DIGITS.fullmatch(text):
        return ""
    code = text[:VILLAGE_DIGITS]
    for form in (code, re.sub(r"0{3}$", "", code) if len(code) == VILLAGE_DIGITS else code, re.sub(r"0{6}$", "", code)):
        area = index.by_code.get(form)
        if area is not None and not area.unplaced:
            return area.code
    return ""


def _named(text: str, township: str, index: AreaIndex) -> frozenset[str]:
    """The areas that a name can mean: exactly a township's or the county's, else the villages, also behind their township's name."""
    form = fold(text)
    if form in index.townships:
        return index.townships[form]
    county = next((area for area in index.areas if area.level == "county"), None)
    if county is not None and form in {fold(name) for name in (county.name, *county.aliases)}:
        return frozenset({county.code})
    villages = index.find_villages(text, township) or _behind_its_township(text, index)
    if villages:
        return villages
    found = index.find_township(text)
    return frozenset({found}) if found else frozenset()


def _behind_its_township(text: str, index: AreaIndex) -> frozenset[str]:
    owner, rest = index.behind(index.behind(text, "county")[1], "township")
    return index.find_villages(rest, owner) if owner else frozenset()


def _match(feature: MapFeature, columns: _Columns, index: AreaIndex) -> Match:
    text = feature.properties.get(columns.name, "")
    shown = text or feature.properties.get(columns.code, "") or f"第 {feature.number} 个图形"
    by_code = area_of_code(feature.properties.get(columns.code, ""), index)
    township = index.find_township(feature.properties.get(columns.township, ""))
    by_name = _named(text, township, index) if text else frozenset()
    if by_code:
        return _by_code(feature.number, shown, by_code, (text, by_name), index)
    if len(by_name) == 1:
        return Match(feature.number, shown, next(iter(by_name)), "名称")
    if by_name:
        return Match(feature.number, shown, "", why=f"有 {len(by_name)} 个同名：{'、'.join(sorted(_full(code, index) for code in by_name))}")
    return Match(feature.number, shown, "", why="区划表里没有这个名称或代码", near=_near(text, township, index))


def _by_code(number: int, shown: str, code: str, named: tuple[str, frozenset[str]], index: AreaIndex) -> Match:
    """A code is believed unless the name beside it says something else."""
    text, by_name = named
    if code in by_name or (not by_name and (not text or fuzz.ratio(fold(text), fold(index.name(code))) >= _SAME_NAME)):
        return Match(number, shown, code, "代码")
    return Match(number, shown, "", why=f"代码是{_full(code, index)}，名称是{text}，两者不符", near=next(iter(sorted(by_name)), code))


def _full(code: str, index: AreaIndex) -> str:
    area = index.by_code.get(code)
    return f"{index.name(area.parent)}·{area.name}" if area is not None and area.level == "village" else index.name(code)


def _near(text: str, township: str, index: AreaIndex) -> str:
    """The code of the area that may have been meant, "" if none is alike or the name occurs twice."""
    codes: dict[str, list[str]] = {}
    for area in _candidates(index, township):
        codes.setdefault(area.name, []).append(area.code)
    found = codes.get(near(text, list(codes)), []) if text else []
    return found[0] if len(found) == 1 else ""


def _candidates(index: AreaIndex, township: str) -> Iterable:
    return [area for area in index.areas if not area.unplaced and (not township or township in (area.parent, area.code))]
