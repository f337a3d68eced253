"""The trace of one unit: the conditions of a rule in reading order, with the values and the outcome."""

from __future__ import annotations

import duckdb
import pytest

from policy.rule_sql import to_sql
from policy.rule_trace import leaf_value, leaf_words, leaves


def shown(rule, text):
    return [(leaf.depth, leaf.join, leaf.rule.text) for leaf in leaves(rule(text))]


def test_conditions_come_in_reading_order_with_depth_and_word(rule):
    assert shown(rule, "alive AND (floor OR grade = 1) AND kind = '脱贫户'") == [
        (0, "", "alive"),
        (1, "且", "floor"),
        (1, "或", "grade = 1"),
        (0, "且", "kind = '脱贫户'"),
    ]


def test_brackets_of_the_same_word_are_no_depth(rule):
    assert shown(rule, "alive AND (floor AND grade = 1)") == [(0, "", "alive"), (0, "且", "floor"), (0, "且", "grade = 1")]


def test_not_around_a_bracket_is_carried_inwards(rule):
    assert shown(rule, "NOT (alive OR grade NOT IN (1, 2))") == [(0, "", "NOT alive"), (0, "且", "grade IN (1, 2)")]
    assert shown(rule, "floor OR NOT (alive AND income < 3)") == [(0, "", "floor"), (1, "或", "NOT alive"), (1, "或", "NOT income < 3")]


def test_not_twice_is_nothing(rule):
    assert shown(rule, "NOT (NOT alive)") == [(0, "", "alive")]


def test_one_condition_is_its_own_leaf(rule):
    (leaf,) = leaves(rule("income < param('monitoring_line')"))
    assert (leaf.rule.columns, leaf.rule.params, leaf.depth, leaf.join) == ({"income"}, {"monitoring_line"}, 0, "")


def test_a_leaf_names_only_what_it_mentions(rule):
    first, second = leaves(rule("has('CL-HL') AND income < param('monitoring_line')"))
    assert (first.rule.codes, first.rule.columns, second.rule.codes, second.rule.params) == ({"CL-HL"}, frozenset(), frozenset(), {"monitoring_line"})


def test_leaves_carried_inwards_mean_the_same_together(rule):
    """NOT (a OR (b AND c)) in SQL, for every truth of three columns, against its leaves joined by their words."""
    whole = rule("NOT (alive OR (floor AND grade = 1))")
    first, second, third = (to_sql(leaf.rule, month=None, params={}) for leaf in leaves(whole))
    sql = f"({to_sql(whole, month=None, params={})}) IS NOT DISTINCT FROM ({first} AND ({second} OR {third}))"
    values = "(VALUES (TRUE), (FALSE), (NULL))"
    rows = duckdb.connect().execute(f"SELECT {sql} FROM {values} a(alive), {values} b(floor), (VALUES (1), (2), (NULL)) c(grade)").fetchall()
    assert rows == [(True,)] * 27


@pytest.mark.parametrize(
    ("text", "row", "outcome", "words"),
    [
        ("grade IN (1, 2)", {"grade": 1.0}, True, "残疾等级 = 1 ∈ {1, 2} ✓"),
        ("grade IN (1, 2)", {"grade": 3.0}, False, "残疾等级 = 3 ∉ {1, 2} ✗"),
        ("grade NOT IN (1, 2)", {"grade": 3.0}, True, "残疾等级 = 3 ∉ {1, 2} ✓"),
        ("grade NOT IN (1, 2)", {"grade": 1.0}, False, "残疾等级 = 1 ∈ {1, 2} ✗"),
        ("grade IN (1, 2)", {"grade": None}, None, "残疾等级 = 未知 ∈ {1, 2} ？"),
        ("NOT floor", {"floor": False}, True, "特困人员 = 否 ✓"),
        ("floor = TRUE", {"floor": False}, False, "特困人员 = 否 ✗"),
        ("has('CL-HL')", {"has:CL-HL": False}, False, "领取重度残疾人护理补贴 = 否 ✗"),
        ("income < param('monitoring_line')", {"income": 8500.0}, True, "人均纯收入 = 8500，要求低于 监测收入线（9000 元/人·年） ✓"),
        ("kind = '脱贫户'", {"kind": "一般户"}, False, "户类型 = 一般户，要求为 脱贫户 ✗"),
        ("includes(health, '大病')", {"health": ["残疾"]}, False, "健康状况包含大病（健康状况 = 残疾） ✗"),
        ("income / members < 3", {"income": 9.0, "members": None}, None, "人均纯收入 ÷ 户籍人口 低于 3（人均纯收入 = 9；户籍人口 = 未知） ？"),
        ("1 < 2", {}, True, "1 低于 2 ✓"),
    ],
)
def test_a_condition_stands_with_the_value_and_the_outcome(rule, names, text, row, outcome, words):
    (leaf,) = leaves(rule(text))
    assert leaf_words(leaf, *names, {"monitoring_line": 9000.0}, row, outcome) == words


def test_the_values_of_a_condition_stand_by_their_labels(rule, names):
    columns, _, benefits = names
    (leaf,) = leaves(rule("income - members < 3"))
    assert leaf_value(leaf, columns, benefits, {"income": 9000.0}) == "人均纯收入 = 9000；户籍人口 = 未知"
    (leaf,) = leaves(rule("has('CL-HL')"))
    assert leaf_value(leaf, columns, benefits, {"has:CL-HL": True}) == "重度残疾人护理补贴 = 是"
