"""Given benefits and welfare of a few units; the shares of the poorest and the fifths are those worked out by hand."""

from random import Random

import numpy as np
import pytest

from metrics.incidence import beneficiary_incidence, benefit_incidence
from metrics.poverty import coady_grosh_hoddinott

TEN = [40, 30, 10, 0, 10, 5, 5, 0, 0, 0]
"""Yuan received by ten units, the poorest first: 80 of 100 go to the poorest four."""

RANKS = list(range(1, 11))


def test_the_share_of_the_poorest_two_fifths_over_two_fifths():
    assert coady_grosh_hoddinott(TEN, RANKS) == pytest.approx(2.0)
    assert coady_grosh_hoddinott(TEN, RANKS, share=0.2) == pytest.approx(3.5)
    assert coady_grosh_hoddinott(TEN, RANKS, share=1) == pytest.approx(1)


def test_equal_benefits_for_all_are_as_by_lot():
    assert coady_grosh_hoddinott([7] * 10, RANKS) == pytest.approx(1)
    assert coady_grosh_hoddinott([7] * 7, RANKS[:7]) == pytest.approx(1)  # the border runs through the third unit


def test_all_to_the_poorest_and_all_to_the_richest():
    assert coady_grosh_hoddinott([5, 5, 0, 0, 0], [1, 2, 3, 4, 5]) == pytest.approx(2.5)
    assert coady_grosh_hoddinott([0, 0, 0, 0, 5], [1, 2, 3, 4, 5]) == 0


def test_the_unit_at_the_border_counts_for_the_part_inside():
    # 40 % of three units are 1.2 of them: all of the first and a fifth of the second
    assert coady_grosh_hoddinott([10, 10, 0], [1, 2, 3]) == pytest.approx(12 / 20 / 0.4)


def test_units_equally_well_off_share_the_border_evenly():
    welfare = [1, 2, 2, 2, 3]
    # 40 % are two units: the first and a third of each of the three equals
    for benefit in ([10, 30, 0, 0, 0], [10, 0, 30, 0, 0], [10, 0, 0, 30, 0]):
        assert coady_grosh_hoddinott(benefit, welfare) == pytest.approx(20 / 40 / 0.4)


def test_weights_are_people_and_leave_the_benefit_as_it_is():
    # ten people, the poorest four in one household that got half
    assert coady_grosh_hoddinott([50, 50], [1, 2], weights=[4, 6]) == pytest.approx(0.5 / 0.4)
    assert coady_grosh_hoddinott([50, 50, 99], [1, 2, 0], weights=[4, 6, 0]) == pytest.approx(0.5 / 0.4)  # nobody lives there


def test_order_scale_and_copies_do_not_matter():
    order = RANKS[:]
    Random(3).shuffle(order)
    expected = coady_grosh_hoddinott(TEN, RANKS)
    assert coady_grosh_hoddinott([TEN[rank - 1] for rank in order], order) == pytest.approx(expected)
    assert coady_grosh_hoddinott([paid * 100 for paid in TEN], [rank / 9 for rank in RANKS]) == pytest.approx(expected)
    assert coady_grosh_hoddinott(TEN * 2, RANKS * 2) == pytest.approx(expected)


def test_nothing_paid_or_nobody_known_is_undefined():
    undefined = [coady_grosh_hoddinott([], []), coady_grosh_hoddinott([0, 0], [1, 2]), coady_grosh_hoddinott([None, 5], [1, None])]
    assert undefined == [None] * 3
    assert coady_grosh_hoddinott([5, 5], [1, 2], weights=[0, 0]) is None
    assert coady_grosh_hoddinott([5, -5], [1, 2]) is None


def test_a_unit_with_a_missing_value_is_left_out():
    assert coady_grosh_hoddinott([*TEN, None, 1000], [*RANKS, 0, None]) == pytest.approx(2.0)


@pytest.mark.parametrize("share", [0, -0.4, 1.01, 40])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(ValueError, match="share"):
        coady_grosh_hoddinott(TEN, RANKS, share=share)


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="differ in length"):
        coady_grosh_hoddinott([1, 2], [1, 2, 3])


def test_benefits_by_fifth_by_hand():
    bands = benefit_incidence(TEN, RANKS)
    assert [band.number for band in bands] == [1, 2, 3, 4, 5]
    assert [band.value for band in bands] == pytest.approx([70, 10, 15, 5, 0])
    assert [band.share for band in bands] == pytest.approx([0.7, 0.1, 0.15, 0.05, 0])
    assert [band.rate for band in bands] == pytest.approx([35, 5, 7.5, 2.5, 0])


def test_the_two_poorest_fifths_are_the_ratio():
    welfare, people = [3, 1, 4, 1, 5, 9, 2], [2, 3, 1, 4, 2, 1, 5]
    benefit = [10, 0, 30, 5, 5, 0, 40]
    bands = benefit_incidence(benefit, welfare, people)
    assert sum(band.share for band in bands[:2]) / 0.4 == pytest.approx(coady_grosh_hoddinott(benefit, welfare, weights=people))
    assert [band.population for band in bands] == pytest.approx([18 / 5] * 5)
    assert sum(band.value for band in bands) == pytest.approx(90)


def test_beneficiaries_by_fifth_are_people():
    # fifths of two people each; the household of four fills the first two
    bands = beneficiary_incidence([True, False, True, None], [1, 2, 3, 0], [4, 4, 2, 9])
    assert [band.value for band in bands] == pytest.approx([2, 2, 0, 0, 2])
    assert [band.rate for band in bands] == pytest.approx([1, 1, 0, 0, 1])
    assert [band.share for band in bands] == pytest.approx([1 / 3, 1 / 3, 0, 0, 1 / 3])


def test_nobody_known_leaves_empty_bands_and_no_rates():
    bands = benefit_incidence([None], [1])
    assert [(band.population, band.value, band.share, band.rate) for band in bands] == [(0, 0, None, None)] * 5
    unpaid = benefit_incidence([0, 0], [1, 2])
    assert [(band.share, band.rate) for band in unpaid] == [(None, 0)] * 5
    with pytest.raises(ValueError, match="bands"):
        benefit_incidence([1], [1], bands=0)
    with pytest.raises(ValueError, match="neither True nor False"):
        beneficiary_incidence([2], [1])


def test_nothing_that_was_given_is_changed():
    benefit, welfare, people = np.array([3.0, np.nan, 1]), np.array([2.0, 1, 3]), np.array([1.0, 2, 3])
    kept = benefit.copy(), welfare.copy(), people.copy()
    benefit_incidence(benefit, welfare, people)
    coady_grosh_hoddinott(benefit, welfare, weights=people)
    for now, before in zip((benefit, welfare, people), kept, strict=True):
        np.testing.assert_array_equal(now, before)
