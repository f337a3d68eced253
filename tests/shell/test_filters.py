"""Month and area: codes in the URL, unique labels in the sidebar, remembered across pages, wrong values dropped."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.components.labels import unique_labels
from tests.pages.opened import address_of


def a_page(held=("2026-05", "2026-06")):
    import streamlit as st  # noqa: PLC0415 - the script that AppTest runs on its own

    from pages.components.county import hand_county  # noqa: PLC0415 - as above
    from pages.components.filters import choose, current_filters, draw_filters  # noqa: PLC0415 - as above
    from tests.shell.shell_county import ShellCounty  # noqa: PLC0415 - as above

    county = ShellCounty(held=tuple(held))
    hand_county(county)
    draw_filters(county)
    found = current_filters()
    st.text(f"{found.month} {found.area_code} {found.level}")
    st.button("下钻", on_click=choose, kwargs={"area_code": "159921102001"})


def shown(app):
    assert not app.exception
    return app.text[0].value


@pytest.fixture
def app():
    return AppTest.from_function(a_page)


def test_the_newest_month_and_the_whole_county_are_the_default(app):
    app.run()
    assert shown(app) == "2026-06 159921 county"
    assert address_of(app) == {"month": "2026-06"}
    assert [box.label for box in app.sidebar.selectbox] == ["月份", "苏木镇", "牵头单位", "户类别"]


def test_the_url_says_month_and_area_in_codes(app):
    app.query_params["month"] = "2026-05"
    app.query_params["area"] = "159921101002"
    app.run()
    assert shown(app) == "2026-05 159921101002 village"
    assert [box.value for box in app.sidebar.selectbox] == ["2026-05", "159921101", "159921101002", "", ""]


@pytest.mark.parametrize(("month", "area"), [("2026-13", "999999"), ("", ""), ("' OR 1=1 --", "<script>"), ("1999-01", "159921103"), ("二〇二六", "上村")])
def test_wrong_values_are_dropped_without_a_crash(app, month, area):
    app.query_params["month"] = month
    app.query_params["area"] = area
    app.run()
    assert shown(app) == "2026-06 159921 county"
    assert address_of(app) == {"month": "2026-06"}


def test_choosing_a_month_changes_page_and_url(app):
    app.run()
    app.sidebar.selectbox(key="filter_month").select("2026-05").run()
    assert shown(app) == "2026-05 159921 county"
    assert address_of(app) == {"month": "2026-05"}


def test_choosing_a_township_opens_its_villages_and_another_one_starts_with_the_whole(app):
    app.run()
    app.sidebar.selectbox(key="filter_township").select("159921101").run()
    assert shown(app) == "2026-06 159921101 township"
    app.sidebar.selectbox(key="filter_village").select("159921101003").run()
    assert shown(app) == "2026-06 159921101003 village"
    app.sidebar.selectbox(key="filter_township").select("159921102").run()
    assert shown(app) == "2026-06 159921102 township"
    app.sidebar.selectbox(key="filter_township").select("").run()
    assert shown(app) == "2026-06 159921 county"
    assert address_of(app) == {"month": "2026-06"}


def test_the_whole_township_is_one_step_back_from_a_village(app):
    app.query_params["area"] = "159921101003"
    app.run()
    app.sidebar.selectbox(key="filter_village").select("").run()
    assert shown(app) == "2026-06 159921101 township"


def test_villages_of_the_same_name_are_told_apart(app):
    app.query_params["area"] = "159921101"
    app.run()
    labels = app.sidebar.selectbox(key="filter_village").options
    assert labels == ["全苏木镇", "上村（159921101001）", "上村（159921101002）", "下村", "未落村"]


def test_people_without_a_township_can_be_chosen(app):
    app.run()
    assert app.sidebar.selectbox(key="filter_township").options == ["全旗县", "金坪镇", "大湾苏木", "未落村"]
    app.sidebar.selectbox(key="filter_township").select("159921000000").run()
    assert shown(app) == "2026-06 159921000000 village"


def test_the_choice_is_remembered_when_another_page_empties_the_url(app):
    app.query_params["month"] = "2026-05"
    app.query_params["area"] = "159921101"
    app.run()
    app.query_params.clear()
    app.run()
    assert shown(app) == "2026-05 159921101 township"
    assert address_of(app) == {"month": "2026-05", "area": "159921101"}


def test_a_page_can_choose_for_the_reader(app):
    app.run()
    app.button[0].click().run()
    assert shown(app) == "2026-06 159921102001 village"
    assert address_of(app) == {"month": "2026-06", "area": "159921102001"}


def test_without_data_there_is_nothing_to_choose():
    app = AppTest.from_function(a_page, kwargs={"held": ()}).run()
    assert not app.exception
    assert len(app.sidebar.selectbox) == 0


def test_labels_are_unique_and_plain_where_they_can_be():
    assert unique_labels({"1": "上村", "2": "下村", "3": "上村"}) == {"1": "上村（1）", "2": "下村", "3": "上村（3）"}
