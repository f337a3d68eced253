"""变化 in Streamlit itself: it opens with the list that changed most, and says in words where nothing did."""

import pytest

from tests.jobs.small_county import MONTH
from tests.pages.opened import asked, headings


@pytest.fixture
def county(county_of_two_months):
    return county_of_two_months


def test_it_opens_with_the_list_that_changed_most(open_page):
    app = open_page("change")
    assert app.title[0].value.startswith("重度残疾人护理补贴")
    assert asked(app, "list") == "missing"
    assert app.get("vega_lite_chart")


def test_where_nothing_changed_it_says_so_and_leads_to_what_did(open_page):
    app = open_page("change", measure="nursing_allowance", list="leaked")
    assert not app.get("vega_lite_chart")
    assert "没有增加，也没有减少" in app.info[0].value
    assert any("变化最大的名单：重度残疾人护理补贴应享未享（疑似）" in link.proto.label for link in app.get("page_link"))


def test_a_reason_in_the_address_opens_its_people(open_page):
    app = open_page("change", measure="nursing_allowance", list="missing", since=MONTH, reason="stopped")
    assert "停发：1 行" in headings(app)
    assert list(app.dataframe[0].value["嘎查村"]) == ["西升村"]


def test_a_reason_that_did_not_occur_opens_nobody(open_page):
    app = open_page("change", measure="nursing_allowance", list="missing", since=MONTH, reason="moved_in")
    assert not app.dataframe
