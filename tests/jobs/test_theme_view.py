"""A theme says first what stands worst, then what its leaders ask, then all its measures, the worst first; what has no figure says what it waits for."""

import tomllib

import pytest

from jobs.overview import pressing_others, theme_tiles
from jobs.panel import make_panel
from jobs.readings import Reading
from jobs.theme_parts import theme_part
from jobs.theme_view import theme_measures, theme_view
from metrics.model import Figure, FlowCounts, LedgerSums, Tally
from policy.model import Theme, ThemePart
from policy.reader import POLICY_FOLDER, read_policy
from tests.pages.fake_county import COUNTY, MONTHS, areas, definitions, figures

THEME = "低收入与救助"
TOWN = "159921002"


def plain(text):
    return text.replace("\u00a0", " ")


def _panel(found):
    return make_panel(found, months=MONTHS, areas=areas(), county_code=COUNTY)


def _policy(**themes):
    policy = definitions()
    policy.themes = {THEME: Theme(THEME, "谁还没享？", **themes)}
    return policy


def _status(measure, met, of, area=COUNTY, month="2026-10"):
    return Figure(month, measure, "status", "county", area, "", tally=Tally(met, of))


def test_the_finding_names_the_measure_furthest_from_its_aim_and_the_place():
    found = [_status("medical_enrolled", 90, 100), _status("school_attendance", 40, 100), _status("school_attendance", 10, 50, TOWN)]
    finding = plain(theme_view(_panel(found), _policy(), THEME, COUNTY).finding)
    assert finding == "离要求最远的是“义务教育阶段在校”：40.0%（40/100 人），最差的是隆兴镇 20.0%，牵头医保局。各项缺口共 70 人次（疑似）。"


def test_measures_stand_by_form_and_the_worst_first():
    found = [_status("medical_enrolled", 90, 100), _status("school_attendance", 40, 100), _status("housing_safe", 100, 100)]
    view = theme_view(_panel(found), _policy(), THEME, COUNTY)
    assert [form for form, *_ in view.groups] == ["status"]
    assert [row.measure for row in view.groups[0][2]] == ["school_attendance", "medical_enrolled", "housing_safe"]
    assert {row.measure for row in view.waiting} >= {"nursing_allowance", "dibao_paid"}


def test_a_measure_that_waits_says_for_what():
    view = theme_view(_panel(figures()), _policy(), THEME, COUNTY)
    assert [(row.measure, row.waiting) for row in view.waiting] == [("old_age_allowance", "需县里填报：高龄津贴起始年龄")]


def test_the_catalogue_sets_the_order_and_forgets_nobody():
    policy = _policy(first=("dibao_paid",), measures=("housing_safe",))
    names = theme_measures(policy, THEME)
    assert names[:2] == ("dibao_paid", "housing_safe")
    assert set(names) == set(policy.measures)


def test_the_cards_are_those_of_the_catalogue():
    view = theme_view(_panel(figures()), _policy(first=("dibao_paid", "housing_safe")), THEME, COUNTY)
    assert [card.measure for card in view.cards] == ["dibao_paid", "housing_safe"]


def test_a_grid_says_which_village_lacks_what():
    policy = _policy()
    policy.readings |= {name: Reading("status", "个") for name in ("medical_enrolled", "school_attendance")}
    villages = [f"{TOWN}{number}" for number in (201, 202)]
    found = [_status("medical_enrolled", met, 1, code) for code, met in zip(villages, (1, 0), strict=True)]
    found += [_status("school_attendance", 0, 1, villages[1]), _status("medical_enrolled", 1, 2, TOWN), _status("school_attendance", 0, 1, TOWN)]
    grid = theme_part(_panel(found), policy, ThemePart("grid", "设施", ("medical_enrolled", "school_attendance")), COUNTY).grid
    town = next(line for line in grid.lines if line.code == TOWN)
    assert [cell.text for cell in town.cells] == ["✗ 1", "✗"]
    assert [(line.name, line.lacks) for line in grid.most] == [("隆兴镇·西河村", ("城乡居民基本医疗保险参保", "义务教育阶段在校"))]
    inside = theme_part(_panel(found), policy, ThemePart("grid", "设施", ("medical_enrolled", "school_attendance")), TOWN).grid
    assert [cell.text for cell in inside.lines[0].cells] == ["✓", "?"]
    assert inside.most == ()


def test_a_flow_shows_its_cases_by_month():
    policy = _policy()
    policy.readings["dibao_paid"] = Reading("flow", "件")
    flow = FlowCounts(opened=9, closed=8, open=5, overdue=2, in_time=6, late=2)
    found = [Figure("2026-10", "dibao_paid", "flow", "county", COUNTY, "", tally=Tally(6, 10), flow=flow)]
    flows = theme_part(_panel(found), policy, ThemePart("flow", "办件", ("dibao_paid",)), COUNTY).flows
    assert [(each.month, each.opened, each.closed, each.open, each.overdue) for each in flows[0].months] == [("10月", 9, 8, 5, 2)]


def test_sums_stand_side_by_side_in_their_unit():
    policy = _policy()
    policy.readings["dibao_paid"] = Reading("ledger", "笔", "万元")
    found = [Figure("2026-10", "dibao_paid", "ledger", "county", COUNTY, "", tally=Tally(12.5), ledger=LedgerSums(amount=12.5, agreeing=3))]
    amounts = theme_part(_panel(found), policy, ThemePart("amounts", "资金", ("dibao_paid", "housing_safe")), COUNTY).amounts
    assert [(each.label, plain(each.text)) for each in amounts] == [("低保金发放", "12.5 万元")]


def test_what_is_no_people_has_its_own_most_pressing_lines():
    policy = _policy()
    policy.readings["school_attendance"] = Reading("status", "个")
    found = [_status("school_attendance", 40, 100), _status("medical_enrolled", 10, 100)]
    lines = pressing_others(_panel(found), policy, COUNTY)
    assert [plain(line.sentence) for line in lines] == ["义务教育阶段在校 40.0%（40/100 个）；牵头：医保局"]


def test_a_theme_is_counted_by_its_lights():
    found = [_status("medical_enrolled", 99, 100), _status("school_attendance", 40, 100), _status("housing_safe", 90, 100)]
    tile = theme_tiles(_panel(found), _policy(), COUNTY)[0]
    assert (tile.name, tile.verdicts.poor, tile.verdicts.watch, tile.verdicts.good) == (THEME, 1, 1, 1)


@pytest.fixture(scope="module")
def shipped():
    return read_policy()


def test_every_theme_of_a_system_is_in_the_catalogue(shipped):
    assert {system.theme for system in shipped.systems.values() if system.measures} <= shipped.themes.keys()


def test_the_catalogue_names_only_measures_that_exist(shipped):
    themes = tomllib.loads((POLICY_FOLDER / "themes.toml").read_text("utf-8"))["theme"]
    named = {name for theme in themes for part in [theme, *theme.get("part", [])] for key in ("first", "measures") for name in part.get(key, [])}
    assert named - shipped.measures.keys() == set()


def test_a_theme_that_the_catalogue_does_not_know_still_shows_its_measures():
    policy = _policy()
    policy.themes = {}
    assert theme_view(_panel(figures()), policy, THEME, COUNTY).groups
