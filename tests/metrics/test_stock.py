"""A stock counts who stands in it, who came and who went in the month, by the values of a column, in the area that is asked for."""

from datetime import date

import pytest

from metrics.stock import StockLine, stock

FIRST, SECOND, OTHER = "159921101201", "159921101202", "159921102201"


@pytest.fixture
def cases(county):
    """Four cases: two open with a class, one of them with two risks; one closed this month; one open without a class."""
    columns = (("case_id", "text"), ("kind", "text"), ("risks", "list"), ("open", "bool"), ("came", "date"), ("went", "date"), ("counts", "bool"))
    county.sheet("case", "monitoring_cases", *columns, key="case_id")
    rows = [
        ("a", FIRST, "边缘户", ["因病", "因残"], True, date(2026, 10, 3), None, True),
        ("b", OTHER, "边缘户", ["因病"], True, date(2026, 5, 1), None, True),
        ("c", FIRST, "突发户", [], False, date(2026, 1, 1), date(2026, 10, 31), True),
        ("d", SECOND, None, ["因灾"], True, date(2026, 9, 30), None, False),
    ]
    names = ("case_id", "area_code", "kind", "risks", "open", "came", "went", "counts")
    county.put("monitoring_cases", [dict(zip(names, row, strict=True)) for row in rows])
    return county


def lines(county, column, *area, **choices):
    return stock(county.snapshot("2026-10"), "case", column, where="open", opened="came", closed="went", **choices).lines(*area)


def test_units_stand_by_value_and_a_blank_value_is_empty(cases):
    assert lines(cases, "kind") == (StockLine("边缘户", 2, 1, 0), StockLine("", 1, 0, 0), StockLine("突发户", 0, 0, 1))


def test_a_unit_with_several_values_counts_at_each(cases):
    assert {line.value: line.held for line in lines(cases, "risks")} == {"因病": 2, "因残": 1, "因灾": 1, "": 0}


def test_only_those_count_that_are_among(cases):
    assert {line.value: line.held for line in lines(cases, "kind", among="counts")} == {"边缘户": 2, "突发户": 0}


def test_an_area_has_its_own(cases):
    assert lines(cases, "kind", OTHER) == (StockLine("边缘户", 1, 0, 0),)


def test_without_the_sheet_nothing_is_known(county):
    county.sheet("case", "monitoring_cases", ("case_id", "text"), ("kind", "text"), key="case_id")
    assert stock(county.snapshot("2026-10"), "case", "kind") is None
