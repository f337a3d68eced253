"""Numbers read as they should: thousands with a space, undefined as a dash, never a rounded-up hundred."""

import pytest

from charts.numbers import count, percent, points, signed


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (999, "999"), (1234, "1\u00a0234"), (1234567, "1\u00a0234\u00a0567"), (-3, "−3"), (2.5, "2.5"), (None, "—")]
)
def test_a_count_has_a_space_between_thousands(value, text):
    assert count(value) == text


@pytest.mark.parametrize(("ratio", "text"), [(0.823, "82.3%"), (0.0, "0.0%"), (1.0, "100.0%"), (0.99999, ">99.9%"), (0.00001, "<0.1%"), (None, "—")])
def test_a_percentage_never_rounds_up_to_all_or_down_to_none(ratio, text):
    assert percent(ratio) == text


@pytest.mark.parametrize(("value", "text"), [(12, "+12"), (-3, "−3"), (0, "持平"), (1200, "+1\u00a0200")])
def test_a_change_carries_its_sign(value, text):
    assert signed(value) == text


def test_a_change_of_a_rate_is_in_percentage_points():
    assert points(0.85, 0.80) == "+5.0\u00a0个百分点"
    assert points(0.80, 0.8004) == "持平"
    assert points(0.80, None) == "—"
