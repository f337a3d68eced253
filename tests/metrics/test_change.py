"""Given two months; what changed between them is named for each unit: who came, went, fits, receives, can be told."""

import pytest

from metrics.change import changes, delta, kinds
from metrics.figures import figures
from metrics.model import CODES, OUTSIDE, Cells

FIRST, SECOND, THIRD = "159921101201", "159921101202", "159921102201"
CODE = {cell: code for code, cell in enumerate(CODES)} | {"-": OUTSIDE}


@pytest.mark.parametrize(
    ("was", "now", "meaning"),
    [
        ("-", "tf", ("entered",)),
        ("tt", "-", ("left",)),
        ("-", "-", ()),
        ("tt", "tt", ()),
        ("ff", "tf", ("newly_entitled",)),
        ("tt", "ft", ("no_longer_entitled",)),
        ("tf", "tt", ("newly_paid",)),
        ("tt", "tf", ("stopped",)),
        ("ff", "tt", ("newly_entitled", "newly_paid")),
        ("nn", "tf", ("newly_known",)),
        ("nf", "tt", ("newly_paid", "newly_known")),
        ("tt", "tn", ("newly_unknown",)),
        ("tn", "nn", ()),
    ],
)
def test_a_step_between_two_cells_means_what_it_says(was, now, meaning):
    assert kinds("targeting", CODE[was], CODE[now]) == meaning


@pytest.mark.parametrize(
    ("was", "now", "meaning"), [(0, 1, ("newly_paid",)), (1, 0, ("stopped",)), (2, 1, ("newly_known",)), (0, 2, ("newly_unknown",)), (9, 0, ("entered",))]
)
def test_a_step_of_a_status_measure(was, now, meaning):
    assert kinds("status", was, now) == meaning


def person(key, grade, village=FIRST):
    return {"person_key": key, "id_no": key, "area_code": village, "disability_grade": grade}


def filled(county):
    before = [person("paid", 1.0), person("worse", 3.0), person("gone", 1.0), person("moved", 1.0), person("same", 1.0), person("known", None)]
    after = [person("paid", 1.0), person("worse", 2.0), person("new", 1.0), person("moved", 1.0, SECOND), person("same", 1.0), person("known", 4.0)]
    county.put("persons", before, month="2026-09", township="159921101")
    county.put("persons", after, month="2026-10", township="159921101")
    county.pay("CL-HL", ["same"], month="2026-09")
    county.pay("CL-HL", ["same", "paid"], month="2026-10")
    county.measure(among="in_register", eligible="grade IN (1, 2)", received="has('CL-HL')")
    return county.snapshot("2026-09"), county.snapshot("2026-10")


def test_every_unit_that_changed_is_named_with_what_changed(county):
    rows = changes(*filled(county), "m").to_pylist()
    assert [(row["key"], row["kind"], row["before"], row["after"]) for row in rows] == [
        ("gone", "left", "tf", "outside"),
        ("known", "newly_known", "nf", "ff"),
        ("moved", "moved", "tf", "tf"),
        ("new", "entered", "outside", "tf"),
        ("paid", "newly_paid", "tf", "tt"),
        ("worse", "newly_entitled", "ff", "tf"),
    ]
    assert [(row["from_area"], row["to_area"]) for row in rows][2:4] == [(FIRST, SECOND), ("", FIRST)]


def test_changes_of_an_area_are_those_that_touch_it(county):
    before, after = filled(county)
    assert changes(before, after, "m", SECOND)["key"].to_pylist() == ["moved"]
    assert changes(before, after, "m", "159921102").num_rows == 0


def test_the_steps_account_for_the_difference_of_the_figures(county):
    before, after = filled(county)
    found = delta(figures(before, ["m"])[0], figures(after, ["m"])[0])
    assert found.cells == Cells(tt=1, nf=-1)
    assert (found.before.cells, found.after.cells) == (Cells(tt=1, tf=3, ff=1, nf=1), Cells(tt=2, tf=3, ff=1))
    assert found.value_change == pytest.approx(2 / 5 - 1 / 4)
    kinds_found = [row["kind"] for row in changes(before, after, "m").to_pylist()]
    assert kinds_found.count("entered") - kinds_found.count("left") == found.cells.total


def test_a_month_without_figure_is_no_change(county):
    before, after = filled(county)
    none = county.snapshot("2026-08")
    assert delta(figures(none, ["m"])[0], figures(after, ["m"])[0]) is None
    assert changes(none, before, "m").num_rows == 0


def test_an_undefined_rate_has_no_change(county):
    county.put("persons", [person("a", 3.0)], month="2026-09", township="159921101")
    county.put("persons", [person("a", 1.0)], month="2026-10", township="159921101")
    county.pay("CL-HL", [], month="2026-09")
    county.pay("CL-HL", [], month="2026-10")
    county.measure(eligible="grade IN (1, 2)", received="has('CL-HL')")
    found = delta(*(figures(county.snapshot(month), ["m"])[0] for month in ("2026-09", "2026-10")))
    assert (found.cells, found.value_change) == (Cells(tf=1, ff=-1), None)
