"""Sequences of views for a meeting: what of an address is kept, how a sequence is kept, changed and taken out, and what the month's own one holds."""

from types import SimpleNamespace

import pytest

from jobs.sequences import (
    Sequence,
    SequenceError,
    Stop,
    added,
    keep_sequence,
    moved,
    new_sequence,
    remove_sequence,
    sequence_of_month,
    sequences,
    stop_of,
    without,
)
from tests.jobs.small_county import county_in

ONE, TWO, THREE = Stop("overview"), Stop("poverty"), Stop("tasks")
MONTHS = {"month": "2026-10", "before": "2026-09"}


@pytest.fixture
def county(tmp_path):
    return county_in(tmp_path / "data")


def test_a_view_follows_the_month_unless_it_is_held():
    query = {"month": "2026-10", "area": "159921101", "measure": "nursing_allowance"}
    free = stop_of("coverage", query, **MONTHS, pinned=False)
    assert free == Stop("coverage", (("area", "159921101"), ("measure", "nursing_allowance")))
    assert stop_of("coverage", query, **MONTHS, pinned=True).month == "2026-10"


def test_a_comparison_with_the_month_before_goes_with_the_month_and_one_with_another_month_stays():
    def since(month, *, pinned):
        return stop_of("change", {"measure": "dibao_paid", "since": month}, **MONTHS, pinned=pinned).get("since")

    assert since("2026-09", pinned=False) == ""
    assert since("2026-09", pinned=True) == "2026-09"
    assert since("2026-08", pinned=False) == "2026-08"


def test_the_lead_unit_that_a_grid_is_narrowed_to_is_kept_and_a_class_that_a_page_does_not_obey_is_not():
    assert stop_of("coverage", {"unit": "残联"}, **MONTHS, pinned=False).get("unit") == "残联"
    assert stop_of("overview", {"class": "脱贫户"}, **MONTHS, pinned=False).query == ()


def test_which_list_or_household_was_open_is_not_kept():
    stop = stop_of("coverage", {"measure": "dibao_paid", "list": "missing", "household": "1599211012010001"}, **MONTHS, pinned=False)
    assert stop.query == (("measure", "dibao_paid"),)


@pytest.mark.parametrize("page", ["household", "upload", "history", "no_such_page"])
def test_a_page_with_names_or_files_is_no_view(page):
    with pytest.raises(SequenceError, match="不能加入汇报"):
        stop_of(page, {}, **MONTHS, pinned=False)


@pytest.mark.parametrize("page", ["coverage", "compare"])
def test_a_figure_of_one_class_of_household_is_no_view_since_the_wall_would_show_all(page):
    with pytest.raises(SequenceError, match="户"):
        stop_of(page, {"measure": "dibao_paid", "class": "脱贫户"}, **MONTHS, pinned=False)


def test_a_sequence_is_kept_read_again_changed_and_taken_out(county):
    made = new_sequence(county, " 十月调度会 ", (ONE, Stop("map", (("measure", "dibao_paid"),), "2026-08")))
    assert sequences(county) == (made,)
    assert made.name == "十月调度会"
    keep_sequence(county, added(made, THREE))
    assert [stop.page for stop in sequences(county)[0].stops] == ["overview", "map", "tasks"]
    assert sequences(county)[0].id == made.id
    remove_sequence(county, "十月调度会")
    assert sequences(county) == ()


def test_two_sequences_have_two_names_and_two_ids(county):
    first = new_sequence(county, "一")
    with pytest.raises(SequenceError, match="已经有一个"):
        new_sequence(county, "一")
    assert new_sequence(county, "二").id != first.id


@pytest.mark.parametrize("name", ["", "  ", "长" * 41, "张某 159921197001010018"])
def test_a_name_that_will_not_do_is_refused(county, name):
    with pytest.raises(SequenceError):
        new_sequence(county, name)
    assert sequences(county) == ()


def test_a_name_of_forty_and_a_sequence_of_forty_views_are_kept_one_more_is_not(county):
    made = new_sequence(county, "长" * 40, (ONE,) * 40)
    with pytest.raises(SequenceError, match="40"):
        keep_sequence(county, added(made, ONE))


def test_a_view_goes_up_and_down_and_stays_at_either_end():
    whole = Sequence("a", "一", (ONE, TWO, THREE))
    assert moved(whole, 1, -1).stops == (TWO, ONE, THREE)
    assert moved(whole, 1, 1).stops == (ONE, THREE, TWO)
    assert moved(whole, 0, -1) == whole
    assert moved(whole, 2, 1) == whole
    assert without(whole, 1).stops == (ONE, THREE)


def view(*worst):
    found = [SimpleNamespace(measure=measure, area_code=area) for measure, area in worst]
    return SimpleNamespace(findings=SimpleNamespace(worst=found), default_measure="dibao_paid")


def test_the_months_own_sequence_is_how_it_stands_what_is_worst_where_and_what_to_decide():
    stops = sequence_of_month(view(("a", "159921101"), ("b", "159921102"), ("c", "159921101"), ("d", "159921101"))).stops
    told = [(stop.page, stop.get("part") or stop.get("measure")) for stop in stops]
    assert told == [
        ("overview", ""),
        ("coverage", "a"),
        ("coverage", "b"),
        ("coverage", "c"),
        ("overview", "townships"),
        ("map", "dibao_paid"),
        ("overview", "decide"),
    ]
    assert stops[1].get("area") == "159921101"
    assert all(stop.month == "" for stop in stops)


def test_a_month_without_a_gap_has_no_view_of_one():
    assert [stop.page for stop in sequence_of_month(view(), "159921101").stops] == ["overview", "overview", "map", "overview"]
    assert all(stop.get("area") == "159921101" for stop in sequence_of_month(view(), "159921101").stops)
