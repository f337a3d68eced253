"""地图 in a real browser without WebGL: hexagons and circles open a village, boundaries are handed in and drawn as SVG, nothing is asked for from outside."""

import json
import re

import pytest

from sample_data.places import read_townships

MEASURE = "nursing_allowance"
OPENED = re.compile(r"/coverage\?.*area=159921\d{6}")
SQUARE = 0.008  # degrees: half of what lies between two villages of the sample


@pytest.fixture
def boundaries(tmp_path):
    """A square around every village of the sample."""
    features = []
    for township in read_townships():
        for village in township.villages:
            west, south, east, north = village.lon - SQUARE, village.lat - SQUARE, village.lon + SQUARE, village.lat + SQUARE
            ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
            named = {"XZQMC": village.name, "XZQDM": village.code}
            features.append({"type": "Feature", "properties": named, "geometry": {"type": "Polygon", "coordinates": [ring]}})
    file = tmp_path / "boundaries.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return file


def charts(page):
    return page.get_by_test_id("stVegaLiteChart")


def test_two_months_are_drawn_side_by_side_as_svg(visit):
    page = visit(f"/map?measure={MEASURE}&since=2026-08")
    assert charts(page).locator("svg").count() == 2
    left, right = (charts(page).nth(number).bounding_box() for number in (0, 1))
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]


@pytest.mark.parametrize("view", ["tile", "geo"])
def test_a_click_on_the_village_with_most_people_opens_it(visit, settle, view):
    page = visit(f"/map?measure={MEASURE}&view={view}")
    marks = charts(page).locator("svg path[aria-label*='应享未享']")
    largest = marks.evaluate_all(
        "marks => marks.map((m, i) => [Number((m.ariaLabel.match(/（人）: (\\d+)/) || [0, 0])[1]), i]).sort((a, b) => b[0] - a[0])[0][1]"
    )
    box = marks.nth(largest).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)  # where its circle and its number lie
    page.wait_for_url(OPENED, wait_until="commit")
    settle(page)
    assert page.get_by_test_id("stException").count() == 0


def test_boundaries_are_handed_in_and_drawn(fresh_server, page, settle, boundaries):
    page.goto(f"{fresh_server.url}/map?measure={MEASURE}")
    settle(page)
    page.get_by_text("边界和点位：加入").click()
    page.set_input_files("input[type=file]", str(boundaries))
    settle(page)
    page.get_by_label("文件的坐标系", exact=True).click()
    page.keyboard.type("WGS")
    page.keyboard.press("Enter")
    settle(page)
    page.get_by_label("上传人").fill("自然资源局 王某")
    page.keyboard.press("Tab")
    settle(page)
    page.get_by_role("button", name="检查").click()
    page.get_by_role("button", name="确认加入 99 个").click(timeout=30_000)
    page.get_by_text("图层 1").first.wait_for(timeout=30_000)
    page.goto(f"{fresh_server.url}/map?measure={MEASURE}")
    settle(page)
    assert page.get_by_text("内部资料 · 示意图 · 不作划界依据").is_visible()
    assert charts(page).locator("svg .mark-shape path").count() >= 99
