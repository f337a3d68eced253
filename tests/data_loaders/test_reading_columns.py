"""A column of Python values becomes text and kinds without losing what it was."""

from datetime import date, datetime, time, timedelta

import pytest

from data_loaders.formats.columns import number_texts, text_column
from data_loaders.model import Kind


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (9.0, "9"),
        (0.853, "0.853"),
        (-0.0, "0"),
        (-3.5, "-3.5"),
        (21080.32, "21080.32"),
        (0.1 + 0.2, "0.30000000000000004"),
        (12345678901.5, "12345678901.5"),
        (159921101201.0, "159921101201"),
        (1e15, "1000000000000000"),
        (1.5992119800101e17, "159921198001010000"),
        (159921198001010003, "159921198001010003"),
        (1e-7, "0.0000001"),
        (1e22, "10000000000000000000000"),
    ],
)
def test_a_number_is_the_shortest_text_that_reads_back_without_an_exponent(number, text):
    assert number_texts([number]).to_pylist() == [text]
    assert number_texts([number, 0.5]).to_pylist() == [text, "0.5"]
    assert float(text) == float(number)


def test_a_mixed_column_keeps_each_kind_beside_its_text():
    values = ("姓名", "", None, 3.0, True, date(2021, 9, 1), datetime(2021, 9, 1), datetime(2021, 9, 1, 8), time(8, 30), timedelta(hours=30))
    texts, kinds = text_column(values)
    assert texts.to_pylist() == ["姓名", None, None, "3", "TRUE", "2021-09-01", "2021-09-01", "2021-09-01 08:00:00", "08:30:00", "1 day, 6:00:00"]
    expected = [Kind.TEXT, Kind.EMPTY, Kind.EMPTY, Kind.NUMBER, Kind.BOOL, Kind.DATE, Kind.DATE, Kind.DATE, Kind.DATE, Kind.TEXT]
    assert kinds.tolist() == expected


def test_blanks_are_kept_as_they_stand_and_only_nothing_is_empty():
    texts, kinds = text_column((" ", "", "甲"))
    assert texts.to_pylist() == [" ", None, "甲"]
    assert kinds.tolist() == [Kind.TEXT, Kind.EMPTY, Kind.TEXT]
