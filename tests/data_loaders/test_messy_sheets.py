"""Sheets as clerks really send them: what is read of them, what is told, and that nothing is lost without a word."""

# ruff: noqa: E501 - drawn tables are as wide as the sheets they stand for

from drawn import CHILD, MAN, WOMAN, closes, read, sheet, table

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


WATER = "| 户编号 | 供水方式 | 水量达标 | 水质达标 | 取水方便 | 供水保证 | 净水设备 | 供水工程代码 |"


def water(count, **cells):
    """A 户饮水 sheet of so many households; cells: one text for the column of every row."""
    names = [name.strip() for name in WATER.strip("|").split("|")]
    usual = dict.fromkeys(names, "是") | {"供水方式": "自备井", **cells}
    rows = ["| " + " | ".join({**usual, "户编号": f"H{number}"}[name] for name in names) + " |" for number in range(1, count + 1)]
    return sheet("\n".join([WATER, *rows]))


def test_columns_without_anything_in_them_are_one_line():
    (issue,) = told(read(water(3, 净水设备="", 供水工程代码="")), "HEAD-006")
    assert issue.cell == "G"
    assert "有 2 列" in issue.what
    assert "“净水设备”（G 列）、“供水工程代码”（H 列）" in issue.what


def test_an_empty_column_that_the_id_tells_is_not_called_unknown():
    heading = "| 身份证号 | 姓名 | 户编号 | 性别 | 低收入类别 |"
    (issue,) = told(read(sheet(f"{heading}\n| {MAN} | 张某 | H1 | | 无 |")), "HEAD-006")
    assert "“性别”（D 列）由证件号码推算" in issue.what


def test_columns_with_a_heading_that_stands_twice_are_one_line():
    drawing = f"{EXPORT} 姓名 | 户类型 |\n{member()} 李某 | 脱贫户 |"
    (issue,) = told(read(sheet(drawing)), "HEAD-004")
    assert issue.cell == "K1"
    assert "有 2 列没有用" in issue.what
    assert "“姓名”（K 列没有用，用的是 E 列）、“户类型”（L 列没有用，用的是 G 列）" in issue.what


def test_the_same_mistake_in_many_rows_is_one_line_that_names_them_all():
    (issue,) = told(read(water(25, 取水方便="还行")), "VALUE-006")
    assert issue.cell == "E2"
    assert "（同样的共 25 处：E2–E26）" in issue.what


def test_the_same_mistake_in_a_few_rows_is_a_line_for_each():
    assert [issue.cell for issue in told(read(water(20, 取水方便="还行")), "VALUE-006")] == [f"E{row}" for row in range(2, 22)]


def test_every_row_of_one_line_is_held():
    reading = read(sheet("\n".join([WATER, *("| | 自备井 | 是 | 是 | 是 | 是 | 否 | G1 |" for _ in range(30))])))
    (issue,) = told(reading, "KEY-001")
    assert "共 30 处" in issue.what
    assert reading.sheets[0].held == 30


BENEFIT = "| 期间 | 政策代码 | 身份证号 | 发放金额 | 待遇状态 | 发放部门 |"


def test_a_bureau_written_with_blanks_owns_the_same_rows():
    reading = read(sheet(f"{BENEFIT}\n| 2026-05 | MZ-DB | {MAN} | 1 | 在享 | 民 政 局 |\n| 2026-05 | MZ-DB | {WOMAN} | 1 | 在享 | 民政局 |"))
    assert {row["payer"] for row in table(reading, "benefits")} == {"民政局"}


def test_a_policy_code_in_small_letters_is_offered_as_it_should_be():
    (issue,) = told(read(sheet(f"{BENEFIT}\n| 2026-05 | mz-db | {MAN} | 1 | 在享 | 民政局 |")), "KEY-004")
    assert "是否想写“MZ-DB”？" in issue.do


def test_of_several_values_only_the_strange_one_is_left_out_and_the_words_say_so():
    reading = export(member(risks="因病、因懒 | 因穷"))
    assert table(reading, "export_cases")[0]["risks"] == ["因病"]
    partly, wholly = told(reading, "VALUE-001")
    assert "“因懒”没有存，只存了其余的值" in partly.what
    assert "这一格按“未知”存" in wholly.what


def test_a_year_and_a_tick_are_read_as_people_write_them():
    reading = read(sheet(f"| 身份证号 | 险种 | 参保年度 | 参保状态 |\n| {MAN} | 居民医保 | 2026年 | √ |\n| {WOMAN} | 居民医保 | 2026 | × |"))
    assert [(row["year"], row["enrolled"]) for row in table(reading, "insurance")] == [(2026, "已参保"), (2026, "未参保")]


def test_the_month_in_a_title_is_not_the_day_on_which_the_sheet_was_filled_in():
    title = "| 填报日期：2026年6月2日 | 制表时间：2026年6月 | （2026年6月3日） |"
    assert told(read(sheet(f"{title}\n{EXPORT}\n{member()}")), "MONTH-002") == []
    assert told(read(sheet(f"| 2026年1月至2026年5月 |\n{EXPORT}\n{member()}")), "MONTH-002") == []


def test_a_birth_date_that_the_id_tells_is_not_called_missing():
    reading = read(sheet(f"| 身份证号 | 姓名 | 户编号 |\n| {MAN} | 张某 | H1 |", name="人员"))
    assert not [issue for issue in told(reading, "HEAD-002") if "出生日期" in issue.what or "性别" in issue.what]
    assert str(table(reading, "persons")[0]["birth_date"]) == "1970-01-01"


def test_a_row_without_a_village_s_code_is_told_once():
    heading = "| 户编号 | 户主姓名 | 户主身份证号 | 区划代码 | 户籍人口 |"
    reading = read(sheet(f"{heading}\n| H1 | 张某 | {MAN} | | 1 |\n| H2 | 李某 | {WOMAN} | 159921100201 | 1 |"))
    assert [issue.code for issue in reading.issues if issue.cell == "D2"] == ["AREA-009"]


def test_two_lists_side_by_side_are_both_read():
    half = "| 身份证号 | 姓名 | 户编号 | 低收入类别 "
    left, right, last = f"| {MAN} | 甲 | H1 | 无 ", f"| {WOMAN} | 乙 | H2 | 无 ", f"| {CHILD} | 丙 | H1 | 瞎写 "
    reading = read(sheet(f"| 人员名单 |\n{half}| {half}|\n{left}| {right}|\n{last}| | | | | |", name="人员"))
    assert closes(reading)
    assert [(one.rows, one.stored) for one in reading.sheets] == [(2, 2), (1, 1)]
    assert {(row["name"], row["src_row"]) for row in table(reading, "persons")} == {("甲", 3), ("丙", 4), ("乙", 3)}
    assert [issue.cell for issue in told(reading, "VALUE-001")] == ["D4"]
    assert told(reading, "HEAD-004") == []


def test_a_person_in_both_of_two_lists_side_by_side_is_one():
    half = "| 身份证号 | 姓名 | 户编号 | 低收入类别 "
    same = f"| {MAN} | 甲 | H1 | 无 "
    reading = read(sheet(f"{half}{half}|\n{same}{same}|", name="人员"))
    assert [issue.cell for issue in told(reading, "KEY-003")] == ["E2"]
