"""总览 says in words what the figures of the fake county hold, and nothing that they do not."""

import dataclasses

import pytest

from charts.shortfall import GOOD, NO_LIGHT, POOR, SMALL_BASE, WATCH
from jobs.judge import Verdicts
from jobs.overview import overview
from jobs.panel import make_panel
from metrics.model import Cells, Figure
from tests.pages.fake_county import COUNTY, JUDGEMENT, MONTHS, areas, definitions, figures

TOWN = "159921002"


def _panel(found, months=MONTHS):
    return make_panel(found, months=months, areas=areas(), county_code=COUNTY)


def _targeting(month, area, tf, *, tt=100, measure="nursing_allowance", persons=None):
    return Figure(month, measure, "targeting", "township", area, "", cells=Cells(tt=tt, tf=tf), persons=persons)


def test_a_waiting_measure_shows_why_and_no_number():
    view = overview(_panel(figures()), definitions(), COUNTY)
    card = next((each for each in view.headlines if each.measure == "old_age_allowance"), None)
    assert card is None  # nine measures, eight cards
    panel = _panel([Figure("2026-10", "nursing_allowance", "targeting", "county", COUNTY, "", waiting="需县里填报：护理补贴标准")])
    first = overview(panel, definitions(), COUNTY).headlines[0]
    assert (first.value, first.waiting, first.light.rank) == ("—", "需县里填报：护理补贴标准", None)


def test_a_card_carries_value_basis_light_and_trend():
    months = [dataclasses.replace(_targeting(month, COUNTY, tf, tt=90), level="county") for month, tf in zip(MONTHS, (30, 20, 10), strict=True)]
    card = overview(_panel(months), definitions(), COUNTY).headlines[0]
    assert card.value == "90.0%"
    assert card.basis == "90/100\u00a0人，疑似"
    assert card.light is WATCH
    assert card.trend == (0.75, pytest.approx(90 / 110), 0.9)
    assert card.change.tone == "better"


def test_a_township_row_counts_people_over_measures_and_names_the_widest_gap():
    found = [_targeting("2026-10", TOWN, 5), _targeting("2026-10", TOWN, 40, tt=60, measure="dibao_paid")]
    row = next(each for each in overview(_panel(found), definitions(), COUNTY).townships if each.code == TOWN)
    assert row.missed == 45
    assert row.worst_measure == "dibao_paid"
    assert (row.verdicts.good, row.verdicts.watch, row.verdicts.poor) == (1, 0, 1)
    assert row.light is NO_LIGHT  # two measures say nothing about a township


@pytest.mark.parametrize(
    ("good", "watch", "poor", "expected"),
    [(9, 0, 1, GOOD), (8, 1, 1, GOOD), (8, 0, 1, WATCH), (3, 0, 1, NO_LIGHT), (6, 0, 2, WATCH), (5, 1, 2, WATCH), (5, 0, 2, POOR), (0, 5, 0, GOOD)],
)
def test_an_area_is_judged_by_the_share_of_its_measures_that_are_poor(good, watch, poor, expected):
    assert Verdicts(good, watch, poor, 0).light(JUDGEMENT) is expected


def test_an_area_of_small_bases_is_not_judged():
    assert Verdicts(2, 0, 2, 15).light(JUDGEMENT) is SMALL_BASE


def test_the_finding_says_the_change_what_changed_most_and_where_it_is_worst():
    county = [("2026-09", "nursing_allowance", 25), ("2026-10", "nursing_allowance", 37), ("2026-09", "dibao_paid", 9), ("2026-10", "dibao_paid", 4)]
    found = [_targeting(month, COUNTY, tf, measure=measure) for month, measure, tf in county]
    found += [_targeting("2026-10", TOWN, 30), _targeting("2026-10", "159921001", 7), _targeting("2026-10", "159921001", 4, measure="dibao_paid")]
    said = overview(_panel(found), definitions(), COUNTY).finding.replace("\u00a0", " ")
    assert said == ("缺口共 41 人次（疑似），较上月 +7（主要是重度残疾人护理补贴 +12，低保金发放 −5）。最重的是隆兴镇，30 人次，其中重度残疾人护理补贴 30 人。")


def test_the_finding_of_a_first_month_claims_no_change():
    panel = _panel([_targeting("2026-10", COUNTY, 37)], months=("2026-10",))
    assert overview(panel, definitions(), COUNTY).finding.replace("\u00a0", " ") == "缺口共 37 人次（疑似）。"


def test_where_nobody_is_missed_the_finding_says_so():
    assert overview(_panel([_targeting("2026-10", COUNTY, 0)]), definitions(), COUNTY).finding == "没有发现缺口。"


def test_a_sheet_that_did_not_come_this_month_does_not_look_like_progress():
    found = [_targeting("2026-09", TOWN, 50), _targeting("2026-09", TOWN, 8, measure="dibao_paid"), _targeting("2026-10", TOWN, 10, measure="dibao_paid")]
    row = next(each for each in overview(_panel(found), definitions(), COUNTY).townships if each.code == TOWN)
    assert row.change == "较上月\u00a0+2"


def test_in_a_township_the_rows_are_its_villages():
    view = overview(_panel(figures()), definitions(), TOWN)
    assert len(view.townships) == 10
    assert view.place == "隆兴镇"


def test_the_unplaced_stand_among_the_villages_only_where_people_are_missed_there():
    for missed, shown in ((0, []), (3, [3])):
        view = overview(_panel([_targeting("2026-10", f"{TOWN}000", missed)]), definitions(), TOWN)
        assert [row.missed for row in view.townships if row.name == "未落村"] == shown
