"""Given every kind of file of a hand-written briefing; opens it in LibreOffice and reads the PDF that it prints. Skipped where LibreOffice is not installed."""

import io
import shutil
import subprocess

import pytest
from a_brief import LEAD, TOWNSHIPS, a_brief
from pypdf import PdfReader

from reports.model import Paragraph, Section, Table
from reports.pdf import pdf
from reports.sheets import sheets
from reports.slides import slides
from reports.word import word

OFFICE = shutil.which("libreoffice") or shutil.which("soffice")
LONGEST = 180
A4_LANDSCAPE = (842, 595)

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: whether the files open in it can be seen only where it is")


def printed(content: bytes, name: str, folder) -> PdfReader:
    """The pages that LibreOffice prints of the file."""
    (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=LONGEST)  # noqa: S603 - the office program, with files of this test
    return PdfReader(io.BytesIO((folder / name).with_suffix(".pdf").read_bytes()))


def said(paper: PdfReader) -> str:
    return "".join("".join((page.extract_text() or "").split()) for page in paper.pages)


def test_word_prints_its_sentences_on_a4(tmp_path):
    paper = printed(word(a_brief()), "a.docx", tmp_path)
    assert "".join(LEAD.split()) in said(paper)
    assert [round(float(size)) for size in paper.pages[0].mediabox[2:]] == [595, 842]


def test_slides_print_one_page_each_in_sixteen_to_nine(tmp_path):
    deck = printed(slides(a_brief()), "a.pptx", tmp_path)
    assert 8 <= len(deck.pages) <= 12
    width, height = (float(size) for size in deck.pages[0].mediabox[2:])
    assert round(width / height, 2) == 1.78


def test_the_dispatch_table_prints_on_one_landscape_page_with_all_its_rows(tmp_path):
    book = printed(sheets(a_brief(sections=(), annex=(), dispatch=TOWNSHIPS)), "a.xlsx", tmp_path)
    assert len(book.pages) == 1
    assert all(row[0] in said(book) for row in TOWNSHIPS.rows)
    assert tuple(round(float(size)) for size in book.pages[0].mediabox[2:]) == A4_LANDSCAPE


def after_text(lines, rows):
    """A briefing whose table of villages would begin at the foot of a page, and the names of the villages."""
    names = [f"第{number}嘎查" for number in range(10, 10 + rows)]
    table = Table("各地进展", ("地方", "缺口人次"), tuple((name, "12") for name in names), numbers=(1,), note="缺口人次按各项政策相加。")
    return a_brief(sections=(Section("各地", "好", (*(Paragraph("逐户核实。") for _ in range(lines)), table)),), annex=(), basis=()), names


def pages_with(paper, names):
    """How many of the names stand on each page that holds one."""
    texts = ["".join((page.extract_text() or "").split()) for page in paper.pages]
    return [count for text in texts if (count := sum(name in text for name in names))]


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_table_that_fits_on_a_page_is_not_torn_and_a_longer_one_repeats_its_heading(tmp_path, form):
    def pages(lines, rows):
        brief, names = after_text(lines, rows)
        paper = printed(word(brief), f"{rows}.docx", tmp_path) if form == "docx" else PdfReader(io.BytesIO(pdf(brief)))
        return paper, pages_with(paper, names)

    assert pages(10, 20)[1] == [20]
    paper, found = pages(10, 60)
    assert len(found) > 1
    assert sum(found) == 60
    assert said(paper).count("地方缺口人次") == len(found)
