"""户情 in Streamlit itself: one household over two months, the reason of a month by its address, the way back to the list, and what the page begins with."""

import json

import pytest

from charts.month_cells import KINDS
from jobs.load import load_files
from tests.jobs.small_county import LATER, MONTH, benefit, benefits, county_in, identity, person, persons
from tests.pages.opened import headings, html

STOPPED, NEVER = 1, 2
HOUSEHOLD = f"159921101201{STOPPED:04d}"


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Two severely disabled people: one is paid in May and not in June, the other never."""
    found = county_in(tmp_path_factory.mktemp("household") / "data")
    people = persons(person(STOPPED, "东升村", grade="1"), person(NEVER, "新地村", grade="2"))
    for month, paid in ((MONTH, STOPPED), (LATER, 9)):
        load_files(found, [people, benefits(benefit(paid, "CL-HL", payer="残联", month=month))], month=month, sender="县局")
    return found


def drawn(app):
    """The cells of the grid."""
    (chart,) = app.get("vega_lite_chart")
    return json.loads(chart.proto.spec)["layer"][0]["data"]["values"]


def test_a_household_says_since_when_it_is_missed_and_draws_every_month(open_page):
    app = open_page("household", household=HOUSEHOLD)
    assert not app.exception
    assert "2026年6月应享未享（疑似）：重度残疾人护理补贴（张＊）" in html(app)
    cells = {cell["month"]: cell for cell in drawn(app) if cell["policy"].startswith("重度残疾人护理补贴")}
    assert {month: cell["text"] for month, cell in cells.items()} == {MONTH: "● 应享已享", LATER: "■ 应享未享"}
    assert "停发重度残疾人护理补贴（张＊）" in html(app)


def test_nothing_drawn_or_printed_holds_an_id(open_page):
    app = open_page("household", household=HOUSEHOLD, measure="nursing_allowance", all="1")
    assert identity("19700101", STOPPED)[:14] not in html(app) + json.dumps(drawn(app))
    assert f"＊＊{identity('19700101', STOPPED)[-4:]}" in html(app)


def test_an_address_restores_month_policy_and_person(open_page):
    paid = open_page("household", household=HOUSEHOLD, month=MONTH, measure="nursing_allowance", who="1")
    missed = open_page("household", household=HOUSEHOLD, month=LATER, measure="nursing_allowance")
    assert [each for each in headings(paid) if "护理补贴" in each] == ["重度残疾人护理补贴 · 张＊　2026年5月"]
    assert "应享已享" in html(paid)
    assert [each for each in headings(missed) if "护理补贴" in each] == ["重度残疾人护理补贴 · 张＊　2026年6月"]
    assert [cell["month"] for cell in drawn(paid) if cell["chosen"]] == [MONTH]
    assert "人员.csv · " in html(missed)


def test_every_policy_is_shown_once_asked_for_by_the_address(open_page):
    few, every = (len(drawn(open_page("household", household=HOUSEHOLD, **query))) for query in ({}, {"all": "1"}))
    assert few < every


def test_the_way_back_leads_to_the_list_in_its_month_and_area(open_page):
    app = open_page("household", household=HOUSEHOLD, month=MONTH, area="159921101", measure="nursing_allowance", list="missing", **{"from": LATER})
    (back,) = [each.proto for each in app.get("page_link") if each.proto.label == "← 回到名单"]
    assert (back.page, back.query_string) == ("coverage", f"month={LATER}&area=159921101&measure=nursing_allowance&list=missing")
    assert not [each for each in open_page("household", household=HOUSEHOLD).get("page_link") if "回到名单" in each.proto.label]


def test_the_page_begins_with_a_search_and_says_whether_somebody_is_missed_twice(open_page):
    app = open_page("household")
    assert app.text_input(key="household_search")
    assert any("没有一户同时缺两项以上政策" in each.value for each in app.caption)


def test_a_household_seen_before_is_offered_again(open_page):
    app = open_page("household", household=HOUSEHOLD)
    del app.query_params["household"]
    app.run()
    assert "刚才看过的户" in headings(app)
    assert list(app.dataframe[0].value["户编号"]) == [HOUSEHOLD]
    assert list(app.dataframe[0].value["户主"]) == ["张＊"]


def test_several_hits_are_listed_with_village_and_head(open_page):
    app = open_page("household")
    app.text_input(key="household_search").input("张某").run()
    rows = app.dataframe[0].value
    assert list(rows["嘎查村"]) == ["东镇·东升村", "西苏木·新地村"]
    assert list(rows["户主"]) == ["张＊", "张＊"]


def test_a_number_that_nobody_has_is_a_sentence_and_the_search_stays(open_page):
    app = open_page("household", household="1599219999999999")
    assert "没有户编号为“1599219999999999”的户" in app.info[0].value
    assert app.text_input(key="household_search")


def test_the_signs_of_the_grid_differ():
    assert len({words[0] for words in KINDS.values()}) == len(KINDS)
