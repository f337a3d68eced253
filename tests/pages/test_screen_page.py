"""专项筛查 run by Streamlit itself: what is picked goes into the address, comes back from it, and nobody's name is printed whole."""

import json

import pytest
from streamlit.testing.v1 import AppTest

import shell.county
from jobs.load import load_files
from settings import ROOT
from tests.jobs.small_county import MONTH, county_in, identity, person, persons

OLD, YOUNG = 1, 2
SCREEN = str(ROOT / "pages" / "review" / "screen.py")
SIXTY = [["age", "between", 60, None]]


@pytest.fixture
def open_screen(monkeypatch, tmp_path):
    """Opens 专项筛查 by its query, on a county with one person of 76 years and one of 26."""
    county = county_in(tmp_path / "data")
    people = persons(person(OLD, "东升村", birth="19500101"), person(YOUNG, "新地村", birth="20000101"))
    load_files(county, [people], month=MONTH, sender="县局")
    monkeypatch.setattr(shell.county, "open_county", lambda *_arguments: county)
    shell.county.the_county.cache_clear()

    def run(**query):
        app = AppTest.from_file(str(ROOT / "shell" / "main.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page(SCREEN)
        return app.run()

    yield run
    shell.county.the_county.cache_clear()


def printed(app):
    html = [element.proto.body for element in app.get("html") if not element.proto.body.startswith("<style>")]
    words = [element.value for kind in (app.title, app.subheader, app.caption, app.info, app.warning, app.error) for element in kind]
    tables = [element.value.to_string() for element in app.dataframe]
    return "\n".join([*html, *words, *tables]).replace("\u00a0", " ")


def asked(app, name):
    """The last value of a parameter of the address, as the page wrote it."""
    value = app.query_params[name]
    return value if isinstance(value, str) else value[-1]


def where(app):
    return json.loads(asked(app, "where"))


def test_a_screen_of_an_address_is_said_counted_and_listed(open_screen):
    app = open_screen(population="person", where=json.dumps(SIXTY))
    assert not app.exception
    text = printed(app)
    assert "年龄（周岁） 不低于 60" in text
    assert "全旗县能判定的 2 人中，符合的 1 人（50.0%）" in text
    assert list(app.dataframe[0].value["户编号"]) == [f"159921101201{OLD:04d}"]
    assert "张＊" in text
    assert "张某" not in text
    assert identity("19500101", OLD) not in text


def test_without_conditions_the_page_offers_examples_and_counts_nothing(open_screen):
    app = open_screen()
    assert not app.exception
    assert "60 岁以上、独居、没有家庭医生随访" in [button.label for button in app.button]
    assert not app.dataframe


def test_what_is_picked_goes_into_the_address(open_screen):
    app = open_screen()
    app.selectbox(key="screen_0_column").set_value("age").run()
    app.number_input(key="screen_0_end0").set_value(60.0).run()
    assert where(app) == [["age", "between", 60.0, None]]
    assert asked(app, "population") == "person"
    next(button for button in app.button if button.label == "再加一个条件").click().run()
    app.selectbox(key="screen_1_column").set_value("sex").run()
    app.multiselect(key="screen_1_picked").set_value(["女"]).run()
    assert where(app) == [["age", "between", 60.0, None], ["sex", "in", "女"]]
    assert "性别为 女" in printed(app)
    app.button(key="screen_0_away").click().run()
    assert where(app) == [["sex", "in", "女"]]
    assert not app.exception


def test_another_population_begins_with_no_condition(open_screen):
    app = open_screen(population="person", where=json.dumps(SIXTY))
    app.selectbox(key="screen_population").set_value("admin_unit").run()
    assert "where" not in app.query_params
    assert not app.exception


def test_a_condition_that_is_not_on_offer_is_told_and_nothing_is_counted(open_screen):
    app = open_screen(population="person", where=json.dumps([*SIXTY, ["name", "equals", "张某"]]))
    assert not app.exception
    assert "这一列可选" in app.warning[0].value
    assert not app.dataframe


def test_a_screen_is_saved_under_a_name_opened_again_and_removed(open_screen):
    app = open_screen(population="person", where=json.dumps(SIXTY))
    next(field for field in app.text_input if "独居" in field.placeholder).input("六十岁以上")  # a form sends its text with its button
    next(button for button in app.button if button.label == "保存").click().run()
    assert "六十岁以上" in [button.label for button in app.button]
    app.button(key="away_六十岁以上").click().run()
    assert "六十岁以上" not in [button.label for button in app.button]
    assert not app.exception
