"""The catalogue of themes is read under closed key lists; a measure that is gone is left out, everything else that is wrong is named."""

from __future__ import annotations

import pytest
from small_policy import write_policy

from policy.model import PolicyError
from policy.reader import read_policy

THEMES = "themes.toml"
RIGHT = """
[[theme]]
name = "低收入与救助"
question = "谁还没享？"
first = ["nursing_allowance", "gone_since"]
measures = ["floor_household"]

[[theme.part]]
kind = "rows"
title = "没有兜底的户"
measures = ["floor_household"]
listed = "missing"

[[theme.part]]
kind = "stock"
title = "在世的人"
population = "person"
where = "alive"
columns = ["classes"]

[[theme]]
name = "教育"
question = "谁没上学？"
"""
MISTAKES = (
    ('name = "教育"', 'name = "教学"', "没有“教学”这个专题"),
    ('kind = "rows"', 'kind = "row"', "只能是"),
    ('title = "在世的人"', 'heading = "在世的人"', "没有这个键"),
    ('measures = ["floor_household"]\nlisted', "measures = []\nlisted", "至少要写一项指标"),
    ('kind = "rows"', 'kind = "amounts"', "amounts 里的指标只能是：ledger"),
    ('population = "person"', 'population = "persons"', "没有“persons”这个总体"),
    ('where = "alive"', 'where = "grade"', "要是 bool 列"),
    ('columns = ["classes"]', 'columns = ["class"]', "没有“class”这个列"),
)


def test_themes_stand_in_the_order_of_the_file_without_measures_that_are_gone(tmp_path):
    themes = read_policy(write_policy(tmp_path, {THEMES: RIGHT})).themes
    assert list(themes) == ["低收入与救助", "教育"]
    assert themes["低收入与救助"].first == ("nursing_allowance",)
    assert [part.kind for part in themes["低收入与救助"].parts] == ["rows", "stock"]


def test_without_the_file_there_is_no_catalogue(tmp_path):
    assert read_policy(write_policy(tmp_path)).themes == {}


@pytest.mark.parametrize(("old", "new", "words"), MISTAKES)
def test_every_mistake_is_named(tmp_path, old, new, words):
    assert old in RIGHT
    with pytest.raises(PolicyError) as raised:
        read_policy(write_policy(tmp_path, {THEMES: RIGHT.replace(old, new, 1)}))
    assert words in str(raised.value)
    assert THEMES in str(raised.value)
