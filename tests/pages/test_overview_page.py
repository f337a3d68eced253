"""总览 in Streamlit itself: what changed, where it is worst, whose it is and what to decide, each number a link into its list."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.jobs.small_county import EAST, LATER, MONTH
from tests.pages.opened import headings, html, printed


@pytest.fixture
def county(county_of_two_months):
    return county_of_two_months


def links(written):
    """Text of each link → its page and query."""
    found = {}
    for href, label in re.findall(r'<a href="([^"]+)"[^>]*>(.*?)</a>', written):
        parts = urlsplit(unescape(href))
        found[re.sub(r"<[^>]+>", "", label)] = (parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()})
    return found


def test_the_four_questions_stand_first_and_in_order(open_page):
    assert headings(open_page("overview", month=LATER))[:4] == ["一、本月变化", "二、最重的地方", "三、谁来办", "四、需要决定"]


def test_each_number_of_a_finding_opens_its_list(open_page):
    opened = links(html(open_page("overview", month=LATER)))
    listed = {"month": LATER, "area": EAST, "measure": "nursing_allowance"}
    moved = {**listed, "list": "missing", "since": MONTH}
    assert opened["应享未享（疑似）2 人"] == ("coverage", {**listed, "list": "missing"})
    assert opened["较上月增加 1 人"] == ("change", moved)
    assert opened["其中 1 人停发"] == ("change", {**moved, "reason": "stopped"})
    assert opened["应享已享 1/3 人，疑似；无法判定 0 人"] == ("coverage", {**listed, "list": "unknown"})


def test_who_leads_and_what_to_decide_are_named_with_their_links(open_page):
    written = html(open_page("overview", month=LATER))
    opened = links(written)
    verify = next(label for label in opened if label.startswith("牵头，7月31日前逐户核实"))
    assert "先核东镇重度残疾人护理补贴 2 人" in verify
    assert opened[verify][1]["list"] == "missing"
    unit = re.search(r"<b>([^<]+)</b><a [^>]+>牵头，", written)[1]  # who is asked to verify
    assert opened[unit] == ("coverage", {"unit": unit, "month": LATER})


def test_a_first_month_says_that_there_is_nothing_to_compare_with(open_page):
    app = open_page("overview", month=MONTH)
    assert "这是最早的月份，没有上月可比" in html(app)
    assert "较上月增加" not in printed(app)


def test_a_township_shows_its_villages(open_page):
    written = html(open_page("overview", month=LATER, area=EAST))
    assert "东镇·西升村重度残疾人护理补贴" in re.sub(r"<[^>]+>", "", written)
