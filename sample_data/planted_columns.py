"""Given the hand-written files columns/*.toml; gives what stands in further columns of the registers, and in some lists in place of the usual."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sample_data.archetypes import read_archetypes
from sample_data.model import REGISTER_MONTHS, SampleError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sample_data.model import Household, Person

FOLDER = Path(__file__).parent / "columns"
KEYS = {"sheet", "heading", "default", "of", "stages"}
SHEETS = ("persons", "households", "monitoring_cases", "housing", "household_water")


@dataclass(frozen=True)
class PlantedColumn:
    """A column of a sheet. default, stages (persons: by stage) and of ("archetype#member", else "archetype"): what stands there from May and from August on."""

    sheet: str
    heading: str
    default: tuple[Any, Any]
    stages: Mapping[str, tuple[Any, Any]]
    of: Mapping[str, tuple[Any, Any]]


@cache
def planted_columns(sheet: str, folder: Path = FOLDER) -> tuple[PlantedColumn, ...]:
    """The columns of a sheet in the order of the files. Raises SampleError for a column that is written twice or an archetype that does not exist."""
    entries = [(entry, path.name) for path in sorted(folder.glob("*.toml")) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["column"]]
    columns = [_column(entry, f"{name} [{entry.get('heading')}]") for entry, name in entries]
    headings = [(one.sheet, one.heading) for one in columns]
    for repeated in {one for one in headings if headings.count(one) > 1}:
        raise SampleError(f"{' '.join(repeated)} 写了两次")
    return tuple(one for one in columns if one.sheet == sheet)


def person_values(household: Household, person: Person, number: int) -> list[Any]:
    """What stands in the further columns of 人员 for a person, in May (0) or August (1)."""
    position = next(place for place, one in enumerate(household.people) if one is person)
    found = []
    for column in planted_columns("persons"):
        standing = column.of.get(f"{household.spec.id}#{position}") or column.stages.get(person.spec.stage) or column.default
        found.append(standing[number])
    return found


def household_values(household: Household, number: int) -> list[Any]:
    """What stands in the further columns of 农户 for a household, in May (0) or August (1)."""
    return [column.of.get(household.spec.id, column.default)[number] for column in planted_columns("households")]


def case_values(row: list[Any], headings: Sequence[str], household: Household, number: int) -> list[Any]:
    """A row of 监测对象 with what stands in place of the usual, up to July (0) or from August on (1)."""
    changed = {column.heading: column.of.get(household.spec.id, column.default)[number] for column in planted_columns("monitoring_cases")}
    return [changed.get(heading, value) for heading, value in zip(headings, row, strict=True)]


def home_values(sheet: str, row: list[Any], headings: Sequence[str], household: Household, number: int) -> list[Any]:
    """A row of 住房 or 户饮水, up to July (0) or from August on (1): what is written for its archetype, else the default, else the usual."""
    columns = {column.heading: column for column in planted_columns(sheet)}
    return [_at_home(columns[heading], value, household, number) if heading in columns else value for heading, value in zip(headings, row, strict=True)]


def _at_home(column: PlantedColumn, usual: Any, household: Household, number: int) -> Any:  # noqa: ANN401 - what may stand in a cell
    if household.spec.id in column.of:
        return column.of[household.spec.id][number]
    return usual if column.default[number] is None else column.default[number]


def _column(entry: Mapping[str, Any], at: str) -> PlantedColumn:
    unknown = set(entry) - KEYS
    if unknown or entry.get("sheet") not in SHEETS:
        raise SampleError(f"{at} 不认识的键或表：{'、'.join(sorted(unknown)) or entry.get('sheet')}")
    names = {spec.id for spec in read_archetypes().households}
    strange = {key.split("#")[0] for key in entry.get("of", {})} - names
    if strange:
        raise SampleError(f"{at} 没有这样的原型：{'、'.join(sorted(strange))}")
    stages, of = ({key: _standing(value, at) for key, value in entry.get(part, {}).items()} for part in ("stages", "of"))
    return PlantedColumn(entry["sheet"], entry["heading"], _standing(entry.get("default", ""), at), stages, of)


def _standing(value: Any, at: str) -> tuple[Any, Any]:  # noqa: ANN401 - what may stand in a cell
    """What stands there in the two registers: one value for both, or {"5" = …, "8" = …}; empty text stands for a blank cell."""
    wanted = {str(int(month[5:])) for month in REGISTER_MONTHS}
    each = value if isinstance(value, dict) else dict.fromkeys(wanted, value)
    if set(each) != wanted:
        raise SampleError(f"{at} 应写 {'、'.join(sorted(wanted))} 两个月")
    first, second = (_cell(each[key]) for key in sorted(each, key=int))
    return first, second


def _cell(value: Any) -> Any:  # noqa: ANN401 - what may stand in a cell
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(value)
    return value if isinstance(value, int | float | date) else value or None
