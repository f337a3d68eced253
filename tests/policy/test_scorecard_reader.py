"""The scorecard is read under closed key lists: every mistake is named with its file and the nearest name; a county's own file changes weights and no more."""

from __future__ import annotations

import pytest
from small_policy import write_policy

from policy.model import PolicyError
from policy.reader import read_policy
from policy.scorecard import ScoredMeasure

FILE = "scorecard.toml"
RIGHT = """
[[dimension]]
id = "relief"
name = "政策落实"
asks = "应享的享受到了没有？"

[[dimension.measure]]
id = "nursing_allowance"
weight = 5
clause = "D5-11"

[[dimension]]
id = "own"
name = "另一个维度"
asks = "还有什么？"
"""
MISTAKES = (
    ('id = "nursing_allowance"', 'id = "nursing_allowence"', "没有“nursing_allowence”这个指标（是否想写 nursing_allowance？）"),
    ("weight = 5", "weight = -1", "分值不能小于 0"),
    ("weight = 5", 'weight = "5"', "要写数字"),
    ("weight = 5", "wieght = 5", "没有这个键（是否想写 weight？）"),
    ("weight = 5", "# no weight", "缺少这个键"),
    ('clause = "D5-11"', 'clause = "D7-11"', "没有“D7”这个文件"),
    ('clause = "D5-11"', 'clause = "D5-11"\nlevel = "towship"', "只能是：township、county（是否想写 township？）"),
    ('id = "nursing_allowance"', 'id = "floor_household"', "不能评分"),
    ('asks = "应享的享受到了没有？"\n', "", "新的维度要写名称和它回答的问题"),
    ('id = "own"', 'id = "relief"', "维度“relief”已经在"),
    ('id = "relief"', 'id = "政策"', "要写小写英文标识"),
    ("[[dimension.measure]]", '[[dimension.measure]]\nid = "nursing_allowance"\nweight = 1\n[[dimension.measure]]', "指标“nursing_allowance”已经在"),
)


def read(folder, text, own=None):
    if own is not None:
        (folder / "own").mkdir()
        (folder / "own" / FILE).write_text(own, "utf-8")
    return read_policy(write_policy(folder / "policy", {FILE: text}), folder / "own").scorecard


def problems_of(folder, text, own=None):
    with pytest.raises(PolicyError) as raised:
        read(folder, text, own)
    return [str(each) for each in raised.value.problems]


def own_weight(weight, dimension="relief", measure="nursing_allowance"):
    return f'[[dimension]]\nid = "{dimension}"\n[[dimension.measure]]\nid = "{measure}"\nweight = {weight}\n'


def test_dimensions_stand_in_the_order_of_the_file_without_empty_ones(tmp_path):
    (found,) = read(tmp_path, RIGHT)
    assert (found.id, found.name, found.asks) == ("relief", "政策落实", "应享的享受到了没有？")
    assert found.measures == (ScoredMeasure("nursing_allowance", 5, "D5-11", "township"),)


def test_without_the_file_nothing_is_scored(tmp_path):
    assert read_policy(write_policy(tmp_path)).scorecard == ()


@pytest.mark.parametrize(("old", "new", "words"), MISTAKES)
def test_every_mistake_is_named(tmp_path, old, new, words):
    assert old in RIGHT
    assert any(words in each and FILE in each for each in problems_of(tmp_path, RIGHT.replace(old, new, 1)))


def test_all_mistakes_are_listed_at_once(tmp_path):
    text = RIGHT.replace('"nursing_allowance"', '"nursing_allowence"').replace('asks = "还有什么？"', 'ask = "还有什么？"')
    found = problems_of(tmp_path, text)
    assert any("nursing_allowence" in each for each in found)
    assert any("[dimension.own.ask]" in each for each in found)


def test_the_county_s_file_changes_a_weight_and_keeps_the_clause(tmp_path):
    (found,) = read(tmp_path, RIGHT, own_weight(8))
    assert found.measures == (ScoredMeasure("nursing_allowance", 8, "D5-11", "township"),)


def test_the_county_takes_a_measure_out_with_a_weight_of_nothing(tmp_path):
    assert read(tmp_path, RIGHT, own_weight(0)) == ()


def test_the_county_moves_a_measure_to_another_dimension(tmp_path):
    (found,) = read(tmp_path, RIGHT, own_weight(0) + own_weight(3, "own"))
    assert (found.id, [(each.measure, each.weight) for each in found.measures]) == ("own", [("nursing_allowance", 3)])


def test_a_measure_in_two_dimensions_would_count_twice(tmp_path):
    assert any("指标“nursing_allowance”已经在" in each for each in problems_of(tmp_path, RIGHT, own_weight(3, "own")))


def test_a_mistake_in_the_county_s_file_says_that_it_is_the_county_s(tmp_path):
    (found,) = problems_of(tmp_path, RIGHT, own_weight(3, measure="nursing"))
    assert found.startswith("县里的设置/scorecard.toml")


def test_the_shipped_card_gives_townships_a_hundred_points_and_cites_clauses_of_its_systems():
    policy = read_policy()
    assert sum(each.weight for dimension in policy.scorecard for each in dimension.of("township")) == 100
    scored = [each for dimension in policy.scorecard for each in dimension.measures if each.clause]
    assert [each.measure for each in scored if each.clause not in policy.systems[policy.measures[each.measure].system].sources] == []
