"""Figures, conflicts and tasks are read under closed key lists, and name only documents, clauses, parameters and units that exist."""

from __future__ import annotations

import pytest
from small_policy import changed, problems_of, write_policy

from policy.reader import read_policy

FIGURES, CONFLICTS, TASKS = "figures.toml", "conflicts.toml", "tasks.toml"
MISTAKES = (
    (FIGURES, 'kind = "target"', 'kind = "aim"', "figure.D5-11-1.kind", "只能是：result、target"),
    (FIGURES, 'unit = "人"', 'units = "人"', "figure.D5-11-1.units", "没有这个键"),
    (FIGURES, 'qualifier = "以上"', 'qualifier = "大约"', "figure.D5-11-3.qualifier", "只能是"),
    (FIGURES, "value = 500\n", "", "figure.D5-11-1.value", "要写一个"),
    (FIGURES, 'words = "1—2"', 'words = "1—2"\nvalue = 2', "figure.D5-11-4.value", "只能写一个"),
    (FIGURES, 'id = "D5-11-2"', 'id = "D5-12-2"', "figure.D5-12-2.id", "编号要以 D5-11- 开头"),
    (FIGURES, 'id = "D5-11-4"', 'id = "D5-11-1"', "figure.D5-11-1", "已经在"),
    (FIGURES, 'clause = "11"', 'clause = "111"', "figure.D5-11-1.clause", "没有“111”这个条款"),
    (FIGURES, 'document = "D5"', 'document = "D6"', "figure.D5-11-1.clause", "没有“D6”这个文件"),
    (FIGURES, 'system = "M23"', 'system = "M2"', "figure.D5-11-1.system", "事项编号"),
    (FIGURES, 'is = "ratio"', 'is = "quotient"', "figure.D5-11-3.check.is", "只能是"),
    (FIGURES, '"D5-11-2", "D5-11-1"]', '"D5-11-2", "D5-11-9"]', "figure.D5-11-3.check.of", "没有“D5-11-9”这个数字编号"),
    (FIGURES, '"D5-11-2", "D5-11-1"]', '"D5-11-2", "D5-11-4"]', "figure.D5-11-3.check.of", "D5-11-4 不是可以用来复算的数"),
    (FIGURES, '"D5-11-2", "D5-11-1"]', '"D5-11-2", "D5-11-3"]', "figure.D5-11-3.check.of", "D5-11-3 不是可以用来复算的数"),
    (FIGURES, '"D5-11-2", "D5-11-1"]', '"D5-11-2"]', "figure.D5-11-3.check.of", "要 2 个数"),
    (CONFLICTS, 'in_force = "county"', 'in_force = "third"', "conflict.premium.in_force", "只能是"),
    (CONFLICTS, 'marks = ["D5-11"]', "marks = []", "conflict.premium.first.marks", "至少要写一个出处"),
    (CONFLICTS, '"D4-2-7"', '"D4"', "conflict.premium.second.marks", "要写成 文件-条款"),
    (CONFLICTS, 'says = "200 元", ', "", "conflict.premium.first.says", "缺少这个键"),
    (CONFLICTS, 'parameters = ["line"]', 'parameters = ["lines"]', "conflict.premium.parameters", "没有“lines”这个政策参数"),
    (TASKS, 'lead_unit = "民政局"', 'lead_unit = "民政厅"', "task.11.lead_unit", "没有“民政厅”这个单位"),
    (TASKS, 'units = ["残联"]', 'units = ["残联", "工会"]', "task.11.units", "没有“工会”这个单位"),
    (TASKS, 'clause = "D5-11"', 'clause = "D5-1"', "task.11.clause", "没有“1”这个条款"),
    (TASKS, 'evidence = ["benefits"]', 'proof = ["benefits"]', "task.11.item[1].evidence", "缺少这个键"),
)


@pytest.mark.parametrize(("file", "old", "new", "key", "words"), MISTAKES)
def test_a_mistake_is_named_with_its_file_and_key(tmp_path, file, old, new, key, words):
    found = problems_of(write_policy(tmp_path, changed(file, old, new)))
    assert [problem for problem in found if (problem.file, problem.key) == (file, key) and words in problem.message]


def test_figures_conflicts_and_tasks_come_with_the_policy(tmp_path):
    policy = read_policy(write_policy(tmp_path))
    assert [figure.mark for figure in policy.figures.values()] == ["D5-11"] * 4
    assert policy.figures["D5-11-4"].words == "1—2"
    assert policy.conflicts["premium"].second.marks == ("D4-2-7",)
    assert policy.tasks[11].items[0].systems == ("M23",)


def test_a_unit_of_a_task_is_known_by_its_alias(tmp_path):
    policy = read_policy(write_policy(tmp_path, changed(TASKS, 'units = ["残联"]', 'units = ["县残联"]')))
    assert policy.tasks[11].units == ("残联",)
