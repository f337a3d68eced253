"""Given figures written by hand; each lead unit stands with its gaps and overdue cases, and what is to be decided follows from them and from nothing else."""

from jobs.deciding import OVERDUE, SHEETS, VALUES, VERIFY, some
from jobs.overview import overview
from jobs.panel import make_panel
from jobs.progress import SheetProgress
from jobs.readings import Reading
from metrics.model import Cells, Figure, FlowCounts
from tests.pages.fake_county import COUNTY, MONTHS, areas, definitions

TOWN = "159921002"
LACKING = SheetProgress("住房", 9, 10, "隆兴镇", ("隆兴镇",))
WHOLE = SheetProgress("农户", 10, 10, "")


def plain(text):
    return text.replace("\u00a0", " ")


def missed(month, tf, *, measure="nursing_allowance", area=COUNTY, level="county"):
    return Figure(month, measure, "targeting", level, area, "", cells=Cells(tt=100, tf=tf))


def view(*figures, area=COUNTY, sheets=(), months=MONTHS):
    policy = definitions()
    policy.readings["school_attendance"] = Reading("flow", "件")
    return overview(make_panel(figures, months=months, areas=areas(), county_code=COUNTY), policy, area, sheets=sheets)


def late(overdue, area=COUNTY):
    return Figure("2026-10", "school_attendance", "flow", "county", area, "", flow=FlowCounts(opened=5, open=9, overdue=overdue))


def test_a_lead_unit_stands_with_its_gaps_people_change_and_worst_place():
    seen = view(
        missed("2026-09", 30),
        missed("2026-10", 37),
        missed("2026-10", 4, measure="dibao_paid"),
        missed("2026-10", 30, area=TOWN, level="township"),
        missed("2026-10", 7, area="159921001", level="township"),
    ).leads
    assert [(each.unit, each.gaps, each.people, plain(each.change), each.overdue) for each in seen] == [("残联", 2, 41, "较上月 +7", 0)]
    assert (plain(seen[0].worst.text), seen[0].worst.area_code) == ("隆兴镇重度残疾人护理补贴 30 人", TOWN)


def test_units_stand_with_most_people_first_and_those_with_cases_alone_after_them():
    seen = view(missed("2026-10", 3), missed("2026-10", 8, measure="monitoring_admission"), late(4)).leads
    assert [(each.unit, each.people, each.overdue) for each in seen] == [("乡村振兴局", 8, 0), ("残联", 3, 0), ("医保局", 0, 4)]


def test_each_unit_verifies_its_gaps_by_the_end_of_the_month_after():
    told = view(missed("2026-10", 37), missed("2026-10", 30, area=TOWN, level="township")).decisions
    assert [each.kind for each in told] == [VERIFY]
    assert plain(told[0].sentence) == "残联牵头，11月30日前逐户核实 1 项缺口 37 人次（疑似），先核隆兴镇重度残疾人护理补贴 30 人"
    assert (told[0].measure, told[0].area_code) == ("nursing_allowance", TOWN)


def test_overdue_cases_values_and_sheets_follow_in_this_order():
    waiting = [
        Figure("2026-10", name, "targeting", "county", COUNTY, "", waiting=f"需县里填报：{value}")
        for name, value in (("old_age_allowance", "高龄津贴起始年龄"), ("orphan_allowance", "高龄津贴起始年龄"), ("dibao_paid", "低保标准"))
    ]
    told = view(missed("2026-10", 3), late(4), *waiting, sheets=(WHOLE, LACKING, SheetProgress("户饮水", 0, 10, "未报送"))).decisions
    assert [each.kind for each in told] == [VERIFY, OVERDUE, VALUES, SHEETS]
    assert [plain(each.sentence) for each in told[1:]] == [
        "医保局超期未办结 4 件次，最多的是“义务教育阶段在校”，定办结日期",
        "县里确定 2 个政策数值：低保标准、高龄津贴起始年龄；3 项指标在等",
        "未报齐的表有 2 张：住房（缺隆兴镇）、户饮水（未报送），定补报日期",
    ]


def test_missing_data_is_no_value_to_decide():
    assert view(Figure("2026-10", "dibao_paid", "targeting", "county", COUNTY, "", waiting="缺数据：《人员》未报送")).decisions == ()


def test_a_township_decides_on_its_own_sheets_and_no_values():
    value = Figure("2026-10", "dibao_paid", "targeting", "township", TOWN, "", waiting="需县里填报：低保标准")
    told = view(value, area=TOWN, sheets=(WHOLE, LACKING)).decisions
    assert [plain(each.sentence) for each in told] == ["隆兴镇补报 1 张表：住房"]
    assert view(value, area="159921001", sheets=(WHOLE, LACKING)).decisions == ()


def test_nothing_missed_and_nothing_late_leaves_nothing_to_decide():
    seen = view(missed("2026-10", 0), late(0), sheets=(WHOLE,))
    assert (seen.leads, seen.decisions) == ((), ())


def test_a_screen_shows_so_many_of_each_kind_in_their_order():
    told = view(missed("2026-10", 3), missed("2026-10", 8, measure="monitoring_admission"), late(4), sheets=(LACKING,)).decisions
    assert [(each.kind, each.who) for each in some(told, {VERIFY: 1, SHEETS: 1})] == [(VERIFY, "乡村振兴局"), (SHEETS, "未报齐")]
