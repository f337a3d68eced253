"""What a clerk reads of an upload: the sum that must close, issues by kind, a preview without names, and a household found by what people know of it."""

import pytest

from jobs.household import NoHouseholdError, household_view, search
from jobs.load import check_files, load_files, sheet_record
from jobs.upload_view import Sum, issue_groups, issue_table, local_time, preview, sheet_row, sum_of
from tests.jobs.small_county import MONTH, county_in, identity, person, persons


def issue(code, severity, cell="A1"):
    return {"code": code, "severity": severity, "file": "f", "sheet": "s", "cell": cell, "value": "v", "what": f"{code} 有误。", "do": "请改。"}


def test_a_sum_closes_only_if_every_row_is_accounted_for():
    assert Sum(10, 7, 2, 1).closes
    assert not Sum(10, 7, 2, 0).closes
    assert Sum(1234, 1200, 30, 4).text.replace("\u00a0", " ") == "读到 1 234 行 = 入库 1 200 + 暂扣 30 + 不计 4"


def test_issues_are_grouped_by_code_the_severest_first():
    groups = issue_groups([issue("HEAD-005", "hint"), issue("VALUE-001", "warning"), issue("ID-001", "error"), issue("VALUE-001", "warning", "B2")])
    assert [(group.code, group.number) for group in groups] == [("ID-001", 1), ("VALUE-001", 2), ("HEAD-005", 1)]


def test_every_issue_names_its_cell_and_its_cure():
    row = issue_table([issue("ID-001", "error", "F17")]).iloc[0]
    assert (row["单元格"], row["怎么改"]) == ("F17", "请改。")


def test_no_issue_is_an_empty_table_with_its_headings():
    assert "怎么改" in issue_table([]).columns


def test_an_upload_without_time_has_none():
    assert local_time("") == ""


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    found = county_in(tmp_path_factory.mktemp("upload") / "data")
    load_files(found, [persons(person(1, "东升村", grade="1"), person(2, "新地村"))], month=MONTH, sender="县局")
    return found


def test_a_preview_shows_headings_and_masks_people(county):
    checked = check_files(county, [persons(person(1, "东升村", grade="1"))], month=MONTH, sender="县局")
    frame = preview(checked.reading.sheets[0])
    assert frame["姓名"][0] == "张＊"
    assert identity("19700101", 1) not in frame.to_string()
    assert sum_of([sheet_row(sheet_record(checked.reading.sheets[0]))]).closes


@pytest.mark.parametrize("text", [identity("19700101", 1)[-4:], identity("19700101", 1)[-4:].lower(), "1599211012010001", "张某"])
def test_a_household_is_found_by_what_people_know_of_it(county, text):
    assert "1599211012010001" in [found.household_id for found in search(county, MONTH, text)]


@pytest.mark.parametrize("text", ["", "张", "%", "__", "李四"])
def test_too_little_or_nothing_known_finds_nobody(county, text):
    assert search(county, MONTH, text) == ()


def test_a_household_shows_its_people_masked_and_where_it_stands(county):
    view = household_view(county, MONTH, "1599211012010001")
    assert view.place == "东镇·东升村"
    assert [(member.name, member.id_tail[-4:]) for member in view.members] == [("张＊", identity("19700101", 1)[-4:])]
    assert "残疾 1 级" in view.members[0].tags
    assert not any(identity("19700101", 1) in place.text for place in view.counted)


def test_a_household_that_no_register_has_is_said_so(county):
    with pytest.raises(NoHouseholdError, match="没有户编号为"):
        household_view(county, MONTH, "1599211012019999")
