"""Given a code and what was found where; gives the Issue in the words of the catalogue (issues.toml), with ids in it masked."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from data_loaders.model import Issue

if TYPE_CHECKING:
    from collections.abc import Mapping

CATALOGUE = Path(__file__).with_name("issues.toml")
KEYS = ("title", "severity", "where", "what", "do")
SEVERITIES = ("error", "warning", "hint")
PLACES = ("文件", "工作表", "列", "行", "单元格")
PLACE_HOLES = ("file", "sheet", "cell", "value")

_ID = re.compile(r"(?<!\d)\d{11,}(\d{3}[\dXx])(?!\d)")
_SPACED_ID = re.compile(r"(?<!\d)\d{3,}(?:[\s'’-]{1,2}\d{3,})+(?:[\s'’-]{1,2}\d{1,2})?(?:[\s'’-]?[Xx])?(?!\d)")
"""A number written in groups (159921 19800101 0011); the parts of a date are shorter."""
_SHORTEST_ID, _SHOWN = 15, 4
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{5}(\d{4})(?!\d)")
_DAMAGED_ID = re.compile(r"(\d\.\d{2})\d+([eE]\+?1[4-9])")


class IssueCatalogueError(Exception):
    """A code or a hole that the catalogue does not know, or a text whose hole was not filled."""


@dataclass(frozen=True)
class IssueText:
    """One code of the catalogue.

    severity: one of SEVERITIES; where: what kind of place it names, one of PLACES; what, do: texts with {holes}.
    """

    code: str
    title: str
    severity: str
    where: str
    what: str
    do: str

    @property
    def holes(self) -> frozenset[str]:
        """The names of all holes in the two texts."""
        return frozenset(name for text in (self.what, self.do) for _, name, _, _ in Formatter().parse(text) if name is not None)


@cache
def catalogue() -> Mapping[str, IssueText]:
    """Every code of issues.toml with its texts; raises IssueCatalogueError that names each code with a missing, unknown or wrong key."""
    tables = {code: table for code, table in tomllib.loads(CATALOGUE.read_text("utf-8")).items() if code != "holes"}
    problems = [f"{code}: {problem}" for code, table in tables.items() for problem in _problems_of(table)]
    if problems:
        raise IssueCatalogueError("issues.toml\n" + "\n".join(problems))
    return {code: IssueText(code, **table) for code, table in tables.items()}


@cache
def known_holes() -> Mapping[str, str]:
    """Every hole that a text may use beside file, sheet, cell and value, with its meaning."""
    return tomllib.loads(CATALOGUE.read_text("utf-8"))["holes"]


def make_issue(code: str, *, file: str = "", sheet: str = "", cell: str = "", value: str = "", **holes: object) -> Issue:
    """The issue of that code at that place, its holes filled in and every id and phone number in it masked to the last four characters.

    Raises IssueCatalogueError for an unknown code and for a hole of its texts that was not given.
    """
    entry = catalogue().get(code)
    if entry is None:
        raise IssueCatalogueError(f"no code {code} in issues.toml; nearest: {get_close_matches(code, catalogue(), 1)}")
    given = {"file": file, "sheet": sheet, "cell": cell, "value": value} | {name: str(hole) for name, hole in holes.items()}
    missing = entry.holes - given.keys()
    if missing:
        raise IssueCatalogueError(f"{code} needs {sorted(missing)}")
    filled = {name: hole if name in ("file", "sheet") else mask(hole) for name, hole in given.items()}
    return Issue(code, entry.severity, file, sheet, cell, filled["value"], entry.what.format_map(filled), entry.do.format_map(filled))


def mask(text: str) -> str:
    """The text with every number of 15 digits or more (ids, certificates, accounts; a last X counts, groups too) and every mobile number masked but for the
    last four."""
    text = _SPACED_ID.sub(_spaced, text)
    text = _ID.sub(lambda found: "*" * (len(found[0]) - 4) + found[1], text)
    text = _PHONE.sub(r"*******\1", text)
    return _DAMAGED_ID.sub(r"\1…\2", text)


def _spaced(found: re.Match[str]) -> str:
    """A number in groups as one masked number, if it is as long as an id."""
    joined = re.sub(r"[\s'’-]", "", found[0])
    return "*" * (len(joined) - _SHOWN) + joined[-_SHOWN:] if len(joined) >= _SHORTEST_ID else found[0]


def _problems_of(table: Mapping[str, object]) -> list[str]:
    """What is wrong with one table of the catalogue, in words."""
    found = [f"key {key} is missing" for key in KEYS if key not in table]
    found += [f"unknown key {key}" for key in table if key not in KEYS]
    found += [f"{key} must be text that is not empty" for key in KEYS if key in table and not (isinstance(table[key], str) and table[key])]
    if table.get("severity") not in SEVERITIES:
        found.append(f"severity must be one of {SEVERITIES}")
    if table.get("where") not in PLACES:
        found.append(f"where must be one of {PLACES}")
    return found
