"""Given a county and a month; notes by which rules each measure was computed, and sets the rule of then beside the rule of now, with both figures."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from jobs.column_words import column_words
from jobs.reference import MeasureReference, ParameterRow, measure_reference
from jobs.wording import worded
from metrics.cube import cube_key, rules_key
from metrics.form_figures import LedgerRules, ledger_rules
from metrics.kept_figures import kept_figure
from metrics.model import Figure
from metrics.month_figures import MonthFigures
from metrics.snapshot import Snapshot
from metrics.waiting import waiting
from policy.model import OutOfValidityError
from policy.months import last_day
from store import Computed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jobs.county import County
    from jobs.wording import Wording
    from policy.reader import Policy

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Ruling:
    """A measure as it was or is computed in a month. columns: how what the rules name is worked out; figure: by these rules; at: when it was noted, "" now."""

    reference: MeasureReference
    columns: Pairs
    figure: Figure | None
    at: str = ""


@dataclass(frozen=True)
class Difference:
    """One line in which two rulings differ; a side that lacks it is "—"."""

    what: str
    then: str
    now: str


@dataclass(frozen=True)
class ThenNow:
    """One measure in one month. then: the rule before the present one, None if there was no other; of a frozen month the rule with which it was frozen.

    now: None where the measure has no rule in force in the month any more. differences: what reads otherwise; empty where only the way of computing
    changed, which `note` says.
    """

    month: str
    frozen: bool
    then: Ruling | None
    now: Ruling | None
    differences: tuple[Difference, ...] = ()
    note: str = ""


UNSEEN = "规则的文字和参数值没有变化，变的是数据来源或计算方法。"


def note_rules(county: County, snapshot: Snapshot) -> None:
    """Note for every measure by which rules the month's kept cubes were computed, where that is not what was noted last. A frozen month is not noted anew."""
    month, policy = snapshot.month, snapshot.policy
    if month in county.store.frozen():
        return
    latest: dict[str, Computed] = {}
    for noted in county.store.computed(month):
        latest.setdefault(noted.measure, noted)
    new = [one for one in (_computed(snapshot, name) for name in policy.measures) if one is not None]
    changed = [one for one in new if _state(latest.get(one.measure)) != _state(one)]
    if changed:
        known = {each.rule_key for each in latest.values()}
        wording = worded(policy, month, county.code)
        told = [replace(one, said={}) if one.rule_key in known else _with_words(one, policy, wording, county.code) for one in changed]
        county.store.note_computed(told)


def then_and_now(county: County, month: str, measure: str, area: str | None = None) -> ThenNow:
    """The rule of then beside the rule of now. area: whose figures (default the county's)."""
    area, frozen = area or county.code, month in county.store.frozen()
    now = _now(county, county.policy, month, measure, area)
    key = county.policy.rule_key(measure, month, county.code) if measure in county.policy.measures else ""
    then = _frozen(county, month, measure, area, key) if frozen else _noted(county, month, measure, area, key)
    found = _differences(then, now) if then is not None else ()
    return ThenNow(month, frozen, then, now, found, "" if found or then is None else UNSEEN)


def changed_measures(county: County, month: str) -> frozenset[str]:
    """The measures that another rule than the present one once computed in this month (a frozen month: was frozen with)."""
    policy = county.policy
    if month in county.store.frozen():
        kept = county.snapshot(month).policy
        keys = [{name: each.rule_key(name, month, county.code) for name in each.measures} for each in (kept, policy)]
        return frozenset(name for name, key in keys[0].items() if keys[1].get(name) != key)
    noted = {(one.measure, one.rule_key) for one in county.store.computed(month)}
    return frozenset(name for name, key in noted if name in policy.measures and policy.rule_key(name, month, county.code) != key)


def _computed(snapshot: Snapshot, name: str) -> Computed | None:
    """What is to be noted, without words; None where no rule had a part in there being no figure (a sheet is not there)."""
    measure = snapshot.policy.measures[name]
    reason = waiting(snapshot, measure)
    if reason is not None and not reason.startswith("需县里填报"):
        return None
    key = rules_key(snapshot, name)
    return Computed(snapshot.month, name, key, cube_key(snapshot, measure) if reason is None else None, {"waiting": reason} if reason else {})


def _state(noted: Computed | None) -> tuple[str, str | None] | None:
    return (noted.rule_key, noted.cube_key) if noted is not None else None


def _with_words(one: Computed, policy: Policy, wording: Wording, county_code: str) -> Computed:
    try:
        reference = measure_reference(policy, wording, one.measure, one.month, county_code)
    except OutOfValidityError:
        return one
    measure = policy.measures[one.measure]
    said = {
        **one.said,
        "form": measure.form,
        "ledger": asdict(ledger_rules(measure.version(last_day(one.month)))),
        "reference": asdict(reference),
        "columns": column_words(policy, one.measure, one.month, county_code),
    }
    return Computed(one.month, one.measure, one.rule_key, one.cube_key, said)


def _now(county: County, policy: Policy, month: str, measure: str, area: str) -> Ruling | None:
    """By these definitions, computed if need be."""
    if measure not in policy.measures:
        return None
    try:
        reference = measure_reference(policy, worded(policy, month, county.code), measure, month, county.code)
    except OutOfValidityError:
        return None
    figure = MonthFigures(Snapshot(county.store, policy, month, county.code), [measure]).figure(measure, area)
    return Ruling(reference, column_words(policy, measure, month, county.code), figure)


def _frozen(county: County, month: str, measure: str, area: str, now: str) -> Ruling | None:
    """By the definitions with which the month was frozen, if they say something else."""
    kept = county.snapshot(month).policy
    if measure in kept.measures and kept.rule_key(measure, month, county.code) == now:
        return None
    return _now(county, kept, month, measure, area)


def _noted(county: County, month: str, measure: str, area: str, now: str) -> Ruling | None:
    """The latest rule that is not the present one."""
    for one in county.store.computed(month, measure):
        if one.rule_key != now and "reference" in one.said:
            return Ruling(_reference(one.said["reference"]), _pairs(one.said["columns"]), _figure(county, one, area), one.at)
    return None


def _figure(county: County, noted: Computed, area: str) -> Figure | None:
    snapshot, said = county.snapshot(noted.month), noted.said
    if noted.cube_key is None:
        return Figure(noted.month, noted.measure, said["form"], "county", area, "", waiting=said.get("waiting"))
    return kept_figure(snapshot, noted.cube_key, noted.measure, said["form"], LedgerRules(**said["ledger"]), area)


def _reference(said: Mapping[str, Any]) -> MeasureReference:
    """The reference again from its JSON."""
    lists = {name: _pairs(said[name]) for name in ("rules", "clauses", "data")}
    return MeasureReference(**{**said, **lists, "sources": tuple(said["sources"]), "parameters": tuple(ParameterRow(**row) for row in said["parameters"])})


def _pairs(found: Iterable[Iterable[str]]) -> Pairs:
    return tuple((first, second) for first, second in found)


def _differences(then: Ruling, now: Ruling | None) -> tuple[Difference, ...]:
    """Form, start, rules, columns, policy values: whatever reads otherwise, in the order of the page."""
    sides = [_lines(each) if each is not None else {} for each in (then, now)]
    every = dict.fromkeys([*sides[0], *sides[1]])
    pairs = [(what, *(side.get(what, "—") for side in sides)) for what in every]
    return tuple(Difference(what, before, after) for what, before, after in pairs if before != after)


def _lines(ruling: Ruling) -> dict[str, str]:
    reference = ruling.reference
    values = {f"政策参数：{row.label}": row.value for row in reference.parameters}
    clauses = {f"依据：{what}": clause for what, clause in reference.clauses}
    return {"指标类型": reference.form, "口径起用": reference.since, **dict(reference.rules), **dict(ruling.columns), **values, **clauses}
