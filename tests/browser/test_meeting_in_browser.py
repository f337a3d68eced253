"""汇报模式 in a real browser: a sequence is walked with the keys, the type is large, everything fits the screen, and the address restores it."""

import re

import pytest

SIZES = [(1440, 900), (1920, 1080)]


def at(page):
    return page.locator(".xj-show-at").inner_text()


def press(page, settle, key):
    page.keyboard.press(key)
    settle(page)
    return at(page)


def test_a_sequence_is_walked_with_the_keys_and_left(visit, settle):
    page = visit("/meeting")
    page.get_by_role("button", name="开始汇报").click()
    page.wait_for_url(re.compile("show=month"), wait_until="commit")
    settle(page)
    number = int(at(page).split("/")[1])
    assert number == 7
    assert not page.get_by_test_id("stSidebar").is_visible()
    walked = [press(page, settle, key) for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "PageDown", "PageUp", "PageUp", "ArrowLeft")]
    assert walked == ["2/7", "3/7", "2/7", "3/7", "2/7", "1/7", "1/7"]
    title = page.locator(".xj-show-title").inner_text()
    page.reload()
    settle(page)
    assert page.locator(".xj-show-title").inner_text() == title
    page.keyboard.press("Escape")
    settle(page)
    assert "show=" not in page.url
    assert page.get_by_test_id("stSidebar").is_visible()


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
def test_every_screen_fits_and_is_read_from_afar(page, visit, settle, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for number in range(1, 8):
        main = visit(f"/meeting?show=month&at={number}").get_by_test_id("stMain")
        assert main.evaluate("main => [main.scrollHeight - main.clientHeight, main.scrollWidth - main.clientWidth]") == [0, 0]
        sizes = page.locator(".xj-show-title, .xj-show-lines li").evaluate_all("found => found.map(each => parseFloat(getComputedStyle(each).fontSize))")
        assert min(sizes) >= 28
        values = page.locator(".xj-show-value").evaluate_all("found => found.map(each => parseFloat(getComputedStyle(each).fontSize))")
        assert min(values, default=64) >= 64


def test_a_page_is_put_into_a_sequence_and_shown(fresh_server, page, settle):
    page.goto(f"{fresh_server.url}/coverage?measure=nursing_allowance")
    settle(page)
    page.get_by_role("button", name="加入汇报").click()
    page.get_by_placeholder("如：十月调度会").fill("调度会")
    page.keyboard.press("Tab")
    settle(page)
    page.get_by_role("button", name="加入", exact=True).click()
    page.get_by_text("已加入“调度会”").wait_for()
    page.goto(f"{fresh_server.url}/meeting")
    settle(page)
    page.get_by_role("button", name="调度会（1 屏）", exact=True).click()
    settle(page)
    page.get_by_role("button", name="开始汇报").click()
    page.wait_for_url(re.compile("at=1"), wait_until="commit")
    settle(page)
    assert at(page) == "1/1"
    assert "重度残疾人护理补贴" in page.locator(".xj-show-title").inner_text()
