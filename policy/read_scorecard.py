"""Given the tables of scorecard.toml, the shipped one and the county's own after it; gives the dimensions with their measures, and every problem at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policy.forms import Form, Key, Place, complete, filled, unique
from policy.marks import check_mark
from policy.read_lists import entries
from policy.scorecard import BOTH, COUNTY_ONLY, Dimension, ScoredMeasure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policy.model import Document, Measure

_DIMENSION: Form = {
    "id": Key("identifier"), "name": Key("text", required=False), "asks": Key("text", required=False), "measure": Key("tables", required=False),
}  # fmt: skip
_MEASURE: Form = {
    "id": Key("identifier"), "weight": Key("number"), "clause": Key("text", required=False),
    "level": Key("text", required=False, choices=(BOTH, COUNTY_ONLY)),
}  # fmt: skip
_JUDGED = ("targeting", "attainment", "flow")
"""Forms that always have something to be held against: everybody entitled, the pace of the plan, all cases in time."""

_Placed = dict[str, tuple[Place, ScoredMeasure]]


def read_scorecard(
    files: Iterable[tuple[Mapping[str, Any], Place]], measures: Mapping[str, Measure], documents: Mapping[str, Document]
) -> tuple[Dimension, ...]:
    """The dimensions in the order of the files. In a later file a measure of a known dimension replaces the earlier one; a weight of 0 takes it out."""
    heads: dict[str, dict[str, str]] = {}
    scored: dict[str, _Placed] = {}
    for table, place in files:
        found = entries(table, place, "dimension", _DIMENSION, "id")
        unique(((entry.place, entry.values["id"]) for entry in found), "维度")
        for entry in found:
            name = entry.values["id"]
            heads[name] = _head(entry.values, heads.get(name, {}), entry.place)
            kept = scored.setdefault(name, {})
            kept |= _measures(entry.values.get("measure", ()), kept, entry.place, measures, documents)
    unique(((place, each.measure) for kept in scored.values() for place, each in kept.values() if each.weight > 0), "指标")
    dimensions = (Dimension(name, **head, measures=tuple(each for _, each in scored[name].values() if each.weight > 0)) for name, head in heads.items())
    return tuple(each for each in dimensions if each.measures)


def _head(given: Mapping[str, Any], before: Mapping[str, str], place: Place) -> dict[str, str]:
    """Name and question; a dimension that is new must have both."""
    head = {key: given.get(key, before.get(key, "")) for key in ("name", "asks")}
    for key, words in head.items():
        if not words:
            place.at(key).problem("缺少这个键：新的维度要写名称和它回答的问题")
    return head


def _measures(
    blocks: Iterable[Mapping[str, Any]], kept: _Placed, place: Place, measures: Mapping[str, Measure], documents: Mapping[str, Document]
) -> _Placed:  # fmt: skip
    """The measures of one block of one file, with their places; what is wrong is left out and named."""
    found: list[tuple[Place, ScoredMeasure]] = []
    for number, block in enumerate(blocks, start=1):
        inner = place.at(f"measure.{block.get('id', number)}")
        given = filled(block, _MEASURE, inner)
        if complete(given, _MEASURE) and inner.at("id").known(given["id"], measures, "指标"):
            found.append((inner, _scored(given, kept, inner, measures[given["id"]], documents)))
    unique(((inner, each.measure) for inner, each in found), "指标")
    return {each.measure: (inner, each) for inner, each in found}


def _scored(given: Mapping[str, Any], kept: _Placed, place: Place, measure: Measure, documents: Mapping[str, Document]) -> ScoredMeasure:
    """One measure; clause and level stay what they were where the county's file says only a weight."""
    before = kept[measure.id][1] if measure.id in kept else ScoredMeasure(measure.id, 0)
    if given["weight"] < 0:
        place.at("weight").problem("分值不能小于 0；不计这一项写 0")
    if "clause" in given:
        check_mark(given["clause"], place.at("clause"), documents)
    if not _judged(measure):
        place.at("id").problem("这项指标没有目标，也不和计划、时限比，不能评分")
    return ScoredMeasure(measure.id, given["weight"], given.get("clause", before.clause), given.get("level", before.level))


def _judged(measure: Measure) -> bool:
    """Whether something says what its value should be: its form, a target, its place among the headlines, or the details of a ledger."""
    agrees = measure.form == "ledger" and any(version.agrees is not None for version in measure.versions)
    return measure.form in _JUDGED or measure.target is not None or measure.headline is not None or agrees
