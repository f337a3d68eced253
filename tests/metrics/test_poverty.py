"""Given small lists of incomes; headcount, gap, severity, Gini and targeting differential are those worked out by hand or printed in a handbook."""

import math
from decimal import Decimal
from inspect import Parameter, signature
from random import Random

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from metrics import poverty
from metrics.poverty import fgt, gini, known, targeting_differential

HANDBOOK = [100, 110, 150, 160]
"""Country C of Haughton, Khandker (2009), Handbook on poverty and inequality, World Bank, tables 4.2 and 4.3; the line is 125."""


def test_the_example_of_the_handbook_comes_out_as_printed():
    assert fgt(HANDBOOK, 125, 0) == 0.5
    assert fgt(HANDBOOK, 125, 1) == pytest.approx(0.08)  # (25 + 15) / 125 / 4
    assert fgt(HANDBOOK, 125, 2) == pytest.approx(0.0136)  # (0.2² + 0.12²) / 4


@pytest.mark.parametrize("alpha", [0, 1, 2])
def test_an_income_on_the_line_is_not_poor(alpha):
    assert fgt([9000, 9000], 9000, alpha) == 0
    assert fgt([8999.99, 9000], 9000, alpha) > 0
    assert fgt([9000.01, 9000], 9000, alpha) == 0


def test_just_under_the_line_is_poor_and_hardly_deep():
    assert fgt([8999.99, 9000.01], 9000, 0) == 0.5
    assert fgt([math.nextafter(9000, 0)], 9000, 0) == 1


def test_no_income_at_all_is_the_whole_line_short():
    assert [fgt([0, 0], 9000, alpha) for alpha in (0, 1, 2)] == [1, 1, 1]


def test_a_negative_income_falls_short_of_more_than_the_line():
    assert fgt([-50, 200], 100, 1) == pytest.approx(0.75)
    assert fgt([-50, 200], 100, 0) == 0.5


def test_weights_count_people_instead_of_households():
    assert fgt([50, 150], 100, 0, weights=[3, 1]) == 0.75
    assert fgt([50, 150], 100, 1, weights=[3, 1]) == 0.375
    assert fgt([50, 150], 100, 2, weights=[3, 1]) == fgt([50, 50, 50, 150], 100, 2)
    assert fgt([50, 150], 100, 0, weights=[0, 1]) == 0


def test_a_missing_income_is_left_out_and_counted():
    incomes, people = [50, None, 150, float("nan"), pd.NA], [1, 9, 1, 9, 9]
    assert fgt(incomes, 100, 0, people) == 0.5
    found = known(incomes, people)
    assert (found.units, found.known, found.missing) == (5, 2, 3)


def test_a_missing_weight_leaves_the_unit_out():
    assert fgt([50, 50, 150], 100, 0, weights=[1, None, 1]) == 0.5
    assert known([50, 50, 150], [1, None, 1]).missing == 1
    assert known([50, None], None).known == 1
    assert known().units == 0


@pytest.mark.parametrize("alpha", [0, 1, 2])
def test_poverty_of_nobody_and_without_a_line_is_undefined(alpha):
    undefined = [fgt([], 100, alpha), fgt([None, None], 100, alpha), fgt([50], None, alpha), fgt([50], float("nan"), alpha), fgt([50], 0, alpha)]
    assert undefined == [None] * 5
    assert fgt([50, 60], 100, alpha, weights=[0, 0]) is None


def test_what_cannot_be_a_weight_or_an_alpha_is_refused():
    with pytest.raises(ValueError, match="negative"):
        fgt([1, 2], 3, 0, weights=[1, -1])
    with pytest.raises(ValueError, match="differ in length"):
        fgt([1, 2], 3, 0, weights=[1])
    for alpha in (-1, float("nan")):
        with pytest.raises(ValueError, match="alpha"):
            fgt([1, 2], 3, alpha)
    with pytest.raises(ValueError, match="infinite"):
        fgt([1, float("inf")], 3, 0)


def test_every_index_grows_less_with_alpha_and_only_gap_and_severity_see_the_depth():
    shallow, deep = [90, 200], [10, 200]
    assert fgt(shallow, 100, 0) == fgt(deep, 100, 0)
    assert fgt(shallow, 100, 1) < fgt(deep, 100, 1)
    assert fgt(deep, 100, 0) > fgt(deep, 100, 1) > fgt(deep, 100, 2)


def shuffled(values, weights):
    order = list(range(len(values)))
    Random(7).shuffle(order)
    return [values[row] for row in order], [weights[row] for row in order]


INCOMES = [1200, 8800, 8800, 9000, 15300, 0, 45000, 7300]
PEOPLE = [3, 1, 4, 2, 5, 1, 2, 6]


def test_the_order_of_the_rows_does_not_matter():
    incomes, people = shuffled(INCOMES, PEOPLE)
    for alpha in (0, 1, 2):
        assert fgt(incomes, 9000, alpha, people) == pytest.approx(fgt(INCOMES, 9000, alpha, PEOPLE))
    assert gini(incomes, people) == pytest.approx(gini(INCOMES, PEOPLE))


def test_yuan_or_ten_thousand_yuan_give_the_same():
    scaled = [income / 10_000 for income in INCOMES]
    for alpha in (0, 1, 2):
        assert fgt(scaled, 0.9, alpha, PEOPLE) == pytest.approx(fgt(INCOMES, 9000, alpha, PEOPLE))
    assert gini(scaled, PEOPLE) == pytest.approx(gini(INCOMES, PEOPLE))
    assert gini(INCOMES, [people / 7 for people in PEOPLE]) == pytest.approx(gini(INCOMES, PEOPLE))


def test_a_population_and_its_copies_are_equally_poor_and_unequal():
    for alpha in (0, 1, 2):
        assert fgt(INCOMES * 3, 9000, alpha) == pytest.approx(fgt(INCOMES, 9000, alpha))
    assert gini(INCOMES * 3) == pytest.approx(gini(INCOMES))
    assert gini(INCOMES * 3, corrected=True) < gini(INCOMES, corrected=True)  # the correction is for small samples


def test_the_groups_add_up_to_the_whole():
    first, second = INCOMES[:3], INCOMES[3:]
    for alpha in (0, 1, 2):
        assert 3 / 8 * fgt(first, 9000, alpha) + 5 / 8 * fgt(second, 9000, alpha) == pytest.approx(fgt(INCOMES, 9000, alpha))


def test_gini_by_hand():
    assert gini([1, 2, 3, 4]) == pytest.approx(0.25)  # differences of the 16 pairs sum to 20; 20 / 16 / (2 · 2.5)
    assert gini([1, 3]) == pytest.approx(0.25)
    assert gini([0, 0, 0, 1]) == pytest.approx(0.75)
    assert gini(range(1, 101)) == pytest.approx(0.33)  # (n − 1) / (3 n)


def test_gini_is_half_the_mean_difference_of_all_pairs_over_the_mean():
    pairs = [(a, b, p * q) for a, p in zip(INCOMES, PEOPLE, strict=True) for b, q in zip(INCOMES, PEOPLE, strict=True)]
    total = sum(PEOPLE)
    mean = sum(income * people for income, people in zip(INCOMES, PEOPLE, strict=True)) / total
    assert gini(INCOMES, PEOPLE) == pytest.approx(sum(abs(a - b) * weight for a, b, weight in pairs) / total**2 / (2 * mean))


def test_the_small_sample_correction_lets_one_who_has_all_reach_1():
    assert gini([0, 0, 0, 1], corrected=True) == pytest.approx(1)
    assert gini([1, 2, 3, 4], corrected=True) == pytest.approx(1 / 3)
    assert gini(range(1, 101), corrected=True) == pytest.approx(1 / 3)


def test_equal_values_are_exactly_equal():
    assert gini([0.1] * 7, [0.3] * 7) == 0
    assert gini([5]) == 0
    assert gini([3, 3, 3], corrected=True) == 0


def test_a_weight_is_a_number_of_copies():
    assert gini([1, 4], [3, 1]) == pytest.approx(gini([1, 1, 1, 4]))
    assert gini([1, 4, 9], [3, 1, 0]) == pytest.approx(gini([1, 1, 1, 4]))


def test_the_correction_goes_by_units_whatever_their_weights():
    assert gini([1, 4], [3, 1], corrected=True) == pytest.approx(2 * gini([1, 4], [3, 1]))
    assert gini([1, 4, 9], [3, 1, 0], corrected=True) == pytest.approx(2 * gini([1, 4], [3, 1]))


def test_gini_is_undefined_where_nothing_is_shared_out():
    assert [gini([]), gini([None]), gini([0, 0]), gini([-1, 2]), gini([1, 2], [0, 0])] == [None] * 5
    assert gini([5], corrected=True) is None
    assert gini([5, None], corrected=True) is None
    assert gini([-1, 1, 3], [0, 1, 1]) == pytest.approx(0.25)  # a unit that does not count is not in the way


def test_gini_leaves_missing_values_out():
    assert gini([1, None, 3, float("nan")]) == pytest.approx(0.25)


FORMS = {
    "list": [50.0, None, 150.0],
    "generator": lambda: (value for value in [50, None, 150]),
    "decimal": [Decimal(50), None, Decimal(150)],
    "numpy": np.array([50, np.nan, 150]),
    "numpy objects": np.array([50, None, 150], dtype=object),
    "masked": np.ma.array([50, 1, 150], mask=[False, True, False]),
    "series": pd.Series([50, None, 150]),
    "nullable": pd.Series([50, None, 150], dtype="Int64"),
    "index": pd.Series([50, None, 150], index=[7, 7, 1]),
    "arrow": pa.array([50, None, 150]),
    "arrow chunks": pa.chunked_array([[50, None], [150]]),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_column_gives_the_same(form):
    values = FORMS[form]
    fresh = values if callable(values) else lambda: values
    assert fgt(fresh(), 100, 1) == pytest.approx(0.25)
    assert gini(fresh()) == pytest.approx(0.25)
    assert known(fresh()).missing == 1


def test_nothing_that_was_given_is_changed():
    array, series, plain, weights = np.array([3.0, np.nan, 1.0]), pd.Series([3.0, None, 1.0]), [3, None, 1], np.array([1.0, 2.0, 3.0])
    kept = (array.copy(), series.copy(), list(plain), weights.copy())
    for values in (array, series, plain):
        fgt(values, 2, 1, weights)
        gini(values, weights, corrected=True)
    np.testing.assert_array_equal(array, kept[0])
    pd.testing.assert_series_equal(series, kept[1])
    assert plain == kept[2]
    np.testing.assert_array_equal(weights, kept[3])


def test_results_are_plain_numbers():
    assert type(fgt(np.array([1, 2]), 2, 0)) is float
    assert type(gini(np.array([1, 2]))) is float


def test_the_targeting_differential_on_both_bases_by_hand():
    assert targeting_differential(60, 20, 15, 105, "recipients") == pytest.approx(0.55)  # 60 / 80 − 15 / 75
    assert targeting_differential(60, 20, 15, 105, "nonentitled") == pytest.approx(0.625)  # 60 / 80 − 15 / 120
    assert targeting_differential(10, 0, 0, 10, "recipients") == targeting_differential(10, 0, 0, 10, "nonentitled") == 1
    assert targeting_differential(0, 10, 10, 0, "nonentitled") == -1
    assert targeting_differential(30, 70, 60, 140, "nonentitled") == pytest.approx(0)  # as by lot


def test_the_recipients_basis_is_one_less_both_errors():
    exclusion, inclusion = 20 / 80, 15 / 75
    assert targeting_differential(60, 20, 15, 105, "recipients") == pytest.approx((1 - exclusion) - inclusion)


def test_a_differential_with_nobody_under_a_line_is_undefined():
    assert targeting_differential(0, 0, 5, 5, "recipients") is None
    assert targeting_differential(0, 5, 0, 5, "recipients") is None
    assert targeting_differential(0, 5, 0, 5, "nonentitled") == 0
    assert targeting_differential(5, 5, 0, 0, "nonentitled") is None
    assert targeting_differential(5, 5, None, 5, "nonentitled") is None
    assert targeting_differential(5, 5, 5, None, "nonentitled") is None
    assert targeting_differential(5, 5, 5, float("nan"), "nonentitled") is None
    assert targeting_differential(5, 5, 5, None, "recipients") == 0


def test_another_basis_is_refused_with_the_nearest():
    with pytest.raises(ValueError, match="nearest: nonentitled"):
        targeting_differential(1, 1, 1, 1, "non_entitled")
    with pytest.raises(ValueError, match="nearest: recipients"):
        targeting_differential(1, 1, 1, 1, "recipient")
    with pytest.raises(ValueError, match="negative"):
        targeting_differential(1, 1, -1, 1, "recipients")


def test_the_five_functions_stand_in_one_place():
    assert {"fgt", "gini", "alkire_foster", "coady_grosh_hoddinott", "targeting_differential"} <= {
        name for name in vars(poverty) if callable(vars(poverty)[name])
    }


def test_the_public_functions_have_the_names_and_arguments_of_the_mission():
    wanted = {
        "fgt": ["income", "line", "alpha", "weights=None"],
        "gini": ["values", "weights=None", "corrected=False"],
        "alkire_foster": ["deprived", "weights", "k"],
        "coady_grosh_hoddinott": ["benefit", "welfare", "share=0.4"],
        "targeting_differential": ["tt", "tf", "ft", "ff", "basis"],
    }
    for name, arguments in wanted.items():
        own = [one for one in signature(getattr(poverty, name)).parameters.values() if one.kind is Parameter.POSITIONAL_OR_KEYWORD]
        assert [one.name if one.default is Parameter.empty else f"{one.name}={one.default}" for one in own] == arguments


def test_an_alkire_foster_object_has_h_a_m0_and_contributions_and_none_of_them_where_nothing_is_known():
    found = poverty.alkire_foster([[True, False], [False, False]], [1, 1], 1)
    assert (found.h, found.a, found.m0, found.contributions) == (0.5, 0.5, 0.25, (1.0, 0.0))
    unknown = poverty.alkire_foster([[None, None]], [1, 1], 1)
    assert (unknown.h, unknown.a, unknown.m0, unknown.contributions) == (None, None, None, None)
    assert targeting_differential(0, 0, 0, 0, "nonentitled") is None
