"""The geographic view draws boundaries and points with the colours of the tile map, fits its space, and each layer has a selection of its own."""

import altair as alt

from charts.geo_map import GeoLabel, GeoMark, geo_map
from charts.tile_map import Tile
from tests.charts.test_tile_map import LABELS
from tests.data_loaders.drawn_maps import square


def mark(code, people=0.0, geometry=None, colour=0):
    return GeoMark(code, f"{code}村", "东镇", 107.0, 40.0, geometry, Tile(colour, True, people, "90.0%", "9/10 人"))


def drawn(*marks, **more):
    options = {"classes": LABELS, "people_label": "应享未享（人）", "largest": 10, "detailed": False}
    return geo_map(marks, [square(107, 40, 0.1)], [GeoLabel("东镇", 107.0, 40.0)], **(options | more))


def named(spec, name):
    return next(layer for layer in spec["layer"] if layer.get("name") == name)


def test_it_is_valid_and_boundaries_and_points_have_selections_of_their_own():
    spec = drawn(mark("a", 5, square(107, 40)), mark("b", 10))
    alt.LayerChart.from_dict(spec)
    clicks = {each["name"]: each["views"] for each in spec["params"] if "select" in each}
    assert clicks == {"village": ["areas"], "place": ["dots"]}
    assert [row["code"] for row in named(spec, "areas")["data"]["values"]] == ["a"]
    assert [(row["code"], row["share"]) for row in named(spec, "dots")["data"]["values"]] == [("b", 1.0)]


def test_without_points_there_is_no_layer_of_points():
    names = [layer.get("name") for layer in drawn(mark("a", 5, square(107, 40)))["layer"]]
    assert "dots" not in names


def test_large_circles_lie_below_small_ones():
    spec = drawn(mark("a", 1), mark("b", 9), mark("c", 4))
    assert [row["code"] for row in named(spec, "dots")["data"]["values"]] == ["b", "c", "a"]


def test_nothing_is_asked_for_from_outside():
    text = str(drawn(mark("a", 5, square(107, 40)), mark("b", 10)))
    assert "http" not in text
    assert "url" not in text


def test_the_frame_runs_clockwise_and_holds_everything():
    ring = drawn(mark("a"))["layer"][0]["data"]["values"][0]["geometry"]["coordinates"][0]
    turned = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:], strict=False))
    assert turned < 0
    assert min(x for x, _ in ring) < 107.0
    assert max(x for x, _ in ring) > 107.1
