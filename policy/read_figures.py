"""Given the table of figures.toml; gives the figures that the documents print, with the arithmetic by which they can be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policy.documented import FigureCheck, PrintedFigure
from policy.forms import Form, Key, Place, complete, filled, unique
from policy.marks import check_mark
from policy.read_lists import entries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy.model import Document
    from policy.read_lists import Entry

KINDS = ("result", "target")
QUALIFIERS = ("以上", "左右", "多")
CHECKS = {"sum": None, "difference": None, "product": None, "ratio": 2, "growth": 2}
"""Kind of check → how many figures it takes; None: two or more."""
_NOTE = Key("note", required=False)
_FIGURE: Form = {
    "id": Key("text"), "label": Key("text"), "value": Key("number", required=False), "words": Key("text", required=False),
    "unit": Key("text", required=False), "qualifier": Key("text", required=False, choices=QUALIFIERS), "kind": Key("text", choices=KINDS),
    "period": Key("text"), "area": Key("text"), "document": Key("text"), "clause": Key("text"), "system": Key("system", required=False),
    "check": Key("table", required=False), "note": _NOTE, "doubt": _NOTE,
}  # fmt: skip
_CHECK: Form = {"is": Key("text", choices=tuple(CHECKS)), "of": Key("values")}


def read_figures(table: Mapping[str, Any], place: Place, documents: Mapping[str, Document]) -> dict[str, PrintedFigure]:
    """Figures by id, in the order of the file."""
    found = entries(table, place, "figure", _FIGURE, "id")
    unique(((entry.place, entry.values["id"]) for entry in found), "数字编号")
    values = {entry.values["id"]: entry.values.get("value") for entry in found}
    return {entry.values["id"]: _figure(entry, values, documents) for entry in found}


def _figure(entry: Entry, values: Mapping[str, float | None], documents: Mapping[str, Document]) -> PrintedFigure:
    given, place = dict(entry.values), entry.place
    mark = f"{given['document']}-{given['clause']}"
    check_mark(mark, place.at("clause"), documents)
    if not given["id"].startswith(f"{mark}-"):
        place.at("id").problem(f"编号要以 {mark}- 开头，后面是在这一条里的序号")
    if ("value" in given) == ("words" in given):
        place.at("value").problem("value（数）和 words（文字）要写一个，也只能写一个")
    if "check" in given:
        given["check"] = _check(given["check"], given, place.at("check"), values)
    return PrintedFigure(**given)


def _check(table: Mapping[str, Any], figure: Mapping[str, Any], place: Place, values: Mapping[str, float | None]) -> FigureCheck | None:
    """The arithmetic; every figure in it is a number that stands in the file, and not the checked one itself."""
    given = filled(table, _CHECK, place)
    if not complete(given, _CHECK):
        return None
    if "value" not in figure:
        place.problem("文字没有可复算的数")
    wanted = CHECKS[given["is"]]
    if len(given["of"]) < 2 or (wanted is not None and len(given["of"]) != wanted):  # noqa: PLR2004 - arithmetic takes two
        place.at("of").problem(f"{given['is']} 要 {wanted or '两个以上'} 个数")
    for each in given["of"]:
        if not isinstance(each, str):
            continue
        if place.at("of").known(each, values, "数字编号") and (values[each] is None or each == figure["id"]):
            place.at("of").problem(f"{each} 不是可以用来复算的数")
    return FigureCheck(given["is"], given["of"])
