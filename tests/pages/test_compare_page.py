"""对比 in Streamlit itself: the ranking with what each township handed in, the way on, and plain words where places cannot be compared."""

import pytest

from jobs.progress import PlaceProgress, lacking_words, read_progress
from tests.jobs.small_county import LATER, MONTH
from tests.pages.opened import headings, html


@pytest.fixture
def county(county_of_two_months):
    return county_of_two_months


def test_without_a_measure_in_the_address_it_opens_with_one_that_has_figures(open_page):
    app = open_page("compare")
    assert app.title[0].value.startswith("重度残疾人护理补贴")
    assert app.get("vega_lite_chart")


def test_the_ranking_says_people_rate_and_small_base_and_leads_to_the_measure_there(open_page):
    text = html(open_page("compare", measure="nursing_allowance"))
    assert "<b>2 人</b>" in text
    assert "33.3%" in text
    assert "1/3 人" in text
    assert "基数小" in text
    assert f"coverage?month={LATER}&amp;area=159921101&amp;measure=nursing_allowance" in text


def test_the_other_month_is_the_one_in_the_address_and_the_one_before_by_default(open_page):
    assert "较5月" in html(open_page("compare", measure="nursing_allowance"))
    assert "较6月" in html(open_page("compare", measure="nursing_allowance", month=MONTH, **{"with": LATER}))


def test_in_a_township_the_villages_are_compared(open_page):
    app = open_page("compare", measure="nursing_allowance", area="159921101")
    assert "各嘎查村排名" in "".join(headings(app))
    assert "东升村" in html(app)
    assert "西升村" in html(app)


def test_where_places_cannot_be_compared_it_says_why(open_page):
    app = open_page("compare", measure="housing_safe")
    assert not app.get("vega_lite_chart")
    assert "缺数据" in html(app)


def test_what_a_township_handed_in_names_what_is_lacking(county):
    place = read_progress(county, LATER).places["159921101"]
    assert place.fresh
    assert place.submitted == place.expected - len(place.lacking)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (PlaceProgress(5, 5, (), fresh=True), "5/5"),
        (PlaceProgress(5, 5, (), fresh=False), "5/5 本月未报"),
        (PlaceProgress(4, 5, ("住房",), fresh=True), "4/5 缺住房"),
        (PlaceProgress(3, 5, ("住房", "户饮水"), fresh=True), "3/5 缺 2 种"),
        (PlaceProgress(0, 0, (), fresh=False), "—"),
    ],
)
def test_completeness_in_words(place, text):
    assert place.text.replace("\u00a0", " ") == text


def test_places_that_lack_several_sheets_are_named_with_them_and_of_many_the_first_three():
    full, one, two = (PlaceProgress(5 - len(names), 5, names, fresh=True) for names in ((), ("住房",), ("住房", "户饮水")))
    assert lacking_words([("甲镇", full), ("乙镇", one)]) == ""
    assert lacking_words([("甲镇", two), ("乙镇", one)]) == "甲镇缺住房、户饮水"
    four = "甲镇缺住房、户饮水；乙镇缺住房、户饮水；丙镇缺住房、户饮水；这样的地方共 4 个"
    assert lacking_words([(name, two) for name in ("甲镇", "乙镇", "丙镇", "丁镇")]) == four
