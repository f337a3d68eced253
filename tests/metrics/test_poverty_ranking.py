"""Given four indicators of a few counties; scores, ranks, ties and gaps are those worked out by hand."""

import pandas as pd
import pytest

from metrics.ranking import composite_ranking

PLACES = ["甲旗", "乙旗", "丙旗", "丁旗"]
INDICATORS = {
    "gdp_pc": [20_000, 40_000, 60_000, 30_000],
    "revenue_pc": [1_000, 3_000, 2_000, 1_500],
    "rural_income_pc": [9_000, 15_000, 21_000, 12_000],
    "low_income_share": [0.08, 0.02, 0.04, 0.05],
}
NEEDY = {"gdp_pc": "low", "revenue_pc": "low", "rural_income_pc": "low", "low_income_share": "high"}


def ranks(places):
    return {place.unit: place.rank for place in places}


def scores(places):
    return {place.unit: place.score for place in places}


def test_the_most_needy_place_comes_first():
    found = composite_ranking(PLACES, INDICATORS, NEEDY)
    assert [place.unit for place in found] == ["甲旗", "丁旗", "乙旗", "丙旗"]
    assert [place.rank for place in found] == [1, 2, 3, 4]
    # the parts of 乙 are 0.5, 0, 0.5 and 0, of 丙 0, 0.5, 0 and 1/3, of 丁 three times 0.75 and 0.5
    assert scores(found) == pytest.approx({"甲旗": 1, "乙旗": 0.25, "丙旗": 0.5 / 4 + 1 / 12, "丁旗": 2.75 / 4})
    assert found[2].parts == pytest.approx({"gdp_pc": 0.5, "revenue_pc": 0, "rural_income_pc": 0.5, "low_income_share": 0})


def test_weights_and_directions_turn_the_ranking():
    only_revenue = composite_ranking(PLACES, INDICATORS, NEEDY, {"revenue_pc": 2})
    assert ranks(only_revenue) == {"甲旗": 1, "丁旗": 2, "丙旗": 3, "乙旗": 4}
    turned = composite_ranking(PLACES, INDICATORS, {**NEEDY, "revenue_pc": "high"}, {"revenue_pc": 0.1})
    assert ranks(turned) == {"乙旗": 1, "丙旗": 2, "丁旗": 3, "甲旗": 4}
    weighed = composite_ranking(PLACES, INDICATORS, NEEDY, {"gdp_pc": 3, "low_income_share": 1})
    assert scores(weighed)["丙旗"] == pytest.approx((3 * 0 + 1 / 3) / 4)


def test_weights_of_any_sum_give_the_same():
    weights = {"gdp_pc": 0.4, "revenue_pc": 0.3, "rural_income_pc": 0.2, "low_income_share": 0.1}
    percent = {name: 100 * weight for name, weight in weights.items()}
    assert scores(composite_ranking(PLACES, INDICATORS, NEEDY, weights)) == pytest.approx(scores(composite_ranking(PLACES, INDICATORS, NEEDY, percent)))


def test_units_of_measurement_do_not_matter():
    scaled = {**INDICATORS, "gdp_pc": [value / 10_000 for value in INDICATORS["gdp_pc"]]}
    for method in ("minmax", "zscore", "rank"):
        assert scores(composite_ranking(PLACES, scaled, NEEDY, method=method)) == pytest.approx(
            scores(composite_ranking(PLACES, INDICATORS, NEEDY, method=method))
        )


def test_z_scores_by_hand():
    found = composite_ranking(["a", "b", "c"], {"x": [1, 2, 3]}, {"x": "low"}, method="zscore")
    assert scores(found) == pytest.approx({"a": 1.5**0.5, "b": 0, "c": -(1.5**0.5)})


def test_mean_ranks_by_hand():
    found = composite_ranking(["a", "b", "c"], {"x": [5, 5, 9], "y": [1, 2, 3]}, {"x": "low", "y": "high"}, method="rank")
    # need by x: a and b share ranks 2 and 3 of 3, c 1; by y: 1, 2, 3
    assert scores(found) == pytest.approx({"a": (0.75 + 0) / 2, "b": (0.75 + 0.5) / 2, "c": (0 + 1) / 2})
    assert ranks(found) == {"b": 1, "c": 2, "a": 3}


def test_equal_scores_share_a_rank_and_the_next_is_left_out():
    found = composite_ranking(["a", "b", "c", "d"], {"x": [3, 1, 3, 0]}, {"x": "high"})
    assert [(place.unit, place.rank) for place in found] == [("a", 1), ("c", 1), ("b", 3), ("d", 4)]
    # 0.1 + 0.2 is not 0.3 in binary, and yet these two are equal
    binary = composite_ranking(["a", "b", "c"], {"x": [1, 0, 0], "y": [0, 1, 0], "z": [0, 1, 0]}, dict.fromkeys("xyz", "high"), {"x": 0.3, "y": 0.1, "z": 0.2})
    assert ranks(binary) == {"a": 1, "b": 1, "c": 3}


def test_a_place_that_lacks_an_indicator_is_not_ranked_and_says_which():
    gaps = {**INDICATORS, "gdp_pc": [20_000, None, 60_000, 30_000]}
    found = composite_ranking(PLACES, gaps, NEEDY)
    last = found[-1]
    assert (last.unit, last.rank, last.score, last.lacking) == ("乙旗", None, None, ("gdp_pc",))
    assert last.parts["gdp_pc"] is None
    assert last.parts["revenue_pc"] == 0  # still the highest of all
    assert [place.rank for place in found] == [1, 2, 3, None]


def test_an_indicator_without_weight_need_not_be_known():
    gaps = {**INDICATORS, "gdp_pc": [None] * 4}
    found = composite_ranking(PLACES, gaps, NEEDY, {"revenue_pc": 1})
    assert [place.rank for place in found] == [1, 2, 3, 4]
    assert all(place.rank is None for place in composite_ranking(PLACES, gaps, NEEDY))


@pytest.mark.parametrize(("method", "middle"), [("minmax", 0.5), ("zscore", 0), ("rank", 0.5)])
def test_an_indicator_that_is_the_same_everywhere_changes_no_rank(method, middle):
    flat = {**INDICATORS, "gdp_pc": [0.1] * 4}
    found = composite_ranking(PLACES, flat, NEEDY, method=method)
    assert {place.parts["gdp_pc"] for place in found} == {middle}
    without = {name: weight for name, weight in dict.fromkeys(NEEDY, 1).items() if name != "gdp_pc"}
    assert ranks(found) == ranks(composite_ranking(PLACES, flat, NEEDY, without, method=method))


@pytest.mark.parametrize("method", ["minmax", "zscore", "rank"])
def test_a_single_place_and_no_place(method):
    assert composite_ranking(["a"], {"x": [3]}, {"x": "low"}, method=method)[0].rank == 1
    assert composite_ranking([], {"x": []}, {"x": "low"}, method=method) == ()


def test_the_order_of_the_places_does_not_matter():
    turned = {name: values[::-1] for name, values in INDICATORS.items()}
    assert composite_ranking(PLACES[::-1], turned, NEEDY) == composite_ranking(PLACES, INDICATORS, NEEDY)


def test_wrong_names_are_refused_with_the_nearest():
    with pytest.raises(ValueError, match="nearest: gdp_pc"):
        composite_ranking(PLACES, INDICATORS, {**NEEDY, "gdp_p": "low"})
    with pytest.raises(ValueError, match="nearest: revenue_pc"):
        composite_ranking(PLACES, INDICATORS, NEEDY, {"revenues_pc": 1})
    with pytest.raises(ValueError, match="nearest: low"):
        composite_ranking(PLACES, INDICATORS, {**NEEDY, "gdp_pc": "lower"})
    with pytest.raises(ValueError, match="direction of gdp_pc"):
        composite_ranking(PLACES, INDICATORS, {name: end for name, end in NEEDY.items() if name != "gdp_pc"})
    with pytest.raises(ValueError, match="nearest: zscore"):
        composite_ranking(PLACES, INDICATORS, NEEDY, method="z-score")


def test_wrong_weights_and_lengths_are_refused():
    for weights in ({"gdp_pc": -1, "revenue_pc": 2}, {"gdp_pc": 0}, {"gdp_pc": float("nan")}, {}):
        with pytest.raises(ValueError, match="weights of 0 or more"):
            composite_ranking(PLACES, INDICATORS, NEEDY, weights)
    with pytest.raises(ValueError, match="4 values for 2 places"):
        composite_ranking(PLACES[:2], INDICATORS, NEEDY)


def test_nothing_that_was_given_is_changed():
    frame = pd.DataFrame(INDICATORS)
    kept = frame.copy()
    composite_ranking(PLACES, frame, NEEDY, method="zscore")
    pd.testing.assert_frame_equal(frame, kept)
