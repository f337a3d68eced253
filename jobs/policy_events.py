"""Given a county, a measure and the months of its trend; gives where the policy behind it changed: period, version of the measure, policy values, rules."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from charts.numbers import count
from jobs.panel import short_month
from jobs.reference import every_rule
from policy.model import OutOfValidityError
from policy.months import last_day, month_label
from policy.validity import holds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jobs.county import County
    from policy.definitions import Policy
    from policy.model import MeasureVersion

    Values = Mapping[str, float | str | bool]

SIGNS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"


@dataclass(frozen=True)
class PolicyEvent:
    """From which month on something else holds: its short label as the trend prints it, and what changed. sign: "" for a note on all months alike."""

    month: str
    sign: str
    text: str


@dataclass(frozen=True)
class _State:
    """What a measure rests on in a month. version: None where none is in force; values: of the parameters that its rules name, where they are set."""

    period: str
    version: MeasureVersion | None
    values: Values
    kept: Policy


def policy_events(county: County, measure: str, months: Sequence[str]) -> tuple[PolicyEvent, ...]:
    """One event a month in which anything changed, in order; a change between two submitted months stands at the later one."""
    states = [_state(county.policy_of(month), measure, month, county.code) for month in months]
    found: dict[str, list[str]] = {}
    for (before, after), (earlier, later) in zip(pairwise(states), pairwise(months), strict=True):
        said = [*_changes(before, after), *_redefined(before, after, measure, (earlier, later), county.code)]
        if said:
            found[later] = said
    again = [month for month in months if _recomputed(county, measure, month)]
    put_right = f"规则后来改过，{_span(again)}的数已按现在的规则重算，前后可比" if again else ""
    if again and len(again) < len(months):
        found.setdefault(again[0], []).append(put_right)
        put_right = ""
    ordered = [month for month in months if month in found]
    events = [PolicyEvent(short_month(month), sign, f"{month_label(month)}：{'；'.join(found[month])}") for month, sign in zip(ordered, SIGNS, strict=False)]
    return (*events, *([PolicyEvent(short_month(months[0]), "", put_right)] if put_right else []))


def _span(months: Sequence[str]) -> str:
    return short_month(months[0]) + (f"至{short_month(months[-1])}" if len(months) > 1 else "")


def _state(policy: Policy, measure: str, month: str, county_code: str) -> _State:
    day = last_day(month)
    period = next((period.name for period in policy.words if holds(period, day)), "")
    found = policy.measures.get(measure)
    try:
        version = found.version(day) if found else None
    except OutOfValidityError:
        version = None
    if found is None or version is None:
        return _State(period, None, {}, policy)
    keys = {key for rule in every_rule(policy, found, version, month) for key in rule.params}
    return _State(period, version, policy.values_in_force(sorted(keys), month, county_code), policy)


def _changes(before: _State, after: _State) -> Iterator[str]:
    """What changed in words; a policy value that only one of two versions names is part of the change of version."""
    if before.period != after.period and after.period:
        yield f"进入{after.period}"
    was, now = before.version, after.version
    if now is None or was is None:
        if now is not was:
            yield "口径起用" if was is None else "口径停用"
        return
    if was.valid_from != now.valid_from:
        yield "改用新的口径版本" + (f"（{after.kept.say(now.note, _month_of(now))}）" if now.note else "")
    for key in before.values.keys() | after.values.keys() if was.valid_from == now.valid_from else before.values.keys() & after.values.keys():
        old, new = before.values.get(key), after.values.get(key)
        if old != new:
            parameter = after.kept.parameters[key]
            yield f"{parameter.label}由 {_said(old)} 改为 {_said(new)} {parameter.unit}".rstrip()


def _redefined(before: _State, after: _State, measure: str, months: tuple[str, str], county_code: str) -> Iterator[str]:
    """A frozen month beside one that is not: the same version with other rules."""
    if before.kept is after.kept or before.version is None or after.version is None or before.version.valid_from != after.version.valid_from:
        return
    if before.kept.rule_key(measure, months[0], county_code) != after.kept.rule_key(measure, months[0], county_code):
        yield "规则改过，前面冻结的月份仍按当时的规则，前后不完全可比"


def _recomputed(county: County, measure: str, month: str) -> bool:
    """Whether a month that is not frozen was once computed by another rule."""
    if month in county.store.frozen() or measure not in county.policy.measures:
        return False
    key = county.policy.rule_key(measure, month, county.code)
    return any(one.rule_key != key and "reference" in one.said for one in county.store.computed(month, measure))


def _month_of(version: MeasureVersion) -> str:
    return f"{version.valid_from:%Y-%m}"


def _said(value: float | str | bool | None) -> str:  # noqa: FBT001 - a policy value may be yes or no
    if value is None:
        return "未填报"
    if isinstance(value, bool):
        return "是" if value else "否"
    return count(value) if isinstance(value, int | float) else value
