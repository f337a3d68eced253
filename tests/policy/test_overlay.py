"""The county's own values: written beside the shipped ones in the same form, read over them, checked like them."""

from __future__ import annotations

from datetime import date

import pytest
from small_policy import problems_of, write_policy

from policy.model import ParameterValue, PolicyError
from policy.overlay import FILE, county_values, write_county_values
from policy.reader import read_policy

COUNTY = "159921"
VALUE = 'value = [{ valid_from = 2026-01-01, area = "159921", document = "x", clause = "" }]'


def own(value, since=date(2026, 1, 1), until=None, document="县政府〔2026〕1号"):
    return ParameterValue(value, since, until, COUNTY, document, "第一条", date(2026, 3, 1))


@pytest.fixture
def folder(tmp_path):
    return write_policy(tmp_path / "policy")


def test_the_county_s_value_holds_over_the_shipped_one(folder, tmp_path):
    write_county_values(tmp_path / "own", {"line": [own(9000)]})
    policy = read_policy(folder, tmp_path / "own")
    assert policy.parameter("line", "2026-05", COUNTY) == own(9000)
    assert policy.parameters["line"].label == "监测收入线"


def test_what_is_written_is_read_as_it_was(folder, tmp_path):
    values = {"line": (own(8000.5, date(2025, 1, 1), date(2025, 12, 31)), own(9000)), "months": (own(3, document='引号" 反斜杠\\ 换行\n制表\t'),)}
    write_county_values(tmp_path / "own", values)
    policy = read_policy(folder, tmp_path / "own")
    assert county_values(policy.parameters.values(), COUNTY) == values


def test_writing_replaces_what_was_there_and_leaves_no_other_file(folder, tmp_path):
    write_county_values(tmp_path / "own", {"line": [own(8000)], "months": [own(3)]})
    write_county_values(tmp_path / "own", {"line": [own(9000)]})
    policy = read_policy(folder, tmp_path / "own")
    assert county_values(policy.parameters.values(), COUNTY) == {"line": (own(9000),)}
    assert [path.name for path in (tmp_path / "own" / "parameters").iterdir()] == ["county.toml"]


def test_no_overlay_is_no_problem(folder, tmp_path):
    assert county_values(read_policy(folder, tmp_path / "nowhere").parameters.values(), COUNTY) == {}


def test_a_value_the_same_area_ships_too_gives_way(folder, tmp_path):
    write_county_values(tmp_path / "own", {"months": [ParameterValue(9, date(2021, 1, 1), None, "全国", "县定", "")]})
    assert read_policy(folder, tmp_path / "own").parameter("months", "2021-05", COUNTY).value == 9


@pytest.mark.parametrize(
    ("text", "key", "words", "near"),
    [
        (
            '[[parameter]]\nkey = "lines"\nvalue = [{ valid_from = 2026-01-01, area = "159921", document = "x", clause = "" }]',
            "parameter.lines.key",
            "没有“lines”",
            "line",
        ),
        ('[[parameter]]\nkey = "line"\nlabel = "x"\n' + VALUE, "parameter.line.label", "没有这个键", None),
        ('[[parameter]]\nkey = "line"\nvalue = []', "parameter.line.value", "至少要有一个", None),
        (
            '[[parameter]]\nkey = "line"\nvalue = [{ value = "9000", valid_from = 2026-01-01, area = "159921", document = "x", clause = "" }]',
            "parameter.line.value[1].value",
            "要写数字",
            None,
        ),
        ("[[parameter]", "第 1 行", "", None),
    ],
)
def test_a_mistake_in_the_county_s_file_is_named_as_the_county_s(folder, tmp_path, text, key, words, near):
    path = tmp_path / "own" / FILE
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    (problem,) = problems_of(folder, tmp_path / "own")
    assert problem.file == "县里的设置/parameters/county.toml"
    assert problem.key.startswith(key)
    assert words in problem.message
    assert problem.nearest == near


def test_a_file_elsewhere_in_the_overlay_is_a_problem(folder, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "units.toml").write_text("", encoding="utf-8")
    with pytest.raises(PolicyError, match="只能放在 parameters 文件夹里"):
        read_policy(folder, tmp_path / "own")
