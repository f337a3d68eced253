"""The closed grammar: what it takes, and every trap that it refuses, each with the words that tell what to write instead."""

from __future__ import annotations

import pytest

TAKEN = (
    "alive",
    "TRUE",
    "NOT alive",
    "not alive and not floor",
    "alive = TRUE",
    "grade IN (1, 2) AND NOT floor",
    "grade NOT IN (3, 4)",
    "grade BETWEEN 1 AND 2 AND alive",
    "income NOT BETWEEN -5.5 AND members",
    "grade IS NULL OR note IS NOT NULL",
    "income - income / members < param('monitoring_line')",
    "income * 12 + 3 >= members",
    "NOT grade = 1",
    "alive OR floor AND NOT alive",
    "kind = '脱贫户' AND kind <> '一般户'",
    "kind != '一般户'",
    "note = '它说“是”，50%; 或 -- 不是'",
    "note = 'it''s'",
    "note = param('main_crop')",
    "includes(health, '大病') OR any_value(health)",
    "starts_with(note, '小学')",
    "months_since(found) <= 3 AND months_between(found, cleared) >= 6 AND years_since(found) > 1",
    "members = this_year()",
    "members >= this_year() - 1",
    "found <= year_end(members)",
    "found >= DATE '2021-01-01'",
    "date < DATE '2021-01-01'",
    "date = found",
    "年龄>=60",
    "年龄 BETWEEN 7 AND 15",
    "has('CL-HL')",
    "first_known(kind <> '脱贫户', TRUE)",
    "first_known(income, members, 0) > 1",
    "(((alive)))",
    "alive\n  AND floor\n",
    "1 < 2",
)

REFUSED = (
    ("", "空的"),
    ("  \n ", "空的"),
    ("1 < income < 3", "比较不能连写"),
    ("income = members = 3", "比较不能连写"),
    ("(income < 3) = alive", "比较不能连写"),
    ("alive = (floor AND alive)", "条件不能再拿来比较"),
    ("alive = NOT floor", "条件不能再拿来比较"),
    ("income BETWEEN 1 AND 2 = TRUE", "条件不能再拿来比较"),
    ("income < members IN (1)", "条件不能再拿来比较"),
    ("income BETWEEN 1 AND 2 AND 3", "AND 两边要是/否"),
    ("income BETWEEN 1", "少了一项"),
    ("income % 2 = 1", "不能用 %"),
    ("income // 2 = 1", "除法写一个 /"),
    ("income ** 2 = 1", "没有乘方"),
    ("income ^ 2 = 1", "没有乘方"),
    ("alive; floor", "不能有分号"),
    ("alive;", "不能有分号"),
    ("alive XOR floor", "不能用 XOR"),
    ("note || 'x' = 'y'", "不能拼接"),
    ("alive | floor", "写 OR"),
    ("alive && floor", "写 AND"),
    ("income == 3", "只写一个 ="),
    ("income =< 3", "没有这个比较符"),
    ("income <=> 3", "没有这个比较符"),
    ("income >> 3", "没有这个比较符"),
    ("income -> 'a'", "没有这个比较符"),
    ("!alive", "写 NOT"),
    ("~income = 1", "不能用这个符号"),
    ("income::int = 1", "不能转换类型"),
    (":income = 1", "占位符"),
    ("@income = 1", "不能用这个符号"),
    ("? = 1", "不能用这个符号"),
    ("$1 = 1", "不能用这个符号"),
    ("income[1] = 1", "不能用这个符号"),
    ("{'a': 1} = 1", "不能用这个符号"),
    ("income \\ 2 = 1", "不能用这个符号"),
    ('"income" = 1', "英文单引号"),
    ('kind = "脱贫户"', "英文单引号"),
    ("kind = “脱贫户”", "英文单引号"),
    ("kind = ‘脱贫户’", "英文单引号"),
    ("kind = `脱贫户`", "英文单引号"),
    ("kind = '脱贫户", "没有配成对"),
    ("note = 'a\nb'", "引号里有换行"),
    ("alive -- 在世", "不能写注释"),
    ("alive /* 在世 */", "不能写注释"),
    ("alive # 在世", "不能写注释"),
    ("income ＝ 1", "全角标点"),
    ("grade IN （1，2）", "英文半角"),
    ("alive　AND floor", "全角标点"),
    ("１ = income", "全角标点"),
    ("income ≥ 3", ">="),
    ("income × 3 = 1", "乘号写 *"),
    ("income ÷ 3 = 1", "除号写 /"),
    ("income − 3 = 1", "减号写 -"),
    ("alive 且 floor", "写成 AND"),
    ("income > 60且 alive", "“且”写 AND"),
    ("income 大于 60", "写成 >"),
    ("note LIKE 'x%'", "不能用 LIKE"),
    ("note NOT LIKE 'x'", "不能用 LIKE"),
    ("CASE WHEN alive THEN floor END", "不能用 CASE"),
    ("income IN (SELECT 1)", "不能用 SELECT"),
    ("EXISTS (SELECT 1)", "不能用 SELECT"),
    ("CAST(income AS text) = '1'", "不能用 AS"),
    ("income DIV 2 = 1", "不能用 DIV"),
    ("income AS x", "不能用 AS"),
    ("note COLLATE nocase = 'x'", "不能用 COLLATE"),
    ("alive floor", "少了 AND、OR"),
    ("note = 'a' 'b'", "少了 AND、OR"),
    ("(alive) floor", "少了 AND、OR"),
    ("(alive)(floor)", "少了 AND、OR"),
    ("DATE '2021-01-01' '2021-01-02' = found", "少了 AND、OR"),
    ("N'abc' = note", "少了 AND、OR"),
    ("alive NOT floor", "读不下去"),
    ("alive AND", "少了一项"),
    ("AND alive", "少了一项"),
    ("alive AND OR floor", "少了一项"),
    ("NOT", "少了一项"),
    ("income +", "少了一项"),
    ("income = + 3", "前面少了一项"),
    ("(alive", "括号没有配成对"),
    ("alive)", "括号没有配成对"),
    (")alive(", "少了"),
    ("()", "括号里是空的"),
    ("grade IN ()", "括号里是空的"),
    ("grade IN (1,)", "逗号前后少了一项"),
    ("grade IN (1,,2)", "逗号前后少了一项"),
    ("grade IN 1", "IN 后面要写括号"),
    ("grade IN members", "IN 后面要写括号"),
    ("grade IN (members)", "只能写值"),
    ("grade IN (1 + 1)", "只能写值"),
    ("grade IN (1, '2')", "IN 的括号里要数值"),
    ("kind IN ('脱贫户', 1)", "IN 的括号里要文字"),
    ("alive IN (TRUE)", "不能用 IN"),
    ("health IN ('大病')", "includes"),
    ("(grade = 1) IN (TRUE)", "不能写条件"),
    ("income = NULL", "NULL 只能写在"),
    ("income <> NULL", "NULL 只能写在"),
    ("grade IN (1, NULL)", "NULL 只能写在"),
    ("NOT grade IN (NULL)", "NULL 只能写在"),
    ("NULL", "NULL 只能写在"),
    ("grade NOT NULL", "NULL 只能写在"),
    ("NULL IS NULL", "NULL 只能写在"),
    ("grade IS 1", "IS 后面只能写 NULL"),
    ("alive IS TRUE", "IS 后面只能写 NULL"),
    ("alive IS NOT FALSE", "IS 后面只能写 NULL"),
    ("grade IS UNKNOWN", "IS 后面只能写 NULL"),
    ("income IS NULL", "不能问 IS NULL"),
    ("income + 1 IS NULL", "前面只能写列名"),
    ("(grade = 1) IS NULL", "前面只能写列名"),
    ("income", "这里要是/否"),
    ("1", "这里要是/否"),
    ("'脱贫户'", "这里要是/否"),
    ("health", "这里要是/否"),
    ("alive AND income", "AND 两边要是/否"),
    ("1 OR alive", "OR 两边要是/否"),
    ("NOT income", "NOT 后面要是/否"),
    ("NOT NOT NOT alive", "连写得太多"),
    ("income = '3'", "不能与文字比较"),
    ("kind = 3", "不能与数值比较"),
    ("kind = TRUE", "不能与是/否比较"),
    ("alive = 1", "不能与数值比较"),
    ("found > '2021-01-01'", "DATE '2021-01-01'"),
    ("found > 2021", "日期不能与数值比较"),
    ("found - cleared > 3", "- 两边要数值"),
    ("note + 'x' = 'y'", "+ 两边要数值"),
    ("alive * 2 = 1", "* 两边要数值"),
    ("note > 'a'", "没有大小"),
    ("alive > FALSE", "没有大小"),
    ("note BETWEEN 'a' AND 'b'", "没有大小"),
    ("health = health", "includes"),
    ("note = ''", "空白文字"),
    ("note = '  '", "空白文字"),
    ("income = 1e3", "数字写错了"),
    ("income = 0x1F", "数字写错了"),
    ("income = 1_000", "数字写错了"),
    ("income = 1.2.3", "数字写错了"),
    ("income = .5", "不能用这个符号"),
    ("income = 159921199001011234", "太长"),
    ("found = DATE '2021-02-31'", "没有“2021-02-31”这一天"),
    ("found = DATE '2021-1-1'", "没有“2021-1-1”这一天"),
    ("found = DATE('2021-01-01')", "没有 DATE 这个函数"),
    ("found < current_date", "没有“current_date”这一列"),
    ("found < now()", "括号里是空的"),
    ("years_since() > 1", "括号里是空的"),
    ("members = this_year(1)", "this_year 要 0 项，写了 1 项"),
    ("found <= year_end(found)", "year_end 的括号里要数值"),
    ("count(*) > 1", "没有 count 这个函数"),
    ("lower(note) = 'x'", "没有 lower 这个函数"),
    ("rule_has('CL-HL')", "没有 rule_has 这个函数"),
    ("person.alive", "不能用这个符号"),
    ("param('monitoring_line')", "这里要是/否"),
    ("param(monitoring_line) > 1", "单引号里的文字"),
    ("param('monitoring_line', 1) > 1", "要 1 项"),
    ("param('main_crop') > 1", "不能与数值比较"),
    ("income < param('main_crop')", "数值不能与文字比较"),
    ("has(CL)", "单引号里的文字"),
    ("has('CL-HL') = 1", "不能与数值比较"),
    ("includes(kind, '脱贫户')", "includes 的括号里要多值"),
    ("includes(health)", "要 2 项"),
    ("includes(health, note)", "单引号里的文字"),
    ("includes('大病', health)", "includes 的括号里要多值"),
    ("any_value(kind)", "any_value 的括号里要多值"),
    ("starts_with(income, '1')", "starts_with 的括号里要文字"),
    ("months_since(income) > 1", "months_since 的括号里要日期"),
    ("months_since('2021-01-01') > 1", "months_since 的括号里要日期"),
    ("months_between(found) > 1", "要 2 项"),
    ("days_between(found) > 1", "要 2 项"),
    ("first_known(alive)", "两项或更多"),
    ("first_known(alive, 1)", "同一类型"),
    ("( * )", "不能用这样的写法"),
    ("*", "不能用这样的写法"),
    ("includes(*, '大病')", "不能用这样的写法"),
    ("(income, members) = 1", "不能用这样的写法"),
)

NEAREST = (
    ("grad = 1", "grade"),
    ("GRADE = 1", "grade"),
    ("kind = '脱贫戶'", "脱贫户"),
    ("kind IN ('一般户', '脱贫')", "脱贫户"),
    ("'脱贫人' = kind", "脱贫户"),
    ("includes(health, '大病户')", "大病"),
    ("income < param('monitor_line')", "monitoring_line"),
    ("has('CL-LH')", "CL-HL"),
    ("include(health, '大病')", "includes"),
    ("month_since(found) > 1", "months_since"),
)


@pytest.mark.parametrize("text", TAKEN)
def test_a_rule_within_the_grammar_is_taken(read, text):
    found, problems = read(text)
    assert problems == []
    assert found.type == "bool"


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_a_trap_is_refused_with_file_key_and_cure(read, text, words):
    found, problems = read(text)
    assert found is None
    assert {(problem.file, problem.key) for problem in problems} == {("systems/M23.toml", "eligible")}
    assert any(words in problem.message for problem in problems), [problem.message for problem in problems]


@pytest.mark.parametrize(("text", "near"), NEAREST)
def test_a_name_that_nobody_knows_comes_with_the_nearest_one(read, text, near):
    found, problems = read(text)
    assert found is None
    assert near in {problem.nearest for problem in problems}


def test_every_value_beside_the_declared_ones_is_refused(read):
    found, problems = read("grade IN (1, 5) OR grade = 6 OR 7 = grade")
    assert found is None
    assert [problem.message.split("，")[0] for problem in problems] == [f"grade 没有“{value}”这个值" for value in (5, 6, 7)]


def test_all_problems_of_one_rule_are_found_at_once(read):
    _, problems = read("grad = 1 AND kind = '城市户' AND has('X') AND income = 'a' AND found IS NULL")
    assert len(problems) == 5


def test_all_signs_that_the_language_lacks_are_found_at_once(read):
    _, problems = read("kind = “脱贫户” AND income % 2 = 1; alive")
    assert len(problems) == 4


def test_a_rule_says_what_it_names(rule):
    found = rule("grade IN (1, 2) AND income < param('monitoring_line') AND has('CL-HL')")
    assert (found.columns, found.params, found.codes) == ({"grade", "income"}, {"monitoring_line"}, {"CL-HL"})


def test_param_and_has_are_refused_where_there_are_none(read):
    _, problems = read("income < param('monitoring_line') AND has('CL-HL')", parameters=None, benefits=None)
    assert [problem.message.split("：")[0] for problem in problems] == ["这里不能用 param()", "这里不能用 has()"]


def test_a_number_rule_must_give_a_number(read):
    assert read("income / members", expect="number")[0].type == "number"
    assert read("alive", expect="number")[1][0].message.startswith("这里要数值")


def test_a_column_whose_name_is_a_word_of_sql_is_a_column(read):
    found, problems = read("date = DATE '2021-01-01'")
    assert problems == []
    assert found.columns == {"date"}


def test_only_a_rule_with_months_or_years_since_needs_a_month(rule):
    assert rule("months_since(found) > 1").needs_month
    assert rule("alive OR years_since(found) > 1").needs_month
    assert rule("members = this_year() - 1").needs_month
    assert not rule("months_between(found, cleared) > 1").needs_month
