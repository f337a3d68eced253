"""Random junk: whatever stands in a rule, reading it gives a rule or problems and never raises, and what is taken can be written in every way."""

from __future__ import annotations

import random

import pytest

from policy.rule_sql import DIALECTS, to_sql
from policy.rule_text import text_of
from policy.rule_trace import leaves
from policy.rule_words import to_words

GRAMMAR = """( ) , + - * / = <> < <= > >= != AND OR NOT IN BETWEEN IS NULL TRUE FALSE DATE
alive floor grade income members kind note found cleared health 年龄 date 1 2 0.5 3
'脱贫户' '一般户' '大病' '2021-01-01' 'x' param('monitoring_line') has('CL-HL') includes(health,'大病') any_value(health)
first_known( months_since(found) years_since(found) months_between(found,cleared) starts_with(note,'a')"""
FOREIGN = """% // ; XOR LIKE CASE WHEN END :: “ ” ， （ ） ＝ 且 或 -- /* @ ? $1 [ ] { } ~ ^ || ! == \\ ` # " ' 😀"""
WITHIN = tuple(GRAMMAR.split())
BEYOND = (*WITHIN, *FOREIGN.split(), "\t", "\n", "\x00", "\u3000", "\ufeff")
SIGNS = "".join(map(chr, range(32, 127))) + "且或（），＝“”‘’　年龄\n\t\x00\x1b\ud7ff😀"
LETTERS = 4_000
WORDS = 12_000
PARAMS = {"monitoring_line": 9000.0, "main_crop": "玉米"}


def junk(seed, count, pieces, join, longest):
    """Texts of random pieces, the same for the same seed."""
    draw = random.Random(seed)
    return [join.join(draw.choices(pieces, k=draw.randint(1, longest))) for _ in range(count)]


@pytest.mark.parametrize(("pieces", "join", "count", "longest"), [(SIGNS, "", LETTERS, 30), (BEYOND, " ", WORDS, 9), (WITHIN, " ", WORDS, 7)])
def test_random_junk_raises_nothing_and_what_is_taken_can_be_written(read, names, pieces, join, count, longest):
    columns, parameters, benefits = names
    taken = 0
    for text in junk(11, count, pieces, join, longest):
        found, problems = read(text)
        assert (found is None) == bool(problems), text
        if found is None:
            continue
        taken += 1
        assert to_words(found, columns, parameters, benefits, PARAMS)
        again, problems = read(text_of(found.tree))
        assert problems == [], text
        for dialect in DIALECTS:
            assert to_sql(again, month="2026-05", params=PARAMS, dialect=dialect) == to_sql(found, month="2026-05", params=PARAMS, dialect=dialect)
        assert all(leaf.rule.type == "bool" for leaf in leaves(found))
    assert taken > 0 or pieces is SIGNS


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000 + "alive" + ")" * 5000,
        "(" * 24 + "alive" + ")" * 24,
        "NOT " * 900 + "alive",
        "alive AND " * 900 + "alive",
        " + ".join(["income"] * 399) + " > 1",
        "first_known(" * 24 + "alive, TRUE" + ", TRUE)" * 23 + ")",
        "grade IN (" + ", ".join(["1"] * 3000) + ")",
        "alive" * 100_000,
    ],
    ids=["5000 brackets", "24 brackets", "900 NOT", "900 AND", "399 +", "24 calls", "3000 values", "half a million letters"],
)
def test_a_rule_too_long_or_too_deep_is_a_problem_and_not_a_crash(read, names, text):
    columns, parameters, benefits = names
    found, problems = read(text)
    assert (found is None) == bool(problems)
    if found is not None:
        assert to_sql(found, month="2026-05", params={})
        assert to_words(found, columns, parameters, benefits)
        assert leaves(found)
