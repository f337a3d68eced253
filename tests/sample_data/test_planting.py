"""Given hand-written groups of rows; tells that they are placed apart, handed in at the sheet's cadence, and refused when wrong."""

from __future__ import annotations

import pytest

from data_loaders.layout import read_layouts
from sample_data.county import build
from sample_data.model import MONTHS, SampleError
from sample_data.places import read_townships
from sample_data.planted_rows import _Placing, handed_in, standing
from sample_data.planting import read_planted

VILLAGES = sum(len(township.villages) for township in read_townships())


def groups(tmp_path, text: str):
    """The groups of one file with this text."""
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    return read_planted.__wrapped__(tmp_path).groups


def rows(tmp_path, text: str):
    """The rows of all groups, placed one group after another."""
    placing = _Placing(build())
    return [row for group in groups(tmp_path, text) for row in placing.rows(group)]


VILLAGE_ROWS = """
[[rows]]
sheet = "village_conditions"
id = "few"
story = "几个村"
where = { "隆德镇" = 2 }
row = { unit_code = "{village}" }
[[rows]]
sheet = "village_conditions"
id = "others"
story = "其余的村"
rest = true
row = { unit_code = "{village}" }
"""


def test_groups_of_one_sheet_share_out_the_villages_and_rest_takes_every_other(tmp_path):
    codes = [row.cells("2026-05")["unit_code"] for row in rows(tmp_path, VILLAGE_ROWS)]
    assert len(codes) == len(set(codes)) == VILLAGES


def test_places_go_round_again_when_all_are_used(tmp_path):
    text = '[[rows]]\nsheet = "roads"\nid = "many"\nstory = "很多路"\ncount = 150\nrow = { road_code = "{key}", unit = "{village}" }\n'
    areas = [row.areas[0] for row in rows(tmp_path, text)]
    assert len(areas) == 150
    assert len(set(areas)) == VILLAGES


def test_two_groups_about_one_archetype_take_different_households(tmp_path):
    text = "".join(
        f'[[rows]]\nsheet = "loans"\nid = "{name}"\nstory = "贷款"\nof = "severe_and_paid"\nlimit = 20\nrow = {{ household_id = "{{household_id}}" }}\n'
        for name in "ab"
    )
    households = [row.cells("2026-05")["household_id"] for row in rows(tmp_path, text)]
    assert len(households) == len(set(households)) == 40


def test_a_member_is_the_person_at_that_position(tmp_path):
    text = '[[rows]]\nsheet = "labour"\nid = "a"\nstory = "务工"\nof = "severe_and_paid#1"\nlimit = 1\nrow = { id_no = "{id_no}" }\n'
    first = next(one for one in build().households if one.spec.id == "severe_and_paid")
    assert rows(tmp_path, text)[0].cells("2026-05")["id_no"] == first.people[1].id_no


def test_values_change_from_the_month_that_is_named(tmp_path):
    text = '[[rows]]\nsheet = "roads"\nid = "a"\nstory = "路"\ncount = 1\nrow = { done_km = 1, fenced = true }\nfrom = { "8" = { done_km = 3 } }\n'
    (row,) = rows(tmp_path, text)
    assert [row.cells(month)["done_km"] for month in MONTHS] == [1, 1, 1, 3, 3, 3]
    assert row.cells("2026-05")["fenced"] == "是"


def test_what_rows_add_stands_only_in_the_months_that_are_named(tmp_path):
    text = '[[rows]]\nsheet = "roads"\nid = "a"\nstory = "路"\ncount = 1\nrow = {}\nadds = { road_km = { "5-6" = [1, 2], "9" = "unknown" } }\n'
    assert groups(tmp_path, text)[0].adds["road_km"] == ((1, 2), (1, 2), (), (), "unknown", ())


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[[rows]]\nsheet = "roads"\nid = "a"\nstory = "x"\ncount = 1\nrow = {}\ncolour = 1\n', "colour"),
        ('[[rows]]\nsheet = "roads"\nid = "a"\nstory = "x"\nrow = {}\n', "count"),
        ('[[rows]]\nsheet = "roads"\nid = "a"\nstory = "x"\ncount = 1\nrow = {}\ncells = { m = "bad" }\n', "bad"),
        ('[[cells]]\nmeasure = "m"\nover = "school"\ndefault = "ff"\n', "over"),
        ('[[worked]]\nmeasure = "m"\nparts = { met = { "5-6" = 1 } }\n', "六个月"),
    ],
)
def test_a_mistake_is_named_with_file_and_entry(tmp_path, text, named):
    with pytest.raises(SampleError, match=named):
        groups(tmp_path, text)


def test_an_archetype_that_nobody_was_placed_from_is_refused(tmp_path):
    with pytest.raises(SampleError, match="nobody"):
        rows(tmp_path, '[[rows]]\nsheet = "loans"\nid = "a"\nstory = "x"\nof = "nobody"\nrow = {}\n')


def test_a_monthly_sheet_is_handed_in_every_month_a_quarterly_one_twice_and_a_yearly_one_once():
    layouts = read_layouts()
    assert handed_in(layouts["loans"]) == MONTHS
    assert handed_in(layouts["village_conditions"]) == ("2026-05", "2026-08")
    assert handed_in(layouts["county_stats"]) == ("2026-05",)


def test_a_sheet_stands_until_its_validity_runs_out():
    layout = read_layouts()["village_conditions"]
    assert [standing(layout, month) for month in MONTHS] == ["2026-05"] * 3 + ["2026-08"] * 3
