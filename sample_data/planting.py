"""Given the hand-written files planted/*.toml; gives what is planted beside the archetypes: rows of further sheets and what they are to the clauses."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sample_data.model import MONTHS, SampleError
from sample_data.periods import by_month, every_month

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "planted"
OUTSIDE = "outside"
UNTOLD = "unknown"
PARTS = ("tt", "tf", "tn", "ft", "ff", "fn", "nt", "nf", "nn", "met", "unmet", "unknown", "in_time", "late", "overdue", "open", "agrees", "differs", OUTSIDE)
"""What a row can be to a measure: cells of targeting and status, states of a flow at the end of the month (open: within its limit), a ledger's rows."""
GROUP_KEYS = {"sheet", "id", "story", "of", "limit", "count", "where", "rest", "at", "months", "row", "from", "cells", "adds"}
EVERYONE_KEYS = {"measure", "over", "like", "default", "stages", "override", "strangers"}
WORKED_KEYS = {"measure", "area", "parts", "story"}
OVER = ("person", "household", "case", "dwelling", "water_user")
LEVELS = ("village", "township", "county")

Adds = tuple[float, ...] | str


@dataclass(frozen=True)
class Group:
    """Rows of one sheet that are alike.

    of: archetype and position of the member (None: the household) that each row is about, else the rows are free and stand at places of `level`;
    months: those whose sheet holds the row; values: month → what stands in it (placeholders not yet filled); cells: measure → six parts;
    adds: measure → for each of six months what one row adds to numerator and denominator, or UNTOLD.
    """

    sheet: str
    id: str
    of: str
    member: int | None
    limit: int | None
    count: int
    where: Mapping[str, int]
    rest: bool
    level: str
    months: tuple[str, ...]
    values: Mapping[str, Mapping[str, Any]]
    cells: Mapping[str, tuple[str, ...]]
    adds: Mapping[str, tuple[Adds, ...]]


@dataclass(frozen=True)
class Everyone:
    """A measure over units of the registers (OVER): everybody's six cells. override: "archetype#member@context" → six cells."""

    measure: str
    over: str
    like: str
    default: tuple[str, ...]
    stages: Mapping[str, tuple[str, ...]]
    override: Mapping[str, tuple[str, ...]]
    strangers: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Worked:
    """A figure worked out by hand for a whole area (code, or the county's): part → its number in each of six months."""

    measure: str
    area: str
    parts: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True)
class Planted:
    """Everything that the files hold, in the order of file names."""

    groups: tuple[Group, ...] = ()
    everyone: tuple[Everyone, ...] = ()
    worked: tuple[Worked, ...] = field(default_factory=tuple)


@cache
def read_planted(folder: Path = FOLDER) -> Planted:
    """Read every file of the folder. Raises SampleError naming the file, the entry and what is wrong with it."""
    groups: list[Group] = []
    everyone: list[Everyone] = []
    worked: list[Worked] = []
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        _check_keys(data, {"rows", "cells", "worked"}, path.name)
        groups += [_group(entry, f"{path.name} [{entry.get('id')}]") for entry in data.get("rows", [])]
        everyone += [_everyone(entry, f"{path.name} [{entry.get('measure')}]") for entry in data.get("cells", [])]
        worked += [_worked(entry, f"{path.name} [{entry.get('measure')}]") for entry in data.get("worked", [])]
    _refuse_repeats([(group.sheet, group.id) for group in groups], [(one.measure,) for one in everyone])
    return Planted(tuple(groups), tuple(everyone), tuple(worked))


def _refuse_repeats(*lists: list[tuple[str, ...]]) -> None:
    for names in lists:
        for name in {name for name in names if names.count(name) > 1}:
            raise SampleError(f"{' '.join(name)} 写了两次")


def _group(entry: Mapping[str, Any], at: str) -> Group:
    _check_keys(entry, GROUP_KEYS, at)
    archetype, _, member = entry.get("of", "").partition("#")
    if not archetype and not (entry.get("count") or entry.get("where") or entry.get("rest")):
        raise SampleError(f"{at} 没有写 of、count、where 或 rest")
    return Group(
        entry["sheet"],
        entry["id"],
        archetype,
        int(member) if member else None,
        entry.get("limit"),
        entry.get("count", 0),
        _where(entry.get("where", {})),
        bool(entry.get("rest")),
        _level(entry, at),
        _months(entry, at),
        _values(entry, at),
        {measure: _parts(text, at) for measure, text in entry.get("cells", {}).items()},
        {measure: _adds(value, at) for measure, value in entry.get("adds", {}).items()},
    )


def _where(entry: Mapping[str, int] | list[str]) -> dict[str, int]:
    return dict(entry) if isinstance(entry, dict) else dict.fromkeys(entry, 0)


def _level(entry: Mapping[str, Any], at: str) -> str:
    """The level that is named, else the smallest place that the row speaks of; a row that names none belongs to the county."""
    texts = [value for value in entry.get("row", {}).values() if isinstance(value, str)]
    found = next((level for level in LEVELS if any(f"{{{level}" in text for text in texts)), "county")
    level = entry.get("at", found)
    if level not in LEVELS:
        raise SampleError(f"{at} at 只能是 {'、'.join(LEVELS)}")
    return level


def _months(entry: Mapping[str, Any], at: str) -> tuple[str, ...]:
    try:
        return tuple(by_month(entry["months"], default="x")) if "months" in entry else MONTHS
    except SampleError as error:
        raise SampleError(f"{at} {error}") from error


def _values(entry: Mapping[str, Any], at: str) -> dict[str, dict[str, Any]]:
    """Month → the row as it stands in it."""
    changes = {f"2026-{int(month):02d}": values for month, values in entry.get("from", {}).items()}
    if set(changes) - set(MONTHS):
        raise SampleError(f"{at} from 的月份应在 5 至 10")
    found = {}
    row = dict(entry["row"])
    for month in MONTHS:
        row = {**row, **changes.get(month, {})}
        found[month] = row
    return found


def _parts(text: str, at: str) -> tuple[str, ...]:
    try:
        six = every_month(text)
    except SampleError as error:
        raise SampleError(f"{at} {error}") from error
    if set(six) - set(PARTS):
        raise SampleError(f"{at} 没有 {text} 这样的格")
    return six


def _adds(value: list[float] | str | Mapping[str, Any], at: str) -> tuple[Adds, ...]:
    """Six numbers or pairs: one for all months, or by span of months ({"5-7" = [1, 2], "8-10" = [2, 2]}; months that are not named add nothing)."""
    if isinstance(value, list | str):
        return (_pair(value, at),) * len(MONTHS)
    spans = {month: pair for span, pair in value.items() for month in by_month(span, default="x")}
    return tuple(_pair(spans[month], at) if month in spans else () for month in MONTHS)


def _pair(value: list[float] | str, at: str) -> Adds:
    if isinstance(value, list) and 1 <= len(value) <= 2:
        return tuple(value)
    if value == UNTOLD:
        return UNTOLD
    raise SampleError(f"{at} adds 应是 [分子, 分母]、[金额] 或 unknown，读到 {value}")


def _everyone(entry: Mapping[str, Any], at: str) -> Everyone:
    _check_keys(entry, EVERYONE_KEYS, at)
    over = entry.get("over", "person")
    if over not in OVER:
        raise SampleError(f"{at} over 只能是 {'、'.join(OVER)}")
    six = {key: {name: _parts(text, at) for name, text in entry.get(key, {}).items()} for key in ("stages", "override", "strangers")}
    return Everyone(entry["measure"], over, entry.get("like", ""), _parts(entry["default"], at), six["stages"], six["override"], six["strangers"])


def _worked(entry: Mapping[str, Any], at: str) -> Worked:
    _check_keys(entry, WORKED_KEYS, at)
    return Worked(entry["measure"], entry.get("area", "county"), {part: _numbers(value, at) for part, value in entry["parts"].items()})


def _numbers(value: float | Mapping[str, float], at: str) -> tuple[float, ...]:
    if isinstance(value, int | float):
        return (value,) * len(MONTHS)
    spans = {month: number for span, number in value.items() for month in by_month(span, default="x")}
    if set(spans) != set(MONTHS):
        raise SampleError(f"{at} 六个月没有写全")
    return tuple(spans[month] for month in MONTHS)


def _check_keys(entry: Mapping[str, Any], known: set[str], at: str) -> None:
    unknown = set(entry) - known
    if unknown:
        raise SampleError(f"{at} 不认识的键：{'、'.join(sorted(unknown))}")
