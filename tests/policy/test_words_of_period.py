"""Words belong to a period: the same text reads differently in 2025 and in 2026."""

from __future__ import annotations

import pytest
from small_policy import write_policy

from policy.model import OutOfValidityError
from policy.reader import read_policy


@pytest.fixture
def policy(tmp_path):
    return read_policy(write_policy(tmp_path))


@pytest.mark.parametrize(("month", "word"), [("2021-01", "监测对象"), ("2025-12", "监测对象"), ("2026-01", "防止返贫致贫对象")])
def test_a_month_has_the_words_of_its_period(policy, month, word):
    assert policy.term("monitored", month) == word


def test_a_text_is_said_in_the_words_of_its_month(policy):
    question = policy.measures["nursing_allowance"].question
    assert policy.say(question, "2025-12") == "应享受护理补贴的监测对象，有多少人本月领到？"
    assert policy.say(question, "2026-01") == "应享受护理补贴的防止返贫致贫对象，有多少人本月领到？"


def test_before_the_first_period_there_are_no_words(policy):
    with pytest.raises(OutOfValidityError, match="2020年12月没有用词表"):
        policy.term("monitored", "2020-12")


def test_a_word_that_nobody_has_is_a_mistake_of_the_caller(policy):
    with pytest.raises(KeyError):
        policy.term("monitord", "2026-01")
