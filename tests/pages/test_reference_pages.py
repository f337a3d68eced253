"""文件与条款, 数字与矛盾, 词语 and 任务督办, run by Streamlit itself on a small county: what they say plainly, what comes first, where they lead."""

import csv
from functools import partial
from html import escape
from urllib.parse import quote_plus

import pytest

from jobs.load import load_files
from policy.reader import read_policy
from settings import ROOT
from tests.jobs.small_county import MONTH, county_in, sheet
from tests.pages.opened import headings, html, opened, printed, tables

HEADING = "任务序号 子项序号 期间 任务名称 子项内容 牵头单位 责任单位 子项目标值 子项完成值 子项单位 计划完成日期 进度百分比 任务状态 滞后原因"
ROWS = (
    f"8 1 {MONTH} 持续改善农牧区基础设施条件 自然村通硬化路 交通局 东镇 203 31 个 2026-04-30 15 滞后 停工",
    f"8 2 {MONTH} 持续改善农牧区基础设施条件 建制村双车道 交通局 发改委 42 42 个 2026-12-31 100 已完成 -",
)


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """A county of which only the areas are known."""
    return county_in(tmp_path_factory.mktemp("reference") / "data")


@pytest.fixture(scope="module")
def county_with_tasks(tmp_path_factory):
    """The same county, and the 任务 sheet of 交通局."""
    found = county_in(tmp_path_factory.mktemp("tasks") / "data")
    load_files(found, [sheet("任务", HEADING, *ROWS)], month=MONTH, sender="县局")
    return found


@pytest.fixture
def open_tasks(serve, county_with_tasks):
    """Opens 任务督办 by its query, on the county with tasks."""
    serve(county_with_tasks)
    return partial(opened, "tasks")


def test_every_clause_is_listed_and_says_whether_a_measure_computes_it(open_page):
    assert "重度残疾人护理补贴" in html(open_page("clauses", doc="D5"))
    text = html(open_page("clauses", doc="D3"))
    assert "还没有指标计算" in text
    assert text.count('<td class="nowrap">L') >= 42  # the paragraphs of the 2018 review


def test_a_clause_in_the_address_stands_first_in_its_document(open_page):
    text = html(open_page("clauses", clause="D5-11"))
    assert text.index("▶ 11") < text.index("文号与印发对象")


def test_one_document_is_shown_at_a_time_the_first_unless_the_address_names_another(open_page):
    first, second = printed(open_page("clauses")), printed(open_page("clauses", doc="D2"))
    assert "内党发〔2021〕5号" in first
    assert "内党发〔2021〕5号" not in second
    assert printed(open_page("clauses", doc="D9")) == first


def test_the_document_in_the_address_comes_before_the_one_that_holds_the_clause(open_page):
    assert "▶" not in printed(open_page("clauses", clause="D5-11", doc="D2"))


def test_a_clause_of_a_bureau_opens_the_others_where_each_document_has_its_title(open_page):
    document = read_policy().documents["N1"]
    text = printed(open_page("clauses", clause=f"N1-{next(iter(document.clauses))}"))
    assert f"▶ {next(iter(document.clauses))}" in text
    assert f"《{document.title}》" in text
    assert "版式" in text


def test_the_way_back_leads_from_a_system_to_its_clauses(open_page):
    text = html(open_page("clauses", doc="systems", theme="低收入与救助"))
    assert "M23　重度残疾人护理补贴" in text
    assert "clause=D5-11" in text


def test_the_systems_of_one_theme_are_shown_at_a_time(open_page):
    own, other = html(open_page("clauses", doc="systems", theme="低收入与救助")), html(open_page("clauses", doc="systems"))
    assert "M23　重度残疾人护理补贴" not in other
    assert "A01　" not in own


def test_failing_arithmetic_comes_first_with_both_numbers(open_page):
    text = html(open_page("facts"))
    assert "595.45 万亩 ÷ 487.59 万亩 = 122.1%，印的是 119.1%" in text
    assert text.index("复算不符") < text.index("引用前要弄清")
    assert "复算不符 3 个" in text


def test_the_figures_of_one_clause_are_shown_when_it_is_asked_for(open_page):
    app = open_page("facts", clause="D5-8")
    assert "自然村通硬化路里程" in html(app)
    assert "林业生态建设完成率" not in printed(app)


def test_a_conflict_shows_both_readings_and_what_is_in_force(open_page):
    text = html(open_page("facts"))
    assert "特困人员全额资助，低保对象定额资助" in text
    assert "字面次序相反" in text
    assert "<b>按前一种</b>" in text


def test_the_words_of_the_month_stand_out_beside_those_they_replaced(open_page):
    text = html(open_page("words"))
    assert "用“常态化帮扶”的词" in text
    assert '<span class="xj-quiet">监测对象</span>' in text
    assert "<b>防止返贫致贫对象</b>" in text
    assert "农牧和科技局" in text  # an alias of a unit


def test_without_a_task_sheet_the_board_says_so_and_shows_who_leads(open_page):
    app = open_page("tasks")
    text = html(app)
    assert "缺数据：还没有单位报送“任务”表" in app.info[0].value
    assert "21　做好考核机制衔接" in text
    assert "县委组织部" in text


def test_an_overdue_item_is_named_with_its_lead_and_reason(open_tasks):
    app = open_tasks()
    text = html(app)
    assert "逾期的 1 个子项" in headings(app)
    assert "停工" in text
    assert "其中逾期 1 个" in text
    assert "东镇" in text
    assert "没有报送“任务”表的牵头单位" in printed(app)


def test_a_task_shows_its_items_with_state_target_and_what_proves_them(open_tasks):
    text = html(open_tasks(task="8"))
    assert "31/203 个" in text
    assert "■ 差" in text
    assert "道路工程" in text
    assert "缺数据" in text  # the eleven items of which the sheet says nothing


def test_the_tasks_of_one_lead_unit_can_be_seen_alone(open_tasks):
    app = open_tasks(lead="交通局")
    assert "1 项任务，13 个子项" in html(app)
    assert "21　做好考核机制衔接" not in printed(app)


def test_an_unknown_task_in_the_address_shows_all_of_them(open_tasks):
    assert "21　做好考核机制衔接" in html(open_tasks(task="99"))


def test_every_clause_of_the_mission_stands_on_the_page_with_its_systems_and_a_way_on(open_page):
    with (ROOT / "tests" / "policy_data" / "clause_trace.csv").open(encoding="utf-8", newline="") as file:
        trace = {row["clause"]: row["systems"].split(";") for row in csv.DictReader(file)}
    text = "".join(html(open_page("clauses", month=MONTH, doc=document)) for document in ("D1", "D2", "D3", "D4", "D5", "others"))
    text += html(open_page("clauses", month=MONTH, doc="systems", theme="every"))
    lacking = [mark for mark in trace if f"clause={quote_plus(mark)}" not in text and f">{escape(mark.partition('-')[2])}<" not in text]
    assert lacking == []
    assert [system for systems in trace.values() for system in systems if system and system not in text] == []
    assert [measure for measure in read_policy().measures if f"measure={measure}" not in text] == []


def test_the_measures_of_a_clause_are_items_that_paper_sets_one_after_the_other(open_page):
    listed = next(body for body in tables(open_page("clauses", doc="D5")) if "xj-clauses" in body)
    assert listed.count('<span class="xj-item">') > listed.count("<tr>")
    assert "<br>" not in listed
