"""The charts keep every label, start where they say, and stay valid Vega-Lite."""

import base64

import pytest

from charts.bars import Bar, ranked_bars
from charts.heat_grid import KINDS, HeatCell, heat_grid
from charts.quadrant import Point, quadrant
from charts.sparkline import sparkline
from charts.trend import TrendPoint, trend


def _cells(policies, areas):
    return [
        HeatCell(f"{area}镇", str(area), f"政策{policy}", f"m{policy}", KINDS[area % 7], "90.0%", "9/10 人", "1 人")
        for policy in range(policies)
        for area in range(areas)
    ]


def test_the_heat_grid_prints_every_name_and_grows_with_its_rows():
    spec = heat_grid(_cells(23, 11)).to_dict()
    encoding = spec["layer"][0]["encoding"]
    assert encoding["y"]["axis"]["labelOverlap"] is False
    assert encoding["x"]["axis"]["labelOverlap"] is False
    assert spec["height"] >= 23 * 25
    assert encoding["color"]["scale"]["domain"] == list(KINDS)


def test_bars_start_at_zero_and_keep_the_order_given():
    spec = ranked_bars([Bar("隆兴镇·东河村", "1", 12, "80.0%"), Bar("曙光镇·东河村", "2", 3, "90.0%")], title="人数").to_dict()
    encoding = spec["layer"][0]["encoding"]
    assert encoding["x"]["scale"]["domain"][0] == 0
    assert encoding["y"]["sort"] == ["隆兴镇·东河村", "曙光镇·东河村"]


def test_the_quadrant_draws_its_lines_on_the_scale_of_its_points():
    points = [Point("隆兴镇", 0.8, 0.95, "80.0%", "95.0%"), Point("曙光镇", 0.9, 0.99, "90.0%", "99.0%")]
    spec = quadrant(points, county=Point("旗", 0.85, 0.97, "", "")).to_dict()
    layers = [inner for layer in spec["layer"] for inner in layer.get("layer", [layer])]
    scales = [layer["encoding"]["x"]["scale"]["domain"] for layer in layers if "x" in layer["encoding"]]
    assert all(domain == scales[0] for domain in scales)
    assert scales[0][0] <= 0.8


def test_one_township_at_a_hundred_percent_still_gives_a_quadrant():
    only = Point("隆兴镇", 1.0, 1.0, "100.0%", "100.0%")
    low, high = quadrant([only], county=only).to_dict()["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert low < 1.0 < high


def test_a_month_without_a_rate_is_a_hole_in_the_trend():
    points = [TrendPoint("8月", 0.8, 0.7, 0.9, ""), TrendPoint("9月", None, None, None, ""), TrendPoint("10月", 0.9, 0.8, 0.95, "")]
    spec = trend(points, target=1.0).to_dict()
    values = next(iter(spec["datasets"].values()))
    rates = [row["rate"] for rows in spec["datasets"].values() for row in rows if "rate" in row]
    assert None in rates
    assert len(values) >= 1


def _svg(address):
    return base64.b64decode(address.removeprefix("data:image/svg+xml;base64,")).decode()


def test_a_sparkline_needs_two_known_months():
    assert sparkline([None, 0.9]) == ""
    assert "polyline" in _svg(sparkline([0.8, None, 0.9]))


@pytest.mark.parametrize("values", [[0.9, 0.9], [0.9, 0.9001]])
def test_a_change_of_less_than_two_points_is_not_blown_up(values):
    heights = [float(pair.split(",")[1]) for pair in _svg(sparkline(values)).split('points="')[1].split('"')[0].split()]
    assert abs(heights[0] - heights[1]) < 1
