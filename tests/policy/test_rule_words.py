"""Rules in Chinese, as an official would write them."""

from __future__ import annotations

import pytest

from policy.rule_words import to_words
from policy.value_words import bool_words, number_words, value_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("grade IN (1, 2) AND NOT floor", "残疾等级为 1、2 之一 且 不是特困人员"),
        ("income < param('monitoring_line')", "人均纯收入 低于 监测收入线（9000 元/人·年）"),
        ("param('monitoring_line') > income", "监测收入线（9000 元/人·年） 高于 人均纯收入"),
        ("60 <= 年龄", "年龄 不低于 60"),
        ("income - income / members * 2 <= 3", "人均纯收入 − 人均纯收入 ÷ 户籍人口 × 2 不超过 3"),
        ("income - (income - members) > (income + 1) * 2", "人均纯收入 − （人均纯收入 − 户籍人口） 高于 （人均纯收入 + 1） × 2"),
        ("income / (members / 2) > 1", "人均纯收入 ÷ （户籍人口 ÷ 2） 高于 1"),
        ("alive AND (floor OR kind = '脱贫户')", "在世 且 （是特困人员 或 户类型为 脱贫户）"),
        ("alive AND floor OR kind <> '脱贫户'", "（在世 且 是特困人员） 或 户类型不为 脱贫户"),
        ("NOT (alive OR floor)", "并非（在世 或 是特困人员）"),
        ("NOT alive", "不在世"),
        ("alive = FALSE", "不在世"),
        ("alive = TRUE", "在世"),
        ("NOT income < 3", "人均纯收入 不低于 3"),
        ("NOT kind = '脱贫户'", "户类型不为 脱贫户"),
        ("kind IN ('脱贫户')", "户类型为 脱贫户"),
        ("kind NOT IN ('脱贫户', '一般户')", "户类型不是 脱贫户、一般户 中的任何一个"),
        ("年龄 BETWEEN 7 AND 15", "年龄在 7 至 15 之间（含两端）"),
        ("年龄 NOT BETWEEN 7 AND 15", "年龄不在 7 至 15 之间（含两端）"),
        ("grade IS NULL", "残疾等级没有记录"),
        ("grade IS NOT NULL", "残疾等级有记录"),
        ("has('CL-HL')", "本月已领到重度残疾人护理补贴"),
        ("NOT has('CL-HL')", "本月未领到重度残疾人护理补贴"),
        ("includes(health, '大病')", "健康状况包含大病"),
        ("NOT includes(health, '大病')", "健康状况不包含大病"),
        ("any_value(health)", "有健康状况"),
        ("NOT any_value(health)", "没有健康状况"),
        ("starts_with(note, '小学')", "备注以“小学”开头"),
        ("NOT starts_with(note, '小学')", "备注不以“小学”开头"),
        ("months_since(found) <= 3", "识别日期至本月的月数 不超过 3"),
        ("days_between(found, cleared) > 60", "识别日期至消除日期的天数 高于 60"),
        ("months_between(found, cleared) >= 6", "识别日期至消除日期的月数 不低于 6"),
        ("years_since(found) > 1", "识别日期至本月底的周岁 高于 1"),
        ("income = this_year() - 1", "人均纯收入 等于 本年 − 1"),
        ("found <= year_end(income)", "识别日期 不晚于 人均纯收入年底"),
        ("found >= DATE '2021-01-01'", "识别日期 不早于 2021-01-01"),
        ("first_known(kind <> '脱贫户', TRUE)", "户类型不为 脱贫户（没有记录时视为是）"),
        ("NOT first_known(floor, FALSE)", "不是特困人员（没有记录时视为是）"),
        ("first_known(alive OR floor, alive, floor)", "（在世 或 是特困人员）（只知道其中一部分时，按知道的算）"),
        ("first_known(income, members) > 1", "人均纯收入（没有记录时依次看：户籍人口） 高于 1"),
        ("TRUE", "不限"),
        ("income > -0.50", "人均纯收入 高于 −0.5"),
    ],
)
def test_a_rule_reads_as_an_official_would_write_it(rule, names, text, words):
    assert to_words(rule(text), *names, {"monitoring_line": 9000.0}) == words


def test_a_value_that_the_county_must_fill_in_is_named(rule, names):
    assert to_words(rule("income < param('monitoring_line')"), *names, {}) == "人均纯收入 低于 监测收入线（需县里填报）"


def test_without_values_a_parameter_stands_by_its_label(rule, names):
    assert to_words(rule("income < param('monitoring_line')"), *names) == "人均纯收入 低于 监测收入线"


@pytest.mark.parametrize(
    ("label", "yes", "no"),
    [
        ("特困人员", "是特困人员", "不是特困人员"),
        ("在世", "在世", "不在世"),
        ("已投防贫保", "已投防贫保", "未投防贫保"),
        ("有残疾成员", "有残疾成员", "没有残疾成员"),
        ("有效个案", "有效个案", "不是有效个案"),
        ("参加居民医保", "参加居民医保", "未参加居民医保"),
        ("风险是否已消除", "风险已消除", "风险未消除"),
        ("是否危房户", "是危房户", "不是危房户"),
        ("是否参加职工医保", "参加职工医保", "未参加职工医保"),
    ],
)
def test_a_label_is_stated_and_denied_as_its_first_word_asks(label, yes, no):
    assert (bool_words(label, holds=True), bool_words(label, holds=False)) == (yes, no)


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "未知"), (True, "是"), (False, "否"), (9000.0, "9000"), (0.5, "0.5"), (["大病", "残疾"], "大病、残疾"), ([], "无"), ("脱贫户", "脱贫户")],
)
def test_a_value_is_said_in_chinese(value, words):
    assert value_words(value) == words


def test_large_and_small_numbers_have_no_exponent():
    assert [number_words(value) for value in (123456789012.0, 0.000001, 1e6)] == ["123456789012", "0.000001", "1000000"]
