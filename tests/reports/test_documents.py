"""Given one hand-written briefing; tells that every kind of file says the same sentences and figures, in the layout that its readers expect."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
import typst
from a_brief import BARS, FOOTER, LEAD, LINE, TOWNSHIPS, a_brief
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pypdf import PdfReader

from reports import fonts
from reports.model import Chart, Section, Table
from reports.pdf import pdf
from reports.sheets import sheets, workbook
from reports.slides import slides
from reports.word import word


@pytest.fixture(scope="module")
def paper():
    """The Word document, read back."""
    return Document(io.BytesIO(word(a_brief())))


@pytest.fixture(scope="module")
def deck():
    """The slides, read back."""
    return Presentation(io.BytesIO(slides(a_brief())))


@pytest.fixture(scope="module")
def pages():
    """The text of the PDF's pages, without white space, which its reader sets as it likes."""
    return ["".join((page.extract_text() or "").split()) for page in PdfReader(io.BytesIO(pdf(a_brief()))).pages]


def squeezed(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def words_of(deck) -> str:
    """All text of the slides."""
    return "\n".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)


def test_word_says_every_sentence_once_where_it_belongs(paper):
    texts = [line.text for line in paper.paragraphs]
    assert texts.count(LEAD) == 2  # once as 导语, once in the first part
    assert [text for text in texts if text[1:2] == "、"] == ["一、总体情况", "二、各苏木镇进展", "三、存在问题", "四、下步建议"]


def test_word_has_the_margins_and_lines_of_the_standard(paper):
    page = paper.sections[0]
    sizes = [page.page_width, page.page_height, page.top_margin, page.bottom_margin, page.left_margin, page.right_margin]
    assert [round(size.mm, 1) for size in sizes] == [210, 297, 37, 35, 28, 26]
    grid = page._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("linesAndChars", "579")


def test_word_names_the_chinese_face_of_each_kind_of_line(paper):
    faces = {run.text: run._element.rPr.rFonts.get(qn("w:eastAsia")) for line in paper.paragraphs for run in line.runs if run.text}
    assert faces["2026年10月曙光旗帮扶政策落实情况"] == "方正小标宋简体"
    assert faces[LEAD] == "仿宋_GB2312"
    assert faces["一、总体情况"] == "黑体"


def test_the_page_number_stands_right_on_odd_and_left_on_even_pages(paper):
    page = paper.sections[0]
    sides = [footer.paragraphs[0].alignment for footer in (page.footer, page.even_page_footer)]
    assert [int(side) for side in sides] == [2, 0]
    assert all("PAGE" in footer.paragraphs[0]._p.xml and footer.paragraphs[1].text == FOOTER for footer in (page.footer, page.even_page_footer))


def test_a_table_in_word_repeats_its_heading_and_keeps_its_rows_whole(paper):
    rows = paper.tables[0].rows
    assert [cell.text for cell in rows[0].cells] == list(TOWNSHIPS.headings)
    assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows[1:])


@pytest.mark.parametrize(("rows", "kept"), [(20, 20), (60, 0)])
def test_the_rows_of_a_table_that_fits_on_a_page_are_kept_together(rows, kept):
    table = Table("各地进展", ("地方", "缺口人次"), (("隆德镇", "12"),) * rows)
    lines = Document(io.BytesIO(word(a_brief(annex=(table,))))).tables[-1].rows
    assert [all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells) for row in lines] == [True] * kept + [False] * (rows + 1 - kept)


def test_a_picture_in_word_tells_its_finding_to_who_cannot_see_it(paper):
    told = [properties.get("descr") for properties in paper.element.iter(qn("wp:docPr"))]
    assert told == ["覆盖率由5月的 91.0% 降到6月的 88.2%。", "隆德镇应享未享最多，24 人；红柳镇 4 人。"]


def test_every_picture_and_chart_of_the_slides_and_the_workbook_tells_its_finding(deck):
    finding = "两个嘎查有缺口，同兴村最多，26 人。"
    spec = {"mark": "point", "data": {"values": [{}]}, "height": 100}
    drawn = Section("地图", "好", (Chart("示意图", finding, spec, "map", (), ()),))
    shapes = [shape for slide in Presentation(io.BytesIO(slides(a_brief(sections=(*a_brief().sections, drawn))))).slides for shape in slide.shapes]
    told = [shape._element._nvXxPr.cNvPr.get("descr") for shape in shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE or shape.has_chart]
    assert told == [LINE.alt, BARS.alt, finding]
    archive = zipfile.ZipFile(io.BytesIO(sheets(a_brief())))
    drawings = "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/drawings/drawing"))
    assert re.findall(r'descr="([^"]*)"', drawings) == [LINE.alt, BARS.alt]


def test_a_column_to_be_written_in_is_wide_and_a_long_figure_stays_on_its_line():
    figure = "99.3%（5\u00a0581/5\u00a0620 户，14\u00a0492/14\u00a0539 人）"
    table = Table("名单", ("姓名", "数值", "说明"), (("白＊", figure, ""),))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook([("名单", [table], [])], title="名单", footer=FOOTER)))["名单"]
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert widths[0] < 10
    assert widths[1] > 38  # 31 letters and 7 characters of two
    assert widths[2] > 15


def test_names_put_a_mark_on_every_page_and_no_names_put_none(paper):
    marked = Document(io.BytesIO(word(a_brief(mark="内部资料 含个人信息")))).sections[0]
    assert [header.paragraphs[0].text for header in (marked.header, marked.even_page_header)] == ["内部资料 含个人信息"] * 2
    assert paper.sections[0].header.paragraphs[0].text == ""


def test_pdf_says_the_same_and_prints_mark_up_letter_by_letter(pages):
    whole = "".join(pages)
    assert whole.count(squeezed(LEAD)) == 2
    assert '引号"、反斜线\\、井号#、美元$都照样印' in whole
    assert squeezed(FOOTER) in pages[0]
    assert squeezed(FOOTER) in pages[-1]


def test_pdf_embeds_its_fonts():
    fonts_used = {font for page in PdfReader(io.BytesIO(pdf(a_brief()))).pages for font in page["/Resources"]["/Font"].values()}
    assert fonts_used
    assert all("/FontFile" in str(font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]) for font in fonts_used)


def test_the_same_briefing_gives_the_same_pdf_and_the_same_workbook():
    assert pdf(a_brief()) == pdf(a_brief())
    assert sheets(a_brief()) == sheets(a_brief())


def test_slides_are_eight_to_twelve_with_one_message_each(deck):
    assert 8 <= len(deck.slides) <= 12
    assert LEAD in words_of(deck)
    assert "三、三类问题要办" in words_of(deck)


def test_slides_hold_charts_that_can_be_edited_with_the_figures_of_the_briefing(deck):
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert [(list(chart.plots[0].categories), [tuple(series.values) for series in chart.plots[0].series]) for chart in charts] == [
        (["5月", "6月"], [(0.91, 0.882)]),
        (["隆德镇", "红柳镇"], [(24.0, 4.0)]),
    ]


def parts_of(made: bytes) -> dict[str, bytes]:
    """The files inside an office file, without the times that the archive keeps."""
    archive = zipfile.ZipFile(io.BytesIO(made))
    return {name: archive.read(name) for name in archive.namelist() if not name.endswith(".xlsx")}


def test_the_same_briefing_gives_the_same_slides_and_the_same_word_inside():
    assert parts_of(slides(a_brief())) == parts_of(slides(a_brief()))
    assert parts_of(word(a_brief())) == parts_of(word(a_brief()))


def test_slides_hold_every_cell_of_the_table(deck):
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    cells = [tuple(tuple(cell.text.replace("\u00a0", " ") for cell in row.cells) for row in table.rows) for table in tables]
    assert cells == [(TOWNSHIPS.headings, *TOWNSHIPS.rows)]


def test_the_workbook_holds_every_column_of_the_table_and_the_figures_of_its_charts():
    book = openpyxl.load_workbook(io.BytesIO(sheets(a_brief())))
    rows = [tuple(cell.value for cell in row) for row in book["各苏木镇进展"].iter_rows(min_row=3, max_row=6, max_col=5)]
    assert rows == [
        ("苏木镇", "应享", "已享", "覆盖率", "评价"),
        ("隆德镇", 120, 96, 0.8, "■ 差"),
        ("红柳镇", 80, 76, 0.95, "▲ 关注"),
        ("=曙光镇", 1060, 1060, 1, "● 好"),
    ]
    page = book["图"]
    drawn = []
    for chart in page._charts:
        for series in chart.series:
            cells = [page[source.replace("$", "").split("!")[1]] for source in (series.cat.strRef.f, series.val.numRef.f)]
            drawn.append([(name.value, number.value) for (name,), (number,) in zip(*cells, strict=True)])
    assert drawn == [[("5月", 0.91), ("6月", 0.882)], [("隆德镇", 24), ("红柳镇", 4)]]


def test_slides_of_a_long_briefing_stop_at_twelve():
    section = a_brief().sections[1]
    assert len(Presentation(io.BytesIO(slides(a_brief(sections=(section,) * 9)))).slides) == 12


def test_the_workbook_keeps_numbers_as_numbers_and_text_as_text():
    sheet = openpyxl.load_workbook(io.BytesIO(sheets(a_brief())))["各苏木镇进展"]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert cells["=曙光镇"].data_type == "s"
    assert (cells[1060].data_type, cells[0.8].number_format) == ("n", "0.0%")


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5度", "@某", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1"])
def test_text_that_looks_like_a_formula_stays_text_when_its_cell_is_edited(text):
    table = Table("名单", ("说明",), ((text,),), numbers=(0,))
    cell = openpyxl.load_workbook(io.BytesIO(workbook([("名单", [table], [])], title="名单", footer=FOOTER)))["名单"]["A4"]
    assert (cell.data_type, bool(cell.quotePrefix)) == ("s", True)


def test_the_workbook_prints_on_one_landscape_page():
    sheet = openpyxl.load_workbook(io.BytesIO(sheets(a_brief(dispatch=TOWNSHIPS))))["各苏木镇进展"]
    assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
    assert {sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight} <= {None, 1}  # not written means one page


def test_sheets_of_one_name_are_told_apart_and_forbidden_letters_left_out():
    made = openpyxl.load_workbook(io.BytesIO(workbook([("隆德镇/名单?", [TOWNSHIPS], []), ("隆德镇名单", [TOWNSHIPS], [])], title="名单", footer=FOOTER)))
    assert made.sheetnames == ["隆德镇名单", "隆德镇名单2"]


def test_without_a_chinese_font_nothing_is_made_and_the_message_says_what_to_install(monkeypatch):
    class NoFonts:
        def families(self):
            return ["DejaVu Sans"]

    monkeypatch.setattr(typst, "Fonts", NoFonts)
    fonts.faces.cache_clear()
    try:
        with pytest.raises(fonts.FontError, match="fonts-noto-cjk"):
            pdf(a_brief())
        with pytest.raises(fonts.FontError, match="方框"):
            word(a_brief())
    finally:
        fonts.faces.cache_clear()
