"""Given a county, a measure, one of its lists and two months; gives what 变化 shows: why the list grew or shrank, where, and who stands behind it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from charts.numbers import count, signed
from charts.waterfall import Fall
from jobs.masking import masked
from jobs.panel import short_month
from jobs.people_table import CHANGED, word
from metrics.areas import areas, children
from metrics.cube import cube
from metrics.decomposition import IN, OUT, NotDecomposedError, Step, decomposed
from metrics.lists import list_codes
from metrics.people import people, rule_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jobs.county import County
    from policy.model import Measure

__all__ = ["ChangeRow", "ChangeView", "NotDecomposedError", "change_people", "change_view", "steps_between"]

TARGETING_WORDS = {
    **{"newly_entitled": "新符合条件", "stopped": "停发", "entered": "新纳入统计", "newly_known": "补了数据才知道", "moved_in": "迁入"},
    **{"corrected_in": "号码更正后", "changed_in": "其他转入", "no_longer_entitled": "不再符合条件", "newly_paid": "已发放", "left": "死亡、迁出或销户"},
    **{"newly_unknown": "数据缺了无法判定", "moved_out": "迁出本地", "corrected_out": "号码更正前", "changed_out": "其他转出"},
}
"""Reason → what officials call it, for a list of a targeting measure."""
SERVICE_WORDS = {**TARGETING_WORDS, "stopped": "不再享受", "newly_paid": "已享受", "left": "不再统计"}
"""Where what is received is no benefit that is paid: a help, a doctor's round, a recognition."""
_BY_PAYMENT = ("stopped", "newly_paid", "moved_in", "moved_out", "corrected_in", "corrected_out")
STATUS_WORDS = {**TARGETING_WORDS, "stopped": "由达到变为未达到", "newly_paid": "已达到", "left": "不再统计"}


@dataclass(frozen=True)
class ChangeRow:
    """One township (or village): the list before, what came, what went, the list after, and the most frequent reason."""

    area_code: str
    name: str
    before: float
    came: float
    went: float
    after: float
    most: str


@dataclass(frozen=True)
class ChangeView:
    """The change of one list in one area between two months. falls: reasons that occurred, what came first; they add up to after − before."""

    place: str
    before_month: str
    after_month: str
    before: float
    after: float
    falls: tuple[Fall, ...]
    rows: tuple[ChangeRow, ...]
    finding: str


def steps_between(county: County, before: str, after: str, measure: str, list_name: str) -> tuple[Step, ...]:
    """Every step of the whole county. Raises NotDecomposedError, metrics.lists.UnknownListError."""
    return decomposed(county.snapshot(before), county.snapshot(after), measure, list_name)


def change_view(county: County, months: tuple[str, str], measure: str, list_name: str, area: str, steps: Iterable[Step]) -> ChangeView:
    """The view; `steps` as steps_between gives them for the same months, measure and list."""
    before, after = (_counted(county, month, measure, list_name) for month in months)
    inside = frozenset(children(county.snapshot(months[1]), area))
    own = [step for step in steps if step.area in inside]
    words = _words(county, measure)
    tally = _netted(own)
    falls = tuple(Fall(reason, words[reason], tally[reason] if reason in IN else -tally[reason]) for reason in (*IN, *OUT) if tally[reason])
    was, now = (sum(counted[village] for village in inside) for counted in (before, after))
    names = {each.code: each.name for each in areas(county.snapshot(months[1]))}
    rows = _rows(county, months[1], area, own, (before, after), words)
    place = "全旗县" if area == county.code else names.get(area, area)
    unit = county.policy.populations[county.policy.measures[measure].over].unit
    return ChangeView(place, short_month(months[0]), short_month(months[1]), was, now, falls, rows, _finding(was, now, falls, unit))


def change_people(county: County, months: tuple[str, str], measure: str, list_name: str, reason: str, area: str, steps: Iterable[Step]) -> pa.Table:
    """Who stands behind a reason, columns as jobs.people gives them, masked: who came, as listed in the month after; who went, as in the month before.

    Where a payment is not the reason, CHANGED says which of the values that the rules rest on are others in the month after than in the month before.
    """
    month = months[1] if reason in IN else months[0]
    inside = frozenset(children(county.snapshot(months[1]), area))
    keys = [step.key for step in steps if step.reason == reason and step.area in inside]
    rows = people(county.snapshot(month), measure, list_name)
    own = rows.filter(pc.is_in(rows["key"], pa.array(keys, pa.string())))  # pyright: ignore[reportAttributeAccessIssue]
    if reason in _BY_PAYMENT and reason_words(county.policy.measures[measure]) is TARGETING_WORDS:
        return masked(own)  # a list of payments changed, and a birthday in the same month would look like the reason
    return masked(own.append_column(CHANGED, pa.array(_changed(county, months, measure, own["key"].to_pylist()), pa.string())))


def _changed(county: County, months: tuple[str, str], measure: str, keys: list[str]) -> list[str | None]:
    """What changed of each unit between the months; None where nothing did that a rule rests on."""
    before, after = (rule_values(county.snapshot(month), measure, keys) for month in months)
    columns = county.policy.populations[county.policy.measures[measure].over].columns
    labels = {name: county.policy.say(column.label, months[1]).partition("（")[0] for name, column in columns.items()}

    def told(key: str) -> str | None:
        absent = [short_month(month) for month, values in zip(months, (before, after), strict=True) if key not in values]
        if absent:
            return f"{absent[0]}不在册"
        return "；".join(f"{labels[name]} {word(was)} → {word(after[key][name])}" for name, was in before[key].items() if was != after[key][name]) or None

    return [told(key) for key in keys]


def _counted(county: County, month: str, measure: str, list_name: str) -> Counter[str]:
    """Village → units on the list, from the cells that are kept: the names are read only when a bar is opened."""
    cells = cube(county.snapshot(month), [measure])
    codes = list_codes(county.policy.measures[measure].form, list_name)
    listed = cells.filter(pc.is_in(cells["cell"], pa.array(codes, cells.schema.field("cell").type)))  # pyright: ignore[reportAttributeAccessIssue]
    counted: Counter[str] = Counter()
    for area, units in zip(listed["area_code"].to_pylist(), listed["units"].to_pylist(), strict=True):
        counted[area] += units
    return counted


def _netted(steps: Iterable[Step]) -> Counter[str]:
    return netted(Counter(step.reason for step in steps))


def netted(counts: Counter[str]) -> Counter[str]:
    """Reason → units. Moves inside the area are no change of it: they stand on both sides and are left out in pairs."""
    tally = counts.copy()
    for came, went in (("moved_in", "moved_out"), ("corrected_in", "corrected_out")):
        both = min(tally[came], tally[went])
        tally[came] -= both
        tally[went] -= both
    return tally


def _rows(
    county: County, month: str, area: str, steps: list[Step], counted: tuple[Counter[str], Counter[str]], words: Mapping[str, str]
) -> tuple[ChangeRow, ...]:
    """The areas directly below: those that grew, most first, then those that shrank, most first; one that neither had nor has anybody is left out."""
    snapshot = county.snapshot(month)
    below = [each for each in areas(snapshot) if each.parent == area and each.code != area]
    rows = []
    for each in below:
        inside = frozenset(children(snapshot, each.code))
        tally = _netted(step for step in steps if step.area in inside)
        came, went = sum(tally[reason] for reason in IN), sum(tally[reason] for reason in OUT)
        was, now = (sum(months[village] for village in inside) for months in counted)
        most = max((*IN, *OUT), key=lambda reason: tally[reason])
        if was or now or came or went:
            rows.append(ChangeRow(each.code, each.name, was, came, went, now, f"{words[most]} {tally[most]}" if tally[most] else ""))
    return tuple(sorted(rows, key=by_change))


def by_change(row: ChangeRow) -> tuple[bool, float, float, str]:
    """The order of places: those that grew, then those that shrank, each with the greatest change first."""
    more = row.after - row.before
    return more <= 0, -abs(more), -row.after, row.area_code


def _words(county: County, measure: str) -> Mapping[str, str]:
    return reason_words(county.policy.measures[measure])


def reason_words(measure: Measure) -> Mapping[str, str]:
    """Reason → what officials call it in the lists of this measure."""
    if measure.form != "targeting":
        return STATUS_WORDS
    received = measure.versions[-1].received
    return TARGETING_WORDS if received is not None and received.codes else SERVICE_WORDS


def _finding(was: float, now: float, falls: tuple[Fall, ...], unit: str) -> str:
    """One sentence: how many more or fewer, and the reasons that weigh most on either side."""
    if was == now and not falls:
        return f"没有变化，仍是 {count(now)} {unit}。"
    came = max((fall for fall in falls if fall.change > 0), key=lambda fall: fall.change, default=None)
    went = min((fall for fall in falls if fall.change < 0), key=lambda fall: fall.change, default=None)
    parts = [f"{fall.label} {count(abs(fall.change))} {unit}" for fall in (came, went) if fall]
    change = "总数持平" if now == was else f"{signed(now - was)} {unit}"
    return f"由 {count(was)} {unit}到 {count(now)} {unit}，{change}；主要是{'，'.join(parts)}。"
