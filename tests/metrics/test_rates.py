"""Given nine counts; the rates and bounds are those worked out by hand."""

from itertools import product

import pytest

from metrics.model import CELLS, CODES, Cells
from metrics.rates import rates, ratio


def test_the_codes_are_eligible_times_three_plus_received():
    values = {"f": 0, "t": 1, "n": 2}
    assert [CODES.index(cell) for cell in CODES] == [values[cell[0]] * 3 + values[cell[1]] for cell in CODES]
    assert set(CELLS) == set(CODES)


def test_every_rate_is_the_one_worked_out_by_hand():
    found = rates(Cells(tt=60, tf=20, ft=15, ff=105))
    assert found.coverage == 0.75
    assert found.exclusion_error == 0.25
    assert found.inclusion_error == 0.2
    assert found.inclusion_error_nonentitled == 0.125
    assert (found.coverage_low, found.coverage_high) == (0.75, 0.75)


def test_bounds_take_the_unknowns_both_ways():
    found = rates(Cells(tt=40, tf=10, tn=10, nt=5, nf=20, nn=20, ft=3, ff=7, fn=9))
    assert found.coverage == 0.8
    assert found.coverage_low == 40 / 100
    assert found.coverage_high == 75 / 85


def test_nobody_entitled_has_neither_rate_nor_bounds():
    found = rates(Cells(ft=4, ff=6, nt=1, nf=2, nn=3))
    assert (found.coverage, found.coverage_low, found.coverage_high, found.exclusion_error) == (None, None, None, None)
    assert found.inclusion_error == 1.0
    assert found.inclusion_error_nonentitled == 0.4


def test_only_unknown_receipt_gives_bounds_and_no_rate():
    found = rates(Cells(tn=5))
    assert (found.coverage, found.coverage_low, found.coverage_high) == (None, 0.0, 1.0)


def test_nothing_at_all_is_undefined_and_not_zero():
    assert set(vars(rates(Cells())).values()) == {None}
    assert ratio(0, 0) is None
    assert ratio(0, 3) == 0


@pytest.mark.parametrize("unknowns", [("tn",), ("nt",), ("nf",), ("nn",), ("fn",), ("tn", "nf"), ("nt", "nn", "fn"), ("tn", "nt", "nf", "nn", "fn")])
def test_bounds_are_the_least_and_greatest_over_every_way_of_filling_in(unknowns):
    known = {"tt": 3, "tf": 2, "ft": 1, "ff": 2}
    filled = []
    for choice in product(*[[e + r for e in ("tf" if cell[0] == "n" else cell[0]) for r in ("tf" if cell[1] == "n" else cell[1])] for cell in unknowns]):
        whole = dict(known)
        for cell in choice:
            whole[cell] += 1
        filled.append(whole["tt"] / (whole["tt"] + whole["tf"]))
    found = rates(Cells(**known, **dict.fromkeys(unknowns, 1)))
    assert found.coverage_low == pytest.approx(min(filled))
    assert found.coverage_high == pytest.approx(max(filled))


def test_cells_add_up_cell_by_cell():
    both = Cells(tt=1, nn=2, ft=4) + Cells(tt=10, tf=3, nn=5)
    assert both == Cells(tt=11, tf=3, ft=4, nn=7)
    assert (both.total, both.unknown) == (25, 7)
