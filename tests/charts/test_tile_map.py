"""The tile map gives every village one hexagon of its own, and three kinds of nothing that look different."""

from itertools import combinations

import altair as alt

from charts.tile_layout import Place, tile_layout
from charts.tile_map import NO_DATA_LABEL, NOT_APPLICABLE_LABEL, SELECTION, Tile, tile_map

LABELS = ("≥98%", "95–98%", "85–95%", "70–85%", "<70%")


def _places(townships, villages, located=True):
    return [
        Place(
            f"15992110{town}2{village:02d}",
            f"{village}村",
            f"15992110{town}",
            f"{town}镇",
            107 + town / 10 + village / 500 if located else None,
            40 - town / 20 if located else None,
        )
        for town in range(1, townships + 1)
        for village in range(1, villages + 1)
    ]


def test_no_two_hexagons_overlap():
    layout = tile_layout(_places(9, 11))
    distances = [(one.x - other.x) ** 2 + (one.y - other.y) ** 2 for one, other in combinations(layout.spots, 2)]
    assert len(layout.spots) == 99
    assert min(distances) >= 0.999  # centres are at least one hexagon apart


def test_all_hexagons_and_names_lie_inside_the_picture():
    layout = tile_layout(_places(7, 13))
    assert all(0 <= spot.x <= layout.width - 0.5 and -layout.height <= spot.y <= 0 for spot in layout.spots)
    assert all(-layout.height <= block.y <= 0 for block in layout.blocks)


def test_a_northern_township_stands_above_a_southern_one_and_a_western_left_of_an_eastern_one():
    places = [Place("159921001201", "北村", "159921001", "北镇", 107.0, 41.0), Place("159921002201", "南村", "159921002", "南镇", 107.0, 40.0)]
    layout = tile_layout(places, aspect=0.3)
    north, south = (next(spot for spot in layout.spots if spot.place.name == name) for name in ("北村", "南村"))
    assert north.y > south.y
    places = [Place("159921001201", "东村", "159921001", "东镇", 108.0, 40.0), Place("159921002201", "西村", "159921002", "西镇", 107.0, 40.0)]
    layout = tile_layout(places, aspect=9)
    east, west = (next(spot for spot in layout.spots if spot.place.name == name) for name in ("东村", "西村"))
    assert west.x < east.x


def test_without_coordinates_the_order_of_codes_places_the_villages():
    layout = tile_layout(_places(2, 3, located=False))
    assert not layout.located
    assert [spot.place.code for spot in layout.spots] == sorted(spot.place.code for spot in layout.spots)


def test_no_village_gives_an_empty_picture_and_no_error():
    layout = tile_layout([])
    assert layout.spots == ()
    assert tile_map(layout, {}, labels=LABELS, people_label="人")["layer"][0]["data"]["values"] == []


def _rows(tiles):
    layout = tile_layout(_places(1, len(tiles)))
    spec = tile_map(layout, dict(zip([spot.place.code for spot in layout.spots], tiles, strict=True)), labels=LABELS, people_label="应享未享（人）")
    return spec, spec["layer"][0]["data"]["values"]


def test_zero_missing_data_and_nobody_concerned_look_different():
    _, (zero, nobody, unknown) = _rows([Tile(4, True, 12, "0.0%", "0/12 人"), Tile(None, True, 0, "—", ""), Tile(None, False, 0, "—", "")])
    assert (zero["kind"], zero["text"]) == ("<70%", "12")
    assert (nobody["kind"], nobody["text"]) == (NOT_APPLICABLE_LABEL, "·")
    assert (unknown["kind"], unknown["text"]) == (NO_DATA_LABEL, "?")


def test_a_village_without_a_value_is_missing_data_not_zero():
    layout = tile_layout(_places(1, 1))
    row = tile_map(layout, {}, labels=LABELS, people_label="人")["layer"][0]["data"]["values"][0]
    assert row["kind"] == NO_DATA_LABEL
    assert row["people"] is None


def test_the_selection_names_its_field_and_no_parameter_takes_a_name_that_vega_keeps():
    spec, _ = _rows([Tile(0, True, 0, "100.0%", "")])
    names = {parameter["name"] for parameter in spec["params"]}
    chosen = next(parameter for parameter in spec["params"] if parameter["name"] == SELECTION)
    assert chosen["select"]["fields"] == ["code"]
    assert "unit" not in names


def test_without_a_largest_number_there_are_no_circles():
    spec, _ = _rows([Tile(4, True, 12, "0.0%", "0/12 人")])
    assert [layer["mark"].get("shape") for layer in spec["layer"]].count("circle") == 0


def test_half_the_people_have_half_the_circle_and_nobody_has_none():
    layout = tile_layout(_places(1, 3))
    codes = [spot.place.code for spot in layout.spots]
    tiles = {codes[0]: Tile(4, True, 12, "", ""), codes[1]: Tile(4, True, 6, "", ""), codes[2]: Tile(0, True, 0, "", "")}
    spec = tile_map(layout, tiles, labels=LABELS, people_label="人", largest=12)
    circles = next(layer for layer in spec["layer"] if layer["mark"].get("shape") == "circle")
    assert {row["code"]: row["share"] for row in circles["data"]["values"]} == {codes[0]: 1.0, codes[1]: 0.5}
    alt.LayerChart.from_dict(spec)  # against Vega-Lite's schema
