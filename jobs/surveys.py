"""Given a county and a month; gives what sample surveys say with their intervals, and the county's place in the ranking of 重点帮扶旗县."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metrics.ranking import Ranked, composite_ranking
from metrics.sampling import CompositeRate, Estimate, approval_rate, composite_poverty_rate, missed_rate, wrong_exit_rate
from metrics.survey_data import county_statistics, registered_people, surveyed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobs.county import County
    from metrics.snapshot import Snapshot

SURVEYS = {"missed": "CJ-LP", "wrong_exit": "CJ-CT", "approval": "CJ-RK"}
"""Codes of a sample survey in 指标完成: 完成值 is who was found (missed, wrongly lifted; households approving), 计划值 who was asked."""

STATISTICS = {
    "人均地区生产总值": ("low", "key_county_weight_gdp"),
    "人均一般公共预算收入": ("low", "key_county_weight_revenue"),
    "农牧民人均可支配收入": ("low", "key_county_weight_income"),
    "低收入人口占农牧业人口比重": ("high", "key_county_weight_low_income"),
}
"""The four indicators of 重点帮扶旗县 (D1-16): which end means need, and the parameter of the weight."""

WEIGHTS = tuple(key for _, key in STATISTICS.values())

NO_SURVEY = "缺数据：《指标完成》里没有抽样调查（指标代码 CJ-LP 漏评、CJ-CT 错退、CJ-RK 群众认可）"
ONE_COUNTY = "缺数据：《县域统计》里只有一个旗县的数，排不出名次；要有两个以上旗县的四项指标"


@dataclass(frozen=True)
class Survey:
    """A sample survey: 漏评率, 错退率, 群众认可度 with n and interval, and 综合贫困发生率 from them. waiting: why there is none."""

    waiting: str
    missed: Estimate
    wrong_exit: Estimate
    approval: Estimate
    composite: CompositeRate


@dataclass(frozen=True)
class NeedRanking:
    """Counties by need. equal: no weight was filled in, so all four count alike; own: the county's own place; waiting: why there is none."""

    waiting: str
    places: tuple[Ranked, ...]
    equal: bool
    own: Ranked | None


def survey(county: County, month: str) -> Survey:
    """The sample surveys of the month: the people are drawn by the county, and what is found is what was verified, never a suspicion."""
    snapshot = county.snapshot(month)
    found = surveyed(snapshot, tuple(SURVEYS.values()))
    counts = {role: found.get(code, (None, None)) for role, code in SURVEYS.items()}
    missed, wrong, approving = missed_rate(*counts["missed"]), wrong_exit_rate(*counts["wrong_exit"]), approval_rate(*counts["approval"])
    people = registered_people(snapshot)
    composite = composite_poverty_rate(
        remaining=people.relapsed if people else None,
        lifted=people.lifted if people else None,
        unregistered=people.all - people.lifted if people else None,
        rural=people.all if people else None,
        wrong_exit=wrong,
        missed=missed,
    )
    return Survey("" if found else NO_SURVEY, missed, wrong, approving, composite)


def need_ranking(county: County, month: str) -> NeedRanking:
    """Where the county stands among those of which 县域统计 knows the four indicators; a county that lacks one is not ranked."""
    snapshot = county.snapshot(month)
    statistics = county_statistics(snapshot)
    places = {code: values for code, values in sorted(statistics.items()) if values.keys() & STATISTICS.keys()}
    if len(places) < 2:  # noqa: PLR2004 - one place has no rank
        return NeedRanking(ONE_COUNTY, (), equal=True, own=None)
    weights = _weights(snapshot)
    columns = {name: [values.get(name) for values in places.values()] for name in STATISTICS}
    ranked = composite_ranking(list(places), columns, {name: end for name, (end, _) in STATISTICS.items()}, weights)
    own = next((place for place in ranked if place.unit == snapshot.county_code), None)
    return NeedRanking("", ranked, equal=weights is None, own=own)


def _weights(snapshot: Snapshot) -> Mapping[str, float] | None:
    """The weights that are filled in, those left out counting nothing; None where none is, so that all count alike."""
    values = snapshot.policy.values_in_force(WEIGHTS, snapshot.month, snapshot.county_code)
    weights = {name: float(values[key]) for name, (_, key) in STATISTICS.items() if key in values}
    return weights or None
