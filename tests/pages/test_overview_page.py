"""总览 in Streamlit itself: what changed, where it is worst, whose it is and what to decide, each number a link into its list."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

import shell.county
from jobs.load import load_files
from settings import ROOT
from tests.jobs.small_county import EAST, MONTH, benefit, benefits, county_in, person, persons

LATER = "2026-06"


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Three severely disabled people; one of them is not paid in the first month, two in the second."""
    found = county_in(tmp_path_factory.mktemp("overview") / "data")
    people = persons(person(1, "东升村", grade="1"), person(2, "东升村", grade="2"), person(3, "西升村", grade="1"))
    for month, paid in ((MONTH, (2, 3)), (LATER, (2,))):
        rows = [benefit(number, "CL-HL", payer="残联", month=month) for number in paid]
        load_files(found, [people, benefits(*rows)], month=month, sender="县局")
    return found


@pytest.fixture
def body(monkeypatch, county):
    """What 总览 writes of a month and area, as HTML."""
    monkeypatch.setattr(shell.county, "open_county", lambda *_arguments: county)
    shell.county.the_county.cache_clear()

    def run(**query):
        app = AppTest.from_file(str(ROOT / "shell" / "main.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        parts = [element.value for element in app.subheader], [element.proto.body for element in app.get("html") if "<style>" not in element.proto.body]
        return parts[0], "".join(parts[1]).replace("\u00a0", " ")

    yield run
    shell.county.the_county.cache_clear()


def links(html):
    """Text of each link → its page and query."""
    found = {}
    for href, label in re.findall(r'<a href="([^"]+)"[^>]*>(.*?)</a>', html):
        parts = urlsplit(unescape(href))
        found[re.sub(r"<[^>]+>", "", label)] = (parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()})
    return found


def test_the_four_questions_stand_first_and_in_order(body):
    headings, _ = body(month=LATER)
    assert headings[:4] == ["一、本月变化", "二、最重的地方", "三、谁来办", "四、需要决定"]


def test_each_number_of_a_finding_opens_its_list(body):
    opened = links(body(month=LATER)[1])
    listed = {"month": LATER, "area": EAST, "measure": "nursing_allowance"}
    moved = {**listed, "list": "missing", "since": MONTH}
    assert opened["应享未享（疑似）2 人"] == ("coverage", {**listed, "list": "missing"})
    assert opened["较上月增加 1 人"] == ("change", moved)
    assert opened["其中 1 人停发"] == ("change", {**moved, "reason": "stopped"})
    assert opened["应享已享 1/3 人，疑似；无法判定 0 人"] == ("coverage", {**listed, "list": "unknown"})


def test_who_leads_and_what_to_decide_are_named_with_their_links(body):
    _, html = body(month=LATER)
    opened = links(html)
    verify = next(label for label in opened if label.startswith("牵头，7月31日前逐户核实"))
    assert "先核东镇重度残疾人护理补贴 2 人" in verify
    assert opened[verify][1]["list"] == "missing"
    unit = verify_unit(html)
    assert opened[unit] == ("coverage", {"unit": unit, "month": LATER})


def verify_unit(html):
    """The unit that is asked to verify."""
    return re.search(r"<b>([^<]+)</b><a [^>]+>牵头，", html)[1]


def test_a_first_month_says_that_there_is_nothing_to_compare_with(body):
    _, html = body(month=MONTH)
    assert "这是最早的月份，没有上月可比" in html
    assert "较上月增加" not in html


def test_a_township_shows_its_villages(body):
    _, html = body(month=LATER, area=EAST)
    assert "东镇·西升村重度残疾人护理补贴" in re.sub(r"<[^>]+>", "", html)
