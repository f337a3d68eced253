"""The pages in a real browser, on the sample county: what a reader sees, clicks and finds, at both sizes of screen and without WebGL.

A server of its own is asked for before the page, so that the page is closed before the server stops: a page that looks for a server that is gone logs an error.
"""

import re
from pathlib import Path

import pytest

from settings import ROOT
from shell.navigation import SECTIONS

ADDRESSES = [entry.address for entries in SECTIONS.values() for entry in entries]
VIEWS = [
    *ADDRESSES,
    "coverage?measure=nursing_allowance",
    "coverage?measure=medical_enrolled",
    "coverage?measure=resident_days",
    "coverage?measure=petition_in_time",
    "coverage?measure=asset_ledgers_agree",
    "coverage?theme=乡村建设",
    "construction?area=159921101",
    "coverage?measure=nursing_allowance&groups=true",
    "screen?population=household&where=%5B%5B%22last_visit%22,%22between%22,null,%222026-06-30%22%5D,%5B%22monitored%22,%22yes%22%5D%5D",
    "definitions?measure=nursing_allowance",
    "clauses?clause=D5-11",
    "facts?clause=D3-L41",
    "tasks?task=8",
    "score?place=159921102&dimension=entitlement",
    "score?lead=交通局",
    "map?measure=nursing_allowance&since=2026-08",
    "map?measure=nursing_allowance&view=geo",
]
SIZES = [(1440, 900), (1920, 1080)]
ALLOWED = re.compile(
    r"[A-Z]{1,5}-?\d+[A-Z]?\d*|[\w（）()\-. ]+\.(?:xlsx|xls|csv|zip)|[0-9a-f]{64}"
    r"|\b(?:XLSX|XLSM|XLS|XLSB|ET|ODS|CSV|ZIP|zip|HTML|HTM|GeoJSON|GEOJSON|JSON|Shapefile|SHA-256|MB|KB|Excel|Word|PPT|PDF|PowerPoint|WPS|Esc|sheet\d*)\b"
)
"""Codes, file names, hashes and formats: the Latin letters that may stand on a page."""
ENGLISH = re.compile(r"[A-Za-z]{3,}")
FARM = "159921402"
"""哈日图农场, which owes its export since July."""
EXAMPLE = ROOT / "sample_data" / "示例_（自定义）监测对象信息.xlsx"


def visible_text(page):
    """What can be read: an icon's name is the text of its glyph and is left out."""
    icons = page.locator("[data-testid=stIconMaterial]")
    icons.evaluate_all("icons => icons.forEach(icon => icon.hidden = true)")
    text = page.get_by_test_id("stApp").inner_text()
    icons.evaluate_all("icons => icons.forEach(icon => icon.hidden = false)")
    return text


@pytest.mark.parametrize("view", VIEWS)
def test_no_english_word_is_left_in_what_can_be_read(visit, view):
    text = ALLOWED.sub("", visible_text(visit(f"/{view}")))
    assert [line for line in text.splitlines() if ENGLISH.search(line)] == []


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_runs_over_the_edge(page, visit, view, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    main = visit(f"/{view}").get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0
    cut = main.evaluate(
        """main => [...main.querySelectorAll('h1, h3, p, td, th, label, .xj span, .xj div')].filter(e => {
            const hidden = !['visible', 'auto', 'scroll'].includes(getComputedStyle(e).overflowX);
            return e.checkVisibility() && hidden && e.scrollWidth > e.clientWidth + 1;
        }).map(e => e.innerText)"""
    )
    assert cut == []


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
def test_the_overview_answers_its_four_questions_in_one_screen(page, visit, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    answers = visit("/").locator(".st-key-answers")
    box = answers.bounding_box()
    assert box["y"] + box["height"] <= size[1]
    assert answers.get_by_role("heading").all_inner_texts() == ["一、本月变化", "二、最重的地方", "三、谁来办", "四、需要决定"]
    assert page.locator(".xj-card").count() == 8
    assert page.get_by_test_id("stVegaLiteChart").locator("svg").count() == 1  # drawn without WebGL


def test_every_chart_of_a_policy_is_drawn_and_says_what_it_shows(visit):
    charts = visit("/coverage?measure=nursing_allowance").get_by_test_id("stVegaLiteChart")
    assert charts.count() == 3
    assert charts.locator("svg").count() == 3
    texts = charts.evaluate_all(
        "charts => charts.map(chart => chart.closest('[aria-label]')?.ariaLabel ?? chart.querySelector('[aria-label]')?.ariaLabel ?? '')"
    )
    assert all(texts)


def click_first_row(page, column=3):
    """A click into the first row of the table of names; the table is a canvas, so by place: below the heading, in the column."""
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    page.mouse.click(box["x"] + 100 + 60 * column, box["y"] + 52)


def test_from_the_overview_to_a_named_missed_household_and_its_reason_in_three_clicks(visit, settle):
    page = visit("/")
    page.locator(".st-key-answers").get_by_test_id("stColumn").nth(1).locator(".xj-found a b").nth(1).click()
    page.wait_for_url(re.compile("/coverage"), wait_until="commit")
    settle(page)
    assert "应享未享（疑似）" in visible_text(page)
    click_first_row(page)
    page.wait_for_url("**/household?*")
    settle(page)
    text = visible_text(page)
    assert re.search(r"[\u4e00-\u9fff]＊", text)  # a name, masked
    assert "应享未享（疑似）" in text
    assert "✗" in text
    assert re.search(r"\.(xlsx|csv) · .+ · [A-Z]+\d+", text)  # the cell that the value was read from


def test_a_click_on_a_village_opens_it(visit, settle):
    page = visit("/")
    page.get_by_test_id("stVegaLiteChart").locator("path[aria-roledescription=point], .mark-symbol path").first.click()
    page.wait_for_url(re.compile(r"/coverage\?.*area=159921\d{6}"), wait_until="commit")
    settle(page)
    assert page.get_by_test_id("stAlert").count() == 0


def test_a_cell_of_the_heat_grid_opens_the_policy_in_the_place(visit, settle):
    page = visit("/coverage")
    page.get_by_test_id("stVegaLiteChart").locator(".mark-rect path").nth(20).click()
    page.wait_for_url(re.compile("measure="), wait_until="commit")
    settle(page)
    assert page.get_by_text("应享与已享对照").or_(page.get_by_text("逐月走势")).first.is_visible()


def test_a_policy_is_the_same_when_its_address_is_opened_again(visit):
    first = visible_text(visit("/coverage?measure=nursing_allowance&area=159921101"))
    again = visible_text(visit("/coverage?measure=nursing_allowance&area=159921101"))
    assert first == again


def test_a_household_is_found_by_the_last_four_of_an_id(visit, settle):
    page = visit("/coverage?measure=nursing_allowance")
    click_first_row(page)
    page.wait_for_url("**/household?*")
    shown = "() => /＊＊\\d{3}[\\dX]/.test(document.body.innerText)"
    page.wait_for_function(shown, timeout=60_000)  # the months of a household are read when it is first opened
    household = re.search(r"household=(\d+)", page.url).group(1)
    tail = re.search(r"＊＊(\d{3}[\dX])", visible_text(page)).group(1)
    page = visit("/household")
    page.get_by_placeholder("身份证号后四位").fill(tail)
    page.keyboard.press("Enter")
    settle(page)
    if household not in page.url:  # the last four of several people: a list to choose from; its rows stand in the page's text for paper too
        page.locator(".xj-paper", has_text=household).first.wait_for(state="attached")


def test_a_cell_of_a_household_opens_its_month_and_the_way_back_keeps_the_list(visit, settle):
    page = visit("/coverage?measure=nursing_allowance&list=missing")
    click_first_row(page)
    page.wait_for_url("**/household?*")
    settle(page)
    page.get_by_test_id("stVegaLiteChart").locator(".mark-rect path").nth(6).click()  # the first month of the first policy, below the row of the household
    page.wait_for_url(re.compile("month=2026-05"), wait_until="commit")
    settle(page)
    assert "who=" in page.url
    page.get_by_text("← 回到名单").click()
    page.wait_for_url(re.compile(r"/coverage\?.*measure=nursing_allowance.*list=missing"), wait_until="commit")
    assert "month=2026-10" in page.url


def test_a_screen_is_picked_saved_and_opened_again(fresh_server, page, settle):
    page.goto(f"{fresh_server.url}/screen")
    settle(page)
    page.get_by_text("60 岁以上、独居、没有家庭医生随访").click()
    page.wait_for_url(re.compile("where="), wait_until="commit")
    settle(page)
    finding = page.locator(".xj-lead").first.inner_text()
    assert re.search(r"符合的 \d", finding.replace("\u00a0", " "))
    page.get_by_role("button", name="存下这次筛查").click()
    page.get_by_placeholder("如：独居老人未随访").fill("独居老人")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("已存的筛查（1）").wait_for()
    page.goto(f"{fresh_server.url}/screen")
    settle(page)
    page.get_by_text("已存的筛查（1）").click()
    page.get_by_role("button", name="独居老人", exact=True).click()
    page.wait_for_url(re.compile("where="), wait_until="commit")
    settle(page)
    assert page.locator(".xj-lead").first.inner_text() == finding


def test_an_unknown_household_is_a_sentence_and_not_an_error(visit):
    page = visit("/household?household=1599219999999999")
    assert page.get_by_text("没有户编号为").is_visible()
    assert page.get_by_test_id("stException").count() == 0


def open_page(page, server, settle, address):
    page.goto(server.url + address)
    settle(page)
    return visible_text(page)


def hand_in(page, server, settle, file: Path):
    page.goto(f"{server.url}/upload")
    settle(page)
    page.set_input_files("input[type=file]", str(file))
    settle(page)
    page.get_by_label("报送人").fill("哈日图农场 李某")
    page.keyboard.press("Tab")
    settle(page)
    page.get_by_role("button", name="检查").click()
    page.get_by_role("button", name="确认入库").wait_for(timeout=60_000)


def test_an_export_is_handed_in_confirmed_and_changes_the_figure(fresh_server, page, settle):
    address = f"/coverage?month=2026-10&measure=monitoring_admission&area={FARM}"
    before = open_page(page, fresh_server, settle, address)
    hand_in(page, fresh_server, settle, EXAMPLE)
    assert "读到 36 行 = 入库 36 + 暂扣 0 + 不计 0" in visible_text(page).replace("\u00a0", " ")
    assert open_page(page, fresh_server, settle, address) == before  # nothing is stored before it is confirmed
    hand_in(page, fresh_server, settle, EXAMPLE)
    page.get_by_role("button", name="确认入库").click()
    page.get_by_text("已入库，回执号").wait_for(timeout=60_000)
    after = open_page(page, fresh_server, settle, address)
    assert "12/12 户" not in before.replace("\u00a0", " ")
    assert "12/12 户" in after.replace("\u00a0", " ")  # the farm's twelve monitored households are known again


def test_an_upload_is_undone_and_the_figure_comes_back(fresh_server, page, settle):
    address = "/coverage?month=2026-10&measure=poverty_insurance"
    before = figures(open_page(page, fresh_server, settle, address))
    hand_in(page, fresh_server, settle, EXAMPLE)
    page.get_by_role("button", name="确认入库").click()
    page.get_by_text("已入库，回执号").wait_for(timeout=60_000)
    assert figures(open_page(page, fresh_server, settle, address)) != before
    page.goto(f"{fresh_server.url}/history")
    settle(page)
    page.get_by_role("button", name="撤销这次上报").click()
    page.get_by_role("button", name="确认撤销").click()
    settle(page)
    assert figures(open_page(page, fresh_server, settle, address)) == before


def figures(text):
    """The numbers of a page without its data version, which grows with every change."""
    return re.findall(r"[\d\u00a0]+/[\d\u00a0]+", text)


def test_a_county_on_its_first_day_opens_every_page(empty_server, page, settle):
    for address in ADDRESSES:
        page.goto(f"{empty_server.url}/{address}")
        settle(page)
        assert page.get_by_test_id("stException").count() == 0
        assert visible_text(page).strip()


def test_a_month_is_frozen_refused_to_a_clerk_and_opened_again(fresh_server, page, settle):
    page.goto(f"{fresh_server.url}/history")
    settle(page)
    page.get_by_role("button", name="封存这个月").click()
    page.get_by_role("button", name="确认封存").click()
    page.get_by_text("已封存：").wait_for()
    page.goto(f"{fresh_server.url}/upload")
    settle(page)
    assert page.get_by_text("已封存，不能再报送").is_visible()
    page.goto(f"{fresh_server.url}/history")
    settle(page)
    page.get_by_role("button", name="解除封存").click()
    page.get_by_role("button", name="确认解除").click()
    page.get_by_text("还没有封存的月份").wait_for()
