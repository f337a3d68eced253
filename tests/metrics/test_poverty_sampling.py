"""Given what a survey found; rates and 95 % intervals are those of published tables, and extrapolations are worked out by hand."""

import math

import pytest

from metrics.sampling import Estimate, approval_rate, composite_poverty_rate, missed_rate, sample_rate, wrong_exit_rate


@pytest.mark.parametrize(
    ("found", "n", "low", "high"),
    [
        (1, 10, 0.0025286, 0.4450161),  # binom.test of R gives these
        (10, 100, 0.0490047, 0.1762226),
        (5, 10, 0.1870860, 0.8129140),
    ],
)
def test_the_interval_is_the_exact_one(found, n, low, high):
    estimate = sample_rate(found, n)
    assert (estimate.found, estimate.n, estimate.value) == (found, n, found / n)
    assert (estimate.low, estimate.high) == pytest.approx((low, high), abs=1e-6)


def test_at_its_limits_so_many_turn_up_in_2_5_percent_of_samples():
    estimate = sample_rate(2, 30)
    at_least = sum(math.comb(30, x) * estimate.low**x * (1 - estimate.low) ** (30 - x) for x in range(2, 31))
    at_most = sum(math.comb(30, x) * estimate.high**x * (1 - estimate.high) ** (30 - x) for x in range(3))
    assert (at_least, at_most) == pytest.approx((0.025, 0.025))


@pytest.mark.parametrize("n", [1, 30, 100, 1000])
def test_nothing_found_follows_the_rule_of_three(n):
    estimate = sample_rate(0, n)
    assert (estimate.value, estimate.low) == (0, 0)
    assert estimate.high == pytest.approx(1 - 0.05 ** (1 / n))
    assert estimate.high < 3 / n


def test_nothing_found_of_100_is_about_3_percent():
    assert sample_rate(0, 100).high == pytest.approx(0.0295, abs=0.0001)


def test_all_found_mirrors_nothing_found():
    estimate = sample_rate(40, 40)
    assert (estimate.value, estimate.high) == (1, 1)
    assert estimate.low == pytest.approx(0.05 ** (1 / 40))


def test_the_complement_has_the_complementary_interval():
    some, others = sample_rate(7, 50), sample_rate(43, 50)
    assert (some.low, some.high) == pytest.approx((1 - others.high, 1 - others.low))


def test_more_surveyed_is_more_certain():
    widths = [sample_rate(n // 20, n) for n in (20, 100, 400)]
    assert widths[0].high - widths[0].low > widths[1].high - widths[1].low > widths[2].high - widths[2].low


def test_nobody_surveyed_is_undefined():
    for estimate in (sample_rate(0, 0), sample_rate(None, 50), sample_rate(3, None)):
        assert (estimate.value, estimate.low, estimate.high) == (None, None, None)
    assert sample_rate(None, 50).n == 50


@pytest.mark.parametrize(("found", "n"), [(-1, 5), (6, 5), (1, -5), (1.5, 5)])
def test_what_is_no_count_is_refused(found, n):
    with pytest.raises(ValueError, match=r"surveyed|number"):
        sample_rate(found, n)


def test_the_three_rates_are_shares_of_the_surveyed():
    assert missed_rate(3, 300).value == 0.01
    assert wrong_exit_rate(2, 100).value == 0.02
    assert approval_rate(285, 300).value == 0.95


def test_the_composite_rate_extrapolates_both_samples():
    found = composite_poverty_rate(
        remaining=100, lifted=5_000, unregistered=40_000, rural=46_000, wrong_exit=wrong_exit_rate(1, 200), missed=missed_rate(3, 600)
    )
    assert (found.wrong_exits, found.missed) == pytest.approx((25, 200))
    assert found.value == pytest.approx(325 / 46_000)
    exits, missed = sample_rate(1, 200), sample_rate(3, 600)
    below = math.sqrt((5_000 * (exits.value - exits.low)) ** 2 + (40_000 * (missed.value - missed.low)) ** 2)
    above = math.sqrt((5_000 * (exits.high - exits.value)) ** 2 + (40_000 * (missed.high - missed.value)) ** 2)
    assert (found.low, found.high) == pytest.approx(((325 - below) / 46_000, (325 + above) / 46_000))


def test_nothing_found_leaves_the_remaining_poor_and_a_bound():
    found = composite_poverty_rate(remaining=46, lifted=0, unregistered=46_000, rural=46_046, wrong_exit=sample_rate(None, None), missed=missed_rate(0, 100))
    assert found.value == pytest.approx(46 / 46_046)
    assert found.low == pytest.approx(46 / 46_046)
    assert found.high == pytest.approx((46 + 46_000 * 0.0295130) / 46_046, rel=1e-5)
    assert found.wrong_exits == 0  # nobody was lifted: no sample is needed


def test_the_composite_interval_with_one_sample_is_that_sample():
    estimate = missed_rate(4, 250)
    found = composite_poverty_rate(remaining=0, lifted=0, unregistered=900, rural=900, wrong_exit=sample_rate(0, 0), missed=estimate)
    assert (found.value, found.low, found.high) == pytest.approx((estimate.value, estimate.low, estimate.high))


def test_a_composite_rate_without_its_parts_is_undefined():
    known = {"remaining": 10, "lifted": 100, "unregistered": 500, "rural": 610, "wrong_exit": sample_rate(1, 50), "missed": sample_rate(1, 50)}
    assert composite_poverty_rate(**known).value is not None
    for part in ("remaining", "lifted", "unregistered", "rural"):
        found = composite_poverty_rate(**{**known, part: None})
        assert (found.value, found.low, found.high) == (None, None, None)
    for part in ("wrong_exit", "missed"):
        assert composite_poverty_rate(**{**known, part: Estimate(None, None, None, None, None)}).value is None
    assert composite_poverty_rate(**{**known, "rural": 0}).value is None
    with pytest.raises(ValueError, match="negative"):
        composite_poverty_rate(**{**known, "lifted": -1})


def test_no_limit_leaves_0_to_1():
    found = composite_poverty_rate(remaining=0, lifted=10, unregistered=10, rural=20, wrong_exit=sample_rate(1, 2), missed=sample_rate(1, 2))
    assert 0 <= found.low <= found.value <= found.high <= 1
    nearly_all = composite_poverty_rate(remaining=18, lifted=1, unregistered=1, rural=20, wrong_exit=sample_rate(2, 2), missed=sample_rate(2, 2))
    assert nearly_all.high == 1
