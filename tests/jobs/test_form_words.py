"""The numbers of plans, flows and ledgers are said in their own units, and only people add up to 人次."""

import dataclasses
from datetime import date

import pytest

from charts.shortfall import GOOD, NO_LIGHT, PLAIN, POOR, WATCH
from jobs.area_table import area_table, handler_table
from jobs.figure_text import basis, figure_text, missing, missing_text, value_text
from jobs.form_stats import stats
from jobs.judge import change_of, light_of
from jobs.measure_lists import measure_lists
from jobs.panel import make_panel
from jobs.readings import Reading
from metrics.flow import HandlerFlow
from metrics.model import Figure, FlowCounts, LedgerSums, Tally
from metrics.pace import Pace
from policy.model import Measure, MeasureVersion
from tests.pages.fake_county import COUNTY, JUDGEMENT, MONTHS, areas, definitions

ROADS = Reading("attainment", "条", "公里")
REPAIRS = Reading("flow", "件")
SPENT = Reading("ledger", "笔", "万元", against=True)
LOANS = Reading("ledger", "笔", "万元", per="户", against=True)
TOTAL = Reading("ledger", "项", "万元")
BOOKS = Reading("ledger", "项", "万元", agrees=True)
IDLE = Reading("status", "个", worse=True)


def plain(text):
    return text.replace("\u00a0", " ")


def _figure(form, area=COUNTY, month="2026-06", **more):
    return Figure(month, "m", form, "county", area, "", **more)


def _plan(done, plan, due, *, finished=0, units=4, spent=None, area=COUNTY, month="2026-06"):
    """A plan of the calendar year: by the end of June half of it is due."""
    pace = Pace(month, done, plan, units=units, finished=finished, due=due, dated_plan=plan, dated_done=done, spent=plan * 6 if spent is None else spent)
    return _figure("attainment", area, month, tally=Tally(done, plan, 1), pace=pace)


def _flow(**counts):
    flow = FlowCounts(**counts)
    return _figure("flow", tally=Tally(flow.in_time, flow.in_time + flow.late + flow.overdue, flow.unknown), flow=flow)


def _measure(form, target=None, **more):
    version = (MeasureVersion(date(2021, 1, 1), None),)
    return Measure("m", "X01", "某项", "？", form, "road", None, (), "better", target, version, **more)


def test_a_plan_is_said_in_its_own_unit():
    figure = _plan(30.5, 103.8, 51.9)
    assert plain(figure_text(figure, ROADS)) == "29.4%（30.5/103.8 公里）"
    assert plain(missing_text(figure, ROADS)) == "还差 73.3 公里"


def test_a_plan_shows_its_pace_and_when_it_would_be_finished():
    shown = {
        each.label: (plain(each.value), plain(each.basis), plain(each.note)) for each in stats(_plan(25, 100, 50, finished=1), ROADS, _measure("attainment"))
    }
    assert shown["完成进度"] == ("25.0%", "25/100 公里", "落后序时进度 25.0 个百分点")
    assert shown["序时进度"][:2] == ("50.0%", "到本月底应完成 50 公里")
    assert shown["还差"][:2] == ("75 公里", "4 条中已完成 1 条")
    assert shown["预计完成"][0] == "2027年12月"  # a quarter took six months, so three quarters more take eighteen
    assert shown["无法判定"][0] == "1 条"


@pytest.mark.parametrize(
    ("figure", "words", "finish"),
    [
        (_plan(100, 100, 50), "计划已完成", "已完成"),
        (_plan(0, 100, 0, spent=0), "还没有到开工时间", "未开工"),
        (_plan(0, 100, 50), "落后序时进度 50.0 个百分点", "还没有进展"),
    ],
)
def test_a_plan_at_its_ends_says_so(figure, words, finish):
    shown = {each.label: each for each in stats(figure, ROADS, _measure("attainment"))}
    assert plain(shown["完成进度"].note) == words
    assert shown["预计完成"].value == finish


@pytest.mark.parametrize(("done", "expected"), [(100, GOOD), (50, GOOD), (46, GOOD), (44, WATCH), (34, POOR)])
def test_a_plan_is_held_against_its_pace_and_not_against_its_end(done, expected):
    assert light_of(_plan(done, 100, 50), _measure("attainment"), ROADS, JUDGEMENT.lights) is expected


def test_a_plan_before_its_first_day_is_neither_good_nor_poor():
    assert light_of(_plan(0, 100, 0, spent=0), _measure("attainment"), ROADS, JUDGEMENT.lights) is PLAIN


def test_a_flow_shows_its_cases_and_how_long_they_took():
    figure = _flow(opened=9, closed=8, open=5, overdue=2, in_time=6, late=2, days=40)
    shown = {each.label: (plain(each.value), plain(each.basis)) for each in stats(figure, REPAIRS, _measure("flow"), "working_days")}
    assert shown["按期办结率"] == ("60.0%", "6/10 件")  # six in time of six, two late and two overdue
    assert shown["月末超期"] == ("2 件", "在办 5 件")
    assert shown["本月新增"][0] == "9 件"
    assert shown["本月办结"] == ("8 件", "按期 6 件，超期 2 件")
    assert shown["平均办理时间"][0] == "5 个工作日"
    assert plain(missing_text(figure, REPAIRS)) == "超期 2 件"


def test_a_flow_without_anything_due_has_no_rate_and_says_why():
    assert basis(_flow(opened=3, open=3), REPAIRS) == "本月没有办结或超期的件"
    assert basis(_flow(), REPAIRS) == "本月没有件"


def _ledger(reading, **sums):
    found = LedgerSums(**sums)
    tally = (
        Tally(found.amount, found.of) if reading.against else Tally(found.agreeing, found.agreeing + found.differing) if reading.agrees else Tally(found.amount)
    )
    return _figure("ledger", tally=tally, ledger=found)


def test_a_ledger_is_a_share_a_mean_or_an_amount():
    assert plain(figure_text(_ledger(SPENT, amount=420, of=1000, agreeing=7), SPENT)) == "42.0%（420/1 000 万元）"
    assert plain(figure_text(_ledger(LOANS, amount=420, of=100, agreeing=7), LOANS)) == "4.2 万元/户（420 万元，100 户）"
    assert plain(figure_text(_ledger(TOTAL, amount=1234.56, agreeing=7), TOTAL)) == "1 234.6 万元（7 项）"
    assert plain(figure_text(_ledger(BOOKS, amount=5, agreeing=18, differing=2), BOOKS)) == "90.0%（相符 18/20 项）"
    assert plain(missing_text(_ledger(BOOKS, amount=5, agreeing=18, differing=2), BOOKS)) == "不符 2 项"


def test_a_value_that_does_not_exist_has_no_light():
    assert light_of(_flow(), _measure("flow"), REPAIRS, JUDGEMENT.lights) is NO_LIGHT


def test_a_condition_that_nobody_requires_of_all_is_a_number_and_no_verdict():
    figure = _figure("status", tally=Tally(10, 100))
    assert light_of(figure, _measure("status"), Reading("status", "个"), JUDGEMENT.lights) is PLAIN
    assert light_of(figure, _measure("status", target=1.0), Reading("status", "个"), JUDGEMENT.lights) is POOR
    assert light_of(figure, _measure("status", headline=3), Reading("status", "个"), JUDGEMENT.lights) is POOR


def test_an_amount_that_should_not_be_is_said_as_an_amount_with_its_rows():
    reading = Reading("ledger", "行", "亩", worse=True, agrees=True)
    figure = _ledger(reading, amount=12.5, agreeing=7, differing=1)
    assert plain(figure_text(figure, reading)) == "12.5 亩（8 行）"
    assert [each.name for each in measure_lists(figure, reading, ())] == ["differing", "reached", "unknown"]


def test_an_amount_without_a_target_is_neither_good_nor_poor():
    figure = _ledger(SPENT, amount=420, of=1000, agreeing=7)
    assert light_of(figure, _measure("ledger"), SPENT, JUDGEMENT.lights) is PLAIN
    assert light_of(figure, dataclasses.replace(_measure("ledger"), target=0.4), SPENT, JUDGEMENT.lights) is GOOD
    assert light_of(_ledger(TOTAL, amount=9, agreeing=1), _measure("ledger"), TOTAL, JUDGEMENT.lights) is PLAIN


def test_the_change_of_an_amount_is_said_in_its_unit():
    now, before = (_ledger(TOTAL, amount=amount, agreeing=1) for amount in (120, 100))
    assert plain(change_of(now, before, _measure("ledger"), TOTAL).text) == "较上月 +20 万元"


def test_what_should_not_be_is_missing_where_it_is():
    figure = _figure("status", tally=Tally(3, 100, 2))
    assert plain(missing_text(figure, IDLE)) == "存在问题 3 个"
    names = [(each.name, each.label, plain(each.text)) for each in measure_lists(figure, IDLE, ())]
    assert names == [("reached", "存在问题", "3 个"), ("missing", "没有问题", "97 个"), ("unknown", "无法判定（缺数据）", "2 个")]


def test_each_form_has_its_own_lists():
    assert [each.label for each in measure_lists(_plan(25, 100, 50), ROADS, ())] == ["落后于序时进度", "未完成", "已完成", "无法判定（缺数据）"]
    flow = measure_lists(_flow(open=5, overdue=2, in_time=6, late=1), REPAIRS, ())
    assert [plain(f"{each.label} {each.text}") for each in flow] == [
        "超期未办结 2 件",
        "超期办结 1 件",
        "全部在办 5 件",
        "按期办结 6 件",
        "无法判定（缺数据） 0 件",
    ]
    assert [each.name for each in measure_lists(_ledger(BOOKS, agreeing=1), BOOKS, ())] == ["differing", "reached", "unknown"]


def test_an_empty_value_is_a_dash():
    assert value_text(_ledger(TOTAL), TOTAL) == "—"
    assert value_text(None, LOANS) == "—"
    assert missing(_ledger(TOTAL, amount=5, agreeing=1), TOTAL) is None


def test_the_places_of_a_plan_stand_with_the_one_furthest_behind_first():
    policy = definitions()
    policy.measures["m"], policy.readings["m"] = _measure("attainment"), ROADS
    found = [_plan(done, 100, 50, area=code, month="2026-10") for code, done in (("159921001", 60), ("159921002", 20))]
    table = area_table(make_panel(found, months=MONTHS, areas=areas(), county_code=COUNTY), policy, policy.measures["m"], COUNTY)
    assert table.headings == ("进度", "完成", "计划", "预计完成")
    assert [(line.name, line.cells[:3], line.bar) for line in table.lines] == [
        ("隆兴镇", ("20.0%", "20", "100"), (0.2, 0.5)),
        ("曙光镇", ("60.0%", "60", "100"), (0.6, 0.5)),
    ]


def test_a_handler_without_a_name_is_said_to_have_none():
    rows = handler_table([HandlerFlow("民政局", FlowCounts(opened=2, closed=1, in_time=1, days=3)), HandlerFlow("", FlowCounts(open=1, overdue=1))], "days")
    assert rows == [("民政局", "100.0%", "0", "0", "2", "1", "3\u00a0天"), ("（未填承办单位）", "0.0%", "1", "1", "0", "0", "—")]
