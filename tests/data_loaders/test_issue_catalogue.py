"""The catalogue of issues: every code is whole, every hole known, and no id leaves it unmasked."""

import re

import pytest

from data_loaders.issues import PLACE_HOLES, IssueCatalogueError, _problems_of, catalogue, known_holes, make_issue, mask


@pytest.mark.parametrize("code", catalogue())
def test_a_code_is_a_word_and_a_number_of_three_digits(code):
    assert re.fullmatch(r"[A-Z]+-\d{3}", code)


@pytest.mark.parametrize("entry", catalogue().values(), ids=lambda entry: entry.code)
def test_every_hole_of_every_text_is_known(entry):
    assert entry.holes <= set(PLACE_HOLES) | set(known_holes())


def test_every_known_hole_is_used_by_some_text():
    used = {hole for entry in catalogue().values() for hole in entry.holes}
    assert set(known_holes()) <= used


@pytest.mark.parametrize("entry", catalogue().values(), ids=lambda entry: entry.code)
def test_every_text_is_a_chinese_sentence(entry):
    assert re.search(r"[\u4e00-\u9fff]", entry.title)
    assert entry.what[-1] in "。？！"
    assert entry.do[-1] in "。？！"


def test_no_two_codes_have_the_same_title():
    titles = [entry.title for entry in catalogue().values()]
    assert len(titles) == len(set(titles))


def test_an_unknown_code_is_refused_with_the_nearest_one():
    with pytest.raises(IssueCatalogueError, match="FILE-00"):
        make_issue("FILE-0001")


def test_a_hole_that_was_not_filled_is_refused():
    with pytest.raises(IssueCatalogueError, match="limit"):
        make_issue("FILE-002", file="人员.xlsx", size="1 MB")


def test_a_table_that_lacks_a_key_or_has_a_strange_one_is_named():
    problems = _problems_of({"title": "标题", "severity": "fatal", "where": "文件", "what": "", "tip": "x"})
    assert problems == [
        "key do is missing",
        "unknown key tip",
        "what must be text that is not empty",
        "severity must be one of ('error', 'warning', 'hint')",
    ]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("159921 19800101 0011", "**************0011"),
        ("159921-19800101-001X", "**************001X"),
        ("1599 2119 8001 0100 11", "**************0011"),
        ("1599211980010101544201", "******************4201"),
        ("0478-4212345", "0478-4212345"),
        ("2026-10-15 2026-10-16", "2026-10-15 2026-10-16"),
        ("159921198001010003", "**************0003"),
        ("15992119800101000X", "**************000X"),
        ("15992119800101000344", "****************0344"),
        ("13800001234", "*******1234"),
        ("1.5992119800101e+17", "1.59…e+17"),
        ("159921101201", "159921101201"),
        ("2026-05", "2026-05"),
    ],
)
def test_ids_and_phone_numbers_keep_their_last_four_characters_only(text, masked):
    assert mask(text) == masked


def test_an_issue_never_shows_an_id_in_its_value_or_its_words():
    issue = make_issue("FILE-023", file="a.zip", value="159921198001010003", detail="第 3 行 159921198001010003")
    assert "198001" not in issue.value + issue.what + issue.do
