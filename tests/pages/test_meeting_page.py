"""汇报 run by Streamlit itself: views are put in from their pages, put in order, shown one at a time, and restored by the address; no name on the wall."""

import re

import pytest

from jobs.load import load_files
from jobs.sequences import Stop, new_sequence, sequences
from tests.jobs.small_county import MONTH, benefit, benefits, county_in, identity, person, persons
from tests.pages.opened import asked, button, buttons, html, press

MISSED, PAID = 1, 2
POLICY = Stop("coverage", (("measure", "nursing_allowance"),))


@pytest.fixture
def county(tmp_path):
    found = county_in(tmp_path / "data")
    people = persons(person(MISSED, "东升村", grade="1"), person(PAID, "东升村", grade="2"))
    load_files(found, [people, benefits(benefit(PAID, "CL-HL", payer="残联"))], month=MONTH, sender="县局")
    return found


def test_the_months_own_sequence_is_there_and_starts(open_page):
    app = press(open_page("meeting"), "sequence_start")
    assert (asked(app, "show"), asked(app, "at")) == ("month", "1")
    assert "1/" in html(app)
    assert "xj-show-title" in html(app)


def test_the_address_restores_the_screen_and_one_beyond_the_end_is_the_last(open_page, county):
    made = new_sequence(county, "调度会", (Stop("overview"), POLICY))
    app = open_page("meeting", show=made.id, at="2")
    assert "重度残疾人护理补贴" in html(app)
    assert "2/2" in html(app)
    beyond = open_page("meeting", show=made.id, at="9")
    assert asked(beyond, "at") == "2"
    assert "1/2" in html(open_page("meeting", show=made.id, at="那一屏"))


def test_on_and_back_go_one_view_and_stop_at_the_ends(open_page, county):
    made = new_sequence(county, "调度会", (Stop("overview"), POLICY))
    app = press(open_page("meeting", show=made.id), "show_on")
    assert asked(app, "at") == "2"
    assert button(app, "show_on").disabled
    assert asked(press(app, "show_back_page"), "at") == "1"
    app = press(app, "show_out")
    assert "show" not in app.query_params
    assert app.title[0].value.startswith("汇报")


def test_no_name_and_no_id_is_on_the_wall(open_page, county):
    made = new_sequence(county, "调度会", (POLICY,))
    text = html(open_page("meeting", show=made.id))
    assert "应享未享（疑似）1 人" in text
    assert "张" not in text
    assert identity("19700101", MISSED)[-4:] not in re.sub(r"\d{4}年", "", text)


def test_a_view_whose_measure_is_no_more_says_so(open_page, county):
    made = new_sequence(county, "调度会", (Stop("coverage", (("measure", "no_such_measure"),)), Stop("overview", (("area", "159921999"),))))
    assert "现在没有了" in html(open_page("meeting", show=made.id, at="1"))
    assert "现在没有了" in html(open_page("meeting", show=made.id, at="2"))


def test_views_are_put_in_order_and_taken_out(open_page, county):
    made = new_sequence(county, "调度会", (Stop("overview"), POLICY, Stop("tasks")))
    app = press(open_page("meeting", sequence=made.id), "stop_up_2")
    assert [stop.page for stop in sequences(county)[0].stops] == ["overview", "tasks", "coverage"]
    app = press(app, "stop_away_0")
    assert [stop.page for stop in sequences(county)[0].stops] == ["tasks", "coverage"]
    press(app, "stop_pin_1")
    assert [stop.month for stop in sequences(county)[0].stops] == ["", MONTH]


def test_the_months_own_sequence_is_copied_to_be_changed(open_page, county):
    app = open_page("meeting")
    assert "stop_up_1" not in [button.key for button in app.button]
    app.text_input[0].input("十月")
    app = press(app, "照“本月情况”建")
    assert sequences(county)[0].name == "十月"
    assert asked(app, "sequence") == sequences(county)[0].id
    assert "stop_up_1" in [button.key for button in app.button]


def test_a_page_puts_its_view_into_a_new_sequence_without_the_month(open_page, county):
    app = open_page("coverage", measure="nursing_allowance", month=MONTH)
    app.text_input(key="add_name").input("调度会").run()
    press(app, "add_do")
    assert sequences(county)[0].stops == (POLICY,)
    app = open_page("coverage", measure="nursing_allowance", month=MONTH)
    app.toggle(key="add_pinned").set_value(True).run()
    press(app, "add_do")
    assert [stop.month for stop in sequences(county)[0].stops] == ["", MONTH]


def test_a_household_is_not_put_on_a_wall(open_page):
    assert "加入" not in buttons(open_page("household"))
