"""The shell in a real browser: each page by its own address, filters in the URL, Streamlit's own words in Chinese, nobody else let in."""

import http.client
import re
from urllib.parse import urlsplit

import pytest
import websockets.sync.client
from websockets.exceptions import InvalidStatus

from shell.navigation import SECTIONS

ENTRIES = [entry for entries in SECTIONS.values() for entry in entries]
ENGLISH = re.compile(r"\b[A-Za-z]{4,}(?: [A-Za-z]+)+\b")


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.address for entry in ENTRIES])
def test_every_page_opens_by_its_own_address(visit, entry):
    page = visit(f"/{entry.address}")
    assert page.title() == f"{entry.title} · 衔接研判"
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_test_id("stMain").inner_text().strip()


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.address for entry in ENTRIES])
def test_no_english_sentence_is_left(visit, entry):
    page = visit(f"/{entry.address}")
    words = page.evaluate("[...document.querySelectorAll('button, label, a, p, h1, h2, h3, li')].filter(e => e.checkVisibility()).map(e => e.innerText)")
    assert [text for text in words if ENGLISH.search(text)] == []


def test_month_and_area_are_in_the_url_and_stay_when_the_page_changes(visit, settle):
    page = visit("/coverage?area=159921101")
    month = re.search(r"month=(\d{4}-\d{2})", page.url).group(1)
    page.get_by_test_id("stSidebarNav").get_by_text("户情", exact=True).click()
    page.wait_for_url(re.compile("/household"), wait_until="commit")
    settle(page)
    assert page.url.split("/")[-1] == f"household?month={month}&area=159921101"


def test_wrong_values_in_the_url_are_dropped(visit):
    page = visit("/coverage?month=1999-13&area=abc")
    assert "1999-13" not in page.url
    assert "area=" not in page.url
    assert page.get_by_test_id("stAlert").count() == 0


def test_the_menu_of_the_toolbar_is_chinese(visit):
    page = visit("/definitions")
    page.get_by_test_id("stMainMenu").click()
    page.wait_for_timeout(300)
    assert ENGLISH.search(page.get_by_test_id("stMainMenuPopover").inner_text()) is None


def test_the_picture_of_the_tab_is_our_own(visit):
    page = visit("/")
    icons = page.evaluate("[...document.querySelectorAll('link[rel*=icon]')].map(link => link.href)")
    assert icons
    assert all(urlsplit(icon).hostname == "127.0.0.1" for icon in icons)


def test_an_old_browser_finds_what_streamlit_needs(page, server, settle):
    page.add_init_script("delete Array.prototype.toSorted; delete Promise.withResolvers; delete Array.fromAsync; delete URL.canParse;")
    page.goto(server.url)
    settle(page)
    assert page.get_by_test_id("stException").count() == 0
    assert page.evaluate("typeof Array.prototype.toSorted") == "function"


def answer_of(server, path, **headers):
    parts = urlsplit(server.url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def test_it_says_that_it_is_well(server):
    answer = answer_of(server, "/healthz")
    assert (answer.status, answer.read()) == (200, b"ok")


def test_the_first_pages_own_name_leads_to_it_with_the_filters(server):
    answer = answer_of(server, "/overview?month=2026-05&area=159921101")
    assert answer.status == 307
    assert answer.headers["location"] == "/?month=2026-05&area=159921101"


@pytest.mark.parametrize("path", ["/", "/coverage", "/healthz", "/_stcore/health", "/_stcore/host-config"])
def test_every_answer_carries_the_security_headers(server, path):
    headers = answer_of(server, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"


def test_another_name_of_this_computer_is_refused(server):
    answer = answer_of(server, "/", Host="county.example")
    assert answer.status == 403
    assert "只能在本机使用" in answer.read().decode()


@pytest.mark.parametrize("header", [{"Origin": "http://evil.example"}, {"X-Forwarded-For": "10.0.0.9"}])
def test_a_websocket_from_a_page_elsewhere_is_refused(server, header):
    address = server.url.replace("http", "ws") + "/_stcore/stream"
    with pytest.raises(InvalidStatus):
        websockets.sync.client.connect(address, additional_headers=header, open_timeout=10)


def test_the_first_day_of_a_county_says_what_to_do(page, empty_server, settle):
    page.goto(empty_server.url)
    settle(page)
    assert page.get_by_text("还没有数据").is_visible()
    page.get_by_role("link", name="去数据上报").click()
    settle(page)
    assert "/upload" in page.url
