"""Sample surveys in 指标完成 give rates with n and interval; counties are ranked where there are several."""

from types import SimpleNamespace

import pytest
from small_county import MONTH, county_in, person, persons, sheet

import jobs.surveys
from jobs.load import load_files
from jobs.surveys import need_ranking, survey

INDICATORS = "指标代码 区划代码 期间 计划值 完成值 计量单位 填报单位"


@pytest.fixture
def county(tmp_path):
    """Four people, none of them lifted out of poverty."""
    county = county_in(tmp_path / "data")
    people = [person(1, "东升村"), person(2, "东升村"), person(3, "西升村"), person(4, "新地村")]
    load_files(county, [persons(*people)], month=MONTH, sender="县局")
    return county


def test_a_survey_in_the_indicator_sheet_gives_rates_with_n_and_interval(county):
    assert survey(county, MONTH).waiting.startswith("缺数据")
    rows = [f"CJ-LP 159921 {MONTH} 100 2 人 乡村振兴局", f"CJ-CT 159921 {MONTH} 50 0 人 乡村振兴局", f"CJ-RK 159921 {MONTH} 200 190 户 乡村振兴局"]
    load_files(county, [sheet("指标完成", INDICATORS, *rows)], month=MONTH, sender="县局")
    found = survey(county, MONTH)
    assert found.waiting == ""
    assert (found.missed.value, found.missed.n) == (0.02, 100)
    assert (found.missed.low, found.missed.high) == pytest.approx((0.00243, 0.07038), abs=1e-4)  # Clopper–Pearson tables
    assert (found.wrong_exit.value, found.wrong_exit.low) == (0, 0)
    assert found.wrong_exit.high == pytest.approx(1 - 0.05 ** (1 / 50))
    assert found.approval.value == 0.95
    # Four people, none of them lifted: 0 fallen back, 0.02 of four missed.
    assert found.composite.value == pytest.approx(0.02)


def test_counties_are_ranked_only_where_there_are_several_and_by_the_weights_that_are_filled_in():
    statistics = {
        "159921": {"人均地区生产总值": 30.0, "人均一般公共预算收入": 3.0, "农牧民人均可支配收入": 15.0, "低收入人口占农牧业人口比重": 5.0},
        "159922": {"人均地区生产总值": 60.0, "人均一般公共预算收入": 1.0, "农牧民人均可支配收入": 20.0, "低收入人口占农牧业人口比重": 2.0},
    }
    alone = ranked({"159921": statistics["159921"]}, {})
    assert alone.waiting.startswith("缺数据")
    equal = ranked(statistics, {})
    # Ours is the one in need by three of the four: (1 + 0 + 1 + 1) ÷ 4.
    assert (equal.equal, equal.own.rank, equal.own.score) == (True, 1, 0.75)
    revenue = ranked(statistics, {"key_county_weight_revenue": 1.0})
    assert (revenue.equal, revenue.own.rank, revenue.own.score) == (False, 2, 0.0)


def ranked(statistics, weights):
    """The ranking from statistics that are at hand."""
    policy = SimpleNamespace(values_in_force=lambda keys, _month, _county: {key: weights[key] for key in keys if key in weights})
    snapshot = SimpleNamespace(policy=policy, month=MONTH, county_code="159921")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs.surveys, "county_statistics", lambda _snapshot: statistics)
        return need_ranking(SimpleNamespace(snapshot=lambda _month: snapshot), MONTH)
