"""Definitions are read under closed key lists: every mistake is a problem with file, key and nearest name, and all of them come at once."""

from __future__ import annotations

import random
import shutil

import pytest
from small_policy import FILES, changed, problems_of, write_policy

from policy.model import PolicyError
from policy.reader import POLICY_FOLDER, read_policy

M23, PERSON, HOUSEHOLD, LINES = "systems/M23.toml", "populations/person.toml", "populations/household.toml", "parameters/lines.toml"
RISK, WORDS, UNITS, BENEFITS, DOCUMENTS = "populations/case_risk.toml", "words.toml", "units.toml", "benefits.toml", "documents.toml"
MEASURE = "measure.nursing_allowance"

MISTAKES = (
    # keys
    (M23, 'theme = "低收入与救助"', 'theme = "低收入与救助"\nthemes = "x"', "themes", "没有这个键", "theme"),
    (M23, 'gap = "payment"', 'gaps = "payment"', f"{MEASURE}.gaps", "没有这个键", "gap"),
    (M23, "label = ", "name = ", "label", "缺少这个键", None),
    (M23, 'lead_unit = "县残联"', "lead_unit = 3", "lead_unit", "要写双引号里的文字", None),
    (M23, 'label = "残疾人两项补贴"', 'label = " "', "label", "不能是空的", None),
    (M23, "valid_from = 2021-01-01", 'valid_from = "2021-01-01"', f"{MEASURE}.version[1].valid_from", "要写日期", None),
    (M23, "valid_from = 2021-01-01", "valid_from = 2021-01-01T00:00:00", f"{MEASURE}.version[1].valid_from", "要写日期", None),
    (M23, "target = 1.0", "target = nan", f"{MEASURE}.target", "要写数字", None),
    (M23, "headline = 1", 'ranked = "no"', f"{MEASURE}.ranked", "true 或 false", None),
    (M23, "headline = 1", "headline = true", f"{MEASURE}.headline", "要写整数", None),
    # systems
    (M23, 'id = "M23"', 'id = "M24"', "id", "要与文件名一致：M23", None),
    (M23, 'id = "M23"', 'id = "m23"', "id", "要写事项编号", None),
    (M23, 'theme = "低收入与救助"', 'theme = "低收入和救助"', "theme", "只能是", "低收入与救助"),
    (M23, 'lead_unit = "县残联"', 'lead_unit = "县残连"', "lead_unit", "没有“县残连”这个单位", "县残联"),
    (M23, 'sources = ["D5-11"]', 'sources = ["D55-11"]', "sources", "没有“D55”这个文件", "D5"),
    (M23, 'sources = ["D5-11"]', 'sources = ["D5"]', "sources", "要写成 文件-条款", None),
    (M23, 'sources = ["D5-11"]', "sources = []", "sources", "至少要写一个出处", None),
    # measures
    (M23, 'id = "nursing_allowance"', 'id = "floor_household"', "measure.floor_household.id", "已经在 systems/E07.toml", None),
    (M23, 'over = "person"', 'over = "persons"', f"{MEASURE}.over", "没有“persons”这个总体", "person"),
    (M23, 'form = "targeting"', 'form = "targetting"', f"{MEASURE}.form", "只能是", "targeting"),
    (M23, 'higher_is = "better"', 'higher_is = "good"', f"{MEASURE}.higher_is", "只能是：better、worse", None),
    (M23, 'errors = ["exclusion", "inclusion"]', 'errors = ["exclusion", "leakage"]', f"{MEASURE}.errors", "只能是：exclusion、inclusion", None),
    (M23, 'errors = ["exclusion", "inclusion"]', 'errors = ["exclusion", "exclusion"]', f"{MEASURE}.errors", "有重复的值", None),
    (M23, 'errors = ["exclusion", "inclusion"]', "errors = []", f"{MEASURE}.errors", "要写这个键", None),
    (M23, 'errors = ["exclusion", "inclusion"]\n', "", f"{MEASURE}.errors", "要写这个键", None),
    (M23, 'gap = "payment"\n', "", f"{MEASURE}.gap", "要写这个键", None),
    (M23, 'gap = "payment"', 'gap = "pay"', f"{MEASURE}.gap", "只能是：payment、recognition", "payment"),
    ("systems/E07.toml", 'higher_is = "better"', 'higher_is = "better"\ngap = "payment"', "measure.floor_household.gap", "status 的指标没有这个键", None),
    ("systems/E07.toml", 'higher_is = "better"', 'higher_is = "better"\nheadline = 1', f"{MEASURE}.headline", "已经在 systems/E07.toml", None),
    # versions
    (M23, "received = \"has('CL-HL')\"\n", "", f"{MEASURE}.version[1].received", "缺少这条规则", None),
    (M23, 'eligible = "grade IN (1, 2) AND NOT floor"\n', "", f"{MEASURE}.version[1].eligible", "缺少这条规则", None),
    (M23, 'among = "alive"', 'met = "alive"', f"{MEASURE}.version[1].met", "没有这条规则", None),
    ("systems/E07.toml", 'met = "floor_member"', 'eligible = "floor_member"', "measure.floor_household.version[1].eligible", "没有这条规则", None),
    (M23, "valid_to = 2025-12-31", "valid_to = 2026-01-31", f"{MEASURE}.version[2].valid_from", "有效期重叠", None),
    (M23, "valid_to = 2025-12-31\n", "", f"{MEASURE}.version[2].valid_from", "有效期重叠", None),
    (M23, "valid_to = 2025-12-31", "valid_to = 2025-11-30", f"{MEASURE}.version[2].valid_from", "有空档", None),
    (M23, "valid_to = 2025-12-31", "valid_to = 2025-12-30", f"{MEASURE}.version[1].valid_to", "某月最后一日", None),
    (M23, "valid_from = 2021-01-01", "valid_from = 2021-01-15", f"{MEASURE}.version[1].valid_from", "某月 1 日", None),
    (M23, "valid_from = 2021-01-01", "valid_from = 2026-02-01", f"{MEASURE}.version[1].valid_to", "早于生效日期", None),
    (M23, 'clauses = { grade = "D5-11", floor = "D4-2-7" }', "", f"{MEASURE}.version[1].clauses", "缺少这个键", None),
    (M23, 'clauses = { grade = "D5-11", floor = "D4-2-7" }', "clauses = {}", f"{MEASURE}.version[1].clauses", "要写出规则各条件的依据条款", None),
    (M23, 'floor = "D4-2-7"', 'flor = "D4-2-7"', f"{MEASURE}.version[1].clauses.flor", "没有“flor”这个条件", "floor"),
    (M23, 'floor = "D4-2-7"', 'household_id = "D4-2-7"', f"{MEASURE}.version[1].clauses.household_id", "没有“household_id”这个条件", None),
    (M23, 'floor = "D4-2-7"', 'floor = "D9-2-7"', f"{MEASURE}.version[1].clauses.floor", "没有“D9”这个文件", "D4"),
    (M23, 'floor = "D4-2-7"', "floor = 427", f"{MEASURE}.version[1].clauses.floor", "要写成 文件-条款", None),
    # rules of measures
    (M23, "grade IN (1, 2)", "grad IN (1, 2)", f"{MEASURE}.version[1].eligible", "没有“grad”这一列", "grade"),
    (M23, "grade IN (1, 2)", "grade IN (1, 7)", f"{MEASURE}.version[1].eligible", "grade 没有“7”这个值", None),
    (M23, "param('line')", "param('lines')", f"{MEASURE}.version[2].eligible", "没有“lines”这个政策参数", "line"),
    (M23, "has('CL-HL')", "has('CL-LH')", f"{MEASURE}.version[1].received", "没有“CL-LH”这个待遇代码", "CL-HL"),
    (M23, 'among = "alive"', 'among = "grade"', f"{MEASURE}.version[1].among", "这里要是/否", None),
    (M23, 'among = "alive"', 'among = ""', f"{MEASURE}.version[1].among", "规则是空的", None),
    (M23, 'among = "alive"', 'among = "alive"\namount = "alive"', f"{MEASURE}.version[1].amount", "这里要数值", None),
    ("systems/E07.toml", 'met = "floor_member"', "met = \"has('MZ-DB')\"", "measure.floor_household.version[1].met", "这里不能用 has()", None),
    # populations
    (PERSON, 'name = "person"', 'name = "human"', "name", "要与文件名一致：person", None),
    (PERSON, 'key = "person_key"', 'key = "personkey"', "key", "没有“personkey”这个列", "person_key"),
    (PERSON, 'household = "household_id"', 'household = "house_id"', "household", "没有“house_id”这个列", "household_id"),
    (PERSON, 'registers = ["persons"]', "registers = []", "registers", "要写出登记这个总体的表", None),
    (PERSON, 'sources = ["persons.grade"]', 'sources = ["person.grade"]', "columns.grade.sources", "没有“person”这个表", "persons"),
    (PERSON, 'sources = ["persons.grade"]', 'sources = ["grade"]', "columns.grade.sources", "要写成 表.列", None),
    (PERSON, 'sources = ["persons.grade"]', "", "columns.grade", "要有且只有一个来源", None),
    (PERSON, 'sources = ["persons.grade"]', 'sources = ["persons.grade"]\nderived = "1 + 1"', "columns.grade", "写了 2 个：sources、derived", None),
    (PERSON, 'type = "number"\nvalues = [1, 2, 3, 4]', 'type = "integer"', "columns.grade.type", "只能是", None),
    (PERSON, "values = [1, 2, 3, 4]", 'values = ["1", "2"]', "columns.grade.values", "与列的类型一致", None),
    (PERSON, "values = [1, 2, 3, 4]", "values = [1, 1]", "columns.grade.values", "有重复的值", None),
    (PERSON, "values = [1, 2, 3, 4]", "values = []", "columns.grade.values", "不能是空的", None),
    (PERSON, 'type = "bool"\nderived', 'type = "bool"\nvalues = [1]\nderived', "columns.alive.values", "不写 values", None),
    (PERSON, "[columns.grade]", "[columns.Grade]", "columns.Grade", "列名只用小写", None),
    (PERSON, "residence <> '死亡'", "residence <> '去世'", "columns.alive.derived", "residence 没有“'去世'”这个值", None),
    (PERSON, 'type = "bool"\nderived', 'type = "number"\nderived', "columns.alive.derived", "这里要数值", None),
    (PERSON, 'of_household = "income"', 'of_household = "incomes"', "columns.income.of_household", "没有“incomes”这个列", "income"),
    (PERSON, 'type = "number"\nof_household', 'type = "text"\nof_household', "columns.income.type", "household.income 是数值，这里写的是文字", None),
    (PERSON, 'household = "household_id"\n', "", "columns.income", "不能从户里取列", None),
    (PERSON, 'table = "insurance"', 'table = "insurances"', "columns.enrolled.any_row.table", "没有“insurances”这个表", "insurance"),
    (PERSON, "state = '已参保'", "stat = '已参保'", "columns.enrolled.any_row.rule", "没有“stat”这一列", "state"),
    (PERSON, 'column = "amount"', 'column = "amounts"', "columns.paid.sum_rows.column", "没有“amounts”这个列", "amount"),
    (PERSON, 'column = "amount"', 'column = "state"', "columns.paid.sum_rows.column", "合计的列要是数值", None),
    (PERSON, ', column = "amount"', "", "columns.paid.sum_rows.column", "要写出合计哪一列", None),
    (PERSON, ', column = "amount"', ', column = "amount", distinct = "scheme"', "columns.paid.sum_rows.column", "要写出合计哪一列", None),
    (PERSON, "slice = {", "slices = {", "columns.enrolled.any_row.slices", "没有这个键", "slice"),
    (PERSON, 'type = "bool"\nany_row', 'type = "text"\nany_row', "columns.enrolled.type", "列类型要是 bool", None),
    (HOUSEHOLD, "floor AND alive", "floor AND has('CL-LH')", "columns.floor_member.any_member", "没有“CL-LH”这个待遇代码", "CL-HL"),
    (HOUSEHOLD, 'count_members = "alive"', 'count_members = "grade"', "columns.members.count_members", "这里要是/否", None),
    (HOUSEHOLD, 'of_head = "grade"', 'of_head = "grades"', "columns.head_grade.of_head", "没有“grades”这个列", "grade"),
    (RISK, 'explode_of = "case"', 'explode_of = "cases"', "explode_of", "没有“cases”这个总体", "case"),
    (RISK, 'explode_column = "risks"', 'explode_column = "household_id"', "explode_column", "要是多值列", None),
    (RISK, 'explode_column = "risks"\n', "", "整个文件", "要同时写", None),
    (RISK, "exploded = true", 'of_parent = "case_id"', "columns", "写了 0 个", None),
    (RISK, 'of_parent = "case_id"', 'of_parent = "cases_id"', "columns.case_id.of_parent", "没有“cases_id”这个列", "case_id"),
    # parameters
    (LINES, 'key = "months"', 'key = "line"', "parameter.line", "参数“line”已经在", None),
    (LINES, 'code = "P139"', 'code = "P122"', "parameter.months", "参数编号“P122”已经在", None),
    (LINES, "value = 6", 'value = "6"', "parameter.months.value[1].value", "要写数字", None),
    (LINES, "value = 6", "value = true", "parameter.months.value[1].value", "要写数字", None),
    (LINES, 'area = "15"', 'area = "150"', "parameter.months.value[2].area", "只能是：全国、全区", None),
    (LINES, 'area = "15"', 'area = "全国"', "parameter.months.value", "全国的值有效期重叠（2022-07-01 起的一个）", None),
    (LINES, "valid_to = 2022-12-31", "valid_to = 2022-06-30", "parameter.months.value[2].valid_to", "早于生效日期", None),
    (LINES, 'document = "D5"', 'document = "D55"', "parameter.line.value[1].document", "没有“D55”这个文件", "D5"),
    (LINES, 'type = "number"', 'type = "date"', "parameter.line.type", "只能是：number、text、bool", None),
    # lists
    (BENEFITS, 'cycle = "月"', 'cycle = "每月"', "benefit.CL-HL.cycle", "只能是", None),
    (BENEFITS, 'level = "person"', 'level = "personal"', "benefit.CL-HL.level", "只能是", "person"),
    (BENEFITS, 'code = "MZ-DB"', 'code = "CL-HL"', "benefit.CL-HL", "待遇代码“CL-HL”已经在", None),
    (BENEFITS, 'department = "民政局"', 'department = "民政"', "benefit.MZ-DB.department", "没有“民政”这个单位", "民政局"),
    (DOCUMENTS, 'id = "D4"', 'id = "D-4"', "document.D-4.id", "不能有“-”", None),
    (DOCUMENTS, '"11" = "残疾人两项补贴"', '"11" = 3', "document.D5.clauses.11", "要写双引号里的文字", None),
    (UNITS, 'name = "民政局"', 'name = "县残联"', "unit.县残联", "单位名称“县残联”已经在", None),
    (WORDS, 'monitored = "防止返贫致贫对象"', 'observed = "防止返贫致贫对象"', "period.常态化帮扶.words.monitored", "别的时期有这个词", None),
    (WORDS, "valid_from = 2026-01-01", "valid_from = 2026-02-01", "period.常态化帮扶.valid_from", "有空档", None),
    (M23, "{monitored}", "{monitord}", f"{MEASURE}.question", "词表里没有 {monitord} 这个词", "monitored"),
)

UNREADABLE = (
    (M23, 'id = "M23"', 'id = "M23"\nid = "M23"', "第 3 行", "同一个键写了两次"),
    (M23, 'id = "M23"', "id = M23", "第 2 行", "值写错了"),
    (M23, 'id = "M23"', 'id = "M23', "第 2 行", "引号没有配成对"),
    (M23, 'id = "M23"', '编号 = "M23"', "第 2 行", "每行要写成 键 = 值"),
    (WORDS, "[period.words]", "[period.words]\n[period.words]", "第 7 行", "同一个键写了两次"),
)


def test_the_small_policy_is_right(tmp_path):
    policy = read_policy(write_policy(tmp_path))
    assert policy.systems["M23"].lead_unit == "残联"
    assert policy.measures["nursing_allowance"].system == "M23"
    assert policy.column_rule("household", "floor_member").columns == {"floor", "alive"}
    assert policy.column_rule("person", "enrolled").columns == {"state"}
    assert policy.populations["person"].lists == ("benefits", "insurance")
    assert policy.documents["D5"].clauses == {"11": "残疾人两项补贴"}


@pytest.mark.parametrize(("file", "old", "new", "key", "words", "near"), MISTAKES, ids=[f"{number}-{mistake[3]}" for number, mistake in enumerate(MISTAKES)])
def test_a_mistake_is_a_problem_with_file_key_and_nearest_name(tmp_path, file, old, new, key, words, near):
    found = problems_of(write_policy(tmp_path, changed(file, old, new)))
    fitting = [problem for problem in found if problem.key == key and words in problem.message]
    assert fitting, [str(problem) for problem in found]
    if near is not None:
        assert fitting[0].nearest == near


@pytest.mark.parametrize(("file", "old", "new", "key", "words"), UNREADABLE)
def test_a_file_that_is_no_toml_comes_first_with_its_line(tmp_path, file, old, new, key, words):
    first = problems_of(write_policy(tmp_path, changed(file, old, new)))[0]
    assert (first.file, first.key.startswith(key), words in first.message) == (file, True, True), str(first)


def test_all_problems_of_all_files_come_at_once(tmp_path):
    changes = {
        **changed(M23, "grade IN (1, 2)", "1 < grade < 3"),
        **changed(PERSON, "'死亡'", "“死亡”"),
        **changed(LINES, "value = 6", 'value = "六"'),
        **changed(UNITS, "aliases", "alias"),
        **changed("systems/E07.toml", 'id = "E07"', 'id = "E07"\nid = "E08"'),
        **changed(WORDS, "monitored", "Monitored"),
    }
    files = {problem.file for problem in problems_of(write_policy(tmp_path, changes))}
    assert files == {M23, PERSON, LINES, UNITS, "systems/E07.toml", WORDS}


def test_a_problem_is_said_in_one_line(tmp_path):
    (problem,) = problems_of(write_policy(tmp_path, changed(M23, "param('line')", "param('lin')")))
    assert str(problem) == "systems/M23.toml [measure.nursing_allowance.version[2].eligible] 没有“lin”这个政策参数（是否想写 line？）"


def test_columns_that_rest_on_each_other_in_a_circle_are_named_with_the_way(tmp_path):
    floor = changed(PERSON, "includes(classes, '特困')", "enrolled OR income > 3")
    income = changed(HOUSEHOLD, 'sources = ["households.income"]', 'count_members = "floor"')
    (problem,) = problems_of(write_policy(tmp_path, {**floor, **income}))
    assert problem.message == "列的定义绕成了圈：household.income → person.floor → person.income → household.income"


def test_a_column_that_rests_on_itself_is_a_circle(tmp_path):
    (problem,) = problems_of(write_policy(tmp_path, changed(PERSON, "first_known(residence <> '死亡', TRUE)", "first_known(alive, TRUE)")))
    assert (problem.key, problem.message) == ("columns.alive", "列的定义绕成了圈：person.alive → person.alive")


@pytest.mark.parametrize("file", ["benefits.toml", "conflicts.toml", "documents.toml", "figures.toml", "tasks.toml", "units.toml", "words.toml"])
def test_a_list_that_is_not_there_is_a_problem(tmp_path, file):
    (write_policy(tmp_path) / file).unlink()
    assert (problems_of(tmp_path)[0].file, problems_of(tmp_path)[0].message) == (file, "缺少这个文件")


@pytest.mark.parametrize(("file", "near"), [("unit.toml", "units.toml"), ("system/M23.toml", "systems")])
def test_a_file_that_nothing_reads_is_a_problem(tmp_path, file, near):
    (problem,) = problems_of(write_policy(tmp_path, {file: 'x = "y"'}))
    assert (problem.file, problem.nearest) == (file, near)


def test_a_file_saved_by_notepad_with_a_mark_and_crlf_is_read(tmp_path):
    write_policy(tmp_path)
    (tmp_path / M23).write_bytes(b"\xef\xbb\xbf" + FILES[M23].replace("\n", "\r\n").encode())
    assert read_policy(tmp_path).systems["M23"].label == "残疾人两项补贴"


def test_a_file_in_another_encoding_is_a_problem(tmp_path):
    write_policy(tmp_path)
    (tmp_path / M23).write_bytes(FILES[M23].encode("gb18030"))
    assert "UTF-8" in problems_of(tmp_path)[0].message


VALUES = ("1", '"x"', "true", "[]", "{}", "2021-01-01", '""', "[1, 2]", '["x"]', "nan", "[[1]]", "{ x = 1 }", "[{ x = 1 }]", "-5", "“x”")


def spoil(draw, text):
    """The text with one to three of its lines dropped, doubled, or given another value."""
    lines = text.split("\n")
    for _ in range(draw.randint(1, 3)):
        place = draw.choice([number for number, line in enumerate(lines) if line.strip()])
        other = f"{lines[place].split('=')[0]}= {draw.choice(VALUES)}"
        lines[place] = draw.choice(["", lines[place] * 2, f"{lines[place]}\n{lines[place]}", other, other])
    return "\n".join(lines)


def test_spoilt_files_raise_nothing_but_policy_errors(tmp_path):
    """Eighty times a file of the shipped definitions with random lines spoilt."""
    folder = tmp_path / "policy"
    shutil.copytree(POLICY_FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    files = sorted(folder.rglob("*.toml"))
    draw = random.Random(5)
    refused = 0
    for _ in range(80):
        file = draw.choice(files)
        right = file.read_text(encoding="utf-8")
        file.write_text(spoil(draw, right), encoding="utf-8")
        try:
            read_policy(folder)
        except PolicyError:
            refused += 1
        file.write_text(right, encoding="utf-8")
    assert refused > 40
