"""A printed figure is worked out again from the numbers printed beside it; only rounding may explain a difference."""

from __future__ import annotations

import pytest

from policy.documented import FigureCheck, PrintedFigure
from policy.printed_arithmetic import NoCheckError, recompute


def figure(name, value, unit="", check=None):
    return PrintedFigure(name, name, "result", "2018", "示例县", "D3", "L19", value=value, unit=unit, check=check)


def checked(kind, printed, unit, *parts):
    """What becomes of a printed number with this check over parts given as (value, unit)."""
    others = {f"part{number}": figure(f"part{number}", value, its) for number, (value, its) in enumerate(parts)}
    return recompute(figure("printed", printed, unit, FigureCheck(kind, tuple(others))), others)


@pytest.mark.parametrize(
    ("kind", "printed", "unit", "parts", "value", "agrees"),
    [
        ("ratio", 119.1, "%", [(595.45, "万亩"), (487.59, "万亩")], 122.1210, False),  # 595.45 / 487.59 = 1.2212
        ("ratio", 122.1, "%", [(595.45, "万亩"), (487.59, "万亩")], 122.1210, True),
        ("ratio", 122.2, "%", [(595.45, "万亩"), (487.59, "万亩")], 122.1210, False),  # 122.15 and more would round to it
        ("growth", 5.6, "%", [(39.45, "亿元"), (37.37, "亿元")], 5.5660, True),
        ("growth", 5.5, "%", [(39.45, "亿元"), (37.37, "亿元")], 5.5660, True),  # 39.445/37.375 − 1 = 5.54 % rounds to 5.5
        ("growth", 5.4, "%", [(39.45, "亿元"), (37.37, "亿元")], 5.5660, False),
        ("difference", 3655, "户", [(3.2, "万户"), (2.84, "万户")], 3600, True),  # 3.2 stands for 3.15 to 3.25
        ("difference", 4300, "户", [(3.2, "万户"), (2.84, "万户")], 3600, False),
        ("sum", 2744, "套", [(2348, "户"), (396, "户")], 2744, True),
        ("sum", 2745, "套", [(2348, "户"), (396, "户")], 2744, False),  # whole numbers leave no room for rounding
        ("product", 9.3, "亿元", [(31, "个"), (3000, "万元/县·年")], 9.3, True),
        ("product", 9.92, "亿元", [(31, "个"), (3000, "万元/县·年")], 9.3, False),
    ],
)
def test_only_rounding_may_explain_a_difference(kind, printed, unit, parts, value, agrees):
    found = checked(kind, printed, unit, *parts)
    assert found.value == pytest.approx(value, abs=0.0001)
    assert found.agrees is agrees


def test_a_plain_number_may_stand_among_the_parts():
    parts = {"counties": figure("counties", 31, "个"), "each": figure("each", 1000, "万元/县·年")}
    found = recompute(figure("printed", 9.3, "亿元", FigureCheck("product", ("counties", "each", 3))), parts)
    assert (found.value, found.agrees) == (pytest.approx(9.3), True)


def test_a_figure_without_arithmetic_cannot_be_worked_out_again():
    with pytest.raises(NoCheckError):
        recompute(figure("printed", 9.3, "亿元"), {})
