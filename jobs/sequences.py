"""Given a county; keeps sequences of views for a meeting under names in its data folder, changes their order, lists them, and takes them out again."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from store import Saved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobs.county import County
    from jobs.overview import Overview

KIND = "汇报"
LONGEST, MOST = 40, 40
"""Characters of a name, views of a sequence."""
OF_MONTH = "month"
"""The id of the sequence that is made from the month's findings and kept nowhere."""
WORST = 3
_NUMBER = re.compile(r"\d{15,}")
_BY_CLASS, _CLASS = ("coverage", "compare"), "class"
"""The pages whose figures can be those of one class of household, and its parameter: the wall shows all households."""
_COMPARED = ("since", "with")
_AREA_ONLY = ("area",)
SHOWN: Mapping[str, tuple[str, ...]] = {
    "overview": ("area", "part"),
    "coverage": ("area", "measure", "theme", "unit"),
    "map": ("area", "measure"),
    "change": ("area", "measure", "list", "since"),
    "poverty": _AREA_ONLY,
    "compare": ("area", "measure", "with"),
    "tasks": ("lead",),
    "score": (),
    "screen": ("area", "population", "where", "everybody"),
    "theme": ("area", "name", "unit"),
}
"""Page → what of its address a sequence keeps. A household, a list of names or an upload is nothing for a wall."""
TOWNSHIPS, DECIDE = "townships", "decide"
"""Parts of 总览 that are views of their own."""


class SequenceError(ValueError):
    """A name or a view that cannot be kept; the message is for the reader."""


@dataclass(frozen=True)
class Stop:
    """One view. page: a key of SHOWN; query: of its address without the month; month: the one it is held to, "" for the month that is looked at."""

    page: str
    query: tuple[tuple[str, str], ...] = ()
    month: str = ""

    def get(self, name: str) -> str:
        """A value of the query, "" without."""
        return dict(self.query).get(name, "")


@dataclass(frozen=True)
class Sequence:
    """Views in their order. id: what a link holds."""

    id: str
    name: str
    stops: tuple[Stop, ...]


def stop_of(page: str, query: Mapping[str, str], *, month: str, before: str, pinned: bool) -> Stop:
    """The view that an address shows; a comparison with the month before (`before`) goes with the month, unless it is pinned."""
    if page not in SHOWN:
        raise SequenceError("这一页不能加入汇报")
    if page in _BY_CLASS and query.get(_CLASS):
        raise SequenceError("按户的类别看的数还不能加入汇报，先在左边选回全部户")
    kept = {name: query[name] for name in SHOWN[page] if query.get(name)}
    if not pinned:
        kept = {name: value for name, value in kept.items() if name not in _COMPARED or value != before}
    return Stop(page, tuple(kept.items()), month if pinned else "")


def sequences(county: County) -> tuple[Sequence, ...]:
    """Every kept sequence, the newest first."""
    return tuple(_read(saved) for saved in county.store.saved(KIND))


def new_sequence(county: County, name: str, stops: tuple[Stop, ...] = (), actor: str = "") -> Sequence:
    """Keep a sequence under a new name. Raises SequenceError for a name that will not do or that another one has."""
    name = name.strip()
    if not name or len(name) > LONGEST:
        raise SequenceError(f"请取一个名称，不超过 {LONGEST} 个字")
    if _NUMBER.search(name):
        raise SequenceError("名称里不要写证件号")
    if any(each.name == name for each in sequences(county)):
        raise SequenceError(f"已经有一个“{name}”，请换一个名称")
    made = Sequence(uuid4().hex[:8], name, stops)
    keep_sequence(county, made, actor)
    return made


def keep_sequence(county: County, changed: Sequence, actor: str = "") -> None:
    """Keep a sequence in the place of what had its name. Raises SequenceError for too many views."""
    if len(changed.stops) > MOST:
        raise SequenceError(f"一次汇报最多 {MOST} 屏")
    stops = [{"page": stop.page, "query": dict(stop.query), "month": stop.month} for stop in changed.stops]
    county.store.save(Saved(KIND, changed.name, json.dumps({"id": changed.id, "stops": stops}, ensure_ascii=False)), actor)


def remove_sequence(county: County, name: str, actor: str = "") -> None:
    """Take a sequence out of the list."""
    county.store.unsave(KIND, name, actor)


def added(sequence: Sequence, stop: Stop) -> Sequence:
    """With one more view at its end."""
    return replace(sequence, stops=(*sequence.stops, stop))


def moved(sequence: Sequence, index: int, by: int) -> Sequence:
    """With the view at `index` further up (-1) or down (1); at either end it stays."""
    to = index + by
    if not 0 <= to < len(sequence.stops):
        return sequence
    stops = list(sequence.stops)
    stops[index], stops[to] = stops[to], stops[index]
    return replace(sequence, stops=tuple(stops))


def without(sequence: Sequence, index: int) -> Sequence:
    """Without the view at `index`."""
    return replace(sequence, stops=sequence.stops[:index] + sequence.stops[index + 1 :])


def sequence_of_month(view: Overview, area: str = "") -> Sequence:
    """What a meeting asks in this order: how it stands, what is worst (one view each), where, on the map, what to decide. area: a code, "" for all."""
    at = (("area", area),) if area else ()
    worst = tuple(Stop("coverage", (("area", each.area_code), ("measure", each.measure))) for each in view.findings.worst[:WORST])
    parts = tuple(Stop("overview", (*at, ("part", part))) for part in (TOWNSHIPS, DECIDE))
    return Sequence(OF_MONTH, "本月情况", (Stop("overview", at), *worst, parts[0], Stop("map", (*at, ("measure", view.default_measure))), parts[1]))


def _read(saved: Saved) -> Sequence:
    content = json.loads(saved.content)
    stops = tuple(Stop(each["page"], tuple(each["query"].items()), each["month"]) for each in content["stops"])
    return Sequence(content["id"], saved.name, stops)
