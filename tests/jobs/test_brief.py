"""Given the sample county; every file of the briefing says the sentences and figures of the screen, without names unless they are asked for."""

import io
import re
import zipfile

import openpyxl
import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

import cli
import jobs.brief
import sample_data
from jobs.brief import MARK, PARTS, BriefChoice, known_of, make_brief
from jobs.brief_files import UnknownEndingError, brief_file
from jobs.county import open_county
from reports.model import Paragraph, Table

MONTH = "2026-10"
WHOLE = BriefChoice(sample_data.COUNTY_CODE)


@pytest.fixture(scope="module")
def county(sample_data_folder):
    """The sample county."""
    return open_county(sample_data_folder, sample_data.COUNTY_CODE, sample_data.COUNTY_NAME)


@pytest.fixture(scope="module")
def screen(county):
    """What 总览 shows of the month."""
    return known_of(county, MONTH, county.code).view


@pytest.fixture(scope="module")
def paper(county):
    """The briefing of the whole county."""
    return make_brief(county, MONTH, WHOLE)


def squeezed(text: str) -> str:
    """The text without white space, which each kind of file sets as it likes."""
    return "".join(text.split())


def sentences(paper) -> list[str]:
    """Every sentence of the briefing's parts."""
    return [paper.lead, *(block.text for section in paper.sections for block in section.blocks if isinstance(block, Paragraph))]


def test_the_briefing_says_the_findings_of_the_screen_word_for_word(paper, screen):
    said = "".join(sentences(paper))
    assert screen.finding in paper.lead
    told = (*screen.findings.worst, *screen.findings.more[:3], *screen.findings.fewer[:3])
    assert len(told) > 8
    for each in told:
        assert each.sentence in said
    assert all(each.rests_on in said for each in screen.findings.worst)


def test_its_table_of_places_holds_the_numbers_of_the_screen(paper, screen):
    table = next(block for block in paper.sections[1].blocks if isinstance(block, Table))
    assert [(row[0], row[1]) for row in table.rows] == [(row.name, f"{row.missed:,.0f}".replace(",", "\u00a0")) for row in screen.townships]


@pytest.mark.parametrize("ending", [".docx", ".pdf", ".pptx"])
def test_every_file_read_back_says_every_sentence(county, paper, ending):
    made = io.BytesIO(brief_file(county, MONTH, WHOLE, ending))
    read = {
        ".docx": lambda: [line.text for line in Document(made).paragraphs],
        ".pdf": lambda: [page.extract_text() for page in PdfReader(made).pages],
        ".pptx": lambda: [shape.text_frame.text for slide in Presentation(made).slides for shape in slide.shapes if shape.has_text_frame],
    }[ending]()
    # a sentence may run over the foot of a page
    whole = "".join(re.sub(r"—\d+—", "", squeezed(part)).replace(squeezed(paper.footer), "") for part in read)
    missing = [sentence for sentence in sentences(paper) if squeezed(sentence) not in whole]
    assert not missing


def test_the_workbook_read_back_holds_the_cells_of_the_tables(county, paper):
    book = openpyxl.load_workbook(io.BytesIO(brief_file(county, MONTH, WHOLE, ".xlsx")))
    texts = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    for section in paper.sections:
        for table in (block for block in section.blocks if isinstance(block, Table)):
            assert {row[0] for row in table.rows} <= texts


def test_the_foot_says_month_submitted_and_version(paper, county):
    newest = max(one.upload_id for table in county.store.tables() for one in county.store.slices(table, MONTH))
    assert re.fullmatch(rf"曙光旗 · 2026年10月 · 已报送苏木镇 \d+/10 · 数据版本：第 {newest} 次报送 · 内部版", paper.footer)


def test_nobody_is_named_unless_names_are_asked_for(county, paper):
    assert paper.mark == ""
    assert len(paper.annex) == 1
    named = make_brief(county, MONTH, BriefChoice(county.code, names=True))
    assert named.mark == MARK
    lists = named.annex[1:]
    assert lists
    people = {cell for table in lists for row in table.rows for heading, cell in zip(table.headings, row, strict=True) if heading == "姓名" and cell}
    assert people
    assert all("＊" in name for name in people)


def test_who_does_what_by_when_is_what_the_screen_asks_to_decide(paper, screen):
    steps = [block.text for block in paper.sections[3].blocks]
    assert sum("牵头，11月30日前逐户核实" in step for step in steps) == min(8, sum(bool(lead.people) for lead in screen.leads))
    for number, each in enumerate(screen.decisions[:8], start=1):
        assert steps[number - 1] == f"{number}.\u00a0{each.sentence}。"


def test_only_the_parts_that_are_wanted_are_written(county):
    made = make_brief(county, MONTH, BriefChoice(county.code, parts=PARTS[:1]))
    assert [section.heading for section in made.sections] == ["总体情况"]


def test_a_township_has_a_briefing_of_its_own(county, screen):
    code = screen.townships[0].code
    made = make_brief(county, MONTH, BriefChoice(code))
    assert screen.townships[0].name in made.title


def test_the_same_month_gives_the_same_content_again(county, paper):
    assert make_brief(county, MONTH, WHOLE) == paper


def test_each_township_gets_a_workbook_with_its_own_lists_and_room_for_the_answer(county, screen):
    archive = zipfile.ZipFile(io.BytesIO(brief_file(county, MONTH, WHOLE, ".zip")))
    missed = {row.name for row in screen.townships if row.missed}
    assert {name.split("_")[0] for name in archive.namelist()} == missed
    book = openpyxl.load_workbook(io.BytesIO(archive.read("隆德镇_2026-10_核实名单.xlsx")))
    assert book.sheetnames[0] == "说明"
    sheet = book["重度残疾人护理补贴"]
    headings = [cell.value for cell in sheet[3]]
    assert headings[-2:] == ["核实结果", "说明"]
    assert {row[headings.index("苏木镇")].value for row in sheet.iter_rows(min_row=4) if row[headings.index("户编号")].value} == {"隆德镇"}


def test_an_ending_that_cannot_be_made_is_named_with_those_that_can(county):
    with pytest.raises(UnknownEndingError, match=r"\.wps.*\.docx"):
        brief_file(county, MONTH, WHOLE, ".wps")


def test_the_command_line_writes_the_file_and_refuses_a_month_without_data(sample_data_folder, tmp_path, capsys):
    out = tmp_path / "简报.pdf"
    assert cli.main(["--data", str(sample_data_folder), "brief", "--month", MONTH, "--out", str(out)]) == cli.DONE
    assert out.read_bytes().startswith(b"%PDF")
    assert cli.main(["--data", str(sample_data_folder), "brief", "--month", "2025-01", "--out", str(out)]) == cli.WRONG_USE
    assert "没有报送数据" in capsys.readouterr().err


def test_the_rules_of_measures_that_nobody_speaks_of_are_not_put_into_words(county, monkeypatch):
    known, asked = known_of(county, MONTH, county.code), []
    own = jobs.brief.measure_reference
    monkeypatch.setattr(jobs.brief, "measure_reference", lambda policy, wording, name, *more: asked.append(name) or own(policy, wording, name, *more))
    made = make_brief(county, MONTH, BriefChoice(county.code, measures=("nursing_allowance",)), known)
    spoken = ["nursing_allowance", *(each.measure for each in known.view.findings.worst)]
    assert asked == list(dict.fromkeys(spoken))
    assert [paragraph.text.split("：")[0] for paragraph in made.basis] == [known.wording.measures[name].label for name in asked]


def test_the_county_is_told_who_lacks_a_sheet_and_a_township_only_what_it_lacks_itself(county, screen):
    def gaps(area):
        problems = make_brief(county, MONTH, BriefChoice(area)).sections[2].blocks
        return [block.text for block in problems if "未报齐" in block.text]

    codes = {row.name: row.code for row in screen.townships}
    assert gaps(county.code) == ["数据方面：未报齐的表有监测对象（缺哈日图农场）、住房（缺哈日图农场）、户饮水（缺哈日图农场）。"]
    assert gaps(codes["哈日图农场"]) == ["数据方面：未报齐的表有监测对象、住房、户饮水。"]
    assert gaps(codes["隆德镇"]) == []


def test_the_dispatch_table_sums_the_changes_of_its_places(paper):
    column = paper.dispatch.headings.index("较上月")
    whole, *places = [0 if row[column] == "持平" else int(row[column].replace("−", "-")) for row in paper.dispatch.rows]
    assert whole == sum(places) != 0
    assert all(all(row) for row in paper.dispatch.rows)  # no cell is left empty
