"""Sheets as clerks really send them: what is read of them, what is told, and that nothing is lost without a word."""

# ruff: noqa: E501 - drawn tables are as wide as the sheets they stand for

from drawn import MAN, WOMAN, read, sheet, table

EXPORT = "| 县 | 乡 | 村 | 户编号 | 姓名 | 证件号码 | 户类型 | 监测对象类别 | 致贫/返贫风险1 | 致贫/返贫风险2 |"


def export(*rows, heading=EXPORT):
    return read(sheet("\n".join([heading, *rows])))


def member(number=MAN, home="H1", kind="边缘易致贫户", village="新地村", town="曙光镇", risks="因病 | 因残"):
    return f"| 曙光旗 | {town} | {village} | {home} | 张某 | {number} | 一般户 | {kind} | {risks} |"


def told(reading, code):
    """The issues of that code."""
    return [issue for issue in reading.issues if issue.code == code]


def test_a_value_that_only_a_later_member_of_the_household_has_is_not_lost_without_a_word():
    reading = export(member(kind="", risks=" | "), member(WOMAN))
    assert [household["monitor_class"] for household in table(reading, "export_households")] == ["无"]
    found = {issue.cell: issue.what for issue in told(reading, "HOUSE-002")}
    assert set(found) == {"H3", "I3"}
    assert "H2 是“（空）”，这一格是“边缘易致贫户”" in found["H3"]
    assert "这一格是“因病、因残”" in found["I3"]


def test_a_member_whose_cell_is_empty_repeats_what_the_household_has():
    assert told(export(member(), member(WOMAN, kind="", risks=" | ")), "HOUSE-002") == []


def test_members_who_are_listed_in_two_villages_are_told():
    (issue,) = told(export(member(), member(WOMAN, village="黄土档村")), "HOUSE-002")
    assert issue.cell == "C3"


def test_rows_without_a_household_are_not_held_against_one_another():
    assert told(export(member(home="", kind=""), member(WOMAN, home="")), "HOUSE-002") == []


def test_an_export_in_which_nobody_is_monitored_has_no_cases_and_one_that_does_not_tell_has_no_table_of_them():
    nobody = export(member(kind="", risks=" | "))
    assert nobody.sheets[0].tables["export_cases"].num_rows == 0
    silent = export(f"| 曙光旗 | 曙光镇 | 新地村 | H1 | 张某 | {MAN} | 一般户 |", heading="| 县 | 乡 | 村 | 户编号 | 姓名 | 证件号码 | 户类型 |")
    assert set(silent.sheets[0].tables) == {"export_households", "export_persons"}
