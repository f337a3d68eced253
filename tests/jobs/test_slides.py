"""What a meeting sees of a view: one sentence that the figures hold, few numbers with what they rest on, one chart or table, and nobody's name."""

import dataclasses

from jobs.coverage import policy_view
from jobs.heat import heat
from jobs.overview import overview
from jobs.panel import make_panel
from jobs.slides import heat_slide, overview_slide, policy_slide, tasks_slide
from jobs.tasks import TaskBoard
from metrics.model import Cells, Figure
from tests.pages.fake_county import COUNTY, MEASURES, MONTHS, areas, definitions, figures

MEASURE = "nursing_allowance"
EAST, WEST = "159921001", "159921002"


def panel_of(found, months=MONTHS):
    return make_panel(found, months=months, areas=areas(), county_code=COUNTY)


def figure(area, level, tt, tf, month="2026-10", **more):
    return Figure(month, MEASURE, "targeting", level, area, "", cells=Cells(tt=tt, tf=tf, ff=5), **more)


def slide(*found, area=COUNTY, known=()):
    panel = panel_of(found)
    return policy_slide(panel, definitions(), policy_view(panel, definitions(), MEASURE, area), area, known)


def test_a_policy_says_how_many_are_missed_with_the_change_and_shows_the_places_below():
    before = figure(COUNTY, "county", 60, 40, "2026-09")
    shown = slide(before, figure(COUNTY, "county", 63, 37), figure(EAST, "township", 50, 12), figure(WEST, "township", 13, 25))
    assert shown.title == "曙光旗重度残疾人护理补贴应享未享（疑似）37\u00a0人，较上月\u00a0−3。"
    assert [(each.value, each.note) for each in shown.numbers] == [("37\u00a0人", "较上月\u00a0−3"), ("63.0%", "63/100\u00a0人，疑似")]
    assert shown.alt == "应享未享（疑似）（人）：隆兴镇 25；曙光镇 12。"


def test_the_sentence_of_a_finding_is_said_as_it_stands():
    known = [dataclasses.make_dataclass("Known", ["measure", "area_code", "sentence"])(MEASURE, EAST, "曙光镇有 12 人，其中 2 人新符合条件")]
    assert slide(figure(EAST, "township", 50, 12), area=EAST, known=known).title == "曙光镇有 12 人，其中 2 人新符合条件。"
    assert "新符合条件" not in slide(figure(COUNTY, "county", 50, 12), known=known).title


def test_where_nobody_is_missed_the_rate_is_said_and_no_gap():
    shown = slide(figure(COUNTY, "county", 100, 0, "2026-09"), figure(COUNTY, "county", 100, 0))
    assert "100.0%（100/100\u00a0人，疑似）" in shown.title
    assert "应享未享" not in shown.title
    assert shown.numbers[0].value == "100.0%"


def test_a_measure_that_waits_says_what_for_and_shows_no_number():
    shown = slide(Figure("2026-10", MEASURE, "targeting", "county", COUNTY, "", waiting="需县里填报：护理补贴标准"))
    assert shown.title.endswith("需县里填报：护理补贴标准")
    assert (shown.numbers, shown.chart) == ((), None)


def test_the_headlines_leave_out_what_has_no_figure():
    view = overview(panel_of(figures()), definitions(), COUNTY)
    shown = overview_slide(
        dataclasses.replace(view, headlines=tuple(dataclasses.replace(each, waiting="缺数据") for each in view.headlines[:2]) + view.headlines[2:4]), ""
    )
    assert [number.label for number in shown.numbers] == [MEASURES[2][1], MEASURES[3][1]]
    assert shown.title == f"曙光旗{view.finding}"


def test_the_places_stand_in_the_order_of_people_missed():
    view = overview(panel_of(figures()), definitions(), COUNTY)
    shown = overview_slide(view, "townships")
    assert shown.rows[0][0] == view.townships[0].name
    assert shown.title.startswith(f"{view.townships[0].name}缺口最多")
    assert len(shown.rows) == 10


def test_nothing_to_decide_is_said():
    view = dataclasses.replace(overview(panel_of(figures()), definitions(), COUNTY), decisions=())
    assert overview_slide(view, "decide").title == "曙光旗：没有需要定的事，按月复核。"


def test_of_a_large_grid_the_first_policies_are_shown_and_it_says_so():
    panel = panel_of(figures())
    one = heat(panel, definitions(), COUNTY, [MEASURE])
    many = tuple(dataclasses.replace(cell, measure=f"m{number}", policy=f"政策{number}") for number in range(11) for cell in one)
    assert "只列最落后的 10 项" in heat_slide(many).note
    assert "只列" not in heat_slide(tuple(cell for cell in many if cell.measure != "m10")).note


def test_a_board_without_a_sheet_claims_nothing():
    shown = tasks_slide(TaskBoard((), (), ()), "")
    assert "还没有报送" in shown.title
    assert shown.rows == ()
