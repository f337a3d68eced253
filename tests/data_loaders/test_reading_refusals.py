"""Every file code is raised by a file that is wrong in that way, and not by one that is nearly so but right."""

import broken_files as files
import pytest

from data_loaders.child import Item, read_item
from data_loaders.formats import workbook
from data_loaders.formats.finding import UnreadableError
from data_loaders.issues import catalogue
from data_loaders.model import InputFile
from data_loaders.reading import Limits, read_file

GOOD = files.xlsx([["姓名", "年龄"], ["甲", 3]])
TABLE = b"a,b\n1,2\n"
DOCX = files.zipped({"[Content_Types].xml": "", "word/document.xml": "x"})
CELL = '<table:table-cell table:number-columns-repeated="{}" office:value-type="string"><text:p>x</text:p></table:table-cell>'
UNFOLDED = '<table:table-row table:number-rows-repeated="{}">' + CELL + "</table:table-row>"
REPEATED = '<table:table table:name="a">' + UNFOLDED + "</table:table>"
NO_RESULT = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><f>1+1</f>{}</c></row></sheetData>'
SMALL = {"seconds": 20}

# code → (a file that raises it, one that does not, limits)
CASES = {
    "FILE-001": (("a.xlsx", b""), ("a.xlsx", GOOD), {}),
    "FILE-002": (("a.xlsx", GOOD), ("a.csv", TABLE), {"max_bytes": 2000}),
    "FILE-003": (("a.xlsx", files.ole("EncryptionInfo", "EncryptedPackage")), ("a.xlsx", GOOD), {}),
    "FILE-004": (("a.xls", files.encrypted_xls()), ("a.xls", files.xls([["姓名"]])), {}),
    "FILE-005": (("a.zip", files.encrypted_zip(GOOD)), ("a.zip", files.zipped({"a.xlsx": GOOD})), {}),
    "FILE-006": (("a.xlsx", GOOD[:-200]), ("a.xlsx", GOOD), {}),
    "FILE-007": (("a.xlsx", b"%PDF-1.7\n" + b"x" * 100), ("a.csv", b"name,kind\na,PDF\n"), {}),
    "FILE-008": (("a.xlsx", DOCX), ("a.zip", files.zipped({"word/a.csv": TABLE})), {}),
    "FILE-009": (("a.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 50), ("a.csv", b"BMI,name\n20,a\n"), {}),
    "FILE-010": (("a.rar", b"Rar!\x1a\x07\0" + b"\0" * 50), ("a.zip", files.zipped({"a.csv": TABLE})), {}),
    "FILE-011": (("a.xlsx", bytes(range(256)) * 8), ("a.csv", TABLE), {}),
    "FILE-012": (("a.xls", b"<html><table><tr><td>A</td></tr></table></html>"), ("a.html", b"<table><tr><td>A</td></tr></table>"), {}),
    "FILE-013": (("a.xls", GOOD), ("a.XLSX", GOOD), {}),
    "FILE-014": (("a.xlsx", files.aborting_xlsx()), ("a.xlsx", GOOD), {}),
    "FILE-015": (("a.xlsx", GOOD), ("b.xlsx", b""), {"seconds": 0.01}),
    "FILE-016": (("a.xlsx", GOOD), ("b.xlsx", b""), {"memory_bytes": 5 << 20}),
    "FILE-017": (("a.xlsx", files.far_cell_xlsx()), ("a.xlsx", GOOD), {}),
    "FILE-018": (("a.xlsx", files.xlsx([])), ("a.xlsx", files.three_sheets()), {}),
    "FILE-019": (("a.xlsx", files.xlsx([["x" * 40_000]])), ("a.csv", TABLE), {"max_unpacked_bytes": 20_000}),
    "FILE-020": (("a.zip", files.zipped({"b.zip": files.zipped({"c.csv": TABLE})})), ("a.zip", files.zipped({"b.xlsx": GOOD})), {}),
    "FILE-021": (
        ("a.zip", files.zipped({f"{number}.csv": TABLE for number in range(4)})),
        ("a.zip", files.zipped({f"{number}.csv": TABLE for number in range(3)})),
        {"max_members": 3},
    ),
    "FILE-022": (("a.zip", files.zipped({"__MACOSX/x": b"x"})), ("a.zip", files.zipped({"a.csv": TABLE})), {}),
    "FILE-023": (("a.zip", files.damaged_zip(TABLE)), ("a.zip", files.zipped({"a.csv": TABLE})), {}),
    "FILE-024": (("a.csv", "姓名\n甲\n".encode() + b"\xff\xff\n"), ("a.csv", "姓名\n甲\n".encode("gb18030")), {}),
    "FILE-025": (("a.xlsx", files.zipped({"[Content_Types].xml": "", "xl/x": ""})), ("a.xlsx", GOOD), {}),
    "FILE-026": (("a.xlsx", files.xlsx_of_xml('<sheetData><row r="1"><c r="A1" t="s"><v>5</v></c></row></sheetData>')), ("a.xlsx", GOOD), {}),
    "FILE-027": (("a.xlsx", files.xlsx_of_xml(NO_RESULT.format(""))), ("a.xlsx", files.xlsx_of_xml(NO_RESULT.format("<v>2</v>"))), {}),
    "FILE-028": (("a.csv", b"a,b\n1,2\n3,4,5\n"), ("a.csv", b"title\na,b\n1,2\n3,4,\n"), {}),
    "FILE-029": (("~$a.xlsx", b"\x05owner" + b" " * 159), ("~a.xlsx", GOOD), {}),
    "FILE-030": (("a.ods", files.ods(REPEATED.format(1_000_000_000, 16_384))), ("a.ods", files.ods(REPEATED.format(2, 2))), {}),
}


def codes(name, content, limits):
    return [issue.code for issue in read_file(InputFile(name, content), limits=Limits(**(SMALL | limits)))[1]]


def test_every_file_code_of_the_reader_has_its_two_files():
    assert set(CASES) == {code for code in catalogue() if code.startswith("FILE-") and code < "FILE-090"}


@pytest.mark.parametrize("code", CASES)
def test_the_code_is_raised_by_the_file_that_is_wrong_in_its_way(code):
    (name, content), _, limits = CASES[code]
    assert code in codes(name, content, limits)


@pytest.mark.parametrize("code", CASES)
def test_the_code_is_not_raised_by_a_file_that_is_nearly_so_but_right(code):
    _, (name, content), limits = CASES[code]
    assert code not in codes(name, content, limits)


@pytest.mark.parametrize("content", [GOOD[:-200], GOOD[:100], files.xls([["姓名" * 50]] * 300)[:9000], files.xls([["姓名" * 50]] * 300)[:-600]])
def test_a_file_cut_off_anywhere_is_called_incomplete(content):
    assert codes("a.xlsx", content, {})[-1] == "FILE-006"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (files.ole("WordDocument"), "Word"),
        (files.ole("PowerPoint Document"), "演示文稿"),
        (files.zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "演示文稿"),
        (files.zipped({"OFD.xml": ""}), "OFD"),
        (b"{\\rtf1 x}", "RTF"),
    ],
)
def test_a_document_is_called_what_it_is(content, words):
    _, issues = read_file(InputFile("a.xls", content))
    assert [issue.code for issue in issues] == ["FILE-008"]
    assert words in issues[0].what


def test_a_panic_of_the_reader_is_an_issue_of_the_file_and_not_the_end_of_it(monkeypatch, tmp_path):
    panic = type("PanicException", (BaseException,), {})
    (tmp_path / "0.in").write_bytes(GOOD)

    def panicking(*_args, **_kwargs):
        raise panic("index out of bounds")

    monkeypatch.setattr("data_loaders.child.read_workbook", panicking)
    result, _ = read_item(tmp_path, Item(0, "a.xlsx", inside=False), _limits())
    assert [finding["code"] for finding in result["findings"]] == ["FILE-014"]


def test_an_error_that_is_no_panic_goes_on_up_with_the_place_but_without_what_stood_in_a_cell(monkeypatch, tmp_path):
    (tmp_path / "0.in").write_bytes(GOOD)

    def failing(*_args, **_kwargs):
        raise ZeroDivisionError("159921198001010003")

    monkeypatch.setattr("data_loaders.child.read_workbook", failing)
    with pytest.raises(ZeroDivisionError):
        read_item(tmp_path, Item(0, "a.xlsx", inside=False), _limits())
    trace = (tmp_path / "error.txt").read_text("utf-8")
    assert trace.startswith("ZeroDivisionError child.py:")
    assert "159921" not in trace


def test_one_unreadable_sheet_leaves_the_others_readable():
    bad = '<sheetData><row r="1"><c r="A1" t="s"><v>5</v></c></row></sheetData>'
    good = '<sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData>'
    sheets, issues = read_file(InputFile("a.xlsx", files.xlsx_of_xml(bad, good)))
    assert [(issue.code, issue.sheet) for issue in issues] == [("FILE-026", "表1")]
    assert [(sheet.name, sheet.cells.to_pylist()) for sheet in sheets] == [("表2", [{"c0": "7"}])]


def test_a_password_that_only_the_reader_notices_is_told_as_a_password(monkeypatch, tmp_path):
    class Locked:
        @classmethod
        def from_path(cls, _path):
            raise workbook.PasswordError("locked")

    monkeypatch.setattr(workbook, "CalamineWorkbook", Locked)
    for key, code in (("xls", "FILE-004"), ("xlsx", "FILE-003")):
        with pytest.raises(UnreadableError) as caught:
            next(iter(workbook.read_workbook(tmp_path / "a", key, max_cells=10)))
        assert caught.value.finding.code == code


def test_entities_that_grow_without_end_do_no_harm():
    levels = "".join(f'<!ENTITY x{level} "{f"&x{level - 1};" * 10}">' for level in range(1, 10))
    content = files.xml_spreadsheet('<Row><Cell><Data ss:Type="String">&x9;</Data></Cell></Row>', doctype=f'<!DOCTYPE w [<!ENTITY x0 "x">{levels}]>')
    assert codes("a.xml", content, {}) == ["FILE-025"]


def _limits():
    return {"max_cells": 1000, "max_unpacked_bytes": 1 << 20, "max_members": 3, "seconds": 5, "memory_words": "1 GB"}


def test_a_part_that_cannot_be_unpacked_is_told_of_its_sheet():
    _, issues = read_file(InputFile("a.xlsx", files.damaged_inside(files.xlsx([["姓名", number] for number in range(200)]))))
    assert [(issue.code, issue.sheet) for issue in issues] == [("FILE-026", "人员")]
    assert not any(letter.isascii() and letter.isalpha() for letter in issues[0].what.replace("a.xlsx", "").replace("XML", ""))
