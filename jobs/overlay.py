"""Given the 政策参数 rows that count now; gives the county's own policy values as an overlay, and an issue for every row that cannot be one."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from data_loaders.issues import make_issue
from jobs.newest import newest_slice
from policy.model import ParameterValue
from policy.overlay import write_county_values
from policy.reader import read_policy
from store.files import read_parquet

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from data_loaders.model import Issue, SheetReading
    from policy.model import Parameter
    from store import Store

TABLE = "policy_params"
MARK = ".from_sheet"
"""Beside the overlay: the content of the slice it was made from, so that an unchanged slice costs nothing."""

AREA = re.compile(r"全国|全区|\d{2}|\d{4}|\d{6}")
OWN_DOCUMENT = "县定"
BOOLS = {"是": True, "否": False}


def overlay_folder(store: Store) -> Path:
    """Where the county's own values lie."""
    return store.folder / "policy"


def write_overlay(store: Store) -> None:
    """Bring the overlay up to date with the newest 政策参数 slice; an undone slice takes its values away again."""
    newest = newest_slice(store, TABLE)
    mark, content = overlay_folder(store) / MARK, newest.content if newest else ""
    if (mark.read_text("utf-8") if mark.exists() else "") == content:
        return
    values, _ = county_values(read_parquet(newest.path)) if newest else ({}, [])
    write_county_values(overlay_folder(store), values)
    mark.write_text(content, "utf-8")


def county_values(rows: pa.Table) -> tuple[dict[str, list[ParameterValue]], list[tuple[int, str, dict[str, Any]]]]:
    """Values by parameter key, and (row, code, holes) of each row that is none. Of two rows valid at once the first counts: else it would be chance."""
    shipped = read_policy()
    by_name = {name: parameter for parameter in shipped.parameters.values() for name in (parameter.code, parameter.key)}
    values: dict[str, list[ParameterValue]] = defaultdict(list)
    refused = []
    for row in rows.to_pylist():
        parameter = by_name.get(row["param_code"] or "")
        reason = _refusal(row, parameter)
        value = None if reason or parameter is None else _value(row, parameter)
        if parameter and value and any(_overlap(value, other) for other in values[parameter.key]):
            reason = "PARAM-003"
        if reason:
            refused.append((row["src_row"], reason, {"code": row["param_code"] or "", "value": str(row["param_value"] or "")}))
        elif parameter and value:
            values[parameter.key].append(value)
    return {key: found for key, found in values.items() if found}, refused


def parameter_issues(sheets: tuple[SheetReading, ...]) -> tuple[Issue, ...]:
    """The issues of every 政策参数 sheet in a submission: PARAM-001 unknown code, PARAM-002 value, date or area unreadable, PARAM-003 overlapping validity."""
    return tuple(
        make_issue(code, file=sheet.file, sheet=sheet.sheet, cell=f"{sheet.columns.get('param_value', 'A')}{row}", **holes)
        for sheet in sheets
        if TABLE in sheet.tables
        for row, code, holes in county_values(sheet.tables[TABLE])[1]
    )


def _refusal(row: dict[str, Any], parameter: Parameter | None) -> str | None:
    if parameter is None:
        return "PARAM-001"
    readable = _read(row["param_value"], parameter.type) is not None
    placed = AREA.fullmatch(row["area_code"] or "")
    return None if readable and placed and isinstance(row["valid_from"], date) else "PARAM-002"


def _value(row: dict[str, Any], parameter: Parameter) -> ParameterValue:
    read = _read(row["param_value"], parameter.type)
    return ParameterValue(read, row["valid_from"], row["valid_to"], row["area_code"], OWN_DOCUMENT, row["param_basis"] or "政策参数表")


def _read(text: str | None, kind: str) -> float | str | bool | None:
    if not text:
        return None
    if kind == "bool":
        return BOOLS.get(text)
    if kind == "text":
        return text
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def _overlap(one: ParameterValue, other: ParameterValue) -> bool:
    if one.area != other.area:
        return False
    return (one.valid_to or date.max) >= other.valid_from and (other.valid_to or date.max) >= one.valid_from
