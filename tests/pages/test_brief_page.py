"""简报 run by Streamlit itself: what the reader ticks is what the paper says, and the paper that is passed on comes with its warnings."""

import pytest

from jobs.load import load_files
from tests.jobs.small_county import MONTH, benefit, benefits, county_in, person, persons
from tests.pages.opened import press, printed

ONE, OTHER = "同一月份只对外印发一份", "两份只能印发一份"


@pytest.fixture
def county(tmp_path):
    """A county of three persons."""
    found = county_in(tmp_path / "data")
    people = persons(*(person(number, "东升村", grade="1") for number in (1, 2, 3)))
    load_files(found, [people, benefits(benefit(2, "CL-HL", payer="残联"))], month=MONTH, sender="县局")
    return found


@pytest.fixture
def page(open_page):
    return open_page("brief")


def make(app, *measures):
    app.multiselect(key="brief_measures").set_value(list(measures))
    app.radio(key="brief_kind").set_value(".xlsx")
    return press(app, "brief_make")


def test_the_switch_says_what_the_paper_for_passing_on_leaves_out(page):
    switch = page.toggle(key="brief_public")
    assert "不足 5 的数和由此可推算的数不印；不列与上月的增减和走势，不附名单和地图" in switch.help
    assert ONE not in printed(page)
    assert ONE in printed(switch.set_value(True).run())


def test_a_second_paper_for_passing_on_with_other_measures_is_warned_of(page):
    page.toggle(key="brief_public").set_value(True).run()
    assert OTHER not in printed(make(page, "nursing_allowance"))
    assert OTHER not in printed(make(page, "nursing_allowance"))
    assert OTHER in printed(make(page, "nursing_allowance", "old_age_allowance"))


def test_papers_that_stay_inside_may_differ(page):
    make(page, "nursing_allowance")
    assert OTHER not in printed(make(page, "old_age_allowance"))


def test_the_paper_for_passing_on_shows_no_small_count(page):
    assert "2 人" in printed(page)
    public = printed(page.toggle(key="brief_public").set_value(True).run()).split("</h3>")[-1]
    assert "＊" in public
    assert "2 人" not in public
