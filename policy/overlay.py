"""Given the overlay folder in which a county keeps its own values; gives them as tables for the reader, and writes them, in the form of parameters/*.toml."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policy.forms import Place
from policy.model import ParameterValue, Problem
from policy.toml_files import read_toml, toml_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policy.model import Parameter

OWN = "县里的设置/"
"""What stands before the file's path in a problem, to tell the county's files from the shipped ones."""

FILE = Path("parameters") / "county.toml"
HOLIDAYS, SCORECARD = "holidays.toml", "scorecard.toml"
"""Files in which a county adds years of holidays or writes one of its own, and changes the weights of 考核对标."""

_HEAD = "# 本县的政策参数。由“政策参数”表和页面写入，形式与 policy/parameters 相同，只写参数标识和值。\n"


def overlay_files(overlay: Path | None, problems: list[Problem]) -> dict[str, dict[str, Any]]:
    """The tables of parameters/*.toml in the overlay; nothing without an overlay. Any other TOML file but HOLIDAYS and SCORECARD has no effect: a problem."""
    if overlay is None or not overlay.is_dir():
        return {}
    for path in sorted(overlay.rglob("*.toml")):
        if path.parent != overlay / "parameters" and path not in (overlay / HOLIDAYS, overlay / SCORECARD):
            problems.append(
                Problem(
                    OWN + path.relative_to(overlay).as_posix(),
                    "整个文件",
                    f"县里的设置只能放在 parameters 文件夹里（放假安排：{HOLIDAYS}；考核对标的分值：{SCORECARD}）",
                )
            )
    return toml_tables(overlay, "parameters/*.toml", problems, prefix=OWN)


def overlay_file(overlay: Path | None, name: str, problems: list[Problem]) -> list[tuple[dict[str, Any], Place]]:
    """The table of the county's own file (HOLIDAYS, SCORECARD) and its place; empty if there is none that can be read."""
    if overlay is None or not (overlay / name).is_file():
        return []
    table = read_toml(overlay / name, OWN + name, problems)
    return [] if table is None else [(table, Place(OWN + name, "", problems))]


def county_values(parameters: Iterable[Parameter], county_code: str) -> dict[str, tuple[ParameterValue, ...]]:
    """The values of the county itself, by key, of parameters that have any: what write_county_values writes."""
    own = ((parameter.key, tuple(value for value in parameter.values if value.area == county_code)) for parameter in parameters)
    return {key: values for key, values in own if values}


def write_county_values(overlay: Path, values: Mapping[str, Iterable[ParameterValue]]) -> Path:
    """Replace the county's own values by these; gives the file. The file is whole at any moment: it is written beside and moved into place."""
    path = overlay / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD + "".join(_block(key, values[key]) for key in sorted(values)))
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)
    return path


def _block(key: str, values: Iterable[ParameterValue]) -> str:
    return f"\n[[parameter]]\nkey = {_toml(key)}\n" + "".join(_value(value) for value in sorted(values, key=lambda value: (value.area, value.valid_from)))


def _value(value: ParameterValue) -> str:
    names = ("value", "valid_from", "valid_to", "area", "document", "clause", "checked_on")
    given = ((name, getattr(value, name)) for name in names)
    return "\n[[parameter.value]]\n" + "".join(f"{name} = {_toml(each)}\n" for name, each in given if each is not None)


def _toml(value: object) -> str:
    """A value as TOML writes it; a date without quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in escaped) + '"'
    return repr(value) if isinstance(value, (int, float)) else str(value)
