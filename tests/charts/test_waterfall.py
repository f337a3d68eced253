"""The waterfall starts and ends with the whole list, every step begins where the one before it ended, and more and less are told by sign as well as colour."""

import altair as alt

from charts.waterfall import Fall, waterfall

FALLS = (Fall("stopped", "停发", 5), Fall("newly_paid", "已发放", -12))


def rows(falls=FALLS, before=37, after=30):
    """The bars of the chart, by label."""
    spec = waterfall(("9月", before), falls, ("10月", after), unit="人")
    alt.Chart.from_dict(spec)
    return {row["label"]: row for row in spec["layer"][0]["data"]["values"]}


def test_every_step_begins_where_the_one_before_it_ended():
    assert [(label, row["from"], row["to"]) for label, row in rows().items()] == [("9月", 0, 37), ("停发", 37, 42), ("已发放", 42, 30), ("10月", 0, 30)]


def test_more_and_less_are_told_by_sign_and_mark_and_not_by_colour_alone():
    assert [row["text"] for row in rows().values()] == ["37 人", "▲ +5", "▼ −12", "30 人"]


def test_a_list_without_change_is_two_equal_bars():
    assert [(row["from"], row["to"]) for row in rows((), 4, 4).values()] == [(0, 4), (0, 4)]


def test_an_empty_list_still_has_a_scale():
    spec = waterfall(("9月", 0), (), ("10月", 0), unit="人")
    assert spec["layer"][0]["layer"][0]["encoding"]["y"]["scale"]["domain"][1] > 0
