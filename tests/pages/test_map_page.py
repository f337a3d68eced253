"""地图 in Streamlit itself: measure, month and the month beside it in the address; a county's own boundaries from the file to the map and back."""

import pytest

from jobs.load import load_files
from store.map_layers import read_map_layers, use_map_layer
from tests.data_loaders.drawn_maps import geojson, point, square
from tests.jobs.small_county import LATER, MONTH, benefit, benefits, county_in, person, persons
from tests.pages.opened import asked, headings, press, printed


@pytest.fixture
def county(tmp_path):
    """Two months; one person of 东升村 is not paid in either."""
    found = county_in(tmp_path / "data")
    people = persons(person(1, "东升村", grade="1"), person(2, "东升村", grade="2"), person(3, "西升村"))
    for month in (MONTH, LATER):
        load_files(found, [people, benefits(benefit(2, "CL-HL", payer="残联", month=month))], month=month, sender="县局")
    return found


def hand_in(app, file, system="WGS-84", sender="自然资源局 王某"):
    """The file chosen, the system named, 检查 pressed."""
    app.file_uploader[0].upload(file.name, file.content, "application/json").run()
    app.selectbox(key="map_system").set_value(system).run()
    app.text_input(key="map_sender").input(sender).run()
    return press(app, "map_check")


def test_the_map_says_where_most_are_missed_and_what_its_marks_mean(open_page):
    text = printed(open_page("map", measure="nursing_allowance"))
    assert "1 个嘎查村有缺口，共 1 人；最多的是东镇·东升村（1 人）" in text
    assert "最大的圈 1；颜色：比率" in text
    assert "不作划界依据" in text


def test_two_months_stand_side_by_side(open_page):
    app = open_page("map", measure="nursing_allowance", since=MONTH)
    assert headings(app) == ["2026年5月", "2026年6月"]
    assert len(app.get("vega_lite_chart")) == 2


def test_the_slider_moves_the_month_of_the_page(open_page):
    app = open_page("map", measure="nursing_allowance")
    app.select_slider(key="map_month").set_value(MONTH).run()
    assert app.title[0].value.endswith("2026年5月")
    assert asked(app, "month") == MONTH


def test_without_boundaries_and_coordinates_there_is_no_geographic_view(open_page):
    app = open_page("map", measure="nursing_allowance", view="geo")
    assert "地理图" not in str(app.get("segmented_control"))
    assert "每格一个嘎查村" in printed(app)


def test_a_boundary_file_is_checked_confirmed_shown_and_taken_back(open_page, county):
    file = geojson((square(107, 40), {"村": "东升村"}), (square(107.02, 40), {"村": "西升庄"}), (point(107.1, 40), {"村": "新地村"}))
    app = hand_in(open_page("map", measure="nursing_allowance"), file)
    assert "读到 3 个图形 = 对上 2 + 没对上 1 + 不能用 0" in printed(app)
    assert read_map_layers(county.store).layers == ()  # nothing is kept before it is confirmed
    press(app, "map_confirm")
    layer = read_map_layers(county.store).layers[0]
    assert (layer.boundaries, layer.points, layer.sender) == (1, 1, "自然资源局 王某")
    text = printed(open_page("map", measure="nursing_allowance"))
    assert "内部资料 · 示意图 · 不作划界依据。来源：村界.geojson（自然资源局 王某" in text
    assert "图上没有位置的嘎查村 1 个：东镇·西升村" in text
    app = open_page("map", measure="nursing_allowance")
    press(app, "layer_1")
    assert not read_map_layers(county.store).layers[0].in_use
    assert "图上没有位置" not in printed(app)
    use_map_layer(county.store, 1, in_use=True)


def test_a_file_that_cannot_be_used_is_a_sentence(open_page, county):
    app = hand_in(open_page("map"), geojson((point(40, 107), {})))
    assert "写反了" in app.error[0].value
    assert read_map_layers(county.store).layers == ()


def test_without_a_sender_nothing_is_checked(open_page):
    app = hand_in(open_page("map"), geojson((point(107, 40), {"村": "东升村"})), sender=" ")
    assert "请先填上传人" in app.warning[0].value
