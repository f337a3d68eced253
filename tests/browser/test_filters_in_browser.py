"""Narrowing a page by a click on a mark, and undoing it by one click on its chip, in a real browser."""

import re


def area(page):
    found = re.search(r"[?&]area=(\d+)", page.url)
    return found[1] if found else None


def test_a_click_on_a_bar_narrows_the_page_to_the_place_and_one_click_undoes_it(visit, settle):
    page = visit("/coverage?measure=nursing_allowance")
    title = page.locator("h1").inner_text()
    page.locator("[data-testid=stVegaLiteChart] [aria-roledescription=bar]").first.click()
    page.wait_for_url(re.compile(r"area=\d{12}"))
    settle(page)
    assert page.locator("h1").inner_text() != title
    chips = page.locator(".st-key-chips button")
    assert chips.count() == 3  # the township, the village, and both at once
    page.locator(".st-key-chip_all button").click()
    page.wait_for_url(lambda address: "area=" not in address)
    settle(page)
    assert page.locator("h1").inner_text() == title
    assert area(page) is None


def test_the_menu_stays_in_sight_with_every_filter_on_a_small_screen(visit):
    page = visit("/coverage?area=159921101&unit=民政局&class=脱贫户")
    page.set_viewport_size({"width": 1440, "height": 900})
    last = page.get_by_test_id("stSidebarNavLink").last.bounding_box()
    assert last["y"] + last["height"] <= 900
    page.get_by_role("button", name="更多筛选").click()
    assert page.get_by_text("户类别", exact=True).is_visible()
