"""Given every kind of file of a hand-written briefing; opens it in LibreOffice and reads the PDF that it prints. Skipped where LibreOffice is not installed."""

import io
import shutil
import subprocess

import pytest
from a_brief import LEAD, TOWNSHIPS, a_brief
from pypdf import PdfReader

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
