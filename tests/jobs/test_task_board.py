"""The board of tasks: lights at, just under and just over each border, what an unsubmitted sheet means, and October of the sample county counted by hand."""

from datetime import date

import pytest
from small_county import admin_units, county_in, sheet

from charts.shortfall import GOOD, POOR, WATCH
from data_loaders.model import InputFile
from jobs.load import load_files
from jobs.tasks import light_of_item, task_board
from sample_data.tasks import task_sheet
from sample_data.workbook import write_workbook

MONTH = "2026-10"
END = date(2026, 10, 31)
HEADING = "任务序号 子项序号 期间 任务名称 子项内容 牵头单位 责任单位 子项目标值 子项完成值 子项单位 计划完成日期 进度百分比 任务状态 滞后原因"


@pytest.mark.parametrize(
    ("state", "progress", "due", "light", "overdue"),
    [
        ("推进中", 99, date(2026, 10, 31), POOR, True),  # not done on the evening of its day
        ("推进中", 90, date(2026, 11, 1), GOOD, False),
        ("推进中", 79, date(2027, 1, 31), WATCH, False),  # 92 days to go
        ("推进中", 80, date(2027, 1, 31), GOOD, False),
        ("推进中", 10, date(2027, 2, 1), GOOD, False),  # 93 days to go
        ("推进中", 10, None, GOOD, False),
        ("滞后", 95, date(2027, 12, 31), POOR, False),
        ("滞后", 95, date(2026, 9, 30), POOR, True),
        ("未启动", 0, date(2027, 12, 31), WATCH, False),
        ("未启动", 0, date(2026, 9, 30), POOR, True),
        ("已完成", 100, date(2026, 9, 30), GOOD, False),
        ("长期坚持", 50, date(2026, 9, 30), GOOD, False),
    ],
)
def test_the_light_of_an_item(state, progress, due, light, overdue):
    assert light_of_item(state, progress, due, END) == (light, overdue)


@pytest.fixture(scope="module")
def october(tmp_path_factory):
    """The sample county's 任务 sheet of October, alone in a small county."""
    folder = tmp_path_factory.mktemp("tasks")
    county = county_in(folder / "data")
    path = write_workbook(folder / "15_责任落实.xlsx", [task_sheet(MONTH)])
    receipt = load_files(county, [InputFile(path.name, path.read_bytes())], month=MONTH, sender="督查室")
    assert sum(part.held for part in receipt.sheets) == 0
    return task_board(county, MONTH)


def test_october_of_the_sample_by_light(october):
    whole = october.whole
    assert (whole.items, whole.good, whole.watch, whole.poor, whole.missing, whole.overdue) == (145, 120, 6, 13, 6, 10)


def test_october_of_the_sample_by_lead_unit(october):
    found = {each.name: (each.items, each.good, each.watch, each.poor, each.missing, each.overdue) for each in october.by_lead()}
    assert found["乡村振兴局"] == (35, 30, 1, 4, 0, 4)  # 2-6, 3-8, 4-2, 4-6 overdue; 14-2 not started
    assert found["交通局"] == (13, 10, 1, 2, 0, 2)
    assert found["财政局"] == (10, 8, 1, 1, 0, 0)
    assert found["医保局"] == (6, 0, 0, 0, 6, 0)
    assert october.by_lead()[0].name == "乡村振兴局"


def test_a_township_counts_what_names_it(october):
    shared, farm = october.by_township(["哈日图农场", "曙光镇"])
    assert (shared.name, shared.items) == ("各苏木镇（共同）", 138)  # 145 less the six of 医保局 and 8-1, which names one farm
    assert (farm.name, farm.items, farm.overdue) == ("哈日图农场", 2, 2)


def test_a_lead_unit_without_a_sheet_is_lacking_and_its_items_are_no_zero(october):
    assert october.lacking == ("医保局",)
    (task,) = [task for task in october.tasks if task.lead_unit == "医保局"]
    assert [(item.state, item.progress, item.overdue) for item in task.items] == [("缺数据", None, False)] * 6
    assert task.progress is None


def test_without_any_sheet_the_board_is_the_division_of_work(tmp_path):
    board = task_board(county_in(tmp_path / "data"), MONTH)
    assert board.as_of == ()
    assert (board.whole.items, board.whole.missing) == (145, 145)
    assert board.by_township(["东镇"]) == ()


def test_a_task_of_the_countys_own_stands_beside_those_of_the_plan(tmp_path):
    county = county_in(tmp_path / "data")
    row = "22 1 2026-10 防凌防汛 加固堤防 水务局 东镇;水利局 10 4 公里 2026-12-31 85 推进中 -"
    load_files(county, [admin_units(), sheet("任务", HEADING, row)], month=MONTH, sender="督查室")
    (own,) = [task for task in task_board(county, MONTH).tasks if task.number == 22]
    assert (own.title, own.lead_unit, own.units, own.items[0].done) == ("防凌防汛", "水利局", ("东镇", "水利局"), "4/10 公里")
    assert own.light is GOOD


def test_a_sheet_counts_for_two_months_and_no_longer(tmp_path):
    county = county_in(tmp_path / "data")
    row = "22 1 2026-08 防凌防汛 加固堤防 水利局 东镇 - - - 2026-12-31 85 推进中 -"
    load_files(county, [admin_units(), sheet("任务", HEADING, row)], month="2026-08", sender="督查室")
    assert [bool(task_board(county, month).as_of) for month in ("2026-07", "2026-08", "2026-09", "2026-10")] == [False, True, True, False]
