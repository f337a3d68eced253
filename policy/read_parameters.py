"""Given the tables of parameters/*.toml, shipped and the county's own; gives the parameters with their dated values."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from policy.forms import Form, Key, Place, complete, filled, unique
from policy.model import Parameter, ParameterValue
from policy.read_lists import Entry, entries
from policy.validity import check_dates, overlapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policy.model import Problem

TYPES = ("number", "text", "bool")
_PARAMETER: Form = {
    "key": Key("identifier"), "code": Key("text"), "label": Key("text"), "unit": Key("note"), "type": Key("text", choices=TYPES), "value": Key("tables"),
}  # fmt: skip
_OVERLAY: Form = {"key": Key("identifier"), "value": Key("tables")}
_VALUE: Form = {
    "value": Key("any", required=False), "valid_from": Key("date"), "valid_to": Key("date", required=False), "area": Key("text"),
    "document": Key("text"), "clause": Key("note"), "checked_on": Key("date", required=False),
}  # fmt: skip
_AREA = re.compile(r"全国|全区|\d\d|\d{4}|\d{6}")
_FITS = {"number": (int, float), "text": str, "bool": bool}
_WANTED = {"number": "数字", "text": "文字", "bool": " true 或 false"}


def read_parameters(files: Mapping[str, dict[str, Any]], documents: Iterable[str], problems: list[Problem]) -> dict[str, Parameter]:
    """The shipped parameters by key."""
    found = [entry for file, table in files.items() for entry in entries(table, Place(file, "", problems), "parameter", _PARAMETER, "key")]
    unique(((entry.place, entry.values["key"]) for entry in found), "参数")
    unique(((entry.place, entry.values["code"]) for entry in found), "参数编号")
    documents = tuple(documents)
    return {entry.values["key"]: Parameter(**{**entry.values, "values": _values(entry, entry.values["type"], documents)}) for entry in map(_renamed, found)}


def with_county_values(parameters: Mapping[str, Parameter], files: Mapping[str, dict[str, Any]], problems: list[Problem]) -> dict[str, Parameter]:
    """The parameters with the county's own values before the shipped ones, so that these hold for the same area and day. Documents: any text."""
    merged = dict(parameters)
    for file, table in files.items():
        for entry in entries(table, Place(file, "", problems), "parameter", _OVERLAY, "key"):
            key = entry.values["key"]
            if entry.place.at("key").known(key, merged, "政策参数"):
                merged[key] = replace(merged[key], values=_values(_renamed(entry), merged[key].type, None) + merged[key].values)
    return merged


def _renamed(entry: Entry) -> Entry:
    """`value` in the file is the list of values in code."""
    values = dict(entry.values)
    values["values"] = values.pop("value")
    return Entry(entry.place, values)


def _values(entry: Entry, kind: str, documents: tuple[str, ...] | None) -> tuple[ParameterValue, ...]:
    found: list[ParameterValue] = []
    for number, table in enumerate(entry.values["values"], start=1):
        place = entry.place.at(f"value[{number}]")
        given = filled(table, _VALUE, place)
        if complete(given, _VALUE) and _right(given, kind, documents, place):
            value = ParameterValue(**{"value": None, "valid_to": None, **given})
            check_dates(value, place)
            found.append(value)
    if not entry.values["values"]:
        entry.place.at("value").problem("至少要有一个 [[parameter.value]]；由县里填报的不写 value")
    for area in {value.area for value in found}:
        for _, later in overlapping(value for value in found if value.area == area):
            entry.place.at("value").problem(f"{area}的值有效期重叠（{later.valid_from} 起的一个）")
    return tuple(found)


def _right(given: Mapping[str, Any], kind: str, documents: tuple[str, ...] | None, place: Place) -> bool:
    value = given.get("value")
    fits = value is None or (isinstance(value, _FITS[kind]) and isinstance(value, bool) == (kind == "bool"))
    if not fits:
        place.at("value").problem(f"要写{_WANTED[kind]}")
    if not _AREA.fullmatch(given["area"]):
        place.at("area").problem("只能是：全国、全区，或 2、4、6 位的区划代码")
    return fits and (documents is None or place.at("document").known(given["document"], documents, "文件"))
