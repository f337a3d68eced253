"""Given the layout files under layouts/ (one TOML per kind of sheet); gives them as frozen Layouts, or every mistake in them at once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data_loaders.layout_checks import problems_of
from data_loaders.layout_types import Layout, LayoutColumn, LayoutTable, Place, RowCheck

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Layout", "LayoutColumn", "LayoutError", "LayoutTable", "Place", "RowCheck", "read_layouts"]

FOLDER = Path(__file__).with_name("layouts")


class LayoutError(Exception):
    """Raised once with every problem of every layout file, one per line."""


@cache
def read_layouts(folder: Path = FOLDER) -> dict[str, Layout]:
    """Every layout by name, in the order in which sheets depend on each other (行政区划 first); raises LayoutError with all mistakes."""
    problems: list[str] = []
    layouts = {}
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        found = problems_of(path.name, data)
        problems += found
        if not found:
            layouts[data["name"]] = _layout(data)
    if problems:
        raise LayoutError("\n".join(problems))
    first = ("admin_units", "policy_params", "households")
    order = sorted(layouts, key=lambda name: (first.index(name) if name in first else len(first), name))
    return {name: layouts[name] for name in order}


def _layout(data: Mapping[str, Any]) -> Layout:
    """The Layout of one checked file; a file without [tables] feeds one table of its own name with all its columns."""
    columns = {name: LayoutColumn(name=name, **_frozen(table)) for name, table in data["columns"].items()}
    tables = {name: LayoutTable(name=name, **_frozen(table)) for name, table in data.get("tables", {}).items()}
    if not tables:
        tables = {data["name"]: LayoutTable(data["name"], data["label"], (*data["key"], *data.get("distinct", ())), tuple(columns))}
    checks = tuple(RowCheck(check["kind"], tuple(check["columns"])) for check in data.get("checks", ()))
    rest = _frozen({key: value for key, value in data.items() if key not in ("columns", "tables", "place", "checks")})
    return Layout(columns=columns, tables=tables, place=Place(**data.get("place", {})), checks=checks, **rest)


def _frozen(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table with its lists made tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
