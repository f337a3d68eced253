"""Lights and colour classes follow the distance from the target, in the direction that is good for the measure."""

import pytest

from charts.shortfall import GOOD, NO_LIGHT, POOR, SMALL_BASE, WATCH, LightBorders, class_labels, colour_class, light, shortfall

BORDERS = LightBorders(watch=0.05, poor=0.15)


@pytest.mark.parametrize(("value", "expected"), [(1.0, GOOD), (0.95, GOOD), (0.9499, WATCH), (0.85, WATCH), (0.8499, POOR), (0.0, POOR)])
def test_a_rate_against_a_full_target_is_judged_at_five_and_fifteen_points(value, expected):
    assert light(value, target=1.0, higher_is="better", borders=BORDERS) is expected


def test_where_lower_is_better_the_same_value_turns_round():
    assert light(0.02, target=0.0, higher_is="worse", borders=BORDERS) is GOOD
    assert light(0.90, target=0.0, higher_is="worse", borders=BORDERS) is POOR


def test_beyond_the_target_nothing_is_short():
    assert shortfall(0.97, target=0.9, higher_is="better") == 0
    assert colour_class(0.97, target=0.9, higher_is="better") == 0


def test_an_undefined_value_and_a_small_base_get_no_light():
    assert light(None, target=1.0, higher_is="better", borders=BORDERS) is NO_LIGHT
    assert light(0.2, target=1.0, higher_is="better", borders=BORDERS, small=True) is SMALL_BASE


@pytest.mark.parametrize(("value", "index"), [(1.0, 0), (0.98, 0), (0.979, 1), (0.95, 1), (0.949, 2), (0.85, 2), (0.70, 3), (0.699, 4), (0.0, 4)])
def test_the_colour_classes_share_their_borders_with_the_lights(value, index):
    assert colour_class(value, target=1.0, higher_is="better") == index


def test_the_legend_speaks_in_the_measures_own_rates():
    assert class_labels(target=1.0, higher_is="better") == ("≥98%", "95–98%", "85–95%", "70–85%", "<70%")
    assert class_labels(target=0.0, higher_is="worse") == ("≤2%", "2–5%", "5–15%", "15–30%", ">30%")


def test_every_light_carries_a_word_and_its_own_symbol():
    lights = (GOOD, WATCH, POOR, NO_LIGHT, SMALL_BASE)
    assert [each.word for each in lights[:3]] == ["好", "关注", "差"]
    assert len({each.symbol for each in lights}) == len(lights)


def test_a_county_that_is_stricter_gets_other_lights_and_the_same_colours():
    strict = LightBorders(watch=0.02, poor=0.10)
    assert light(0.96, target=1.0, higher_is="better", borders=strict) is WATCH
    assert light(0.89, target=1.0, higher_is="better", borders=strict) is POOR
    assert colour_class(0.96, target=1.0, higher_is="better") == 1
