"""The score of a measure is the share of its aim that it reaches; a score of many is their weighted mean over what can be told; half of the weight ranks."""

import pytest

from metrics.score import Weighted, attained, change, composed, ranks


def weighted(**scores):
    """Measures with weight and score by name."""
    return tuple(Weighted(name, *pair) for name, pair in scores.items())


@pytest.mark.parametrize(
    ("value", "aim", "expected"),
    [(0.45, 0.9, 0.5), (0.9, 0.9, 1.0), (0.95, 0.9, 1.0), (1.2, 0.9, 1.0), (0.0, 0.9, 0.0), (0.8, None, 0.8), (0.3, 0.0, None)],
)
def test_a_share_reaches_its_aim_and_no_more(value, aim, expected):
    assert attained(value, aim, "better") == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("value", "aim", "expected"),
    [(0.0, None, 1.0), (0.2, None, 0.8), (0.05, 0.05, 1.0), (0.03, 0.05, 1.0), (0.24, 0.05, 0.8), (1.0, 0.05, 0.0), (0.7, 1.0, 1.0)],
)
def test_where_lower_is_better_the_same_holds_in_the_mirror(value, aim, expected):
    assert attained(value, aim, "worse") == pytest.approx(expected)


def test_the_mirror_of_a_share_scores_as_the_share():
    assert attained(0.3, 0.1, "worse") == pytest.approx(attained(0.7, 0.9, "better"))


def test_scores_are_weighed():
    found = composed(weighted(one=(3, 1.0), two=(1, 0.2)))
    assert found.score == pytest.approx(80.0)  # (3 × 1 + 1 × 0.2) ÷ 4
    assert (found.told, found.weight, found.known) == (4, 4, 1.0)


def test_the_unknown_is_left_out_of_both_sums_and_is_no_zero():
    found = composed(weighted(one=(3, 0.5), two=(1, None)))
    assert found.score == pytest.approx(50.0)
    assert (found.told, found.weight, found.known) == (3, 4, 0.75)


def test_a_zero_is_a_zero():
    assert composed(weighted(one=(1, 0.0), two=(1, 1.0))).score == pytest.approx(50.0)


@pytest.mark.parametrize("parts", [(), weighted(one=(3, None))])
def test_nothing_known_is_no_score(parts):
    found = composed(parts)
    assert (found.score, found.known, found.rankable) == (None, 0.0, False)


@pytest.mark.parametrize(("told", "rest", "rankable"), [(50, 50, True), (49, 51, False), (51, 49, True)])
def test_half_of_the_weight_ranks(told, rest, rankable):
    assert composed(weighted(one=(told, 1.0), two=(rest, None))).rankable is rankable


def test_ties_share_a_rank_and_the_next_is_skipped():
    scores = {"a": 0.90, "b": 0.80004, "c": 0.80001, "d": 0.70}  # 80.004 and 80.001 print alike
    found = ranks({code: composed(weighted(one=(1, score))) for code, score in scores.items()})
    assert found == {"a": 1, "b": 2, "c": 2, "d": 4}


def test_who_is_not_known_enough_has_no_rank_and_takes_none():
    known = composed(weighted(one=(1, 0.5)))
    guessed = composed(weighted(one=(1, 1.0), two=(2, None)))
    assert ranks({"known": known, "guessed": guessed}) == {"known": 1}


def test_a_change_is_over_what_both_months_tell():
    now = weighted(one=(2, 0.9), two=(2, 0.5), new=(1, 0.0))
    before = weighted(one=(2, 0.7), two=(2, 0.5), new=(1, None))
    assert change(now, before) == pytest.approx(10.0)  # (0.9 + 0.5) ÷ 2 against (0.7 + 0.5) ÷ 2; the new sheet has no part in it


def test_a_change_over_less_than_half_of_the_weight_is_none():
    assert change(weighted(one=(2, 0.9), two=(3, 0.5)), weighted(one=(2, 0.7), two=(3, None))) is None
    assert change(weighted(one=(2, 0.9)), ()) is None


def test_the_weights_of_now_weigh_both_months():
    assert change(weighted(one=(3, 1.0), two=(1, 0.0)), weighted(one=(1, 0.5), two=(1, 0.0))) == pytest.approx(37.5)
