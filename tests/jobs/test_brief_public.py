"""Given the sample county and one of ten households; tells that no paper for passing on holds a number of the data from 1 to k − 1, nor lets one be told."""

import io
import json
import re
import zipfile

import pytest
from docx import Document
from small_county import MONTH as FIRST
from small_county import benefit, benefits, county_in, person, persons

import sample_data
from jobs.brief import BriefChoice, known_of, make_brief
from jobs.brief_files import UnknownEndingError, brief_file
from jobs.county import open_county
from jobs.load import load_files
from jobs.recompute import recompute
from reports.model import Chart, Paragraph, Table

MONTH, K, HIDDEN = "2026-10", 5, "＊"
NURSING, OLD_AGE = "nursing_allowance", "old_age_allowance"
DATES = ("2026年10月", "2026年5月", "11月30日前", "6月30日前")
ABOUT_K = ("＊ 为不足 5 或由此可推算的数，已隐去。", "不足 5 的数")


@pytest.fixture(scope="module")
def county(sample_data_folder):
    return open_county(sample_data_folder, sample_data.COUNTY_CODE, sample_data.COUNTY_NAME)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """东升村 three who miss the nursing subsidy, 新地村 seven and two who get it."""
    made = county_in(tmp_path_factory.mktemp("tiny") / "data")
    east = [person(number, "东升村", grade="1") for number in (1, 2, 3)]
    west = [person(number, "新地村", grade="1") for number in range(11, 20)]
    load_files(made, [persons(*east)], month=FIRST, sender="东镇", township="东镇")
    load_files(made, [persons(*west)], month=FIRST, sender="西苏木", township="西苏木")
    load_files(made, [benefits(benefit(18, "CL-HL"), benefit(19, "CL-HL"))], month=FIRST, sender="民政局")
    recompute(made)
    return made


def papers(county, month, areas, measures=()):
    return [make_brief(county, month, BriefChoice(area, measures=measures, hide_below=K)) for area in areas]


def tables_of(paper):
    blocks = [block for section in paper.sections for block in section.blocks]
    return [*(block for block in blocks if isinstance(block, Table)), *paper.annex, *([paper.dispatch] if paper.dispatch else [])]


def charts_of(paper):
    return [block for section in paper.sections for block in section.blocks if isinstance(block, Chart)]


def texts(paper):
    """Every text of the paper in which a number of the data could stand; the numbers of list items, which stand in front, taken off."""
    yield from (paper.lead, *paper.notes[-1:], *(section.message for section in paper.sections))
    for section in paper.sections:
        items = [block.text for block in section.blocks if isinstance(block, Paragraph)]
        yield from (text.removeprefix(f"{number}.\u00a0") for number, text in enumerate(items, start=1))
    for table in tables_of(paper):
        yield from (table.caption, table.note, table.message, *table.headings, *(cell for row in table.rows for cell in row))
    for chart in charts_of(paper):
        assert not chart.percent
        yield from (chart.caption, chart.alt, chart.message, *chart.categories)
        yield from (str(value) for series in chart.series for value in series.values)
        yield from drawn(chart.spec)


def drawn(spec):
    """The values that a picture is drawn from, as the picture's source holds them."""
    if isinstance(spec, dict):
        values = spec.get("values", [])
        rows = values if isinstance(values, list) else []
        yield from (json.dumps(value, ensure_ascii=False) for row in rows if isinstance(row, dict) for key, value in row.items() if key != "code")
        yield from (text for key, each in spec.items() if key != "values" for text in drawn(each))
    elif isinstance(spec, list | tuple):
        yield from (text for each in spec for text in drawn(each))


def numbers(text, names):
    """The numbers of a text but dates, k and those in the names of measures; of a ratio also how many are not in it."""
    for known in (*DATES, *ABOUT_K, *sorted(names, key=len, reverse=True)):
        text = text.replace(known, "")
    text = text.replace("\u00a0", " ")
    pairs = re.findall(r"(\d[\d ]*)/(\d[\d ]*)", text)
    yield from (abs(float(whole.replace(" ", "")) - float(part.replace(" ", ""))) for part, whole in pairs)
    for found in re.findall(r"(?:\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?%?", text):
        if not found.endswith("%"):
            yield float(found.replace(" ", ""))


def small(paper, names):
    return [(text, value) for text in texts(paper) for value in numbers(text, names) if 0 < value < K]


def names_of(county, month):
    return [measure.label for measure in known_of(county, month, county.code).wording.measures.values()]


def test_the_scan_sees_the_small_numbers_of_the_paper_that_stays_inside(county):
    inside = make_brief(county, MONTH, BriefChoice(county.code, measures=(NURSING,)))
    cells = [cell for row in inside.annex[0].rows for cell in row if cell in ("1", "2", "3", "4")]
    assert len(cells) > 10
    assert list(numbers("99.4%（167/168 人，疑似），较上月\u00a0+2", ())) == [1, 167, 168, 2]


def test_no_text_of_the_sample_countys_papers_holds_a_small_number(county):
    view = known_of(county, MONTH, county.code).view
    areas = [county.code, view.townships[0].code, view.townships[-1].code]
    for paper in papers(county, MONTH, areas):
        assert small(paper, names_of(county, MONTH)) == []


def test_no_text_of_a_small_countys_papers_holds_one(tiny):
    for paper in papers(tiny, FIRST, [tiny.code, "159921101", "159921102"], (NURSING, OLD_AGE)):
        assert small(paper, names_of(tiny, FIRST)) == []


def test_three_in_one_township_and_seven_in_the_other_are_both_hidden_and_their_sum_stands(tiny):
    (paper,) = papers(tiny, FIRST, [tiny.code], (NURSING,))
    column = paper.dispatch.headings.index("重度残疾人护理补贴")
    assert {row[0]: row[column] for row in paper.dispatch.rows} == {"合计": "10", "东镇": HIDDEN, "西苏木": HIDDEN}
    (row,) = paper.sections[0].blocks[1].rows
    assert row[1:3] == (HIDDEN, "10\u00a0人")  # two of twelve get it: the rate would tell them


def test_a_hidden_number_is_never_alone_in_its_column_nor_in_a_hidden_sum_below_k(county):
    paper, inside = (make_brief(county, MONTH, BriefChoice(county.code, hide_below=k)) for k in (K, 0))
    for shown, told in ((paper.annex[0], inside.annex[0]), (paper.dispatch, inside.dispatch)):
        known = {row[0]: dict(zip(told.headings, row, strict=True)) for row in told.rows}
        for place in shown.counts:
            hidden = [row[0] for row in shown.rows if row[place] == HIDDEN and row[0] != "合计"]
            total = next(row[place] for row in shown.rows if row[0] == "合计")
            assert total == HIDDEN or len(hidden) != 1
            assert total == HIDDEN or not hidden or sum(int(known[name][shown.headings[place]].replace("\u00a0", "")) for name in hidden) >= K


def test_what_is_printed_is_the_number_of_the_paper_that_stays_inside(county):
    paper, inside = (make_brief(county, MONTH, BriefChoice(county.code, hide_below=k)) for k in (K, 0))
    known = {(row[0], heading): cell for row in inside.dispatch.rows for heading, cell in zip(inside.dispatch.headings, row, strict=True)}
    shown = {(row[0], heading): cell for row in paper.dispatch.rows for heading, cell in zip(paper.dispatch.headings, row, strict=True)}
    assert {key: known[key] for key, cell in shown.items() if cell != HIDDEN} == {key: cell for key, cell in shown.items() if cell != HIDDEN}
    assert sum(cell == HIDDEN for cell in shown.values()) > 10


def test_nothing_compares_with_the_month_before(county):
    (paper,) = papers(county, MONTH, [county.code])
    assert not any(word in text for text in texts(paper) for word in ("较上月", "增加", "减少", "新增", "其中") if "不列与上月的增减" not in text)
    assert [chart.kind for chart in charts_of(paper)] == ["bar"]


def test_foot_frame_and_rules_are_those_of_the_paper_that_stays_inside(county):
    paper, inside = (make_brief(county, MONTH, BriefChoice(county.code, hide_below=k)) for k in (K, 0))
    assert paper.footer == inside.footer.replace("内部版", "对外版（不足 5 的数隐去）")
    assert (paper.title, paper.issue, paper.date, paper.basis, paper.notes[:-1]) == (inside.title, inside.issue, inside.date, inside.basis, inside.notes)
    assert not paper.mark


def test_names_and_passing_on_exclude_each_other():
    with pytest.raises(ValueError, match="对外版不附名单"):
        BriefChoice("159921", names=True, hide_below=5)


def test_there_are_no_lists_for_passing_on(county):
    with pytest.raises(UnknownEndingError, match="没有对外版"):
        brief_file(county, MONTH, BriefChoice(county.code, hide_below=5), ".zip")


def test_the_same_choice_gives_the_same_word_document_inside(county):
    first, again = (io.BytesIO(brief_file(county, MONTH, BriefChoice(county.code, hide_below=5), ".docx")) for _ in range(2))
    parts = [{name: zipfile.ZipFile(each).read(name) for name in zipfile.ZipFile(each).namelist()} for each in (first, again)]
    assert parts[0] == parts[1]
    assert len(Document(first).tables) == 3
