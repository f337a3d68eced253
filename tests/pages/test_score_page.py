"""考核对标 run by Streamlit itself: scores with their parts, what is left out with its reason, links that hold the view, a county's own weights."""

import pytest

from jobs.county import open_county
from jobs.load import load_files
from tests.jobs.small_county import EAST, MONTH, benefit, benefits, county_in, person, persons
from tests.pages.opened import headings, html, opened, printed

SEVERE = range(1, 41)
"""Serials of forty severely disabled people in 东镇; thirty of them get the nursing allowance."""
OWN = '[[dimension]]\nid = "entitlement"\n[[dimension.measure]]\nid = "nursing_allowance"\nweight = {weight}\n'


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """A county in which thirty of forty severely disabled people are paid."""
    found = county_in(tmp_path_factory.mktemp("score") / "data")
    people = persons(*(person(each, "东升村", grade="1") for each in SEVERE))
    allowances = benefits(*(benefit(each, "CL-HL", payer="残联") for each in list(SEVERE)[:30]))
    load_files(found, [people, allowances], month=MONTH, sender="县局")
    return found


@pytest.fixture
def own_scorecard(county):
    """The file of the county's own weights, taken away again after the test."""
    path = county.store.folder / "policy" / "scorecard.toml"
    path.parent.mkdir(exist_ok=True)
    yield path
    path.unlink()


def test_every_township_stands_with_its_dimensions_and_the_caution(open_page):
    app = open_page("score")
    text = html(app)
    assert "考核对标2026年5月" in "".join(app.title[0].value.split())
    assert all(name in text for name in ("东镇", "西苏木", "防返贫监测", "政策落实", "责任与任务办理"))
    assert "可评权重不足一半，不排名" in text
    assert "不直接作为考核结论" in printed(app)
    assert "数据质量（不计入得分）" in headings(app)
    assert f"place={EAST}&amp;dimension=entitlement" in text


def test_a_cell_opens_the_measures_that_made_it(open_page):
    app = open_page("score", place=EAST, dimension="entitlement")
    text = html(app)
    assert "重度残疾人护理补贴" in text
    assert "75.0%" in text
    assert "30/40 人，疑似" in text
    assert f"coverage?month={MONTH}&amp;area={EAST}&amp;measure=nursing_allowance" in text
    assert "没有计分的 8 项" in headings(app)
    assert "饮水安全" not in printed(app)


def test_a_lead_unit_opens_what_it_leads(open_page):
    app = open_page("score", lead="民政局")
    assert "重度残疾人护理补贴" in html(app)
    assert "居民养老金发放" not in printed(app)


@pytest.mark.parametrize("query", [{"place": "999"}, {"lead": "没有这个局"}, {"dimension": "entitlement"}])
def test_an_address_that_names_nothing_opens_the_whole(open_page, query):
    assert "各苏木镇" in headings(open_page("score", **query))


def test_a_weight_of_the_county_counts_at_once_without_new_data(open_page, own_scorecard):
    before = open_page("score", place=EAST)
    own_scorecard.write_text(OWN.format(weight=0), "utf-8")
    after = open_page("score", place=EAST)
    assert "重度残疾人护理补贴" in html(before)
    assert "重度残疾人护理补贴" not in printed(after)


def test_without_data_the_first_step_stands_there(serve, tmp_path):
    serve(open_county(tmp_path / "empty", "159921", "曙光旗"))
    text = printed(opened("score"))
    assert "还没有数据" in text
    assert "各苏木镇" not in text
