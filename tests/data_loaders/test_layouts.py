"""Layout files are the one source of truth for a sheet: whole, in agreement with each other, and every mistake in them is named at once."""

import pytest

from data_loaders.layout import LayoutError, read_layouts

GOOD = """
name = "a"
label = "甲"
workbook = "w"
holder = "h"
cadence = "月"
grain = "g"
sheets = ["甲"]
slice = []
valid_for = 1
key = ["x"]
[columns.x]
heading = "X"
type = "text"
"""


def problems(tmp_path, text):
    (tmp_path / "a.toml").write_text(text, "utf-8")
    with pytest.raises(LayoutError) as raised:
        read_layouts(tmp_path)
    return str(raised.value).splitlines()


def test_a_good_layout_is_read(tmp_path):
    (tmp_path / "a.toml").write_text(GOOD, "utf-8")
    layout = read_layouts(tmp_path)["a"]
    assert list(layout.tables) == ["a"]
    assert layout.tables["a"].columns == ("x",)


def test_an_unknown_key_is_named_with_the_nearest(tmp_path):
    assert problems(tmp_path, GOOD.replace("valid_for", "valid_fro")) == [
        "a.toml [] unknown key valid_fro; nearest: valid_for",
        "a.toml [] key valid_for is missing",
    ]


def test_all_mistakes_of_a_column_are_named_at_once(tmp_path):
    text = GOOD + 'empty = "nothing"\nvalues = ["是"]\nnone_if_empty = ["y"]\n[columns.x.synonyms]\n"对" = "真"\n'
    assert problems(tmp_path, text.replace('type = "text"', 'type = "txt"')) == [
        "a.toml [columns.x.type] unknown type txt; nearest: text",
        "a.toml [columns.x.empty] nothing is none of ('unknown', 'none', 'not_applicable')",
        "a.toml [columns.x.none_if_empty] no column y",
        "a.toml [columns.x.synonyms] 对 leads to 真, which is not allowed",
    ]


def test_a_key_that_is_no_column_is_named(tmp_path):
    assert problems(tmp_path, GOOD.replace('key = ["x"]', 'key = ["xx"]')) == ["a.toml [key] no column xx; nearest: x"]


def test_a_check_of_an_unknown_kind_is_named(tmp_path):
    text = GOOD.replace("[columns.x]", 'checks = [{ kind = "sort", columns = ["x"] }]\n[columns.x]')
    assert problems(tmp_path, text) == ["a.toml [checks] kind sort is none of ('order', 'per_head')"]


def test_the_areas_come_first_and_the_households_before_their_people():
    order = list(read_layouts())
    assert order[0] == "admin_units"
    assert order.index("households") < order.index("persons")


def test_slices_and_validity_are_those_that_were_agreed():
    found = {name: (layout.slice, layout.valid_for) for name, layout in read_layouts().items()}
    agreed = {
        "admin_units": ((), 1200),
        "policy_params": ((), 1200),
        "households": (("township",), 3),
        "persons": (("township",), 3),
        "national_export": (("township",), 3),
        "monitoring_cases": (("township",), 2),
        "benefits": (("payer", "policy_code"), 1),
        "insurance": (("scheme", "year"), 12),
        "housing": (("township",), 12),
        "household_water": (("township",), 6),
    }
    assert {name: found[name] for name in agreed} == agreed


def test_the_columns_of_the_export_s_tables_are_all_there():
    tables = read_layouts()["national_export"].tables
    assert {name: len(table.columns) for name, table in tables.items()} == {"export_households": 13, "export_persons": 20, "export_cases": 25}


def test_the_example_of_an_id_is_of_the_unassigned_area():
    examples = [column.example for layout in read_layouts().values() for column in layout.columns.values() if column.type in ("id", "code") and column.example]
    assert [example for example in examples if example[:4] == "1508"] == []
