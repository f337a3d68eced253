"""Every page with data and without, run by Streamlit itself on a small county: what it prints, where it leads, what it never prints."""

import re

import pytest

from jobs.load import load_files
from tests.jobs.small_county import MONTH, benefit, benefits, county_in, identity, person, persons
from tests.pages.opened import PAGES, button, buttons, opened, press, printed

MISSED, PAID, HEALTHY = 1, 2, 3
"""Serial numbers: severely disabled and not paid, severely disabled and paid, neither."""


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Three people in 东升村, one of whom should get the nursing allowance and does not."""
    found = county_in(tmp_path_factory.mktemp("pages") / "data")
    people = persons(person(MISSED, "东升村", grade="1"), person(PAID, "东升村", grade="2"), person(HEALTHY, "东升村"))
    load_files(found, [people, benefits(benefit(PAID, "CL-HL", payer="残联"))], month=MONTH, sender="县局")
    return found


@pytest.mark.parametrize("address", PAGES)
def test_every_page_runs_with_data(open_page, address):
    assert open_page(address).title


def test_the_overview_names_the_gap_the_village_and_the_lead(open_page):
    text = printed(open_page("overview"))
    assert "重度残疾人护理补贴应享未享（疑似）1 人" in re.sub(r"<[^>]+>", "", text)
    assert "牵头：" in text
    assert "东镇" in text


def test_the_overview_of_a_township_lists_its_villages(open_page):
    text = printed(open_page("overview", area="159921101"))
    assert "东升村" in text
    assert "各嘎查村" in text


def test_a_policy_shows_value_basis_and_the_person_missed(open_page):
    app = open_page("coverage", measure="nursing_allowance")
    text = printed(app)
    assert "50.0%" in text
    assert "1/2 人，疑似" in text
    assert list(app.dataframe[0].value["户编号"]) == [f"159921101201{MISSED:04d}"]


def test_a_list_never_prints_a_whole_id_or_name(open_page):
    text = printed(open_page("coverage", measure="nursing_allowance"))
    assert identity("19700101", MISSED) not in text
    assert "张某" not in text
    assert "张＊" in text


def test_groups_of_people_are_compared_only_when_asked_for(open_page):
    assert "与其余相比" not in printed(open_page("coverage", measure="nursing_allowance"))
    assert "没有两组都在 30 人以上" in printed(open_page("coverage", measure="nursing_allowance", groups="true"))


def test_an_unknown_measure_in_the_address_shows_all_policies(open_page):
    app = open_page("coverage", measure="no_such_measure")
    assert app.title[0].value.startswith("覆盖与精准")


def test_a_household_says_why_with_its_values_and_the_source_cell(open_page):
    text = printed(open_page("household", household=f"159921101201{MISSED:04d}", measure="nursing_allowance"))
    assert "应享未享（疑似）" in text
    assert "✗" in text
    assert "人员.csv · " in text
    assert identity("19700101", MISSED)[:14] not in text
    assert identity("19700101", MISSED)[-4:] in text


def test_a_household_that_nobody_handed_in_is_a_sentence(open_page):
    app = open_page("household", household="1599211012019999")
    assert "没有户编号为" in app.info[0].value


@pytest.mark.parametrize("asked", [f"159921101201{HEALTHY:04d}", "张某", identity("19700101", HEALTHY)[-4:]])
def test_a_household_is_found_by_number_name_and_last_four(open_page, asked):
    app = open_page("household")
    app.text_input(key="household_search").input(asked).run()
    assert not app.exception
    assert f"159921101201{HEALTHY:04d}" in printed(app)


def test_the_definitions_are_the_rules_in_words_with_clause_and_lead(open_page):
    text = printed(open_page("definitions", measure="nursing_allowance"))
    assert "不是特困人员" in text
    assert "《" in text
    assert "{" not in text  # every word of the period is filled in


def test_the_upload_page_leads_to_the_boundaries_of_the_map(open_page):
    (found,) = [each.proto for each in open_page("upload").get("page_link") if "边界" in each.proto.label]
    assert (found.page, found.query_string) == ("map", f"month={MONTH}&layers=open")


def test_the_history_lists_every_upload_with_its_closing_sum(open_page, county):
    app = open_page("history")
    assert list(app.dataframe[0].value["回执号"]) == [upload.id for upload in county.store.history()]
    assert "读到" in printed(app)


def test_files_are_checked_shown_and_stored_only_when_confirmed(open_page, county):
    version = county.store.version()
    app = open_page("upload")
    people = persons(person(MISSED, "东升村", grade="1"), person(PAID, "东升村", grade="2"), person(HEALTHY, "东升村"), person(4, "东升村", grade="1"))
    app.file_uploader[0].upload("人员.csv", people.content, "text/csv").run()
    app.text_input(key="upload_sender").input("东镇 李某").run()
    press(app, "检查")
    text = printed(app)
    assert "读到 4 行 = 入库 4 + 暂扣 0 + 不计 0" in text
    assert county.store.version() == version
    press(app, "确认入库")
    assert "已入库，回执号" in app.success[0].value
    assert county.store.version() > version
    county.store.undo(county.store.history()[0].id)


def test_without_a_sender_nothing_is_checked(open_page):
    app = open_page("upload")
    app.file_uploader[0].upload("人员.csv", persons().content, "text/csv").run()
    press(app, "检查")
    assert "请先填报送人" in app.warning[0].value


def test_a_shrinking_slice_asks_before_it_replaces(open_page, county):
    app = open_page("upload")
    app.file_uploader[0].upload("人员.csv", persons(person(HEALTHY, "东升村")).content, "text/csv").run()
    app.text_input(key="upload_sender").input("东镇 李某").run()
    press(app, "检查")
    assert "少了五分之一以上" in app.warning[0].value
    assert button(app, "确认入库").disabled
    app.checkbox(key="agree_shrink").check().run()
    assert not button(app, "确认入库").disabled


@pytest.fixture
def frozen_month(county):
    """The month of the county, frozen while the test runs."""
    county.store.freeze(MONTH)
    yield MONTH
    county.store.thaw(MONTH)


def test_freezing_a_month_asks_first(open_page, county):
    app = open_page("history")
    press(app, "封存这个月")
    assert "确认封存" in buttons(app)
    assert county.store.frozen() == []


def test_a_frozen_month_is_marked_and_cannot_be_undone(open_page, frozen_month):
    app = open_page("history", upload="1")
    assert app.dataframe[0].value["数据月份"].str.endswith("（已封存）").all()
    assert "已封存：" in printed(app)
    assert button(app, "撤销这次上报").disabled
    press(app, "解除封存")
    assert "确认解除" in buttons(app)


def test_a_frozen_month_is_told_before_anything_is_checked(open_page, frozen_month):
    app = open_page("upload")
    app.file_uploader[0].upload("人员.csv", persons().content, "text/csv").run()
    app.selectbox(key="upload_month").set_value(frozen_month).run()
    assert "已封存，不能再报送" in app.warning[0].value
    assert button(app, "检查").disabled


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_on_the_first_day_of_a_county(reopened, monkeypatch, tmp_path, address):
    monkeypatch.setenv("XIANJIE_DATA", str(tmp_path))
    app = opened(address)
    assert not app.exception
    assert app.title
