"""The county's own boundaries: matched, confirmed by a person where doubtful, kept with a line of audit, taken out of use and put back, and in the backup."""

import pytest
import shapely

from data_loaders.maps.model import GCJ02, WGS84
from jobs.brief_map import brief_map
from jobs.county import open_county
from jobs.geo_view import geo_view
from jobs.load import load_files
from jobs.map_layers import assigned, check_map, county_shapes, keep_map
from reports.pictures import png
from store.backup import backup, restore
from store.map_layers import map_state, read_map_layers, set_sheet_system, use_map_layer
from store.model import StoreError
from tests.data_loaders.drawn_maps import geojson, point, square
from tests.jobs.small_county import EAST, MONTH, VILLAGE, WEST, county_in, sheet

RISING, SETTING, NEW = VILLAGE["东升村"], VILLAGE["西升村"], VILLAGE["新地村"]


@pytest.fixture
def county(tmp_path):
    return county_in(tmp_path / "data")


def keep(county, *features, system=WGS84, sender="自然资源局 王某"):
    return keep_map(county, check_map(county, geojson(*features), system), sender=sender)


def test_the_sum_of_a_check_closes_and_what_is_open_is_listed(county):
    line = {"type": "LineString", "coordinates": [[107, 40], [108, 41]]}
    checked = check_map(county, geojson((square(107, 40), {"村": "东升村"}), (square(107.1, 40), {"村": "东胜庄"}), (line, {})), WGS84)
    assert checked.sums == "读到 3 个图形 = 对上 1 + 没对上 1 + 不能用 1"
    assert [match.name for match in checked.open] == ["东胜庄"]


def test_an_open_feature_is_kept_once_a_person_says_what_it_is(county):
    checked = check_map(county, geojson((square(107, 40), {"村": "东升村"}), (square(107.1, 40), {"村": "老地庄"})), WGS84)
    assert keep_map(county, checked, sender="王某").boundaries == 1
    assert keep_map(county, assigned(checked, {2: SETTING}), sender="王某").boundaries == 2
    assert set(county_shapes(county).boundaries) == {RISING, SETTING}


def test_a_second_point_of_one_village_is_told(county):
    checked = check_map(county, geojson((point(107, 40), {"村": "东升村"}), (point(107.2, 40), {"村": "东升村"})), WGS84)
    assert checked.repeated == {RISING: 2}
    keep_map(county, checked, sender="王某")
    assert county_shapes(county).points[RISING] == (107, 40)


def test_the_newer_layer_counts_until_it_is_taken_out_of_use(county):
    keep(county, (point(107, 40), {"村": "东升村"}))
    before = map_state(county.store)
    newer = keep(county, (point(107.5, 40), {"村": "东升村"}))
    assert map_state(county.store) != before
    assert county_shapes(county).points[RISING] == (107.5, 40)
    use_map_layer(county.store, newer.id, in_use=False)
    assert county_shapes(county).points[RISING] == (107, 40)
    use_map_layer(county.store, newer.id, in_use=True)
    assert county_shapes(county).points[RISING] == (107.5, 40)
    assert [line["action"] for line in county.store.audit_trail()[:4]] == ["恢复地图图层", "撤下地图图层", "加入地图图层", "加入地图图层"]


def test_a_layer_that_is_not_there_cannot_be_taken_out_of_use(county):
    with pytest.raises(StoreError, match="没有编号为 7"):
        use_map_layer(county.store, 7, in_use=False)


def test_a_layer_says_where_it_comes_from(county):
    keep(county, (square(107, 40), {"村": "东升村"}), system=GCJ02)
    assert county_shapes(county).sources[0].startswith("村界.geojson（自然资源局 王某，")
    assert county_shapes(county).sources[0].endswith("，GCJ-02）")


def test_the_coordinate_system_of_the_sheet_is_remembered(county):
    assert read_map_layers(county.store).sheet_system == WGS84
    set_sheet_system(county.store, GCJ02)
    assert read_map_layers(county.store).sheet_system == GCJ02


def test_the_sheets_coordinates_count_where_no_layer_has_a_point_and_are_converted(tmp_path):
    areas = sheet(
        "行政区划",
        "区划代码 上级代码 单位名称 层级 单位类型 户籍户数 户籍人口数 常住户数 常住人口数 经度 纬度",
        "159921 - 曙光旗 旗县 旗县 9 20 9 20 - -",
        f"{EAST} 159921 东镇 乡级 镇 6 14 6 14 - -",
        f"{RISING} {EAST} 东升村 村级 行政村 3 7 3 7 107.011132507 40.331545289",
        f"{SETTING} {EAST} 西升村 村级 行政村 3 7 3 7 107.1 40.4",
    )
    county = open_county(tmp_path / "data", "159921", "曙光旗")
    load_files(county, [areas], month=MONTH, sender="县局")
    assert county_shapes(county).points[RISING] == (107.011132507, 40.331545289)
    set_sheet_system(county.store, GCJ02)
    assert county_shapes(county).points[RISING] == pytest.approx((107.006056, 40.330479), abs=1e-8)
    keep(county, (point(107.5, 40), {"村": "东升村"}))
    shapes = county_shapes(county)
    assert shapes.points[RISING] == (107.5, 40)
    assert shapes.sources[-1] == "区划表经纬度（GCJ-02）"


def test_a_backup_brings_the_layers_back(county, tmp_path):
    keep(county, (point(107, 40), {"村": "东升村"}))
    backup(county.store.folder, tmp_path / "a.zip")
    keep(county, (point(107.5, 40), {"村": "东升村"}))
    restore(tmp_path / "a.zip", county.store.folder)
    assert [layer.id for layer in read_map_layers(county.store).layers] == [1]
    assert county_shapes(county).points[RISING] == (107, 40)


def test_neighbours_keep_one_border_and_rings_run_clockwise(county):
    keep(county, (square(107, 40), {"村": "东升村"}), (square(107.02, 40), {"村": "西升村"}))
    shapes = county_shapes(county).boundaries
    drawn = [shapely.geometry.shape(dict(shapes[code])) for code in (RISING, SETTING)]
    assert drawn[0].intersection(drawn[1]).length == pytest.approx(0.02)
    assert all(not shapely.is_ccw(each.exterior) for each in drawn)
    assert all(each.area == pytest.approx(0.0004) for each in drawn)


def view(county, tile_panel):
    panel, policy, measure = tile_panel
    return geo_view(panel, policy, measure, county.code, county_shapes(county))


@pytest.fixture
def tile_panel(county):
    """The panel of the small county for a measure that nobody handed anything in for."""
    from jobs.figure_book import FigureBook, panel_of  # noqa: PLC0415 - only here
    from jobs.wording import worded  # noqa: PLC0415 - only here

    month = county.months()[-1]
    return panel_of(county, month, FigureBook(county)), worded(county.policy, month, county.code), "nursing_allowance"


def test_a_village_without_a_place_is_named_and_not_forgotten(county, tile_panel):
    keep(county, (square(107, 40), {"村": "东升村"}), (point(107.1, 40), {"村": "新地村"}))
    found = view(county, tile_panel)
    assert {area.code: area.geometry is not None for area in found.areas} == {RISING: True, NEW: False}
    assert found.lacking == ("东镇·西升村",)


def test_a_township_stands_as_a_whole_where_none_of_its_villages_has_a_place(county, tile_panel):
    keep(county, (square(107, 40, 0.1), {"名称": "东镇"}), (square(107.2, 40), {"名称": "新地村"}))
    found = view(county, tile_panel)
    assert {area.code for area in found.areas} == {EAST, NEW}
    assert found.lacking == ()


def test_a_township_is_outlined_by_its_villages_once_all_have_a_boundary(county, tile_panel):
    keep(county, (square(107, 40), {"村": "东升村"}), (square(107.02, 40), {"村": "西升村"}))
    found = view(county, tile_panel)
    assert len(found.outlines) == 1
    around = shapely.geometry.shape(dict(found.outlines[0]))
    assert around.geom_type == "Polygon"
    assert around.bounds == pytest.approx((107, 40, 107.04, 40.02))
    assert WEST not in {area.code for area in found.areas}


def test_a_briefing_draws_the_countys_own_boundaries_and_says_what_they_are_not_for(county, tile_panel):
    assert brief_map(county, *tile_panel, county.code).caption.startswith("重度残疾人护理补贴（示意图）")
    keep(county, (square(107, 40), {"村": "东升村"}))
    drawn = brief_map(county, *tile_panel, county.code)
    assert drawn.caption.endswith("（内部资料，示意图，不作划界依据）")
    assert any(layer.get("mark", {}).get("type") == "geoshape" for layer in drawn.spec["layer"])
    assert png(drawn).startswith(b"\x89PNG")


def test_points_alone_leave_a_briefing_its_tiles(county, tile_panel):
    keep(county, (point(107, 40), {"村": "东升村"}))
    assert brief_map(county, *tile_panel, county.code).caption.startswith("重度残疾人护理补贴（示意图）")


def test_a_layer_taken_out_of_use_gives_a_briefing_its_tiles_back(county, tile_panel):
    layer = keep(county, (square(107, 40), {"村": "东升村"}))
    use_map_layer(county.store, layer.id, in_use=False)
    assert brief_map(county, *tile_panel, county.code).caption.startswith("重度残疾人护理补贴（示意图）")
