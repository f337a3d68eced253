"""The pictures of 对比 keep names apart, share one scale, draw a hole where there is no figure, and stay valid Vega-Lite."""

from itertools import pairwise

import altair as alt
import pytest

from charts.multiples import Series, multiples, scale_of
from charts.slope import LESS, MORE, REST, Slope, apart, slope, uneven
from charts.strips import Dot, strips


def test_names_that_would_touch_are_moved_apart_around_their_middle():
    assert apart([5, 5, 5], 2) == [3, 5, 7]
    assert apart([1, 10], 2) == [1, 10]
    heights = apart([0, 0.5, 1, 1.2, 30], 2)
    assert all(high - low >= 2 - 1e-9 for low, high in pairwise(sorted(heights)))
    assert heights[4] == 30


def test_blocks_that_meet_after_moving_become_one():
    heights = sorted(apart([4, 4, 6.5, 6.5], 2))
    assert all(high - low >= 2 - 1e-9 for low, high in pairwise(heights))
    assert sum(heights) / 4 == pytest.approx(5.25)


def test_nobody_to_name_is_no_error():
    assert apart([], 2) == []


def _slopes(*pairs):
    return [Slope(f"{number}镇", before, after, str(before), str(after), MORE if number == 0 else REST) for number, (before, after) in enumerate(pairs)]


def test_a_place_of_one_month_is_a_point_without_a_line():
    spec = slope([Slope("甲镇", None, 4, "—", "4", REST), Slope("乙镇", 3, 9, "3", "9", MORE)], ("9月", "10月"))
    points = spec["layer"][0]["data"]["values"]
    assert [(row["name"], row["x"]) for row in points] == [("甲镇", 1), ("乙镇", 0), ("乙镇", 1)]


def test_a_place_that_stands_out_says_its_direction_in_a_sign_too():
    labels = [row["label"] for layer in slope(_slopes((3, 9), (4, 4)), ("9月", "10月"))["layer"][2:] for row in layer["data"]["values"]]
    assert "0镇　9　▲" in labels
    assert "1镇　4" in labels


def test_one_place_that_dwarfs_the_others_turns_the_scale_to_roots():
    assert uneven(_slopes((132, 130), (5, 4), (3, 2), (2, 2)))
    assert not uneven(_slopes((20, 18), (5, 4), (3, 6)))
    assert not uneven(_slopes((0, 0), (0, 0)))


def _series(name, *values, small=False):
    return Series(name, values, tuple(map(str, values)), (small,) * len(values), "")


def test_the_scale_of_shares_ends_at_whole_tens_and_holds_the_target():
    assert scale_of([_series("甲", 0.73, 0.91)], None, share=True) == (0.7, 1.0)
    assert scale_of([_series("甲", 0.73, 0.70)], None, share=True) == (0.7, 0.8)
    assert scale_of([_series("甲", 0.73)], 0.5, share=True) == (0.5, 0.8)
    assert scale_of([_series("甲", 1.0, 1.0)], None, share=True) == (0.9, 1.0)
    assert scale_of([_series("甲", None)], None, share=True) == (0.0, 1.0)
    assert scale_of([_series("甲", 4.0, 9.0)], None, share=False) == (0.0, 9.0)


def test_a_value_stands_at_the_same_height_in_every_field():
    spec = multiples([_series("甲", 0.5, 1.0), _series("乙", 1.0, 0.5)], ("9月", "10月"), share=True)
    rows = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "line")["data"]["values"]
    assert rows[0]["y"] == rows[3]["y"]
    assert rows[1]["y"] == rows[2]["y"]
    assert rows[0]["y"] > rows[1]["y"]  # the axis runs downwards


def test_a_month_without_a_value_is_a_hole():
    spec = multiples([_series("甲", 0.5, None, 0.6)], ("8月", "9月", "10月"), share=True)
    rows = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "line")["data"]["values"]
    assert [row["y"] is None for row in rows] == [False, True, False]


def test_dots_that_would_cover_each_other_are_moved_apart():
    dots = [Dot("甲镇", f"{number}村", str(number), value, 1, "", small=True) for number, value in enumerate((1.0, 1.0, 1.0, 0.2))]
    rows = strips(dots, ("甲镇",), share=True, title="覆盖率")["layer"][0]["data"]["values"]
    assert len({(row["value"], row["off"]) for row in rows}) == 4


def test_a_small_base_is_a_hollow_dot():
    spec = strips([Dot("甲镇", "东村", "1", 1.0, 0, "", small=True)], ("甲镇",), share=True, title="覆盖率", target=1.0)
    fill = spec["layer"][-1]["encoding"]["fill"]
    assert fill["condition"] == {"test": "datum.small", "value": "white"}


def test_every_picture_is_valid_vega_lite():
    lines = [Slope("甲镇", 3, 9, "3", "9", MORE), Slope("乙镇", None, 2, "—", "2", LESS)]
    dots = [Dot("甲镇", "东村", "1", 0.5, 3, "", small=False)]
    series = [_series("甲", 0.5, None), _series("乙", 0.7, 0.6, small=True)]
    for spec in (
        slope(lines, ("9月", "10月")),
        slope([], ("9月", "10月")),
        multiples(series, ("9月", "10月"), share=True, target=0.9),
        multiples([], (), share=True),
        strips(dots, ("甲镇",), share=True, title="覆盖率", target=0.9),
        strips([], (), share=False, title="万元/户"),
    ):
        alt.LayerChart.from_dict(spec)  # raises where the schema does not allow something
