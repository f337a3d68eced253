"""Loading stores what is right, holds what is not, asks before it shrinks, and can be undone; figures follow each time."""

import pytest
from small_county import EAST, MONTH, VILLAGE, WEST, admin_units, benefit, benefits, county_in, identity, person, persons, sheet

from data_loaders.model import InputFile
from jobs.county import open_county
from jobs.figures import UnknownMeasureError, figures
from jobs.history import freeze, undo
from jobs.load import NotConfirmedError, UnknownTownshipError, check_files, load_files, store_checked
from jobs.people import UnknownListError, people
from policy.months import MonthError
from store import FrozenMonthError
from store.files import read_parquet


@pytest.fixture
def county(tmp_path):
    return county_in(tmp_path / "data")


def nursing(county, level="county", month=MONTH):
    """The nine cells of 护理补贴 as {area: (tt, tf, ft, unknown)}."""
    found = figures(county, month, ["nursing_allowance"], level)
    return {
        figure.area_code: (figure.cells.tt, figure.cells.tf, figure.cells.ft, figure.cells.unknown) for figure in found if figure.cells and figure.cells.total
    }


REGISTER = [person(1, "东升村", grade="1"), person(2, "东升村", grade="2"), person(3, "西升村", grade="3"), person(4, "新地村", grade="1"), person(5, "新地村")]


def load(county, *files, **options):
    return load_files(county, files, month=MONTH, sender="县局", **options)


def test_without_the_bureau_s_sheet_nobody_is_called_missed(county):
    load(county, persons(*REGISTER))
    assert nursing(county) == {"159921": (0, 0, 0, 5)}
    (figure,) = figures(county, MONTH, ["nursing_allowance"])
    assert (figure.cells.tn, figure.cells.fn) == (3, 2)
    assert "benefits" not in figure.as_of


def test_entitled_paid_and_missed_are_counted_in_their_villages(county):
    load(county, persons(*REGISTER))
    load(county, benefits(benefit(1, "CL-HL"), benefit(3, "CL-HL")))
    assert nursing(county, "village") == {VILLAGE["东升村"]: (1, 1, 0, 0), VILLAGE["西升村"]: (0, 0, 1, 0), VILLAGE["新地村"]: (0, 1, 0, 0)}
    assert nursing(county, "township") == {EAST: (1, 1, 1, 0), WEST: (0, 1, 0, 0)}
    assert nursing(county) == {"159921": (1, 2, 1, 0)}


def test_a_recipient_in_no_register_is_counted_without_a_village(county):
    load(county, persons(*REGISTER), benefits(benefit(1, "CL-HL"), benefit(9, "CL-HL")))
    assert nursing(county, "village")["159921000000"] == (0, 0, 1, 0)
    assert nursing(county) == {"159921": (1, 2, 1, 0)}


def test_a_dead_person_who_is_still_paid_is_paid_without_entitlement(county):
    load(county, persons(person(1, "东升村", grade="1", residence="死亡")), benefits(benefit(1, "CL-HL")))
    assert nursing(county) == {"159921": (0, 0, 1, 0)}


def test_a_stopped_payment_is_no_payment(county):
    load(county, persons(*REGISTER), benefits(benefit(1, "CL-HL", state="停发"), benefit(2, "CL-HL", state="补发")))
    assert nursing(county) == {"159921": (1, 2, 0, 0)}


def test_the_sum_of_every_sheet_closes(county):
    receipt = load(county, persons(*REGISTER, "这一行 不是 号码"), benefits(benefit(1, "CL-HL")))
    assert receipt.counts == {"rows": 7, "stored": 6, "held": 1, "set_aside": 0}
    assert all(sheet.rows == sheet.stored + sheet.held + sheet.set_aside for sheet in receipt.sheets)


def test_a_held_row_is_kept_with_the_upload(county):
    receipt = load(county, persons(*REGISTER, "这一行 不是 号码"))
    (held,) = county.store.held(receipt.upload_id)
    assert held["cells"]["身份证号"] == "这一行"


def test_checking_stores_nothing(county):
    before = county.store.version()
    checked = check_files(county, [persons(*REGISTER)], month=MONTH, sender="县局")
    assert checked.storable
    assert county.store.version() == before


def test_the_same_slice_again_replaces_and_undo_brings_back(county):
    load(county, persons(*REGISTER), benefits(benefit(1, "CL-HL")))
    second = load(county, benefits(benefit(1, "CL-HL"), benefit(2, "CL-HL")))
    assert nursing(county) == {"159921": (2, 1, 0, 0)}
    undo(county, second.upload_id)
    assert nursing(county) == {"159921": (1, 2, 0, 0)}


def test_another_township_s_register_does_not_touch_this_one(county):
    load(county, persons(*REGISTER[:3]), benefits(benefit(1, "CL-HL")))
    load(county, persons(*REGISTER[3:]))
    assert nursing(county, "township") == {EAST: (1, 1, 0, 0), WEST: (0, 1, 0, 0)}


def test_four_of_five_rows_replace_without_a_question_and_three_of_five_ask(county):
    five = [person(number, "东升村") for number in range(1, 6)]
    load(county, persons(*five))
    assert not check_files(county, [persons(*five[:4])], month=MONTH, sender="县局").asks
    checked = check_files(county, [persons(*five[:3])], month=MONTH, sender="县局")
    assert [(change.before, change.after) for change in checked.asks] == [(5, 3)]
    assert "SLICE-001" in {issue.code for issue in checked.issues}
    with pytest.raises(NotConfirmedError, match="5 行减为 3 行"):
        store_checked(county, checked)
    assert store_checked(county, checked, confirmed=True).upload_id


def test_the_same_file_dropped_twice_is_read_once_and_said_so(county):
    one = persons(*REGISTER)
    receipt = load(county, one, InputFile("又一份.csv", one.content))
    assert receipt.counts["stored"] == 5
    assert [issue.code for issue in receipt.issues if issue.code == "FILE-090"] == ["FILE-090"]


def test_two_different_files_are_not_called_the_same(county):
    receipt = load(county, persons(*REGISTER), benefits(benefit(1, "CL-HL")))
    assert "FILE-090" not in {issue.code for issue in receipt.issues}


def test_area_sheet_and_register_may_come_in_one_upload(tmp_path):
    county = open_county(tmp_path / "data", "159921", "曙光旗")
    load_files(county, [persons(*REGISTER), benefits(benefit(1, "CL-HL")), admin_units()], month=MONTH, sender="县局")
    assert nursing(county, "township") == {EAST: (1, 1, 0, 0), WEST: (0, 1, 0, 0)}


def test_a_file_that_gives_nothing_stores_nothing(county):
    receipt = load(county, InputFile("空.csv", b""))
    assert receipt.upload_id is None
    assert receipt.issues


def test_a_frozen_month_refuses_and_its_figures_stay(county):
    load(county, persons(*REGISTER), benefits(benefit(1, "CL-HL")))
    freeze(county, MONTH)
    with pytest.raises(FrozenMonthError):
        load(county, benefits(benefit(1, "CL-HL"), benefit(2, "CL-HL")))
    assert nursing(county) == {"159921": (1, 2, 0, 0)}


def test_the_register_counts_for_three_months_and_says_so(county):
    load(county, persons(*REGISTER))
    load_files(county, [benefits(benefit(1, "CL-HL", month="2026-07"))], month="2026-07", sender="民政局")
    assert nursing(county, month="2026-07") == {"159921": (1, 2, 0, 0)}
    (figure,) = figures(county, "2026-07", ["nursing_allowance"])
    assert "2026-05" in figure.as_of.values()


def test_a_list_holds_the_missed_and_only_the_area_asked_for(county):
    load(county, persons(*REGISTER), benefits(benefit(1, "CL-HL")))
    assert sorted(people(county, MONTH, "nursing_allowance", "missing")["key"].to_pylist()) == sorted([identity("19700101", 2), identity("19700101", 4)])
    assert people(county, MONTH, "nursing_allowance", "missing", WEST)["key"].to_pylist() == [identity("19700101", 4)]
    assert people(county, MONTH, "nursing_allowance", "leaked").num_rows == 0


def test_names_in_lists_are_masked_unless_asked_for(county):
    load(county, persons(*REGISTER), benefits(benefit(1, "CL-HL")))
    assert set(people(county, MONTH, "nursing_allowance", "missing")["name"].to_pylist()) == {"张＊"}
    assert set(people(county, MONTH, "nursing_allowance", "missing", show_names=True)["name"].to_pylist()) == {"张某"}


def test_what_does_not_exist_is_refused_by_name(county):
    with pytest.raises(UnknownTownshipError, match="东镇、西苏木"):
        check_files(county, [persons(*REGISTER)], month=MONTH, sender="县局", township="南镇")
    with pytest.raises(UnknownMeasureError, match="no_such"):
        figures(county, MONTH, ["no_such"])
    with pytest.raises(UnknownListError):
        people(county, MONTH, "nursing_allowance", "lost")
    with pytest.raises(MonthError):
        check_files(county, [persons(*REGISTER)], month="2026-5", sender="县局")


EXPORT = "乡 村 户编号 姓名 证件号码 户类型 监测对象类别 识别监测时间"


def listed(serial, kind):
    return f"东镇 东升村 {VILLAGE['东升村']}{serial:04d} 张某 {identity('19700101', serial)} 一般户 {kind} {'202603' if kind != '-' else '-'}"


def cases(county):
    return [row for found in county.store.slices("export_cases", MONTH) for row in read_parquet(found.path).to_pylist()]


def test_an_export_in_which_nobody_is_monitored_any_more_leaves_no_case_of_the_one_before(county):
    load(county, sheet("导出", EXPORT, listed(1, "边缘易致贫户"), listed(2, "-")))
    assert len(cases(county)) == 1
    load(county, sheet("导出", EXPORT, listed(1, "-"), listed(2, "-")), confirmed=True)
    assert cases(county) == []


def test_an_export_that_does_not_tell_who_is_monitored_leaves_the_cases(county):
    load(county, sheet("导出", EXPORT, listed(1, "边缘易致贫户")))
    load(county, sheet("导出", EXPORT.replace("监测对象类别", "别的"), listed(1, "-")))
    assert len(cases(county)) == 1


def told(receipt, code):
    return [issue for issue in receipt.issues if issue.code == code]


def test_people_whom_another_township_has_handed_in_too_are_told_in_one_line(county):
    east, west = [person(number, "东升村") for number in (1, 2, 3)], [person(number, "新地村") for number in (2, 3, 4)]
    load(county, persons(*east))
    receipt = load(county, persons(*west))
    (issue,) = told(receipt, "SLICE-002")
    assert (issue.file, issue.cell) == ("人员.csv", "A2")
    assert "有 2 行的“身份证号”在“东镇”2026-05 的批次里也有（A2–A3）" in issue.what
    assert receipt.counts["stored"] == 3


def test_a_township_that_hands_in_again_is_not_held_against_itself(county):
    load(county, persons(person(1, "东升村")))
    assert told(load(county, persons(person(1, "东升村"), person(4, "新地村"))), "SLICE-002") == []


def test_a_person_in_two_townships_is_counted_once(county):
    load(county, persons(person(1, "东升村", grade="1")))
    load(county, persons(person(1, "新地村", grade="1")), benefits(benefit(1, "CL-HL")))
    assert sum(nursing(county)["159921"]) == 1


def corrected(*rows):
    """The rows as a correction workbook brings them: under a title that says so."""
    file = persons(*rows)
    return InputFile("更正表.csv", b"\xef\xbb\xbf" + "更正表 · 人员\n".encode() + file.content.removeprefix(b"\xef\xbb\xbf"))


def test_a_corrected_row_that_takes_the_place_of_a_stored_one_is_told(county):
    load(county, persons(person(1, "东升村"), person(2, "东升村")))
    receipt = load(county, corrected(person(2, "东升村", grade="1"), person(3, "东升村")))
    (issue,) = told(receipt, "SLICE-003")
    assert "有 1 行“人员”" in issue.what
    assert receipt.counts["stored"] == 2


def test_a_corrected_row_of_somebody_new_takes_no_place(county):
    load(county, persons(person(1, "东升村")))
    assert told(load(county, corrected(person(2, "东升村"))), "SLICE-003") == []


def test_the_question_before_replacing_names_the_table_that_shrinks(county):
    load(county, sheet("导出", EXPORT, listed(1, "边缘易致贫户"), listed(2, "-")))
    checked = check_files(county, [sheet("导出", EXPORT, listed(1, "-"), listed(2, "-"))], month=MONTH, sender="县局")
    assert [(change.label, change.before, change.after) for change in checked.asks] == [("监测对象信息（个案）", 1, 0)]
