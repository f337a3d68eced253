"""Given the hand-written files archetypes/*.toml; gives the archetypes with attributes and cells laid over each other. No rule of policy/ is read here."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sample_data.model import (
    CASE_MEASURES,
    CELLS,
    CONTEXTS,
    HOUSEHOLD_MEASURES,
    PERSON_MEASURES,
    CaseSpec,
    HouseholdSpec,
    MemberSpec,
    SampleError,
    StrangerSpec,
)
from sample_data.periods import by_month, every_month

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Spec = TypeVar("Spec")
FOLDER = Path(__file__).parent / "archetypes"
CELL_KEYS = ("cells", "cells_sheet", "cells_export", "cells_silent")
MEMBER_ATTRIBUTES = {
    "relation": "户主",
    "sex": "",
    "age": (30, 50),
    "birth": "",
    "labour": "普通劳动力",
    "health": ["健康"],
    "low_income": ["无"],
    "dibao_class": "",
    "single_dibao": False,
    "lifted": False,
    "relapsed": False,
    "disability_type": "",
    "disability_grade": 0,
    "child_class": "",
    "residence": "在村常住",
    "pension": "",
    "pension_state": "已参保",
    "pension_subsidy": 0,
    "medical": "居民",
    "medical_state": "已参保",
    "medical_subsidy": 0,
    "fpb": "",
    "school_state": "",
    "absence_reason": "",
    "dibao_state": "",
    "in_persons": True,
    "blank": [],
}
HOUSEHOLD_ATTRIBUTES = {
    "hh_type": "一般户",
    "income": [12000, 28000],
    "rigid": 0,
    "risks": [],
    "plan": False,
    "in_export": False,
    "in_register": True,
    "blank": [],
}
SPEC_KEYS = {"id", "story", "count", "share", "where", "only", "kinds", "place", "every", "member", "case", "housing", "water", "benefits", "from_august"}
SAFE_HOUSE = {"grade": "", "safe": "安全", "lived_in": "是", "accepted": ""}
"""An ordinary house; its grade is A or B by lot where the archetype names none."""


@dataclass(frozen=True)
class Archetypes:
    """Everything that the files hold."""

    households: tuple[HouseholdSpec, ...]
    strangers: tuple[StrangerSpec, ...]


@cache
def read_archetypes(folder: Path = FOLDER) -> Archetypes:
    """Read every file of the folder. Raises SampleError naming the archetype and what is wrong with it."""
    stages = tomllib.loads((folder / "stages.toml").read_text(encoding="utf-8"))
    households: list[HouseholdSpec] = []
    strangers: list[StrangerSpec] = []
    for path in sorted(folder.glob("*.toml")):
        if path.name == "stages.toml":
            continue
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        households += [_named(_household, entry, stages, path) for entry in data.get("household", [])]
        strangers += [_named(_stranger, entry, stages, path) for entry in data.get("stranger", [])]
    _refuse_repeats([spec.id for spec in households] + [spec.id for spec in strangers])
    return Archetypes(tuple(households), tuple(strangers))


def _named(read: Callable[[Mapping[str, Any], Mapping[str, Any]], Spec], entry: Mapping[str, Any], stages: Mapping[str, Any], path: Path) -> Spec:
    try:
        return read(entry, stages)
    except (SampleError, KeyError) as error:
        raise SampleError(f"{path.name} [{entry.get('id')}] {error}") from error


def _refuse_repeats(names: list[str]) -> None:
    for name in {name for name in names if names.count(name) > 1}:
        raise SampleError(f"原型 {name} 写了两次")


def _household(entry: Mapping[str, Any], stages: Mapping[str, Any]) -> HouseholdSpec:
    _check_keys(entry, SPEC_KEYS | set(HOUSEHOLD_ATTRIBUTES) | set(CELL_KEYS))
    case = _case(entry["case"], entry) if "case" in entry else None
    every = entry.get("every", {})
    return HouseholdSpec(
        id=entry["id"],
        story=entry["story"],
        count=entry.get("count", 0),
        share=entry.get("share", 0),
        where=entry.get("where"),
        only=entry.get("only"),
        kinds=tuple(entry.get("kinds", ())),
        place=entry.get("place", "village"),
        attributes=_editions(HOUSEHOLD_ATTRIBUTES, entry),
        housing=_housing(entry.get("housing", {})),
        water=None if entry.get("water") == "none" else dict(entry.get("water", {})),
        benefits=_benefits(entry.get("benefits", {})),
        members=tuple(_member(member, every, stages) for member in entry["member"]),
        case=case,
        cells=_layers([stages["household"], entry], HOUSEHOLD_MEASURES),
    )


def _member(entry: Mapping[str, Any], every: Mapping[str, Any], stages: Mapping[str, Any]) -> MemberSpec:
    stage = stages[entry["stage"]]
    _check_keys(entry, {"stage", "benefits", "from_august", *MEMBER_ATTRIBUTES, *CELL_KEYS})
    layers = [stages["all"], stage, every, entry]
    merged: dict[str, Any] = {key: value for layer in layers for key, value in layer.items() if key in MEMBER_ATTRIBUTES}
    merged["from_august"] = {**every.get("from_august", {}), **entry.get("from_august", {})}
    benefits = next((layer["benefits"] for layer in reversed(layers) if "benefits" in layer), {})
    return MemberSpec(entry["stage"], _editions(MEMBER_ATTRIBUTES, merged), _benefits(benefits), _layers(layers, PERSON_MEASURES))


def _stranger(entry: Mapping[str, Any], _: Mapping[str, Any]) -> StrangerSpec:
    _check_keys(entry, {"id", "story", "count", "place", "age", "medical_subsidy", "benefits", "cells"})
    return StrangerSpec(
        id=entry["id"],
        story=entry["story"],
        count=entry["count"],
        place=entry["place"],
        age=tuple(entry.get("age", (62, 78))),
        medical_subsidy=entry.get("medical_subsidy", 0),
        benefits=_benefits(entry.get("benefits", {})),
        cells=_cells(entry["cells"], PERSON_MEASURES),
    )


def _case(entry: Mapping[str, Any], household: Mapping[str, Any]) -> CaseSpec:
    identified = entry["identified"]
    risks = tuple(entry["risks"] if "risks" in entry else household["risks"])
    contexts = [context for context in ("sheet", "export", "silent") if f"cells_{context}" in entry]
    return CaseSpec(
        type=entry["type"],
        risks=risks,
        identified=identified if isinstance(identified, str) else tuple(identified),
        cleared=entry.get("cleared"),
        clear_mode=entry.get("clear_mode", ""),
        state=entry.get("state", "帮扶中"),
        development=entry.get("development", "已实施"),
        no_labour=entry.get("no_labour", False),
        help=dict(entry.get("help", {})),
        problems=dict(entry.get("problems", {})),
        cells={context: _all_of(_cells(entry[f"cells_{context}"], CASE_MEASURES), CASE_MEASURES) for context in contexts},
        help_cells={context: _all_of(_cells(entry[f"help_cells_{context}"], risks), risks) for context in contexts},
    )


def _check_keys(entry: Mapping[str, Any], known: set[str]) -> None:
    unknown = set(entry) - known
    if unknown:
        raise SampleError(f"不认识的键：{'、'.join(sorted(unknown))}")


def _editions(defaults: Mapping[str, Any], entry: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Attributes in May, and in August with what changed since."""
    may = {key: entry.get(key, default) for key, default in defaults.items()}
    changes = entry.get("from_august", {})
    _check_keys(changes, set(defaults))
    return may, {**may, **changes}


def _housing(entry: Mapping[str, Any] | str) -> tuple[dict[str, str], dict[str, str]] | None:
    if isinstance(entry, str):
        return None
    may = {**SAFE_HOUSE, **{key: value for key, value in entry.items() if key in SAFE_HOUSE}}
    may["graded"] = "是" if "grade" in entry else ""
    return may, {**may, **entry.get("from_august", {})}


def _benefits(entry: Mapping[str, str]) -> dict[str, dict[str, str]]:
    return {code: by_month(text, default="在享") for code, text in entry.items()}


def _layers(layers: list[Mapping[str, Any]], measures: tuple[str, ...]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Cells by context: each layer's common cells, then its cells for the context, override the layers before."""
    result = {}
    for context in CONTEXTS:
        cells: dict[str, tuple[str, ...]] = {}
        for layer in layers:
            cells |= _cells(layer.get("cells", {}), measures) | _cells(layer.get(f"cells_{context}", {}), measures)
        result[context] = _all_of(cells, measures)
    return result


def _cells(entry: Mapping[str, str], measures: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    _check_keys(entry, set(measures))
    cells = {measure: every_month(text) for measure, text in entry.items()}
    for measure, six in cells.items():
        if set(six) - set(CELLS):
            raise SampleError(f"{measure}：没有 {six} 这样的格")
    return cells


def _all_of(cells: Mapping[str, tuple[str, ...]], measures: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    missing = set(measures) - set(cells)
    if missing:
        raise SampleError(f"没有写格：{'、'.join(sorted(missing))}")
    return dict(cells)
