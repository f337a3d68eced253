"""A small county over three months and one without data: since when a household is missed, what changed, who moved and whose id was corrected."""

import pyarrow as pa
import pytest

from jobs.county import open_county
from jobs.household import place_of
from jobs.household_changes import Told, changes
from jobs.household_facts import ASKED
from jobs.household_history import household_history, shown_months
from jobs.household_lists import household_rows, missed_rows, most_missed
from jobs.household_people import followed
from jobs.load import load_files
from jobs.wording import worded
from metrics.household_month import HouseholdMonth, Unit, household_month
from tests.jobs.small_county import VILLAGE, benefit, benefits, county_in, identity, person, persons

MAY, JUNE, JULY, LATER = "2026-05", "2026-06", "2026-07", "2026-11"
NURSING, CODE = "nursing_allowance", "CL-HL"
STOPPED, MOVED, CORRECTED, HOST = (f"159921101201000{number}" for number in range(1, 5))
NEVER = "1599211022010005"
"""Households: paid in May only; by hand; an id corrected in June; whom somebody joins in July; in the other township, severely disabled and never paid."""
WRONG, RIGHT, GUEST = 3, 30, 40


def lives(serial, village, household, *, name="张某", relation="户主", **more):
    """A line of 人员 for somebody in a household of any number."""
    return person(serial, village, **more).replace(f"{VILLAGE[village]}{serial:04d}", household).replace("张某", name).replace("户主", relation)


def register(month, *, number):
    """The people of a month. number: the serial of the id of CORRECTED's head."""
    guest = (HOST, "其他") if month == JULY else ("1599211012010009", "户主")
    return persons(
        lives(1, "东升村", STOPPED, grade="1"),
        lives(number, "东升村", CORRECTED, grade="2", name="李某某"),
        lives(4, "东升村", HOST, name="王某"),
        lives(GUEST, "东升村", guest[0], name="赵某", relation=guest[1]),
        lives(5, "新地村", NEVER, grade="1"),
    )


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """May, June and July; in July no nursing list comes; in November only a list, when no register of July is valid any more."""
    found = county_in(tmp_path_factory.mktemp("history") / "data")
    paid = {MAY: [(1, 100), (WRONG, 100)], JUNE: [(RIGHT, 120)]}
    for month, number in ((MAY, WRONG), (JUNE, RIGHT), (JULY, RIGHT)):
        files = [register(month, number=number)]
        files += [benefits(*(benefit(serial, CODE, month=month, payer="残联", amount=amount) for serial, amount in paid[month]))] if month in paid else []
        load_files(found, files, month=month, sender="县局")
    load_files(found, [benefits(benefit(1, CODE, month=LATER, payer="残联"))], month=LATER, sender="县局")
    return found


def history_of(county, household, month=JULY):
    months = [one for one in shown_months(county.months(), month) if one <= month]
    return household_history(county, months, lambda one: household_month(county.snapshot(one), household, ASKED))


def nursing(history):
    """The cells of the nursing allowance, which every household here has on one line."""
    (line,) = [line for line in history.lines if line.measure == NURSING]
    return line


def changed(history):
    return {one.month: one.changes for one in history.months}


def test_a_household_is_missed_since_the_month_in_which_it_was_paid_no_longer(county):
    history = history_of(county, STOPPED, JUNE)
    assert [cell.word for cell in nursing(history).cells] == ["应享已享", "应享未享（疑似）"]
    assert nursing(history).run(JUNE) == (JUNE,)
    assert changed(history) == {MAY: (), JUNE: ("停发重度残疾人护理补贴（张＊）",)}
    assert [one.received for one in history.months] == ["领到 100 元", ""]


def test_the_finding_counts_the_months_without_a_break(county):
    found = history_of(county, NEVER, JUNE)
    assert nursing(found).run(JUNE) == (MAY, JUNE)
    assert found.finding(JUNE).startswith("至少自2026年5月起连续 2 个月应享未享（疑似）：")
    assert "重度残疾人护理补贴（张＊）" in found.finding(JUNE)
    assert nursing(history_of(county, STOPPED, JUNE)).label in history_of(county, STOPPED, JUNE).finding(JUNE)


def test_a_month_without_the_list_cannot_be_told_and_breaks_the_run(county):
    history = history_of(county, STOPPED)
    assert [cell.tone for cell in nursing(history).cells] == ["good", "poor", "unknown"]
    assert nursing(history).run(JULY) == ()
    assert "停发" not in "".join(changed(history)[JULY])


def known(month, village, **values):
    """What a month knows of a household of one person, by hand."""
    alone = Unit("person", identity("19700101", 7), village, True, {}, {"name": "张某"})
    return HouseholdMonth(month, MOVED, village, (Unit("household", MOVED, village, True, {}, values), alone), {}, {"person": frozenset({""})}, frozenset())


def test_a_household_that_moved_says_from_where_to_where(county):
    records = [known(MAY, VILLAGE["东升村"]), known(JUNE, VILLAGE["新地村"]), known(JULY, VILLAGE["新地村"])]
    told = Told(county.policy, lambda month, village: place_of(county.snapshot(month), village), followed(records, {}), ())
    assert changes(records, told) == {MAY: (), JUNE: ("由东镇·东升村迁到西苏木·新地村",), JULY: ()}


def test_what_a_month_does_not_know_is_no_change_and_is_held_against_the_last_that_did(county):
    states = [(MAY, {"hh_type": "一般户", "monitored": False}), (JUNE, {"hh_type": None, "monitored": None}), (JULY, {"hh_type": "脱贫户", "monitored": True})]
    records = [known(month, VILLAGE["东升村"], **values) for month, values in states]
    told = Told(county.policy, lambda _month, village: village, followed(records, {}), ())
    assert changes(records, told) == {MAY: (), JUNE: (), JULY: ("纳入监测", "户类型 一般户 → 脱贫户")}


def test_a_corrected_id_is_a_change_and_not_a_leaving_and_an_entering(county):
    history = history_of(county, CORRECTED)
    wrong, right = (identity("19700101", number)[-4:] for number in (WRONG, RIGHT))
    first, second = changed(history)[JUNE]
    assert first == f"李＊＊证件号更正：＊＊{wrong} → ＊＊{right}"
    assert second.endswith("（李＊＊） 100 → 120 元")
    assert [cell.word for cell in nursing(history).cells][:2] == ["应享已享", "应享已享"]


def test_who_joins_is_named_with_the_household_left(county):
    assert changed(history_of(county, HOST))[JULY] == ("增加成员 赵＊（由户 1599211012010009 转入）",)
    left = history_of(county, "1599211012010009")
    assert left.months[-1].state == "不在册"
    assert changed(left)[JULY] == ("数据里没有这一户",)
    assert nursing(left).cells[-1].word == "不在册"


def test_what_was_not_handed_in_is_so_said_and_is_no_no(county):
    history = history_of(county, STOPPED, LATER)
    assert [one.month for one in history.months] == [MAY, JUNE, JULY, "2026-08", "2026-09", "2026-10", LATER]
    assert [cell.word for cell in nursing(history).cells][3:] == ["未报送"] * 4
    assert [one.state for one in history.months][3:] == ["未报送"] * 4
    assert [one.changes for one in history.months][3:-1] == [()] * 3
    assert changed(history)[LATER] == ("开始领取重度残疾人护理补贴（张＊） 100 元",)  # June's list, the last one, did not have it


def test_a_number_that_nobody_has_is_not_known(county):
    history = history_of(county, "1599219999999999")
    assert not history.known
    assert history.lines == ()


def test_a_county_without_data_has_no_history(tmp_path):
    empty = open_county(tmp_path / "data", "159921", "曙光旗")
    history = household_history(empty, (), lambda month: household_month(empty.snapshot(month), STOPPED, ASKED))
    assert (history.known, history.months, history.lines) == (False, (), ())


def test_the_months_shown_are_the_twelve_around_the_one_asked_for():
    assert shown_months(["2026-05", "2026-08"], "2026-08") == ("2026-05", "2026-06", "2026-07", "2026-08")
    two_years = [f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)]
    assert shown_months(two_years, "2026-03") == tuple(two_years[12:])
    assert shown_months(two_years, "2025-12") == tuple(two_years[:12])


def test_households_are_listed_masked_with_the_policies_that_miss_them(county):
    policy = worded(county.policy, MAY, county.code)
    missed = pa.table({
        "household_id": [NEVER, STOPPED], "area_code": [VILLAGE["新地村"], VILLAGE["东升村"]],
        "measures": [[NURSING, "living_allowance", "dibao_paid"], [NURSING, "dibao_paid"]],
    })  # fmt: skip
    number, (row,) = missed_rows(county, MAY, policy, missed, "159921102")
    assert number == 1
    assert (row.household_id, row.place, row.head) == (NEVER, "西苏木·新地村", "张＊")
    assert row.missed == "3 项：重度残疾人护理补贴、困难残疾人生活补贴等"
    assert [row.household_id for row in missed_rows(county, MAY, policy, missed, county.code)[1]] == [NEVER, STOPPED]


def test_one_policy_alone_puts_no_household_on_the_list(county):
    assert most_missed(county, JUNE, worded(county.policy, JUNE, county.code)).num_rows == 0


def test_a_row_says_village_head_and_class_and_a_number_nobody_has_is_left_out(county):
    (row,) = household_rows(county, JUNE, [CORRECTED, "1599219999999999", CORRECTED])
    assert (row.household_id, row.place, row.head, row.household_class) == (CORRECTED, "东镇·东升村", "李＊＊", "—")
