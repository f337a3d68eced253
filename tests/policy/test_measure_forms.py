"""Attainment, flow and ledger measures and the holidays are read under closed keys; every wrong combination is refused with file, key and nearest name."""

from __future__ import annotations

from datetime import date

import pytest
from small_policy import changed, problems_of, write_policy

from policy.form_words import FORM_WORDS, RULE_WORDS, limit_words
from policy.measure_forms import OPTIONAL_RULES, RULE_NAMES, RULE_TYPES, RULES, rules_of
from policy.model import FORMS
from policy.reader import read_policy

SYSTEM, ROAD, HOLIDAYS = "systems/K01.toml", "populations/road.toml", "holidays.toml"
MINE = {
    SYSTEM: """
id = "K01"
label = "农村公路"
sources = ["D5-11"]
lead_unit = "民政局"
theme = "乡村建设"

[[measure]]
id = "roads_built"
label = "公路建设"
question = "建成了多少？"
form = "attainment"
over = "road"
higher_is = "better"
[[measure.version]]
valid_from = 2021-01-01
done = "done_km"
plan = "planned_km"
baseline = "before_km"
begins = "begins_on"
ends = "ends_on"
clauses = { planned_km = "D5-11", baseline = "D5-11" }

[[measure]]
id = "roads_repaired"
label = "公路修复"
question = "按时修复了多少？"
form = "flow"
over = "road"
higher_is = "better"
[[measure.version]]
valid_from = 2021-01-01
opened = "begins_on"
closed = "ends_on"
limit = "param('months') * 30"
limit_in = "working_days"
handler = "keeper"
clauses = { limit = "D5-11", months = "D5-11" }

[[measure]]
id = "roads_paid"
label = "公路资金"
question = "花了多少？"
form = "ledger"
over = "road"
higher_is = "better"
[[measure.version]]
valid_from = 2021-01-01
amount = "done_km"
of = "planned_km"
agrees = "done_km <= planned_km"
count_as = "before_km"
clauses = { amount = "D5-11", agrees = "D5-11" }
""",
    ROAD: """
name = "road"
label = "公路"
unit = "条"
key = "road_row"
key_of = ["road_id", "period"]
key_label = "公路编号"
registers = ["roads"]
called = "keeper"

[columns.road_id]
label = "公路编号"
type = "text"
sources = ["roads.road_id"]

[columns.planned_km]
label = "计划里程"
type = "number"
sources = ["roads.planned_km"]

[columns.done_km]
label = "完成里程"
type = "number"
sources = ["roads.done_km"]

[columns.before_km]
label = "规划前完成里程"
type = "number"
sources = ["roads.before_km"]

[columns.begins_on]
label = "开工日期"
type = "date"
sources = ["roads.begins_on"]

[columns.ends_on]
label = "完工日期"
type = "date"
sources = ["roads.ends_on"]

[columns.keeper]
label = "管护单位"
type = "text"
sources = ["roads.keeper"]

[columns.cost]
label = "项目投资"
type = "number"
sum_rows = { table = "projects", slice = {}, column = "cost", by = "road_no", on = "road_id" }

[tables.projects.cost]
label = "投资"
type = "number"
""",
    HOLIDAYS: """
[[year]]
year = 2026
document = "国务院办公厅关于2026年部分节假日安排的通知"
issued_on = 2025-11-04
off = [{ name = "国庆节", from = 2026-10-01, to = 2026-10-07 }]
work = [2026-09-20, 2026-10-10]
""",
}


def altered(file, old, new):
    return {**MINE, **changed(file, old, new, MINE)}


def test_every_form_is_read_with_all_its_rules(tmp_path):
    measures = read_policy(write_policy(tmp_path, MINE)).measures
    written = {one: [name for name, _ in measures[one].versions[0].named_rules] for one in ("roads_built", "roads_repaired", "roads_paid")}
    assert written == {
        "roads_built": ["done", "plan", "baseline", "begins", "ends"],
        "roads_repaired": ["opened", "closed", "limit", "handler"],
        "roads_paid": ["amount", "of", "agrees", "count_as"],
    }
    assert measures["roads_repaired"].versions[0].limit_in == "working_days"
    assert measures["roads_built"].versions[0].limit_in is None


def test_a_population_can_have_a_key_of_several_columns_and_a_name_of_its_own(tmp_path):
    road = read_policy(write_policy(tmp_path, MINE)).populations["road"]
    assert (road.key, road.key_of, road.called, road.person) == ("road_row", ("road_id", "period"), "keeper", None)
    assert (road.columns["cost"].sum_rows.by, road.columns["cost"].sum_rows.on) == ("road_no", "road_id")


VERSION = "measure.{}.version[1].{}"
MISTAKES = (
    # rules that a form must have, and that it must not
    (SYSTEM, 'done = "done_km"\n', "", "roads_built", "done", "缺少这条规则", None),
    (SYSTEM, 'ends = "ends_on"\n', "", "roads_built", "ends", "缺少这条规则", None),
    (SYSTEM, 'begins = "begins_on"\n', "", "roads_built", "begins", "缺少这条规则", None),
    (SYSTEM, 'baseline = "before_km"', 'agrees = "done_km > 1"', "roads_built", "agrees", "attainment 的指标没有这条规则", None),
    (SYSTEM, 'closed = "ends_on"\n', "", "roads_repaired", "closed", "缺少这条规则", None),
    (SYSTEM, "limit = \"param('months') * 30\"\n", "", "roads_repaired", "limit", "缺少这条规则", None),
    (SYSTEM, 'handler = "keeper"', 'amount = "done_km"', "roads_repaired", "amount", "flow 的指标没有这条规则", None),
    (SYSTEM, 'amount = "done_km"\n', "", "roads_paid", "amount", "缺少这条规则", None),
    (SYSTEM, 'of = "planned_km"', 'plan = "planned_km"', "roads_paid", "plan", "ledger 的指标没有这条规则", None),
    (SYSTEM, 'of = "planned_km"', 'off = "planned_km"', "roads_paid", "off", "没有这个键", "of"),
    # types
    (SYSTEM, 'baseline = "before_km"', 'baseline = "keeper"', "roads_built", "baseline", "这里要数值", None),
    (SYSTEM, 'begins = "begins_on"', 'begins = "done_km"', "roads_built", "begins", "这里要日期", None),
    (SYSTEM, 'opened = "begins_on"', 'opened = "keeper"', "roads_repaired", "opened", "这里要日期", None),
    (SYSTEM, "limit = \"param('months') * 30\"", 'limit = "ends_on"', "roads_repaired", "limit", "这里要数值", None),
    (SYSTEM, "limit = \"param('months') * 30\"", "limit = 30", "roads_repaired", "limit", "要写双引号里的规则", None),
    (SYSTEM, 'handler = "keeper"', 'handler = "done_km"', "roads_repaired", "handler", "这里要文字", None),
    (SYSTEM, 'agrees = "done_km <= planned_km"', 'agrees = "done_km"', "roads_paid", "agrees", "这里要是/否", None),
    (SYSTEM, 'count_as = "before_km"', 'count_as = "before_kms"', "roads_paid", "count_as", "没有“before_kms”这一列", "before_km"),
    # what the limit is counted in
    (SYSTEM, 'limit_in = "working_days"\n', "", "roads_repaired", "limit_in", "要写时限按什么算", None),
    (SYSTEM, 'limit_in = "working_days"', 'limit_in = "workdays"', "roads_repaired", "limit_in", "只能是：days、working_days", "working_days"),
    (SYSTEM, 'amount = "done_km"', 'amount = "done_km"\nlimit_in = "days"', "roads_paid", "limit_in", "ledger 的指标没有这个键", None),
    # clauses
    (SYSTEM, 'months = "D5-11"', 'month = "D5-11"', "roads_repaired", "clauses.month", "没有“month”这个条件", "months"),
)


@pytest.mark.parametrize(("file", "old", "new", "measure", "key", "words", "near"), MISTAKES)
def test_a_wrong_combination_is_refused_with_file_and_key(tmp_path, file, old, new, measure, key, words, near):
    found = problems_of(write_policy(tmp_path, altered(file, old, new)))
    fitting = [one for one in found if one.key == VERSION.format(measure, key) and words in one.message]
    assert fitting, [str(one) for one in found]
    assert fitting[0].file == file
    assert near is None or fitting[0].nearest == near


POPULATION_MISTAKES = (
    ('called = "keeper"', 'called = "keepers"', "called", "没有“keepers”这个列"),
    ('called = "keeper"', 'called = "keeper"\nperson = "person_key"', "person", "没有“person_key”这个列"),
    ('called = "keeper"', 'called = "keeper"\nperson = "keeper"\nhousehold = "keeper"', "person", "写了 household 就不写 person"),
    ('key = "road_row"', 'key = "road_id"', "key", "不能与列同名"),
    ('key_of = ["road_id", "period"]\n', "", "key", "没有“road_row”这个列"),
    (', by = "road_no"', "", "columns.cost.sum_rows.on", "写了 on 就要写 by"),
    ('on = "road_id"', 'on = "cost"', "columns.cost.sum_rows.on", "只能是直接来自表的列"),
    ('on = "road_id"', 'on = "road_ids"', "columns.cost.sum_rows.on", "没有“road_ids”这个列"),
)


@pytest.mark.parametrize(("old", "new", "key", "words"), POPULATION_MISTAKES)
def test_a_population_names_only_what_it_has(tmp_path, old, new, key, words):
    found = problems_of(write_policy(tmp_path, altered(ROAD, old, new)))
    assert any((one.file, one.key) == (ROAD, key) and words in one.message for one in found), [str(one) for one in found]


HOLIDAY_MISTAKES = (
    ("from = 2026-10-01", "from = 2025-10-01", "year.2026.off[1]", "有 372 天"),
    ("to = 2026-10-07", "to = 2026-09-30", "year.2026.off[1]", "有 0 天"),
    ("from = 2026-10-01, to = 2026-10-07", "from = 2027-01-01, to = 2027-01-01", "year.2026", "不在 2026 年"),
    ("work = [2026-09-20, 2026-10-10]", "work = [2026-09-21]", "year.2026.work", "不是周六、周日"),
    ("work = [2026-09-20, 2026-10-10]", "work = [2026-10-03]", "year.2026.work", "既写了放假又写了上班"),
    ("work = [2026-09-20, 2026-10-10]", "work = [2026-09-20, 2026-09-20]", "year.2026", "有一天写了两次"),
    ("work = [2026-09-20, 2026-10-10]", 'work = ["2026-09-20"]', "year.2026.work", "一列日期"),
    ("year = 2026", "yaer = 2026", "year.1.yaer", "没有这个键"),
    ('name = "国庆节"', 'names = "国庆节"', "year.2026.off[1].names", "没有这个键"),
)


@pytest.mark.parametrize(("old", "new", "key", "words"), HOLIDAY_MISTAKES)
def test_a_slip_in_the_holidays_is_refused(tmp_path, old, new, key, words):
    found = problems_of(write_policy(tmp_path, altered(HOLIDAYS, old, new)))
    assert any((one.file, one.key) == (HOLIDAYS, key) and words in one.message for one in found), [str(one) for one in found]


def test_a_year_that_stands_twice_is_refused(tmp_path):
    found = problems_of(write_policy(tmp_path, {**MINE, HOLIDAYS: MINE[HOLIDAYS] * 2}))
    assert [(one.key, one.message) for one in found] == [("year.2026.year", "年份“2026”已经在 holidays.toml [year.2026.year] 用过")]


def test_a_county_adds_years_and_writes_one_of_its_own(tmp_path):
    folder = write_policy(tmp_path / "policy", MINE)
    own = tmp_path / "own" / HOLIDAYS
    own.parent.mkdir()
    own.write_text(
        MINE[HOLIDAYS].replace("2026-10-07", "2026-10-08") + MINE[HOLIDAYS].replace("2026", "2027").replace("[2027-09-20, 2027-10-10]", "[]"), encoding="utf-8"
    )
    calendar = read_policy(folder, tmp_path / "own").calendar
    assert calendar.filled == {2026, 2027}
    assert (calendar.is_worked(date(2026, 10, 8)), calendar.is_worked(date(2027, 10, 1)), calendar.is_worked(date(2027, 10, 8))) == (False, False, True)
    own.write_text('[[year]]\nyear = "2027"', encoding="utf-8")
    assert {(one.file, one.key) for one in problems_of(folder, tmp_path / "own")} >= {("县里的设置/holidays.toml", "year.2027.year")}


def test_without_a_file_of_holidays_no_year_is_filled_in(tmp_path):
    assert read_policy(write_policy(tmp_path, {file: text for file, text in MINE.items() if file != HOLIDAYS})).calendar.filled == frozenset()


def keys(folder, measure, months=("2026-09", "2026-10")):
    policy = read_policy(folder)
    return [policy.rule_key(measure, month, "159921") for month in months]


@pytest.mark.parametrize(
    ("file", "old", "new", "measure", "same"),
    [
        (SYSTEM, 'baseline = "before_km"', 'baseline = "before_km + 1"', "roads_built", [False, False]),
        (SYSTEM, 'begins = "begins_on"\nends = "ends_on"\n', "", "roads_built", [False, False]),
        (SYSTEM, 'limit_in = "working_days"', 'limit_in = "days"', "roads_repaired", [False, False]),
        (SYSTEM, 'handler = "keeper"', 'handler = "road_id"', "roads_repaired", [False, False]),
        (SYSTEM, 'count_as = "before_km"\n', "", "roads_paid", [False, False]),
        (SYSTEM, 'count_as = "before_km"\n', "", "roads_repaired", [True, True]),
        (ROAD, 'key_of = ["road_id", "period"]', 'key_of = ["road_id"]', "roads_paid", [False, False]),
        (ROAD, 'called = "keeper"', 'called = "road_id"', "roads_paid", [True, True]),
        (HOLIDAYS, "to = 2026-10-07", "to = 2026-10-08", "roads_repaired", [True, False]),  # a day of October is nothing to September
        (HOLIDAYS, "to = 2026-10-07", "to = 2026-10-08", "roads_paid", [True, True]),
        (HOLIDAYS, 'document = "国务院', 'document = "内蒙古', "roads_repaired", [True, True]),
    ],
)
def test_a_key_changes_exactly_with_what_the_figure_rests_on(tmp_path, file, old, new, measure, same):
    before = keys(write_policy(tmp_path / "before", MINE), measure)
    after = keys(write_policy(tmp_path / "after", altered(file, old, new)), measure)
    assert [one == other for one, other in zip(before, after, strict=True)] == same


def test_every_form_and_rule_has_its_type_and_its_chinese():
    assert set(FORMS) == set(RULES) == set(OPTIONAL_RULES) == set(FORM_WORDS)
    every = {rule for form in FORMS for rule in rules_of(form)}
    assert every == set(RULE_TYPES) == set(RULE_NAMES) == set(RULE_WORDS)
    assert limit_words("15", "working_days") == "自受理次日起 15 个工作日内办结（最后一天办结也算按时）"
