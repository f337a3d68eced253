"""A measure may name printed figures that say the same thing: they exist, are numbers, and stand once."""

from __future__ import annotations

import pytest
from small_policy import changed, problems_of, write_policy

from policy.reader import read_policy

M23 = "systems/M23.toml"


def with_figures(listed):
    return changed(M23, 'higher_is = "better"', f'higher_is = "better"\nfigures = {listed}')


def test_a_measure_names_printed_figures_for_its_chart(tmp_path):
    policy = read_policy(write_policy(tmp_path, with_figures('["D5-11-1", "D5-11-2"]')))
    assert policy.measures["nursing_allowance"].figures == ("D5-11-1", "D5-11-2")
    assert all(name in policy.figures for name in policy.measures["nursing_allowance"].figures)
    assert policy.measures["floor_household"].figures == ()


@pytest.mark.parametrize(
    ("listed", "words", "near"),
    [
        ('["D5-11-9x"]', "没有“D5-11-9x”这个数字", "D5-11-"),
        ('["D5-11-1", "D5-11-1"]', "有重复的编号", None),
        ('"D5-11-1"', "要写方括号里的一列文字", None),
        ('["WORDS"]', "是文字，画不成参照线", None),
    ],
)
def test_a_figure_that_is_not_there_or_is_no_number_is_refused(tmp_path, listed, words, near):
    folder = write_policy(tmp_path, with_figures(listed))
    wordy = next(name for name, figure in read_policy(write_policy(tmp_path / "right")).figures.items() if figure.value is None)
    path = folder / M23
    path.write_text(path.read_text("utf-8").replace("WORDS", wordy), "utf-8")
    problems = problems_of(folder)
    found = [one for one in problems if one.key == "measure.nursing_allowance.figures" and words in one.message]
    assert found, [str(one) for one in problems]
    assert near is None or (found[0].nearest or "").startswith(near)
