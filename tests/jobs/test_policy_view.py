"""覆盖与精准 shows both error bases with their denominators, the nine cells, and the lists that mean something."""

import dataclasses

from charts.heat_grid import KINDS
from jobs.coverage import policy_view
from jobs.heat import NO_DATA, NOBODY, heat
from jobs.panel import make_panel
from jobs.tiles import largest, tile_view
from metrics.model import Cells, Figure, Tally
from tests.pages.fake_county import COUNTY, MONTHS, areas, definitions, figures

MEASURE = "nursing_allowance"
CELLS = Cells(tt=80, tf=20, tn=5, ft=10, ff=890, fn=2, nt=1, nf=3, nn=4)


def _panel(found, months=MONTHS):
    return make_panel(found, months=months, areas=areas(), county_code=COUNTY)


def _view(figure, policy=None):
    return policy_view(_panel([figure]), policy or definitions(), figure.measure, COUNTY)


def _figure(cells=CELLS, **more):
    return Figure("2026-10", MEASURE, "targeting", "county", COUNTY, "曙光旗", cells=cells, **more)


def test_every_rate_stands_with_its_numerator_and_denominator():
    stats = {stat.label: (stat.value, stat.basis) for stat in _view(_figure()).stats}
    assert stats["覆盖率（应享已享）"] == ("80.0%", "80/100\u00a0人，疑似")
    assert stats["应享未享率（疑似）"] == ("20.0%", "20/100\u00a0人")
    assert stats["不应享而享率（疑似，占享受者）"] == ("11.1%", "10/90\u00a0人")
    assert stats["不应享而享率（疑似，占不应享者）"] == ("1.1%", "10/900\u00a0人")
    assert stats["无法判定"] == ("15\u00a0人", "15/1\u00a0015\u00a0人")


def test_the_bounds_of_coverage_are_said_where_something_is_unknown():
    note = _view(_figure()).stats[0].note
    # low 80 / (80 + 20 + 5 + 3 + 4), high (80 + 5 + 1 + 4) / (80 + 20 + 5 + 1 + 4), design section 7
    assert "71.4% 至 81.8%" in note
    assert _view(_figure(Cells(tt=8, tf=2))).stats[0].note == "全部可以判定"


def test_the_nine_cells_stand_in_a_three_by_three_grid():
    grid = _view(_figure()).grid
    assert [cell.text for cell in grid[0]] == ["80\u00a0人", "20\u00a0人", "5\u00a0人"]
    assert [cell.text for cell in grid[1]] == ["10\u00a0人", "890\u00a0人", "2\u00a0人"]
    assert [cell.text for cell in grid[2]] == ["1\u00a0人", "3\u00a0人", "4\u00a0人"]
    assert grid[0][1].word == "应享未享（疑似）"


def test_households_and_people_stand_together():
    figure = dataclasses.replace(_figure(persons=Cells(tt=240, tf=61)), measure="monitoring_admission")
    view = _view(figure)
    assert view.stats[0].basis == "80/100\u00a0户，240/301\u00a0人，疑似"
    assert view.lists[0].text == "20\u00a0户\u00a061\u00a0人"


def test_a_measure_without_inclusion_errors_has_neither_their_rates_nor_their_list():
    policy = definitions()
    policy.measures[MEASURE] = dataclasses.replace(policy.measures[MEASURE], errors=("exclusion",))
    view = _view(_figure(), policy)
    assert not any("不应享而享" in stat.label for stat in view.stats)
    assert [each.name for each in view.lists] == ["missing", "unknown", "reached"]


def test_a_status_measure_has_a_simpler_view():
    view = _view(Figure("2026-10", "medical_enrolled", "status", "county", COUNTY, "", tally=Tally(90, 100, 7)))
    assert view.grid == ()
    assert view.points == ()
    assert [stat.value for stat in view.stats] == ["90.0%", "10\u00a0人", "7\u00a0人"]
    assert [each.label for each in view.lists] == ["未达到", "无法判定（缺数据）", "已达到"]


def test_an_undefined_rate_is_a_dash_and_not_zero():
    view = _view(_figure(Cells(ff=10)))
    assert view.stats[0].value == "—"


def test_a_waiting_measure_has_no_numbers_and_says_why():
    view = _view(Figure("2026-10", MEASURE, "targeting", "county", COUNTY, "", waiting="缺数据：人员"))
    assert view.waiting == "缺数据：人员"
    assert (view.stats, view.lists, view.bars) == ((), (), ())


def test_villages_are_ranked_by_people_and_a_small_base_is_marked():
    view = policy_view(_panel(figures()), definitions(), MEASURE, COUNTY)
    people = [bar.people for bar in view.bars]
    assert people == sorted(people, reverse=True)
    assert all("基数小" in bar.rate for bar in view.bars)  # no village of the fake county has 30 entitled people
    assert len({bar.area for bar in view.bars}) == len(view.bars)


def test_the_heat_grid_tells_nobody_concerned_from_missing_data():
    found = [
        _figure(),
        Figure("2026-10", MEASURE, "targeting", "township", "159921001", "", cells=Cells(ff=9)),
        Figure("2026-10", MEASURE, "targeting", "township", "159921002", "", cells=Cells(nn=9)),
        Figure("2026-10", MEASURE, "targeting", "township", "159921003", "", waiting="缺数据"),
    ]
    cells = {cell.area_code: cell for cell in heat(_panel(found), definitions(), COUNTY, [MEASURE]) if cell.measure == MEASURE}
    assert (cells["159921001"].kind, cells["159921001"].text) == (NOBODY, "—")
    assert (cells["159921002"].kind, cells["159921002"].text) == (NO_DATA, "?")
    assert cells["159921003"].kind == NO_DATA
    assert (cells[COUNTY].kind, cells[COUNTY].text) == (KINDS[3], "80.0%")


def test_the_tile_map_has_every_village_and_says_where_most_are_missed():
    view = tile_view(_panel(figures()), definitions(), MEASURE, COUNTY, {})
    assert len(view.places) == 100
    worst = max(view.tiles.values(), key=lambda tile: tile.people)
    assert f"（{worst.people:g} 人）" in view.finding


def test_a_village_keeps_its_neighbours_on_the_map():
    view = tile_view(_panel(figures()), definitions(), MEASURE, "159921001201", {})
    assert len(view.places) == 100


def test_circles_are_held_against_the_most_people_missed_in_any_month():
    found = [
        Figure("2026-09", MEASURE, "targeting", "village", "159921001201", "", cells=Cells(tt=1, tf=9)),
        Figure("2026-10", MEASURE, "targeting", "village", "159921001201", "", cells=Cells(tt=6, tf=4)),
        Figure("2026-10", MEASURE, "targeting", "village", "159921002201", "", cells=Cells(tt=3, tf=7)),
    ]
    assert largest(_panel(found), definitions(), MEASURE, COUNTY) == 9
    assert largest(_panel(found), definitions(), MEASURE, "159921002") == 7


YEAR = tuple(f"2025-{month:02d}" for month in range(9, 13)) + tuple(f"2026-{month:02d}" for month in range(1, 11))
"""Fourteen months, 2025-09 to 2026-10."""


def _of_months(figures):
    """A panel that shows the last twelve of fourteen months."""
    panel = make_panel(figures, months=YEAR[2:], areas=areas(), county_code=COUNTY, earlier=YEAR[:2])
    return policy_view(panel, definitions(), MEASURE, COUNTY)


def _in(month, tt, tf, **more):
    return dataclasses.replace(_figure(Cells(tt=tt, tf=tf)), month=month, **more)


def test_the_same_month_last_year_stands_beside_the_twelve_months_shown():
    view = _of_months([_in("2025-10", 60, 40), _in("2025-09", 1, 99), _in("2026-10", 80, 20)])
    assert len(view.trend) == 12
    assert (view.trend[0].month, view.trend[-1].month) == ("11月", "10月")
    assert (view.last_year.value, view.last_year.label) == (0.6, "上年同月 60.0%")
    assert view.last_year.text.replace("\u00a0", " ") == "上年同月（2025年10月）：60.0%（60/100 人，疑似），今年 +20.0 个百分点"


def test_without_the_same_month_last_year_there_is_a_dash_and_no_point():
    view = _view(_figure())
    assert (view.last_year.value, view.last_year.text) == (None, "上年同月（2025年10月）：—（没有数据）")


def test_a_month_last_year_in_which_nobody_could_be_told_is_a_dash():
    view = _of_months([dataclasses.replace(_figure(Cells(nn=5)), month="2025-10"), _in("2026-10", 80, 20)])
    assert view.last_year.value is None
    assert view.last_year.text.replace("\u00a0", " ") == "上年同月（2025年10月）：—（5 人无法判定（缺数据））"


def test_an_unchanged_year_says_so():
    assert _of_months([_in("2025-10", 80, 20), _in("2026-10", 80, 20)]).last_year.text.endswith("，今年 持平")


def test_the_month_last_year_is_looked_up_where_a_gap_keeps_it_among_the_months_shown():
    panel = make_panel([_in("2025-10", 60, 40), _in("2026-10", 80, 20)], months=("2025-10", "2026-10"), areas=areas(), county_code=COUNTY)
    assert policy_view(panel, definitions(), MEASURE, COUNTY).last_year.value == 0.6
