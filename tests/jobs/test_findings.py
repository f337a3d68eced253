"""Given figures and steps written by hand; findings are ranked by people and by change, and say of each change what brought it, as far as that is known."""

import dataclasses

import pytest

from jobs.figure_text import Head
from jobs.findings import findings, moved_text
from jobs.missed import missed_in, missed_people
from jobs.panel import make_panel
from jobs.readings import Reading
from jobs.reasons import NoReasons
from metrics.model import Cells, Figure, Tally
from tests.pages.fake_county import COUNTY, MONTHS, areas, definitions

TOWN, OTHER = "159921002", "159921001"
NURSING, DIBAO, ADMISSION, SCHOOL = "nursing_allowance", "dibao_paid", "monitoring_admission", "school_attendance"
VILLAGE, NEXT = f"{TOWN}201", f"{TOWN}202"


class Steps:
    """Reasons written by hand: measure → (village, reason) → units."""

    def __init__(self, **known):
        self.known = known

    def of(self, measures):
        return {name: self.known[name] for name in measures if name in self.known}


def targeting(month, tf, *, measure=NURSING, area=TOWN, tt=100, unknown=0, persons=None):
    return Figure(month, measure, "targeting", "township", area, "", cells=Cells(tt=tt, tf=tf, tn=unknown), persons=persons)


def found(*figures, reasons=None, months=MONTHS, number=8, policy=None):
    policy, panel = policy or definitions(), make_panel(figures, months=months, areas=areas(), county_code=COUNTY)
    everywhere = [each for below in panel.below(COUNTY) for each in missed_in(panel, policy, below.code)]
    return findings(panel, policy, everywhere, number, reasons or NoReasons())


def plain(text):
    return text.replace("\u00a0", " ")


def test_a_finding_says_place_policy_people_change_and_reason_and_what_it_rests_on():
    steps = Steps(nursing_allowance={(VILLAGE, "newly_entitled"): 5, (NEXT, "newly_entitled"): 4, (VILLAGE, "entered"): 3, (f"{OTHER}201", "entered"): 50})
    each = found(targeting("2026-09", 25), targeting("2026-10", 37, unknown=3), reasons=steps).worst[0]
    assert plain(each.sentence) == "隆兴镇重度残疾人护理补贴应享未享（疑似）37 人，较上月增加 12 人，其中 9 人新符合条件"
    assert plain(each.rests_on) == "应享已享 100/137 人，疑似；无法判定 3 人"
    assert (each.measure, each.area_code, each.list_name, each.since, each.reason_code) == (NURSING, TOWN, "missing", "2026-09", "newly_entitled")
    assert (each.people, each.change, each.lead_unit) == (37, 12, "残联")


def test_reasons_on_both_sides_are_told_of_those_who_came_and_never_as_part_of_the_difference():
    steps = Steps(nursing_allowance={(VILLAGE, "entered"): 9, (VILLAGE, "newly_entitled"): 3, (NEXT, "newly_paid"): 10})
    each = found(targeting("2026-09", 35), targeting("2026-10", 37), reasons=steps).more[0]
    assert plain(each.sentence).endswith("较上月增加 2 人，新增的 12 人里 9 人新纳入统计")


def test_a_decrease_says_why_they_left_the_list():
    steps = Steps(nursing_allowance={(VILLAGE, "newly_paid"): 4, (VILLAGE, "left"): 1})
    each = found(targeting("2026-09", 30), targeting("2026-10", 25), reasons=steps).fewer[0]
    assert plain(each.sentence) == "隆兴镇重度残疾人护理补贴应享未享（疑似）25 人，较上月减少 5 人，其中 4 人已享受"


def test_moving_within_the_township_is_no_reason():
    steps = Steps(nursing_allowance={(VILLAGE, "moved_out"): 9, (NEXT, "moved_in"): 9, (NEXT, "entered"): 2})
    each = found(targeting("2026-09", 35), targeting("2026-10", 37), reasons=steps).more[0]
    assert plain(each.reason) == "其中 2 人新纳入统计"


@pytest.mark.parametrize("steps", [{}, {(VILLAGE, "entered"): 11}, {(VILLAGE, "entered"): 13}])
def test_reasons_that_do_not_add_up_to_the_change_are_not_said(steps):
    each = found(targeting("2026-09", 25), targeting("2026-10", 37), reasons=Steps(nursing_allowance=steps)).more[0]
    assert (each.reason, each.reason_code) == ("", "")
    assert plain(each.sentence).endswith("较上月增加 12 人")


def test_the_worst_are_ranked_by_people_then_by_growth_and_each_measure_stands_once():
    figures = [targeting("2026-10", 40, area=OTHER), targeting("2026-10", 30), targeting("2026-10", 40, measure=DIBAO), targeting("2026-09", 31, measure=DIBAO)]
    assert [(each.measure, each.area_code, each.people) for each in found(*figures).worst] == [(DIBAO, TOWN, 40), (NURSING, OTHER, 40)]


def test_changes_are_ranked_by_people_more_and_fewer():
    counts = {NURSING: (90, 95), DIBAO: (1, 9), SCHOOL: (9, 2)}
    figures = [targeting(month, tf, measure=name) for name, both in counts.items() for month, tf in zip(MONTHS[1:], both, strict=True)]
    told = found(*figures)
    assert [(each.measure, each.change) for each in told.more] == [(DIBAO, 8), (NURSING, 5)]
    assert [(each.measure, each.change) for each in told.fewer] == [(SCHOOL, -7)]
    assert [each.measure for each in found(*figures, number=1).more] == [DIBAO]


def test_households_are_ranked_and_told_with_their_people():
    before = targeting("2026-09", 10, measure=ADMISSION, persons=Cells(tt=300, tf=30))
    after = targeting("2026-10", 15, measure=ADMISSION, persons=Cells(tt=300, tf=42))
    each = found(before, after, targeting("2026-10", 41), reasons=Steps(monitoring_admission={(VILLAGE, "newly_entitled"): 5})).worst[0]
    assert plain(each.sentence) == "隆兴镇三类监测对象纳入应享未享（疑似）15 户 42 人，较上月增加 5 户 12 人，其中 5 户新符合条件"
    assert plain(each.rests_on) == "应享已享 100/115 户，300/342 人，疑似；无法判定 0 户 0 人"


def test_a_person_of_a_list_of_its_own_counts_as_one_and_not_as_the_household():
    pupils = [
        Figure(month, SCHOOL, "status", "township", TOWN, "", tally=Tally(80, 100), tally_persons=Tally(160, 100 + left))
        for month, left in zip(MONTHS[1:], (90, 99), strict=True)
    ]
    cadres = Figure("2026-10", NURSING, "targeting", "township", TOWN, "", cells=Cells(tt=1, tf=30), persons=Cells())
    told = found(*pupils, cadres)
    assert [(each.measure, each.people) for each in told.worst] == [(NURSING, 30), (SCHOOL, 20)]
    assert told.more == ()


def test_nobody_missed_is_no_finding_but_having_been_missed_is_a_change():
    told = found(targeting("2026-09", 4), targeting("2026-10", 0))
    assert told.worst == ()
    assert plain(told.fewer[0].sentence) == "隆兴镇重度残疾人护理补贴应享未享（疑似）0 人，较上月减少 4 人"
    assert found(targeting("2026-09", 0), targeting("2026-10", 0)) == found()


def test_a_first_month_has_findings_and_no_changes():
    told = found(targeting("2026-10", 37), months=("2026-10",))
    assert (told.more, told.fewer) == ((), ())
    assert plain(told.worst[0].sentence) == "隆兴镇重度残疾人护理补贴应享未享（疑似）37 人"
    assert told.worst[0].since == ""


@pytest.mark.parametrize("before", [(), (Figure("2026-09", NURSING, "targeting", "township", TOWN, "", waiting="缺数据：《人员》未报送"),)])
def test_a_month_before_without_a_figure_is_no_change(before):
    told = found(*before, targeting("2026-10", 37))
    assert (told.more, told.worst[0].change, told.worst[0].moved) == ((), None, "")


def test_a_month_without_a_figure_is_neither_a_gap_nor_an_improvement():
    waiting = Figure("2026-10", NURSING, "targeting", "township", TOWN, "", waiting="缺数据：《人员》未报送")
    assert found(targeting("2026-09", 37), waiting) == found()


def test_what_shrank_only_since_data_went_missing_is_no_improvement():
    steps = Steps(nursing_allowance={(VILLAGE, "newly_unknown"): 20, (VILLAGE, "newly_paid"): 5}, dibao_paid={(VILLAGE, "newly_paid"): 3})
    figures = [targeting("2026-09", 37), targeting("2026-10", 12), targeting("2026-09", 9, measure=DIBAO), targeting("2026-10", 6, measure=DIBAO)]
    assert [each.measure for each in found(*figures, reasons=steps).fewer] == [DIBAO]


def test_a_condition_is_told_in_its_own_words():
    figures = [Figure(month, SCHOOL, "status", "township", TOWN, "", tally=Tally(100 - left, 100, 2)) for month, left in (("2026-09", 4), ("2026-10", 9))]
    each = found(*figures, reasons=Steps(school_attendance={(VILLAGE, "stopped"): 5})).more[0]
    assert plain(each.sentence) == "隆兴镇义务教育阶段在校未达到 9 人，较上月增加 5 人，其中 5 人由达到变为未达到"
    assert plain(each.rests_on) == "达到 91/100 人；无法判定 2 人"


def test_only_people_and_households_are_findings():
    policy = definitions()
    policy.readings["medical_enrolled"] = Reading("status", "个")
    villages = Figure("2026-10", "medical_enrolled", "status", "township", TOWN, "", tally=Tally(10, 900))
    pupils = Figure("2026-10", SCHOOL, "status", "township", TOWN, "", tally=Tally(95, 100))
    assert [each.measure for each in found(villages, pupils, policy=policy).worst] == [SCHOOL]
    panel = make_panel([villages, pupils], months=MONTHS, areas=areas(), county_code=COUNTY)
    assert missed_people(panel, policy, TOWN)[0] == {SCHOOL: 5}


def test_what_nobody_is_owed_this_month_is_no_finding():
    policy = definitions()
    policy.measures[NURSING] = dataclasses.replace(policy.measures[NURSING], ranked=False)
    assert found(targeting("2026-10", 37), policy=policy).worst == ()


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (Head(5), Head(3), "较上月增加 2 人"),
        (Head(3), Head(3), "较上月持平"),
        (Head(3), None, ""),
        (Head(5, 12, "户"), Head(7, 15, "户"), "较上月减少 2 户 3 人"),
        (Head(5, 12, "户"), Head(5, 12, "户"), "较上月持平"),
        (Head(5, 12, "户"), Head(5, 10, "户"), "较上月户数持平、人数增加 2 人"),
        (Head(6, 9, "户"), Head(5, 10, "户"), "较上月户数增加 1 户、人数减少 1 人"),
        (Head(6, None, "户"), Head(5, 10, "户"), "较上月增加 1 户"),
    ],
)
def test_a_change_is_told_in_units_and_people(now, before, told):
    assert plain(moved_text(now, before)) == told
