"""The map for WebGL asks for no tiles, escapes what its tooltip prints, and shows Chinese letters."""

import json

from charts.deck_map import AREAS, DOTS, deck_map
from charts.geo_map import GeoLabel, GeoMark
from charts.tile_map import Tile
from tests.charts.test_tile_map import LABELS
from tests.data_loaders.drawn_maps import square


def spec(*marks):
    return json.loads(deck_map(marks, [square(107, 40)], [GeoLabel("东镇", 107, 40)], classes=LABELS, people_label="应享未享（人）", largest=16).to_json())


def mark(people, geometry=None, name="东升村"):
    return GeoMark("159921101201", name, "东镇", 107.0, 40.0, geometry, Tile(4, True, people, "60.0%", "6/10 人"))


def layer(found, name):
    return next(each for each in found["layers"] if each["id"] == name)


def test_no_tiles_are_asked_for():
    found = spec(mark(4))
    assert found["mapStyle"] == "__MAP_STYLE__"  # what Streamlit takes for "none was asked for"; any other style is fetched
    assert found.get("mapProvider") is None
    assert "http" not in json.dumps(found)


def test_a_circle_has_an_area_by_its_people_and_carries_the_code():
    rows = layer(spec(mark(16), mark(4)), DOTS)["data"]
    assert [row["radius"] for row in rows] == [20, 10]
    assert rows[0]["code"] == "159921101201"
    assert rows[0]["fill"] == [0xB8, 0x50, 0x0B]


def test_a_boundary_is_a_polygon_with_its_class_and_a_circle_on_it():
    found = spec(mark(4, square(107, 40)))
    assert layer(found, AREAS)["data"][0]["properties"]["fill"] == [0xB8, 0x50, 0x0B]
    assert layer(found, DOTS)["data"] == []
    assert len(layer(found, "people")["data"]) == 1


def test_a_name_from_a_workbook_cannot_become_html():
    row = layer(spec(mark(4, name="<img src=x>")), DOTS)["data"][0]
    assert row["village"] == "&lt;img src=x&gt;"


def test_chinese_letters_are_drawn():
    assert layer(spec(mark(4)), "names")["characterSet"] == "auto"
