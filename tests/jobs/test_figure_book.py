"""The same month of the year before is read only when it is asked for, for one measure, and not at all where nothing was submitted."""

import pytest
from small_county import benefit, benefits, county_in, person, persons

import jobs.figure_book
from jobs.figure_book import FigureBook, panel_of
from jobs.load import load_files
from metrics.month_figures import MonthFigures

NURSING, NOW, THEN = "nursing_allowance", "2026-06", "2025-06"


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Two people entitled in June of two years: one paid then, both now."""
    found = county_in(tmp_path_factory.mktemp("book") / "data")
    people = persons(person(1, "东升村", grade="1"), person(2, "东升村", grade="2"))
    for month, paid in ((THEN, (1,)), ("2026-05", (1,)), (NOW, (1, 2))):
        rows = [benefit(number, "CL-HL", payer="残联", month=month) for number in paid]
        load_files(found, [people, benefits(*rows)], month=month, sender="县局")
    return found


@pytest.fixture
def book(county, monkeypatch):
    """A book of a panel that shows two months; what it builds is noted in `built`."""
    built = []

    class Noted(MonthFigures):
        def __init__(self, snapshot, measure_ids=None, **more):
            built.append((snapshot.month, measure_ids))
            super().__init__(snapshot, measure_ids, **more)

    monkeypatch.setattr(jobs.figure_book, "MONTHS_SHOWN", 2)
    monkeypatch.setattr(jobs.figure_book, "MonthFigures", Noted)
    found = FigureBook(county)
    found.built = built
    return found


def test_the_month_of_last_year_is_read_when_asked_for_and_for_one_measure(county, book):
    panel = panel_of(county, NOW, book)
    assert (panel.months, panel.earlier) == (("2026-05", NOW), (THEN,))
    assert (THEN, [NURSING]) not in book.built
    figure = panel.last_year(NURSING, county.code)
    assert (figure.month, figure.cells.tt, figure.cells.tf) == (THEN, 1, 1)
    assert panel.last_year(NURSING, "159921101").cells.tt == 1
    assert book.built.count((THEN, [NURSING])) == 1


def test_a_month_that_was_read_anyway_is_not_read_again(county, book):
    panel = panel_of(county, NOW, book)
    book.month(THEN)
    assert panel.last_year(NURSING, county.code).cells.tt == 1
    assert (THEN, [NURSING]) not in book.built


def test_where_nothing_was_submitted_a_year_ago_nothing_is_read(county, book):
    panel = panel_of(county, "2026-05", book)
    assert panel.last_year(NURSING, county.code) is None
    assert all(month != "2025-05" for month, _ in book.built)


def test_a_measure_that_the_month_does_not_know_has_no_figure(county, book):
    assert panel_of(county, NOW, book).last_year("no_such_measure", county.code) is None
