"""对比 in Streamlit itself: the ranking with what each township handed in, the way on, and plain words where places cannot be compared."""

import pytest
from streamlit.testing.v1 import AppTest

import shell.county
from jobs.load import load_files
from jobs.progress import PlaceProgress, lacking_words, read_progress
from settings import ROOT
from tests.jobs.small_county import MONTH, benefit, benefits, county_in, person, persons

LATER = "2026-06"


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Three severely disabled people of 东镇; one of them is not paid in the first month, two in the second."""
    found = county_in(tmp_path_factory.mktemp("compare") / "data")
    people = persons(person(1, "东升村", grade="1"), person(2, "东升村", grade="2"), person(3, "西升村", grade="1"))
    for month, paid in ((MONTH, (2, 3)), (LATER, (2,))):
        rows = [benefit(number, "CL-HL", payer="残联", month=month) for number in paid]
        load_files(found, [people, benefits(*rows)], month=month, sender="县局")
    return found


@pytest.fixture
def open_compare(monkeypatch, county):
    """Opens 对比 with a query."""
    monkeypatch.setattr(shell.county, "open_county", lambda *_arguments: county)
    shell.county.the_county.cache_clear()

    def run(**query):
        app = AppTest.from_file(str(ROOT / "shell" / "main.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page(str(ROOT / "pages" / "review" / "compare.py"))
        return app.run()

    yield run
    shell.county.the_county.cache_clear()


def printed(app):
    html = [element.proto.body for element in app.get("html") if not element.proto.body.startswith("<style>")]
    words = [element.value for kind in (app.title, app.subheader, app.caption) for element in kind]
    return "\n".join([*html, *words]).replace("\u00a0", " ")


def test_without_a_measure_in_the_address_it_opens_with_one_that_has_figures(open_compare):
    app = open_compare()
    assert not app.exception
    assert app.title[0].value.startswith("重度残疾人护理补贴")
    assert app.get("vega_lite_chart")


def test_the_ranking_says_people_rate_and_small_base_and_leads_to_the_measure_there(open_compare):
    text = printed(open_compare(measure="nursing_allowance"))
    assert "<b>2 人</b>" in text
    assert "33.3%" in text
    assert "1/3 人" in text
    assert "基数小" in text
    assert f"coverage?month={LATER}&amp;area=159921101&amp;measure=nursing_allowance" in text


def test_the_other_month_is_the_one_in_the_address_and_the_one_before_by_default(open_compare):
    assert "较5月" in printed(open_compare(measure="nursing_allowance"))
    assert "较6月" in printed(open_compare(measure="nursing_allowance", month=MONTH, **{"with": LATER}))


def test_in_a_township_the_villages_are_compared(open_compare):
    text = printed(open_compare(measure="nursing_allowance", area="159921101"))
    assert "各嘎查村排名" in text
    assert "东升村" in text
    assert "西升村" in text


def test_where_places_cannot_be_compared_it_says_why(open_compare):
    app = open_compare(measure="housing_safe")
    assert not app.get("vega_lite_chart")
    assert "缺数据" in printed(app)


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
