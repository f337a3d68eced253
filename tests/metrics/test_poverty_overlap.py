"""Given who receives what; overlaps, their bounds, and the low-income households that nobody helps are those counted by hand."""

from itertools import product

import pandas as pd
import pyarrow as pa
import pytest

from metrics.overlap import overlaps, unaided

RECEIVED = {
    "低保": [True, True, True, False, False, False],
    "残疾人补贴": [True, True, False, True, False, False],
    "公益岗位": [False, False, False, False, True, False],
}


def test_pairs_in_order_of_the_columns():
    assert [(pair.first, pair.second) for pair in overlaps(RECEIVED)] == [("低保", "残疾人补贴"), ("低保", "公益岗位"), ("残疾人补贴", "公益岗位")]
    assert overlaps({"低保": [True]}) == ()
    assert overlaps({}) == ()


def test_jaccard_by_hand():
    pair = overlaps(RECEIVED)[0]
    assert (pair.both, pair.only_first, pair.only_second, pair.neither, pair.unknown) == (2, 1, 1, 2, 0)
    assert (pair.jaccard, pair.jaccard_low, pair.jaccard_high) == (0.5, 0.5, 0.5)
    assert (pair.share_of_first, pair.share_of_second) == pytest.approx((2 / 3, 2 / 3))
    assert overlaps(RECEIVED)[1].jaccard == 0


def test_overlap_counts_people_with_weights():
    pair = overlaps(RECEIVED, weights=[1, 2, 3, 4, 5, None])[0]
    assert (pair.both, pair.only_first, pair.only_second, pair.neither) == (3, 3, 4, 5)
    assert pair.jaccard == 0.3


def test_nobody_in_either_programme_is_undefined():
    pair = overlaps({"a": [False, False], "b": [False, None]})[0]
    assert (pair.jaccard, pair.jaccard_low, pair.jaccard_high, pair.share_of_first, pair.share_of_second) == (None,) * 5
    assert (pair.neither, pair.unknown) == (1, 1)


CELLS = [(True, True), (True, True), (True, False), (False, True), (False, False)]


@pytest.mark.parametrize(
    "gaps",
    [[(True, None)], [(None, True)], [(False, None)], [(None, False)], [(None, None)], [(True, None), (None, None), (None, False)], [(None, None)] * 2],
)
def test_bounds_are_the_least_and_greatest_over_every_way_of_filling_in(gaps):
    found = overlaps(table([*CELLS, *gaps]))[0]
    every = []
    for choice in product(*[product(*[[False, True] if value is None else [value] for value in gap]) for gap in gaps]):
        every.append(overlaps(table([*CELLS, *choice]))[0].jaccard)
    assert (found.jaccard_low, found.jaccard_high) == pytest.approx((min(every), max(every)))
    assert found.jaccard == 0.5
    assert found.unknown == len(gaps)


def table(rows):
    return {"a": [row[0] for row in rows], "b": [row[1] for row in rows]}


def test_households_on_the_line_are_not_low_income():
    found = unaided([8999, 9000, 9001], 9000, {"低保": [False, False, False]})
    assert (found.low_income, found.unaided, found.share) == (1, 1, 1)
    assert found.rows == (0,)


def test_one_help_is_help_and_a_missing_answer_is_neither():
    found = unaided([1, 1, 1, 1], 2, {"低保": [True, False, None, None], "临时救助": [None, False, False, None]})
    assert (found.low_income, found.helped, found.unaided, found.unknown) == (4, 1, 1, 2)
    assert (found.share, found.share_low, found.share_high) == (0.5, 0.25, 0.75)
    assert (found.rows, found.unknown_rows) == ((1,), (2, 3))


def test_a_missing_income_is_neither_low_nor_high():
    found = unaided([1, None, 5], 2, {"低保": [False, False, False]}, weights=[3, 4, 5])
    assert (found.low_income, found.unaided, found.unplaced) == (3, 3, 4)


def test_without_programmes_it_cannot_be_told():
    found = unaided([1], 2, {})
    assert (found.unaided, found.unknown, found.share, found.share_low, found.share_high) == (0, 1, None, 0, 1)


def test_without_a_line_there_is_no_low_income():
    for line in (None, float("nan")):
        found = unaided([1], line, {"低保": [False]})
        assert (found.low_income, found.unaided, found.share, found.rows) == (None, None, None, ())


def test_no_low_income_household_is_undefined():
    found = unaided([5], 2, {"低保": [False]})
    assert (found.low_income, found.share, found.share_low, found.share_high) == (0, None, None, None)


def test_a_household_of_weight_0_is_on_no_list():
    found = unaided([1, 1], 2, {"低保": [False, None]}, weights=[0, 0])
    assert (found.rows, found.unknown_rows, found.unaided) == ((), (), 0)


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="same units"):
        overlaps({"a": [True], "b": [True, False]}, weights=[1, 1])
    with pytest.raises(ValueError, match="same units"):
        unaided([1, 2], 2, {"a": [True]})
    with pytest.raises(ValueError, match="neither True nor False"):
        unaided([1], 2, {"a": [3]})


def test_frames_and_arrow_tables_give_the_same_and_stay_as_they_are():
    frame = pd.DataFrame(RECEIVED)
    kept = frame.copy()
    assert overlaps(frame) == overlaps(pa.table(RECEIVED)) == overlaps(RECEIVED)
    assert unaided(pd.Series([1] * 6), 2, frame) == unaided([1] * 6, 2, RECEIVED)
    pd.testing.assert_frame_equal(frame, kept)
