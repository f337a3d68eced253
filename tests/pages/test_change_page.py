"""变化 in Streamlit itself: it opens with the list that changed most, and says in words where nothing did."""

import pytest
from streamlit.testing.v1 import AppTest

import shell.county
from jobs.load import load_files
from settings import ROOT
from tests.jobs.small_county import MONTH, benefit, benefits, county_in, person, persons

LATER = "2026-06"


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Three severely disabled people; one of them is not paid in the first month, two in the second."""
    found = county_in(tmp_path_factory.mktemp("change") / "data")
    people = persons(person(1, "东升村", grade="1"), person(2, "东升村", grade="2"), person(3, "西升村", grade="1"))
    for month, paid in ((MONTH, (2, 3)), (LATER, (2,))):
        rows = [benefit(number, "CL-HL", payer="残联", month=month) for number in paid]
        load_files(found, [people, benefits(*rows)], month=month, sender="县局")
    return found


@pytest.fixture
def open_change(monkeypatch, county):
    """Opens 变化 with a query."""
    monkeypatch.setattr(shell.county, "open_county", lambda *_arguments: county)
    shell.county.the_county.cache_clear()

    def run(**query):
        app = AppTest.from_file(str(ROOT / "shell" / "main.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page(str(ROOT / "pages" / "review" / "change.py"))
        return app.run()

    yield run
    shell.county.the_county.cache_clear()


def test_it_opens_with_the_list_that_changed_most(open_change):
    app = open_change()
    assert not app.exception
    assert app.title[0].value.startswith("重度残疾人护理补贴")
    assert app.query_params["list"] in ("missing", ["missing"])
    assert app.get("vega_lite_chart")


def test_where_nothing_changed_it_says_so_and_leads_to_what_did(open_change):
    app = open_change(measure="nursing_allowance", list="leaked")
    assert not app.get("vega_lite_chart")
    assert "没有增加，也没有减少" in app.info[0].value
    assert any("变化最大的名单：重度残疾人护理补贴应享未享（疑似）" in link.proto.label for link in app.get("page_link"))


def test_a_reason_in_the_address_opens_its_people(open_change):
    app = open_change(measure="nursing_allowance", list="missing", since=MONTH, reason="stopped")
    assert not app.exception
    assert "停发：1 行" in [each.value for each in app.subheader]
    assert list(app.dataframe[0].value["嘎查村"]) == ["西升村"]


def test_a_reason_that_did_not_occur_opens_nobody(open_change):
    app = open_change(measure="nursing_allowance", list="missing", since=MONTH, reason="moved_in")
    assert not app.exception
    assert not app.dataframe
