"""The charts keep every label, start where they say, and stay valid Vega-Lite."""

import base64

import altair as alt
import pytest

from charts.bars import Bar, ranked_bars
from charts.heat_grid import KINDS, HeatCell, heat_grid
from charts.month_cells import GridCell, month_cells
from charts.months import side_by_side
from charts.quadrant import Point, quadrant
from charts.sparkline import sparkline
from charts.trend import Mark, TrendPoint, trend


def inner(spec):
    """The layers that hold marks, whatever they are grouped in."""
    return [leaf for layer in spec["layer"] for leaf in inner(layer)] if "layer" in spec else [spec]


def _cells(policies, areas):
    return [
        HeatCell(f"{area}镇", str(area), f"政策{policy}", f"m{policy}", KINDS[area % 7], "90.0%", "9/10 人", "1 人")
        for policy in range(policies)
        for area in range(areas)
    ]


def test_the_heat_grid_prints_every_name_and_grows_with_its_rows():
    spec = heat_grid(_cells(23, 11))
    encoding = inner(spec)[0]["encoding"]
    assert encoding["y"]["axis"]["labelOverlap"] is False
    assert encoding["x"]["axis"]["labelOverlap"] is False
    assert spec["height"] >= 23 * 25
    assert encoding["color"]["scale"]["domain"] == list(KINDS)


def test_bars_start_at_zero_and_keep_the_order_given():
    spec = ranked_bars([Bar("隆兴镇·东河村", "1", 12, "80.0%"), Bar("曙光镇·东河村", "2", 3, "90.0%")], title="人数")
    encoding = inner(spec)[0]["encoding"]
    assert encoding["x"]["scale"]["domain"][0] == 0
    assert encoding["y"]["sort"] is None  # as the rows stand
    assert [row["area"] for row in spec["layer"][0]["data"]["values"]] == ["隆兴镇·东河村", "曙光镇·东河村"]


def test_the_quadrant_draws_its_lines_on_the_scale_of_its_points():
    points = [Point("隆兴镇", 0.8, 0.95, "80.0%", "95.0%"), Point("曙光镇", 0.9, 0.99, "90.0%", "99.0%")]
    spec = quadrant(points, county=Point("旗", 0.85, 0.97, "", ""))
    scales = [layer["encoding"]["x"]["scale"]["domain"] for layer in inner(spec) if "x" in layer["encoding"]]
    assert all(domain == scales[0] for domain in scales)
    assert scales[0][0] <= 0.8


def test_one_township_at_a_hundred_percent_still_gives_a_quadrant():
    only = Point("隆兴镇", 1.0, 1.0, "100.0%", "100.0%")
    low, high = quadrant([only], county=only)["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert low < 1.0 < high


def test_a_month_without_a_rate_is_a_hole_in_the_trend():
    points = [TrendPoint("8月", 0.8, 0.7, 0.9, "", "80.0%", 0.7), TrendPoint("9月", None, None, None, "", "—"), TrendPoint("10月", 0.9, 0.8, 0.95, "", "90.0%")]
    spec = trend(points, marks=[Mark(1.0, "目标 100%")])
    assert [row["rate"] for row in spec["layer"][0]["data"]["values"]] == [0.8, None, 0.9]


def test_a_number_stands_on_the_side_of_its_point_that_the_line_leaves_free():
    rates = (0.9, 0.6, 0.8, 0.8)
    spec = trend([TrendPoint(f"{month}月", rate, None, None, "", "") for month, rate in enumerate(rates, start=1)])
    assert [row["below"] for row in spec["layer"][0]["data"]["values"]] == [False, True, False, False]


def test_of_many_months_only_the_ends_the_highest_and_the_lowest_have_their_number():
    rates = (0.5, 0.6, 0.4, 0.7, 0.9, 0.8, 0.7, 0.6)
    few = trend([TrendPoint(f"{month}月", rate, None, None, "", "") for month, rate in enumerate(rates, start=1)])
    assert all(row["numbered"] for row in few["layer"][0]["data"]["values"])
    many = trend([TrendPoint(f"{month}月", rate, None, None, "", "") for month, rate in enumerate((*rates, 0.5), start=1)])
    assert [row["month"] for row in many["layer"][0]["data"]["values"] if row["numbered"]] == ["1月", "3月", "5月", "9月"]


def test_a_change_of_policy_is_an_upright_line_at_its_month_and_leaves_the_months_in_order():
    points = [TrendPoint(f"{month}月", 0.8, 0.7, 0.9, "", "80.0%") for month in (8, 9, 10)]
    layers = inner(trend(points, events=[("9月", "①")]))
    (rule,) = [layer for layer in layers if layer["mark"]["type"] == "rule"]
    assert rule["data"]["values"] == [{"month": "9月", "sign": "①"}]
    assert layers.index(rule) > 0  # the band comes first, or the axis would begin with the month of the change


def test_room_for_the_signs_at_the_foot_is_no_value_below_zero():
    spec = trend([TrendPoint("9月", 0.0, None, None, "", "0.0%"), TrendPoint("10月", 0.1, None, None, "", "10.0%")], events=[("10月", "①")])
    y = inner(spec)[0]["encoding"]["y"]
    assert y["scale"]["domain"][0] < 0
    assert y["axis"]["labelExpr"].startswith("datum.value < 0 ? ''")


def test_a_number_never_stands_on_the_sign_of_a_change():
    points = [TrendPoint("7月", 0.9, None, None, "", ""), TrendPoint("8月", 0.1, None, None, "", ""), TrendPoint("9月", 0.1, None, None, "", "")]
    assert not any(row["below"] for row in trend(points, events=[("8月", "①")])["layer"][0]["data"]["values"])


def test_the_same_month_last_year_is_a_diamond_at_the_last_month_within_the_scale():
    points = [TrendPoint(f"{month}月", 0.8, None, None, "", "80.0%") for month in (9, 10)]
    layers = inner(trend(points, last_year=Mark(0.2, "上年同月 20.0%")))
    (diamond,) = [layer for layer in layers if layer["mark"].get("shape") == "diamond"]
    assert (diamond["data"]["values"][0]["month"], diamond["data"]["values"][0]["value"]) == ("10月", 0.2)
    assert diamond["encoding"]["y"]["scale"]["domain"][0] < 0.2


def test_every_chart_is_valid_vega_lite():
    points = [Point("隆兴镇", 0.8, 0.95, "80.0%", "95.0%"), Point("曙光镇", 0.9, 0.99, "90.0%", "99.0%", small=True)]
    months = [TrendPoint("8月", 0.8, 0.7, 0.9, "", "80.0%", 0.7), TrendPoint("9月", None, None, None, "", "—")]
    bars = [Bar("隆兴镇·东河村", "1", 1200, "80.0%")]
    told = trend(months, events=[("9月", "①")], last_year=Mark(0.7, "上年同月 70.0%"))
    for spec in (
        told,
        heat_grid(_cells(3, 4)),
        ranked_bars(bars, title="人数"),
        quadrant(points, county=points[0]),
        trend(months, marks=[Mark(1.0, "目标 100%")]),
    ):
        alt.LayerChart.from_dict(spec)  # raises where the schema does not allow something


def _svg(address):
    return base64.b64decode(address.removeprefix("data:image/svg+xml;base64,")).decode()


def test_a_sparkline_needs_two_known_months():
    assert sparkline([None, 0.9]) == ""
    assert "polyline" in _svg(sparkline([0.8, None, 0.9]))


@pytest.mark.parametrize("values", [[0.9, 0.9], [0.9, 0.9001]])
def test_a_change_of_less_than_two_points_is_not_blown_up(values):
    heights = [float(pair.split(",")[1]) for pair in _svg(sparkline(values)).split('points="')[1].split('"')[0].split()]
    assert abs(heights[0] - heights[1]) < 1


def test_a_cell_of_a_month_has_its_words_where_there_is_room_and_its_sign_always():
    cells = [GridCell("政策", 1, f"2026-{month:02d}", f"{month}月", "poor", "应享未享", "应享未享（疑似）") for month in (5, 6)]
    spec = month_cells(cells)
    alt.Chart.from_dict(spec)
    assert inner(spec)[1]["mark"]["text"] == {"expr": "width < 132 ? datum.sign : datum.text"}
    first = spec["layer"][0]["data"]["values"][0]
    assert (first["sign"], first["text"]) == ("■", "■ 应享未享")


def test_the_year_of_a_month_stands_above_it_where_columns_are_narrow():
    labels = {"2026-12": "26年12月", "2027-01": "27年1月", "2027-02": "2月"}
    spec = month_cells([GridCell("政策", 1, month, label, "poor", "应享未享", "应享未享（疑似）") for month, label in labels.items()])
    alt.Chart.from_dict(spec)
    bare = "{'2026-12': '26年|12', '2027-01': '27年|1', '2027-02': '|2'}[datum.value]"
    above = "{'2026-12': '26年|12月', '2027-01': '27年|1月', '2027-02': '|2月'}[datum.value]"
    wide = "{'2026-12': '26年12月', '2027-01': '27年1月', '2027-02': '2月'}[datum.value]"
    expected = f"width < 156 ? split(width < 81 ? {bare} : {above}, '|') : {wide}"
    assert inner(spec)[0]["encoding"]["x"]["axis"]["labelExpr"] == expected


def test_two_policies_of_one_name_keep_two_rows():
    cells = [GridCell("护理补贴 · 张'＊", row, "2026-05", "5月", "good", "应享已享", "应享已享") for row in (1, 2)]
    spec = month_cells(cells)
    alt.Chart.from_dict(spec)
    axis = inner(spec)[0]["encoding"]["y"]["axis"]["labelExpr"]
    assert axis == "{'1': '护理补贴 · 张\\'＊', '2': '护理补贴 · 张\\'＊'}[datum.value]"


def test_numbers_above_columns_stand_upright_where_the_longest_does_not_fit():
    months = [("5月", {"新增": 114, "办结": 8}), ("6月", {"新增": 0, "办结": 8})]
    spec = side_by_side(months)
    alt.Chart.from_dict(spec)
    mark = spec["layer"][1]["mark"]
    assert mark["angle"] == {"expr": "width < 102 ? -90 : 0"}  # four columns, 114 needs 3 × 5.8 + 3 pixels, columns fill 0.8 of the width
    assert mark["align"] == {"expr": "width < 102 ? 'left' : 'center'"}
    alt.Chart.from_dict(side_by_side([]))
