"""Given lines and files as an author of archetypes writes them; tells that what cannot be meant is refused with the place of the mistake."""

from __future__ import annotations

import shutil

import pytest

from sample_data.archetypes import FOLDER, read_archetypes
from sample_data.model import SampleError
from sample_data.periods import by_month, every_month


def with_archetype(tmp_path, text):
    """The folder of archetypes with one more file."""
    folder = shutil.copytree(FOLDER, tmp_path / "archetypes")
    (folder / "zz.toml").write_text(text, encoding="utf-8")
    return folder


def test_one_cell_stands_for_all_six_months():
    assert every_month("tt") == ("tt",) * 6


def test_spans_name_calendar_months():
    assert every_month("5-7 tf, 8 tt, 9-10 ft") == ("tf", "tf", "tf", "tt", "ft", "ft")


def test_benefits_need_no_state():
    assert by_month("5, 9-10", default="在享") == {"2026-05": "在享", "2026-09": "在享", "2026-10": "在享"}


@pytest.mark.parametrize("line", ["5-7 tf", "5-7 tf, 7-10 tt", "4-10 tt", "5-10", "x tt, 5-10 tf", "7-5 tt"])
def test_lines_with_gaps_overlaps_or_other_months_are_refused(line):
    with pytest.raises(SampleError):
        every_month(line if line[0].isdigit() else f"5 {line}")


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("incme = 9000", "incme"),
        ('cells = { monitoring_admision = "tt" }', "monitoring_admision"),
        ('cells = { monitoring_admission = "yes" }', "yes"),
        ('from_august = { houses = "x" }', "houses"),
    ],
)
def test_a_mistake_in_an_archetype_names_file_and_archetype(tmp_path, line, part):
    text = f'[[household]]\nid = "odd"\nstory = "试"\ncount = 1\n{line}\nmember = [{{ stage = "adult" }}]\n'
    with pytest.raises(SampleError, match=rf"zz\.toml \[odd\].*{part}"):
        read_archetypes.__wrapped__(with_archetype(tmp_path, text))


def test_two_archetypes_with_one_name_are_refused(tmp_path):
    text = '[[household]]\nid = "couple"\nstory = "试"\nmember = [{ stage = "adult" }]\n'
    with pytest.raises(SampleError, match="couple"):
        read_archetypes.__wrapped__(with_archetype(tmp_path, text))


def test_every_archetype_tells_its_story_in_words():
    archetypes = read_archetypes()
    assert all(len(spec.story) >= 4 for spec in (*archetypes.households, *archetypes.strangers))


def test_every_archetype_is_placed_somewhere():
    assert all(spec.count or spec.share or isinstance(spec.where, dict) for spec in read_archetypes().households)
