"""Given small tables of deprivations; the Alkire–Foster measures are those of the 2011 paper, and missing values only widen the bounds."""

from itertools import product

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from metrics.multidimensional_groups import alkire_foster_by
from metrics.poverty import alkire_foster

PAPER = [[False, False, False, False], [False, True, False, True], [True, True, True, True], [False, True, False, False]]
"""The deprivation matrix of Alkire, Foster (2011), section 4; equal weights, k = 2: H = 1/2, A = 3/4, M0 = 3/8."""

ONES = [1, 1, 1, 1]


def test_the_example_of_the_paper_comes_out_as_printed():
    found = alkire_foster(PAPER, ONES, 2)
    assert (found.h, found.a, found.m0) == (0.5, 0.75, 0.375)
    assert found.headcounts == (0.25, 0.75, 0.25, 0.5)
    assert found.censored_headcounts == (0.25, 0.5, 0.25, 0.5)  # the fourth unit is deprived in the second dimension and not poor
    assert found.contributions == pytest.approx((1 / 6, 1 / 3, 1 / 6, 1 / 3))
    assert (found.units, found.poor, found.undecided, found.incomplete) == (4, 2, 0, 0)


def test_k_is_in_the_unit_of_the_weights():
    shares = alkire_foster(PAPER, [0.25] * 4, 0.5)
    assert (shares.h, shares.a, shares.m0) == (0.5, 0.75, 0.375)
    with pytest.raises(ValueError, match="k is 2 and the weights sum to 1"):
        alkire_foster(PAPER, [0.25] * 4, 2)
    with pytest.raises(ValueError, match="k is 0"):
        alkire_foster(PAPER, ONES, 0)


@pytest.mark.parametrize(("k", "h", "a"), [(1, 3 / 4, 7 / 12), (2, 1 / 2, 3 / 4), (3, 1 / 4, 1), (4, 1 / 4, 1)])
def test_the_cutoff_from_union_to_intersection(k, h, a):
    found = alkire_foster(PAPER, ONES, k)
    assert (found.h, found.a) == pytest.approx((h, a))


def test_unequal_weights_by_hand():
    # scores 0, 1.5, 4, 1; k = 1.5: units 2 and 3; A = (1.5 + 4) / 2 / 4
    found = alkire_foster(PAPER, [2, 1, 0.5, 0.5], 1.5)
    assert (found.h, found.a, found.m0) == pytest.approx((0.5, 0.6875, 0.34375))
    assert found.contributions == pytest.approx((2 / 5.5, 2 / 5.5, 0.5 / 5.5, 1 / 5.5))


def test_weights_by_name_follow_the_names():
    table = pd.DataFrame(PAPER, columns=["住房", "医疗", "教育", "饮水"])
    found = alkire_foster(table, {"饮水": 0.5, "教育": 0.5, "医疗": 1, "住房": 2}, 1.5)
    assert found.dimensions == ("住房", "医疗", "教育", "饮水")
    assert found.m0 == pytest.approx(0.34375)
    with pytest.raises(ValueError, match="nearest: 医疗"):
        alkire_foster(table, {"饮水": 1, "教育": 1, "医疗险": 1, "住房": 1}, 2)
    with pytest.raises(ValueError, match="no weight for 饮水"):
        alkire_foster(table, {"教育": 1, "医疗": 1, "住房": 1}, 2)


def test_a_score_that_reaches_the_cutoff_but_for_binary_rounding_is_poor():
    assert 0.1 + 0.1 + 0.1 != 0.3
    assert alkire_foster([[True, True, True, False]], [0.1, 0.1, 0.1, 0.7], 0.3).h == 1
    assert 0.7 + 0.1 < 0.8
    assert alkire_foster([[True, True, False]], [0.7, 0.1, 0.2], 0.8).h == 1


def test_everybody_poor_in_everything_is_1_and_k_may_be_the_sum_of_the_weights():
    found = alkire_foster([[True] * 3] * 2, [0.1, 0.2, 0.7], 1)
    assert (found.h, found.a, found.m0) == pytest.approx((1, 1, 1))


def test_nobody_poor_has_no_intensity_and_no_contributions():
    found = alkire_foster([[False, True], [False, False]], [1, 1], 2)
    assert (found.h, found.a, found.m0, found.contributions) == (0, None, 0, None)
    assert found.censored_headcounts == (0, 0)
    assert found.headcounts == (0, 0.5)


@pytest.mark.parametrize("nothing", [[], np.empty((0, 2)), {}, {"a": [], "b": []}, pa.table({"a": pa.array([], pa.bool_()), "b": pa.array([], pa.bool_())})])
def test_no_units_leave_everything_undefined(nothing):
    found = alkire_foster(nothing, [1, 1], 1)
    assert (found.h, found.a, found.m0, found.contributions, found.h_low, found.h_high, found.m0_low, found.m0_high) == (None,) * 8
    assert found.headcounts == (None, None)
    assert found.units == 0


def test_a_missing_value_that_decides_nothing_keeps_the_unit():
    poor_anyway, never_poor = [True, True, None, False], [False, False, None, False]
    found = alkire_foster([*PAPER, poor_anyway, never_poor], ONES, 2)
    assert found.h == 3 / 6
    assert (found.h_low, found.h_high) == (0.5, 0.5)
    assert (found.undecided, found.incomplete) == (0, 2)
    # the poor: 2/3, 3/3, 1 of 2 told, 2/3 deprived by dimension
    assert found.censored_headcounts == pytest.approx((2 / 6, 3 / 6, 1 / 4, 2 / 6))
    assert found.a == pytest.approx((2 / 3 + 1 + 1 / 2 + 2 / 3) / 4)
    assert (found.m0_low, found.m0_high) == pytest.approx((8 / 24, 9 / 24))


def test_a_missing_value_that_decides_leaves_the_unit_between_the_bounds():
    found = alkire_foster([*PAPER, [True, None, False, False]], ONES, 2)
    assert (found.h, found.h_low, found.h_high) == (0.5, 0.4, 0.6)
    assert (found.m0, found.m0_low, found.m0_high) == pytest.approx((0.375, 6 / 20, 8 / 20))
    assert found.undecided == 1


def test_a_dimension_nobody_knows_of_the_poor_gives_bounds_and_no_figure():
    found = alkire_foster([[True, True, None]], [1, 1, 1], 2)
    assert (found.h, found.a, found.m0, found.contributions, found.censored_headcounts) == (1, None, None, None, None)
    assert (found.m0_low, found.m0_high) == pytest.approx((2 / 3, 1))
    assert alkire_foster([[True, True, None]], [1, 1, 0], 2).m0 == 1  # a dimension of weight 0 need not be known


def test_only_missing_values_are_unknown_and_not_well_off():
    found = alkire_foster([[None, None]], [1, 1], 1)
    assert (found.h, found.m0, found.h_low, found.h_high, found.m0_low, found.m0_high) == (None, None, 0, 1, 0, 1)
    with_others = alkire_foster([*PAPER, [None] * 4], ONES, 2)
    assert (with_others.h, with_others.a, with_others.m0) == (0.5, 0.75, 0.375)


def fillings(rows):
    gaps = [(unit, dimension) for unit, row in enumerate(rows) for dimension, value in enumerate(row) if value is None]
    for choice in product([False, True], repeat=len(gaps)):
        filled = [list(row) for row in rows]
        for (unit, dimension), value in zip(gaps, choice, strict=True):
            filled[unit][dimension] = value
        yield filled


T, F, N = True, False, None
GAPS = [
    [[T, T, N], [F, N, F], [N, T, F], [T, T, T]],
    [[T, T, T], [T, N, F], [T, F, N]],
    [[N, N, F], [F, F, N], [T, N, N]],
    [[F, F, F], [F, N, T], [N, N, N]],
]


@pytest.mark.parametrize("rows", GAPS)
@pytest.mark.parametrize("weights", [[1, 1, 1], [0.5, 0.2, 0.3]])
def test_bounds_are_the_least_and_greatest_over_every_way_of_filling_in(rows, weights):
    k = sum(weights) / 2
    every = [alkire_foster(filled, weights, k) for filled in fillings(rows)]
    found = alkire_foster(rows, weights, k)
    assert (found.h_low, found.h_high) == pytest.approx((min(one.h for one in every), max(one.h for one in every)))
    assert (found.m0_low, found.m0_high) == pytest.approx((min(one.m0 for one in every), max(one.m0 for one in every)))
    if found.m0 is not None:
        assert found.m0_low - 1e-12 <= found.m0 <= found.m0_high + 1e-12
        assert found.h_low <= found.h <= found.h_high


def test_the_figure_never_leaves_its_bounds():
    # by the first unit alone M0 would be 1, but the second can at most be deprived in two of four
    found = alkire_foster([[T, T, T, T], [T, N, F, F]], ONES, 2)
    assert (found.h, found.m0_high) == (1, 0.75)
    assert (found.m0, found.a) == (0.75, 0.75)
    assert sum(found.contributions) == pytest.approx(1)


def random_rows(seed, units=60):
    return np.random.default_rng(seed).choice([True, False, None], p=[0.4, 0.5, 0.1], size=(units, 4))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_intensity_times_incidence_and_the_sums_hold_with_gaps_too(seed):
    weights = [0.4, 0.3, 0.2, 0.1]
    found = alkire_foster(random_rows(seed), weights, 0.5)
    assert found.m0 == pytest.approx(found.h * found.a)
    assert sum(found.contributions) == pytest.approx(1)
    assert found.m0 == pytest.approx(sum(weight * share for weight, share in zip(weights, found.censored_headcounts, strict=True)))
    assert found.h_low <= found.h <= found.h_high


def test_order_and_copies_of_units_do_not_matter():
    rows = random_rows(4)
    found = alkire_foster(rows, ONES, 2)
    for other in (rows[::-1], np.vstack([rows, rows])):
        again = alkire_foster(other, ONES, 2)
        assert (again.h, again.a, again.m0, *again.contributions) == pytest.approx((found.h, found.a, found.m0, *found.contributions))


def test_sizes_count_people_instead_of_households():
    sized = alkire_foster(PAPER, ONES, 2, sizes=[2, 1, 3, 4])
    copied = alkire_foster([row for row, size in zip(PAPER, [2, 1, 3, 4], strict=True) for _ in range(size)], ONES, 2)
    assert (sized.h, sized.a, sized.m0) == pytest.approx((0.4, 3.5 / 4, 0.35))
    assert (copied.h, copied.a, copied.m0, *copied.contributions) == pytest.approx((sized.h, sized.a, sized.m0, *sized.contributions))
    assert (sized.units, sized.size) == (4, 10)
    assert alkire_foster(PAPER, ONES, 2, sizes=[1, 1, None, 0]).units == 2


def test_every_form_of_table_gives_the_same():
    columns = {str(dimension): [row[dimension] for row in [*PAPER, [None] * 4]] for dimension in range(4)}
    forms = [columns, pd.DataFrame(columns), pd.DataFrame(columns, dtype="boolean"), pa.table(columns), np.array(pd.DataFrame(columns), dtype=float)]
    for form in forms:
        found = alkire_foster(form, ONES, 2)
        assert (found.h, found.a, found.m0, found.incomplete) == (0.5, 0.75, 0.375, 1)


def test_nothing_that_was_given_is_changed():
    table, rows, weights = pd.DataFrame(PAPER), [list(row) for row in PAPER], np.array([1.0, 1, 1, 1])
    array = np.array(PAPER, dtype=float)
    kept = table.copy()
    for given in (table, rows, array):
        alkire_foster(given, weights, 2)
        alkire_foster_by(given, weights, 2, list("aabb"))
    pd.testing.assert_frame_equal(table, kept)
    assert rows == PAPER
    np.testing.assert_array_equal(array, PAPER)
    np.testing.assert_array_equal(weights, 1)


def test_what_is_no_table_of_flags_is_refused():
    with pytest.raises(ValueError, match="3 weights for 4 dimensions"):
        alkire_foster(PAPER, [1, 1, 1], 2)
    with pytest.raises(ValueError, match="neither True nor False"):
        alkire_foster([[2, 0]], [1, 1], 1)
    with pytest.raises(ValueError, match="differ in length"):
        alkire_foster([[True, False], [True]], [1, 1], 1)
    with pytest.raises(ValueError, match="negative"):
        alkire_foster([[True, False]], [2, -1], 1)
    with pytest.raises(ValueError, match="axes"):
        alkire_foster(np.array([True, False]), [1, 1], 1)
    with pytest.raises(ValueError, match="comes twice"):
        alkire_foster(pd.DataFrame(PAPER, columns=list("aabc")), ONES, 2)


def test_townships_add_up_to_the_county():
    parts = alkire_foster_by(PAPER, ONES, 2, ["159921102", "159921101", "159921101", "159921102"])
    assert [part.group for part in parts] == ["159921101", "159921102"]
    east, west = parts
    assert (east.measures.h, east.measures.m0, west.measures.h, west.measures.m0) == (1, 0.75, 0, 0)
    assert (east.population_share, west.population_share) == (0.5, 0.5)
    assert sum(part.population_share * part.measures.m0 for part in parts) == alkire_foster(PAPER, ONES, 2).m0
    assert (east.contribution, west.contribution) == (1, 0)


def test_contributions_of_townships_sum_to_1_by_size_and_the_unplaced_come_last():
    parts = alkire_foster_by(PAPER, ONES, 1, ["b", "b", None, "a"], sizes=[1, 2, 3, 4])
    assert [part.group for part in parts] == ["a", "b", None]
    assert [part.population_share for part in parts] == pytest.approx([0.4, 0.3, 0.3])
    # M0 by group: 1/4, (2 · 2/4) / 3, 1; times share 0.1, 0.1, 0.3
    assert [part.contribution for part in parts] == pytest.approx([0.2, 0.2, 0.6])


def test_a_township_that_cannot_be_told_leaves_no_contributions():
    parts = alkire_foster_by([[True, True], [None, None]], [1, 1], 2, ["a", "b"])
    assert [part.contribution for part in parts] == [None, None]
    nobody = alkire_foster_by([[False, False], [False, False]], [1, 1], 2, ["a", "b"])
    assert [part.contribution for part in nobody] == [None, None]
    assert alkire_foster_by([], [1, 1], 2, []) == ()
    with pytest.raises(ValueError, match="one per unit"):
        alkire_foster_by(PAPER, ONES, 2, ["a"])
