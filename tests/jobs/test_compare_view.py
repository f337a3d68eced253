"""对比 ranks places by people and not by rate, says who rose, and tells a small base, a missing sheet and nobody concerned apart."""

import dataclasses

import pytest

from jobs.compare_view import NO_PLACES, NOT_COMPARED, compare_view
from jobs.panel import make_panel
from jobs.place_ranks import place_lines
from jobs.readings import Reading
from metrics.model import Cells, Figure, FlowCounts, LedgerSums, Tally
from metrics.pace import Pace
from tests.pages.fake_county import COUNTY, areas, definitions

NURSING, MEDICAL = "nursing_allowance", "medical_enrolled"
BEFORE, NOW = "2026-09", "2026-10"
SHUGUANG, LONGXING, JINPING = "159921001", "159921002", "159921003"
WAITING = "缺数据：人员"


def town(code, tf, *, tt=100, month=NOW, measure=NURSING, **more):
    return Figure(month, measure, "targeting", "township", code, "", cells=Cells(tt=tt, tf=tf, **more))


def panel(*found, months=(BEFORE, NOW)):
    return make_panel(found, months=months, areas=areas(), county_code=COUNTY)


def view(*found, measure=NURSING, area=COUNTY, other=BEFORE, policy=None, months=(BEFORE, NOW)):
    return compare_view(panel(*found, months=months), policy or definitions(), measure, area, other)


def lines(*found, other=BEFORE):
    policy = definitions()
    return {line.name: line for line in place_lines(panel(*found), policy, policy.measures[NURSING], COUNTY, other)}


def said(text):
    return text.replace("\u00a0", " ")


def test_places_are_ranked_by_people_missed_and_not_by_rate():
    found = view(town(SHUGUANG, 20, tt=980), town(LONGXING, 10, tt=10), town(JINPING, 15, tt=100))
    assert [(line.rank, line.name, line.rate) for line in found.lines[:3]] == [(1, "曙光镇", "98.0%"), (2, "金坪镇", "87.0%"), (3, "隆兴镇", "50.0%")]


def test_places_alike_share_a_rank_and_the_next_one_is_left_out():
    ranks = lines(town(SHUGUANG, 5), town(LONGXING, 9), town(JINPING, 5), town("159921004", 1))
    assert {name: line.rank for name, line in ranks.items() if line.rank} == {"隆兴镇": 1, "曙光镇": 2, "金坪镇": 2, "乌兰苏木": 4}


def test_a_place_that_came_nearer_to_the_worst_has_an_arrow_up():
    found = [town(SHUGUANG, 30, month=BEFORE), town(LONGXING, 20, month=BEFORE), town(JINPING, 10, month=BEFORE)]
    moved = {name: line.moved for name, line in lines(*found, town(SHUGUANG, 30), town(LONGXING, 20), town(JINPING, 40)).items()}
    assert (moved["金坪镇"], moved["曙光镇"], moved["隆兴镇"]) == ("↑2", "↓1", "↓1")


def test_a_place_without_the_other_month_has_neither_change_nor_a_rank_that_moved():
    line = lines(town(SHUGUANG, 30), Figure(BEFORE, NURSING, "targeting", "township", SHUGUANG, "", waiting=WAITING))["曙光镇"]
    assert (line.rank, line.change, line.moved, line.worse) == (1, "—", "—", None)


def test_a_place_that_waits_is_not_ranked_and_the_finding_says_so():
    found = view(town(SHUGUANG, 3), town(LONGXING, 8), Figure(NOW, NURSING, "targeting", "township", JINPING, "", waiting=WAITING))
    line = next(each for each in found.lines if each.code == JINPING)
    assert (line.rank, line.text, line.basis) == (None, "—", WAITING)
    assert "缺数据，不排名次" in found.finding


def test_nobody_concerned_and_nobody_who_can_be_told_are_not_ranked():
    found = lines(town(SHUGUANG, 3), Figure(NOW, NURSING, "targeting", "township", LONGXING, "", cells=Cells(ff=9)), town(JINPING, 0, tt=0, nn=7))
    assert (found["隆兴镇"].rank, found["隆兴镇"].basis) == (None, "没有符合条件的对象")
    assert (found["金坪镇"].rank, said(found["金坪镇"].basis), said(found["金坪镇"].unknown)) == (None, "7 人无法判定（缺数据）", "7 人")
    assert found["金坪镇"].stated == "无法判定（缺数据）"


@pytest.mark.parametrize(("entitled", "small"), [(29, True), (30, False)])
def test_a_rate_on_fewer_than_thirty_is_marked(entitled, small):
    assert lines(town(SHUGUANG, 1, tt=entitled - 1))["曙光镇"].small is small


def test_the_finding_says_who_is_worst_who_rose_and_who_improved():
    before = [town(SHUGUANG, 30, month=BEFORE), town(LONGXING, 20, month=BEFORE), town(JINPING, 10, month=BEFORE)]
    found = view(*before, town(SHUGUANG, 25), town(LONGXING, 20), town(JINPING, 22))
    assert said(found.finding).startswith(
        "应享未享（疑似）最多的是曙光镇，25 人（80.0%）；与9月相比，增加最多的是金坪镇（+12 人），减少最多的是曙光镇（−5 人）"
    )


def test_where_nothing_moved_the_finding_says_so():
    found = view(town(SHUGUANG, 3, month=BEFORE), town(LONGXING, 1, month=BEFORE), town(SHUGUANG, 3), town(LONGXING, 1))
    assert "与9月相比都没有变化" in found.finding


def test_places_alike_at_the_top_are_named_together():
    assert "曙光镇、隆兴镇，并列，各 5 人" in said(view(town(SHUGUANG, 5), town(LONGXING, 5), town(JINPING, 1)).finding)
    assert said(view(town(SHUGUANG, 5), town(LONGXING, 5)).finding).startswith("2 个地方并列，应享未享（疑似）都是 5 人")


def test_nobody_missed_anywhere_is_said_and_no_place_is_called_worst():
    assert view(town(SHUGUANG, 0), town(LONGXING, 0)).finding.startswith("2 个地方都没有应享未享（疑似）的")


def test_one_place_alone_is_not_called_worst():
    assert said(view(town(SHUGUANG, 5)).finding).startswith("只有曙光镇有数（5 人），没有别的地方可比")


def test_without_another_month_there_is_neither_slope_nor_change():
    found = view(town(SHUGUANG, 5), town(LONGXING, 2), other=None, months=(NOW,))
    assert (found.slopes, found.other) == ((), None)
    assert "相比" not in found.finding


def test_a_month_without_figures_gives_no_slope():
    found = view(town(SHUGUANG, 5), town(LONGXING, 2))
    assert found.slopes == ()
    assert "9月没有可比的数" in found.finding


def test_the_slopes_bring_forward_the_three_that_rose_most_and_the_one_that_improved_most():
    rises = {"159921001": 1, "159921002": 9, "159921003": 7, "159921004": 4, "159921005": -2, "159921006": -6}
    found = view(*(town(code, 10, month=BEFORE) for code in rises), *(town(code, 10 + by) for code, by in rises.items()))
    tones = {slope.name: slope.tone for slope in found.slopes}
    assert [name for name, tone in tones.items() if tone == "more"] == ["隆兴镇", "金坪镇", "乌兰苏木"]
    assert [name for name, tone in tones.items() if tone == "less"] == ["东风农场"]


def test_every_month_stands_in_the_picture_and_a_month_without_figure_is_a_hole():
    months = ("2026-07", "2026-08", "2026-09", "2026-10")
    found = view(town(SHUGUANG, 50, tt=50, month="2026-07"), town(SHUGUANG, 25, tt=75), town(LONGXING, 1), months=months)
    series = found.series[0]
    assert (series.name, series.values) == ("曙光镇", (0.5, None, None, 0.75))
    assert found.months == ("7月", "8月", "9月", "10月")


def test_a_village_is_a_dot_and_a_township_says_how_many_have_none():
    villages = [
        Figure(NOW, NURSING, "targeting", "village", f"{SHUGUANG}{number}", "", cells=cells)
        for number, cells in ((201, Cells(tt=29, tf=1)), (202, Cells(tt=5, tf=5)), (203, Cells(ff=4)))
    ]
    found = view(town(SHUGUANG, 6), town(LONGXING, 1), *villages)
    assert [(dot.village, dot.value, dot.people, dot.small) for dot in found.dots] == [("东河村", 29 / 30, 1, False), ("西河村", 0.5, 5, True)]
    assert found.strips[0] == "曙光镇（8 个村无数）"


def test_in_a_township_its_villages_are_compared_and_there_are_no_strips():
    villages = [Figure(NOW, NURSING, "targeting", "village", f"{SHUGUANG}{number}", "", cells=Cells(tt=50, tf=number - 200)) for number in (201, 202)]
    found = view(*villages, area=SHUGUANG)
    assert [(line.rank, line.name) for line in found.lines[:2]] == [(1, "西河村"), (2, "东河村")]
    assert (found.level, found.dots, found.strips) == ("嘎查村", (), ())


def test_a_village_is_compared_with_the_others_of_its_township():
    villages = [Figure(NOW, NURSING, "targeting", "village", f"{SHUGUANG}{number}", "", cells=Cells(tt=50, tf=3)) for number in (201, 202)]
    assert view(*villages, area=f"{SHUGUANG}201").place == "曙光镇"


def test_people_of_no_village_are_listed_last_and_not_ranked():
    unplaced = Figure(NOW, NURSING, "targeting", "village", f"{SHUGUANG}000", "", cells=Cells(tt=1, tf=99))
    found = view(Figure(NOW, NURSING, "targeting", "village", f"{SHUGUANG}201", "", cells=Cells(tt=50, tf=3)), unplaced, area=SHUGUANG)
    assert (found.lines[-1].name, found.lines[-1].rank, found.lines[-1].amount) == ("未落村", None, 99)
    assert "东河村" in found.finding


def test_households_rank_by_the_people_in_them():
    admission = "monitoring_admission"
    found = [
        Figure(NOW, admission, "targeting", "township", code, "", cells=Cells(tt=90, tf=units), persons=Cells(tt=300, tf=people))
        for code, units, people in ((SHUGUANG, 10, 12), (LONGXING, 4, 15))
    ]
    assert [(line.name, said(line.text)) for line in view(*found, measure=admission).lines[:2]] == [("隆兴镇", "4 户 15 人"), ("曙光镇", "10 户 12 人")]


def test_a_status_measure_ranks_by_who_does_not_meet_the_condition():
    found = [Figure(NOW, MEDICAL, "status", "township", code, "", tally=Tally(met, 100, 3)) for code, met in ((SHUGUANG, 97), (LONGXING, 80))]
    told = view(*found, measure=MEDICAL)
    assert (told.amount, told.lines[0].name, said(told.lines[0].text)) == ("未达到", "隆兴镇", "20 人")


def _other_form(form, reading, **more):
    policy = definitions()
    policy.measures[NURSING] = dataclasses.replace(policy.measures[NURSING], form=form, **more)
    policy.readings[NURSING] = reading
    return policy


def _ledger(code, amount, of):
    sums = LedgerSums(amount=amount, of=of, agreeing=1)
    return Figure(NOW, NURSING, "ledger", "township", code, "", tally=Tally(amount, of), ledger=sums)


def test_a_plan_ranks_by_its_progress_the_lowest_first():
    found = [
        Figure(NOW, NURSING, "attainment", "township", code, "", tally=Tally(done, 100), pace=Pace(NOW, done, 100, units=1))
        for code, done in ((SHUGUANG, 80), (LONGXING, 30))
    ]
    told = view(*found, policy=_other_form("attainment", Reading("attainment", "个", "公里")))
    assert [(line.rank, line.name, line.text) for line in told.lines[:2]] == [(1, "隆兴镇", "30.0%"), (2, "曙光镇", "80.0%")]
    assert said(told.finding).startswith("最低的是隆兴镇，30.0%（30/100 公里）")


def test_a_share_of_a_ledger_that_should_be_low_ranks_the_highest_first():
    reading = Reading("ledger", "笔", "万元", worse=True, against=True)
    told = view(_ledger(SHUGUANG, 10, 100), _ledger(LONGXING, 40, 100), policy=_other_form("ledger", reading, higher_is="worse"))
    assert [line.name for line in told.lines[:2]] == ["隆兴镇", "曙光镇"]
    assert told.finding.startswith("最高的是隆兴镇，40.0%")


def test_a_change_of_a_rate_is_said_in_points_and_a_fall_is_the_worse_news():
    reading = Reading("ledger", "笔", "万元", against=True)
    before = [dataclasses.replace(_ledger(code, amount, 100), month=BEFORE) for code, amount in ((SHUGUANG, 60), (LONGXING, 70))]
    told = view(*before, _ledger(SHUGUANG, 50, 100), _ledger(LONGXING, 72, 100), policy=_other_form("ledger", reading))
    assert "下降最多的是曙光镇（−10.0 个百分点），上升最多的是隆兴镇（+2.0 个百分点）" in said(told.finding)


def test_sums_of_money_are_not_ranked_and_it_is_said_why():
    told = view(_ledger(SHUGUANG, 10, 0), _ledger(LONGXING, 40, 0), policy=_other_form("ledger", Reading("ledger", "笔", "万元")))
    assert (told.why_not, told.lines, told.series) == (NOT_COMPARED, (), ())


def test_a_flow_ranks_by_what_is_overdue():
    found = [
        Figure(NOW, NURSING, "flow", "township", code, "", tally=Tally(9, 9 + late), flow=FlowCounts(open=20, overdue=late, in_time=9, closed=9))
        for code, late in ((SHUGUANG, 1), (LONGXING, 6))
    ]
    told = view(*found, policy=_other_form("flow", Reading("flow", "件")))
    assert (told.amount, told.lines[0].name, said(told.lines[0].text)) == ("超期", "隆兴镇", "6 件")


def test_a_measure_that_only_the_county_has_is_not_compared():
    whole = Figure(NOW, NURSING, "targeting", "county", COUNTY, "", cells=Cells(tt=9, tf=1))
    assert view(whole).why_not == NO_PLACES


def test_a_measure_that_waits_says_what_for():
    whole = Figure(NOW, NURSING, "targeting", "county", COUNTY, "", waiting="需县里填报：护理补贴标准")
    assert view(whole).finding == "需县里填报：护理补贴标准"
