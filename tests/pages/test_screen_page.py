"""专项筛查 run by Streamlit itself: what is picked goes into the address, comes back from it, and nobody's name is printed whole."""

import json

import pytest

from jobs.load import load_files
from tests.jobs.small_county import MONTH, county_in, identity, person, persons
from tests.pages.opened import asked, buttons, press, printed

OLD, YOUNG = 1, 2
SIXTY = [["age", "between", 60, None]]


@pytest.fixture
def county(tmp_path):
    """One person of 76 years and one of 26."""
    found = county_in(tmp_path / "data")
    people = persons(person(OLD, "东升村", birth="19500101"), person(YOUNG, "新地村", birth="20000101"))
    load_files(found, [people], month=MONTH, sender="县局")
    return found


def where(app):
    return json.loads(asked(app, "where"))


def test_a_screen_of_an_address_is_said_counted_and_listed(open_page):
    app = open_page("screen", population="person", where=json.dumps(SIXTY))
    assert not app.exception
    text = printed(app)
    assert "年龄（周岁） 不低于 60" in text
    assert "全旗县能判定的 2 人中，符合的 1 人（50.0%）" in text
    assert list(app.dataframe[0].value["户编号"]) == [f"159921101201{OLD:04d}"]
    assert "张＊" in text
    assert "张某" not in text
    assert identity("19500101", OLD) not in text


def test_without_conditions_the_page_offers_examples_and_counts_nothing(open_page):
    app = open_page("screen")
    assert not app.exception
    assert "60 岁以上、独居、没有家庭医生随访" in buttons(app)
    assert not app.dataframe


def test_what_is_picked_goes_into_the_address(open_page):
    app = open_page("screen")
    app.selectbox(key="screen_0_column").set_value("age").run()
    app.number_input(key="screen_0_end0").set_value(60.0).run()
    assert where(app) == [["age", "between", 60.0, None]]
    assert asked(app, "population") == "person"
    press(app, "再加一个条件")
    app.selectbox(key="screen_1_column").set_value("sex").run()
    app.multiselect(key="screen_1_picked").set_value(["女"]).run()
    assert where(app) == [["age", "between", 60.0, None], ["sex", "in", "女"]]
    assert "性别为 女" in printed(app)
    press(app, "screen_0_away")
    assert where(app) == [["sex", "in", "女"]]
    assert not app.exception


def test_another_population_begins_with_no_condition(open_page):
    app = open_page("screen", population="person", where=json.dumps(SIXTY))
    app.selectbox(key="screen_population").set_value("admin_unit").run()
    assert "where" not in app.query_params
    assert not app.exception


def test_a_condition_that_is_not_on_offer_is_told_and_nothing_is_counted(open_page):
    app = open_page("screen", population="person", where=json.dumps([*SIXTY, ["name", "equals", "张某"]]))
    assert not app.exception
    assert "这一列可选" in app.warning[0].value
    assert not app.dataframe


def test_a_screen_is_saved_under_a_name_opened_again_and_removed(open_page):
    app = open_page("screen", population="person", where=json.dumps(SIXTY))
    next(field for field in app.text_input if "独居" in field.placeholder).input("六十岁以上")  # a form sends its text with its button
    press(app, "保存")
    assert "六十岁以上" in buttons(app)
    press(app, "away_六十岁以上")
    assert "六十岁以上" not in buttons(app)
    assert not app.exception
