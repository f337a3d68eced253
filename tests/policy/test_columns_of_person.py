"""A population whose rows are about a person draws columns of that person: names and types are checked, and the figure's key rests on them."""

from __future__ import annotations

import pytest
from small_policy import FILES, problems_of, write_policy

from policy.population_links import other_column
from policy.reader import read_policy

PERSON, SYSTEM = "populations/person.toml", "systems/K02.toml"
TRAINING = "populations/trainee.toml"
TRAINEE = """
name = "trainee"
label = "参训人员"
unit = "人"
key = "training_id"
key_label = "编号"
registers = ["training"]
person = "person_key"

[columns.training_id]
label = "编号"
type = "text"
sources = ["training.training_id"]

[columns.person_key]
label = "身份证号"
type = "text"
sources = ["training.person_key"]

[columns.grade]
label = "残疾等级"
type = "number"
of_person = "grade"

[columns.income]
label = "户人均纯收入"
type = "number"
of_household = "income"
"""

TRAINED = """
id = "K02"
label = "技能培训"
sources = ["D5-11"]
lead_unit = "民政局"
theme = "就业"

[[measure]]
id = "trained"
label = "参训"
question = "？"
form = "status"
over = "trainee"
higher_is = "better"
[[measure.version]]
valid_from = 2021-01-01
met = "grade IN (1, 2)"
clauses = { grade = "D5-11" }
"""

OTHER_GRADE = """
[columns.other]
label = "残疾等级（另一处）"
type = "number"
sources = ["persons.other"]
"""


def test_a_row_about_a_person_draws_columns_of_the_person_and_of_the_household(tmp_path):
    policy = read_policy(write_policy(tmp_path, {TRAINING: TRAINEE}))
    assert policy.populations["trainee"].columns["grade"].of_person == "grade"
    assert other_column(policy.populations["trainee"].columns["grade"], policy.populations["trainee"]) == ("of_person", "person", "grade")


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ('of_person = "grade"', 'of_person = "grades"', "columns.grade.of_person", "没有“grades”这个列"),
        ('type = "number"\nof_person', 'type = "text"\nof_person', "columns.grade.type", "person.grade 是数值，这里写的是文字"),
        ('person = "person_key"\n', "", "columns.grade", "总体没有写 person，不能从人员里取列"),
        ('person = "person_key"', 'household = "person_key"', "columns.grade", "总体没有写 person，不能从人员里取列"),
    ],
)
def test_a_column_of_the_person_must_be_one_that_persons_have(tmp_path, old, new, key, words):
    assert old in TRAINEE
    found = problems_of(write_policy(tmp_path, {TRAINING: TRAINEE.replace(old, new)}))
    assert any((one.file, one.key) == (TRAINING, key) and words in one.message for one in found), [str(one) for one in found]


def key(folder, changes):
    return read_policy(write_policy(folder, changes)).rule_key("trained", "2026-10", "159921")


def test_the_key_of_a_figure_changes_with_the_column_of_the_person_that_it_rests_on(tmp_path):
    files = {SYSTEM: TRAINED, TRAINING: TRAINEE, PERSON: FILES[PERSON] + OTHER_GRADE}
    before = key(tmp_path / "before", files)
    assert key(tmp_path / "same", files) == before
    assert key(tmp_path / "after", {**files, TRAINING: TRAINEE.replace('of_person = "grade"', 'of_person = "other"')}) != before


def test_the_key_of_a_figure_changes_with_what_the_column_of_the_person_is_drawn_from(tmp_path):
    files = {SYSTEM: TRAINED, TRAINING: TRAINEE}
    drawn = FILES[PERSON].replace('sources = ["persons.grade"]', 'sources = ["persons.level"]')
    assert key(tmp_path / "before", files) != key(tmp_path / "after", {**files, PERSON: drawn})
