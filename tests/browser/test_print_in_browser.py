"""Pages on paper in a real browser: A4 landscape, every row of every table there, no row of a list lost, nothing to press printed."""

import io
import unicodedata

import pytest
from pypdf import PdfReader

A4_LANDSCAPE = (842, 595)
LISTED = "coverage?measure=nursing_allowance"
PRINTED = ["overview", LISTED, "monitoring"]
TWINS = str.maketrans("戶⻛⺠⻬⻩⻓⻅⻉⻋⻔⻘⻚⻜⻢⻥⻦⻰⻳⻄⻆⻤⻣⻝⺟⻁⻨⻮", "户风民齐黄长见贝车门青页飞马鱼鸟龙龟西角鬼骨食母虎麦齿")
"""Characters that share a glyph: a PDF keeps the glyph and names it by either."""


@pytest.fixture
def paper(visit):
    """Prints a page as the browser's print command does; gives the reader of its PDF and the page."""

    def printed(address):
        page = visit(f"/{address}")
        return page, PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))

    return printed


def plain(text):
    """Without white space, which a PDF places where it likes, and with one character for each glyph."""
    return "".join(unicodedata.normalize("NFKC", text).translate(TWINS).split())


def words(reader):
    return plain("".join(page.extract_text() for page in reader.pages))


def texts(page, css):
    """The texts of the elements, those that only paper shows too."""
    return {plain(text) for text in page.locator(css).evaluate_all("found => found.map(each => each.textContent)")}


@pytest.mark.parametrize("address", PRINTED)
def test_paper_is_a4_landscape(paper, address):
    _, reader = paper(address)
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in reader.pages} == {A4_LANDSCAPE}


@pytest.mark.parametrize("address", PRINTED)
def test_title_finding_provenance_and_every_cell_of_every_table_are_on_paper(paper, address):
    page, reader = paper(address)
    text = words(reader)
    wanted = texts(page, "h1, .xj-lead, .st-key-head .xj-quiet, .xj td")
    assert len(wanted) > 20
    assert {cell for cell in wanted if cell not in text} == set()


def test_a_list_that_scrolls_on_the_screen_is_whole_on_paper_with_its_heading_on_every_sheet(paper):
    page, reader = paper(LISTED)
    households = page.locator(".xj-paper tbody tr").evaluate_all("rows => rows.map(row => row.textContent.match(/\\d{16}/)[0])")
    assert len(households) == 150  # of whom the canvas on the screen draws eleven
    assert [number for number in households if number not in words(reader)] == []
    sheets = [text for sheet in reader.pages if any(number in (text := plain(sheet.extract_text())) for number in households)]
    assert len(sheets) > 1
    assert all("户编号" in text for text in sheets)


@pytest.mark.parametrize("address", PRINTED)
def test_what_can_only_be_pressed_is_not_on_paper(paper, address):
    page, reader = paper(address)
    menu = page.get_by_test_id("stSidebarNavLink").all_inner_texts()
    assert any("历史与撤销" in entry for entry in menu)
    assert "历史与撤销" not in words(reader)
    assert "找一项指标" not in words(reader)
