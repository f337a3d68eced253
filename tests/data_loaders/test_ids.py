"""Ids: damage, form, birth date and check digit are told apart, and nobody real is refused."""

from datetime import date

import pyarrow as pa
import pytest
from drawn import CHILD, MAN, WOMAN
from stdnum.cn.ric import calc_check_digit

from data_loaders.ids import birth_dates, clean_ids, disability, person_keys, sexes

LAST_DAY = date(2026, 5, 31)


def one(text):
    found = clean_ids(pa.array([text]), LAST_DAY)
    return found.values[0].as_py(), found.flaws[0].kind if found.flaws else ""


def test_a_right_id_stays_as_it_is():
    assert [one(text) for text in (MAN, WOMAN, CHILD)] == [(MAN, ""), (WOMAN, ""), (CHILD, "")]


@pytest.mark.parametrize("body", ["15992119700101001", "15992119350810005", "15992120260531999", "53010219200508011"])
def test_the_check_digit_is_that_of_stdnum(body):
    right = body + calc_check_digit(body + "0")
    wrong = body + ("0" if right[-1] != "0" else "1")
    assert one(right) == (right, "")
    assert one(wrong) == (wrong, "check" if wrong[-3:] != "000" else "damaged")


def test_an_old_area_prefix_is_no_error():
    assert one("152823" + MAN[6:17] + calc_check_digit("152823" + MAN[6:17] + "0"))[1] == ""


@pytest.mark.parametrize("text", [f" {MAN} ", f"'{MAN}", f"{MAN[:6]} {MAN[6:14]} {MAN[14:]}", MAN.translate({ord(str(n)): 0xFF10 + n for n in range(10)})])
def test_blanks_an_apostrophe_and_full_width_digits_are_cleaned(text):
    assert one(text) == (MAN, "")


def test_a_masked_number_is_no_id_and_the_reason_says_so():
    flaw = clean_ids(pa.array(["1599**********0010"]), LAST_DAY).flaws[0]
    assert (flaw.kind, flaw.reason) == ("form", "中间打了星号，看不出是谁")


def test_a_small_x_is_a_large_one():
    assert one("15992119350810005x") == ("15992119350810005X", "")


@pytest.mark.parametrize("text", ["1.59921E+17", "1.5992119700101e+17", "#159921197001010000", "159921197001014000"])
def test_what_excel_has_damaged_is_told_and_not_kept(text):
    assert one(text) == (None, "damaged")


def test_an_id_that_ends_in_zeros_and_is_right_is_not_damaged():
    assert calc_check_digit("159921197001013000") == "0"
    assert one("159921197001013000") == ("159921197001013000", "")


@pytest.mark.parametrize("text", ["159921", "15992119700101001", "1599211970010100100", "15992119700101001A", "张某"])
def test_what_has_not_the_form_of_an_id_is_refused(text):
    assert one(text) == (None, "form")


@pytest.mark.parametrize("born", ["19701301", "19700230", "18991231", "20260601", "20990101"])
def test_a_birth_date_that_cannot_be_is_refused(born):
    assert one(f"159921{born}0018")[1] == "birth"


def test_the_last_day_of_the_month_can_be_a_birth_date():
    assert one("159921202605310018")[1] in ("", "check")


def test_a_leap_day_is_a_day_in_leap_years_only():
    assert one("159921200002290018")[1] in ("", "check")
    assert one("159921190002290018")[1] == "birth"


def test_an_old_number_gets_its_new_form():
    assert one("159921700101001") == (MAN, "old")


def test_a_placeholder_is_kept_whatever_its_digits():
    assert one("999999202605010001") == ("999999202605010001", "placeholder")


def test_a_disability_certificate_is_an_id_with_type_and_grade():
    assert one(MAN + "42") == (MAN + "42", "")
    assert one(MAN + "42B1")[1] == "form"
    assert one(MAN + "4201") == (MAN + "4201", "")
    kinds, grades = disability(pa.array([MAN + "42", MAN + "71", MAN, MAN + "49", None]))
    assert kinds.to_pylist() == ["肢体", "多重", None, "肢体", None]
    assert grades.to_pylist() == [2, 1, None, None, None]


def test_people_are_the_same_by_their_first_eighteen_characters():
    assert person_keys(pa.array([MAN, MAN + "42", None])).to_pylist() == [MAN, MAN, None]


def test_birth_and_sex_are_read_from_the_id_and_not_from_a_placeholder():
    ids = pa.array([MAN, WOMAN, MAN + "42", "999999202605010001", None])
    assert birth_dates(ids).to_pylist() == [date(1970, 1, 1), date(1965, 3, 5), date(1970, 1, 1), None, None]
    assert sexes(ids).to_pylist() == ["男", "女", "男", None, None]
