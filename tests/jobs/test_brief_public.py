"""Given briefings written by hand; tells what is hidden before they are passed on, in tables, sentences and charts."""

import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document

import sample_data
from jobs.brief import BriefChoice, make_brief
from jobs.brief_files import UnknownEndingError, brief_file
from jobs.brief_public import hidden_in, passed_on
from jobs.county import open_county
from reports.model import Brief, Chart, Paragraph, Section, Series, Table

MONTH = "2026-10"
PEOPLE = Table("疑似线索（人）", ("地方", "护理补贴"), (("隆德镇", "132"), ("红柳镇", "3"), ("新河镇", "6"), ("曙光镇", "0")), numbers=(1,), counts=(1,))


def a_brief(*blocks, annex=()):
    return Brief("", "", "", "", "标题", "导语 40 人。", (Section("存在问题", "3 人待核", blocks),), annex, (), (), "页脚")


def blocks_of(brief):
    return brief.sections[0].blocks


@pytest.mark.parametrize(
    ("said", "hidden"),
    [
        ("应享未享（疑似）4 人", "应享未享（疑似）不足\u00a05\u00a0人"),
        ("应享未享（疑似）5 人", "应享未享（疑似）5 人"),
        ("应享未享（疑似）0 人", "应享未享（疑似）0 人"),
        ("12 户 3 人", "12 户 不足\u00a05\u00a0人"),
        ("1\u00a0003\u00a0人", "1\u00a0003\u00a0人"),
        ("82.3%（1\u00a0234/1\u00a0500\u00a0人，疑似）", "82.3%（1\u00a0234/1\u00a0500\u00a0人，疑似）"),
        ("99.4%（167/168 人，疑似）", "—（数小，隐去）"),  # one is missed
        ("0.6%（1/168 人，疑似）", "—（数小，隐去）"),
        ("100.0%（168/168 人，疑似）", "100.0%（168/168 人，疑似）"),
        ("较上月\u00a0−2。", "较上月变动不足\u00a05。"),
        ("较上月\u00a0+12。", "较上月\u00a0+12。"),
        ("较上月\u00a0+1.2\u00a0个百分点", "较上月\u00a0+1.2\u00a0个百分点"),
        ("2026年11月30日前", "2026年11月30日前"),
    ],
)
def test_small_numbers_in_a_sentence_are_said_in_words(said, hidden):
    assert hidden_in(said, 5) == hidden


def test_a_small_count_of_a_place_goes_with_one_more_and_zero_stays():
    (table,) = passed_on(a_brief(annex=(PEOPLE,)), 5).annex
    assert [row[1] for row in table.rows] == ["132", "＊", "＊", "0"]
    assert "不足 5" in table.note


def test_a_sentence_about_a_number_that_its_table_hides_loses_it_too():
    made = passed_on(a_brief(Paragraph("新河镇护理补贴应享未享（疑似）6 人，较上月\u00a0+6。（30/36 人，疑似）"), annex=(PEOPLE,)), 5)
    assert blocks_of(made)[0].text == "新河镇护理补贴应享未享（疑似）若干人，较上月略有变动。（数小，隐去）"


def test_a_chart_with_a_small_number_is_left_out_and_the_others_stay():
    small, large = (Chart("图", "", {}, "bar", ("甲", "乙"), (Series("人", values),)) for values in ((3, 90), (30, 90)))
    assert blocks_of(passed_on(a_brief(small, large), 5)) == (large,)


def test_a_row_of_a_measure_with_few_people_shows_its_light_alone():
    table = Table("主要指标", ("指标", "数值", "缺口", "较上月", "评价"), (("护理补贴", "98.0%（147/150 人，疑似）", "3 人", "+3", "● 好"),), numbers=(3,))
    assert blocks_of(passed_on(a_brief(table), 5))[0].rows == (("护理补贴", "＊", "＊", "＊", "● 好"),)


def test_names_and_passing_on_exclude_each_other():
    with pytest.raises(ValueError, match="对外版不附名单"):
        BriefChoice("159921", names=True, hide_below=5)


@pytest.fixture(scope="module")
def county(sample_data_folder):
    return open_county(sample_data_folder, sample_data.COUNTY_CODE, sample_data.COUNTY_NAME)


def test_the_sample_countys_paper_for_passing_on_holds_no_small_number_and_says_so(county):
    made = make_brief(county, MONTH, BriefChoice(county.code, hide_below=5))
    inside = make_brief(county, MONTH, BriefChoice(county.code))
    annex, told = made.annex[0], inside.annex[0]
    assert any(cell in "1234" for row in told.rows for cell in row[1:])  # the month has such numbers
    assert not any(cell in ("1", "2", "3", "4") for row in (*annex.rows, *made.dispatch.rows) for cell in row)
    assert all(new in (old, "＊") for row, before in zip(annex.rows, told.rows, strict=True) for new, old in zip(row, before, strict=True))
    assert "对外版（不足 5 的数隐去）" in made.footer
    assert not any(isinstance(block, Chart) and not block.native for section in made.sections for block in section.blocks)
    assert not replace(made, mark="").mark


def test_there_are_no_lists_for_passing_on(county):
    with pytest.raises(UnknownEndingError, match="没有对外版"):
        brief_file(county, MONTH, BriefChoice(county.code, hide_below=5), ".zip")


def test_the_same_choice_gives_the_same_word_document_inside(county):
    first, again = (io.BytesIO(brief_file(county, MONTH, BriefChoice(county.code, hide_below=5), ".docx")) for _ in range(2))
    parts = [{name: zipfile.ZipFile(each).read(name) for name in zipfile.ZipFile(each).namelist()} for each in (first, again)]
    assert parts[0] == parts[1]
    assert len(Document(first).tables) == 3
