"""Reading a file as handed in: what comes out of a good one, to the cell."""

import os
import threading
import time
from datetime import date, datetime

import broken_files as files
import pyarrow as pa
import pytest

from data_loaders import reading
from data_loaders.model import InputFile, Kind
from data_loaders.reading import Limits, read_file

PEOPLE = [["姓名", "证件号码", "年龄"], ["甲", "159921198001010003", 46], ["乙", "15992119900202001X", 36]]


def read(name, content, **limits):
    return read_file(InputFile(name, content), limits=Limits(**limits))


def the_sheet(name, content):
    sheets, issues = read(name, content)
    assert [issue.code for issue in issues if issue.severity == "error"] == []
    assert len(sheets) == 1
    return sheets[0]


def rows_of(sheet):
    return [tuple(row.values()) for row in sheet.cells.to_pylist()]


def test_a_workbook_comes_out_cell_by_cell_as_text_with_kinds():
    sheet = the_sheet("人员.xlsx", files.xlsx(PEOPLE))
    assert (sheet.file, sheet.name, sheet.first_row, sheet.hidden) == ("人员.xlsx", "人员", 1, False)
    assert sheet.cells.schema == pa.schema([("c0", pa.string()), ("c1", pa.string()), ("c2", pa.string())])
    assert rows_of(sheet) == [("姓名", "证件号码", "年龄"), ("甲", "159921198001010003", "46"), ("乙", "15992119900202001X", "36")]
    assert {name: kinds.to_pylist() for name, kinds in sheet.kinds.items()} == {"c2": [Kind.TEXT, Kind.NUMBER, Kind.NUMBER]}


def test_rows_and_columns_keep_their_places_below_and_beside_empty_ones():
    sheet = the_sheet("人员.xlsx", files.xlsx(PEOPLE, top=4, left=2))
    assert sheet.first_row == 5
    assert rows_of(sheet)[0] == (None, None, "姓名", "证件号码", "年龄")


def test_a_wrong_dimension_hides_no_rows():
    xml = '<dimension ref="A1"/><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c></row></sheetData>'
    assert rows_of(the_sheet("导出.xlsx", files.xlsx_of_xml(xml))) == [("1", "2"), ("3", None)]


def test_dates_are_written_in_iso_form_whatever_the_epoch():
    content = files.xlsx([[date(2021, 9, 1), datetime(2021, 9, 1, 8, 30)]])
    sheet = the_sheet("a.xlsx", content)
    assert rows_of(sheet)[0] == ("2021-09-01", "2021-09-01 08:30:00")
    assert sheet.kinds["c0"].to_pylist() == [Kind.DATE]
    xml = '<sheetData><row r="1"><c r="A1" t="d"><v>2021-09-01</v></c></row></sheetData>'
    assert rows_of(the_sheet("b.xlsx", files.xlsx_of_xml(xml, workbook_more='<workbookPr date1904="1"/>')))[0][0].startswith("2021-09-01")


def test_an_id_kept_as_a_number_is_marked_as_a_number_and_written_out():
    sheet = the_sheet("a.xlsx", files.xlsx([["证件号码"], [159921198001010003]]))
    assert rows_of(sheet)[1] == ("159921198001010000",)
    assert sheet.kinds["c0"].to_pylist() == [Kind.TEXT, Kind.NUMBER]


def test_error_cells_and_formulas_without_result_are_not_empty_cells():
    xml = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="G1" t="e"><v>#REF!</v></c></row><row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="B2"><f>A1+1</f></c><c r="C2"><f>A1</f><v></v></c><c r="D2" t="str"><f>A1</f><v></v></c><c r="E2"><f t="shared" si="0"/></c>'
        '<c r="F2"><f>A1+1</f><v>2</v></c></row></sheetData>'
    )
    sheets, issues = read("a.xlsx", files.xlsx_of_xml(xml))
    no_result = "（公式没有结果）"
    assert rows_of(sheets[0]) == [("1", None, None, None, None, None, "#REF!"), ("#DIV/0!", no_result, no_result, None, no_result, "2", None)]
    assert sheets[0].kinds["c1"].to_pylist() == [Kind.EMPTY, Kind.ERROR]
    assert sheets[0].kinds["c6"].to_pylist() == [Kind.ERROR, Kind.EMPTY]
    assert [(issue.code, issue.cell) for issue in issues] == [("FILE-027", "B2")]
    assert "3 个单元格" in issues[0].what


def test_merged_ranges_and_hidden_rows_are_told():
    xml = (
        '<sheetData><row r="3"><c r="A3" t="inlineStr"><is><t>标题</t></is></c><c r="B3"><v>1</v></c></row><row r="4" hidden="1"><c r="A4"><v>1</v></c></row>'
        '<row r="5"><c r="A5"><v>1</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A3:B4"/></mergeCells>'
    )
    sheet = the_sheet("a.xlsx", files.xlsx_of_xml(xml))
    assert (sheet.first_row, sheet.merged, sheet.hidden_rows) == (3, ((0, 0, 1, 1),), (4,))


@pytest.mark.parametrize("change", [lambda name: name.replace("sheet1", "Sheet1"), lambda name: name.replace("/", "\\")], ids=["capitals", "backslashes"])
def test_parts_are_found_however_the_exporter_wrote_their_names(change):
    xml = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c></row></sheetData>'
    assert rows_of(the_sheet("a.xlsx", files.renamed(files.xlsx_of_xml(xml), change))) == [("1", "#N/A")]


def test_tags_with_a_namespace_prefix_are_searched_too():
    xml = '<sheetData><row r="1" hidden="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c></row></sheetData>'
    sheet = the_sheet("a.xlsx", files.prefixed(files.xlsx_of_xml(xml)))
    assert (rows_of(sheet), sheet.hidden_rows) == ([("1", "#N/A")], (1,))


def test_what_a_format_cannot_tell_is_said():
    without_places = files.xlsx_of_xml("<sheetData><row><c><v>1</v></c></row></sheetData>")
    assert any("错误值" in words for words in the_sheet("a.xlsx", without_places).unchecked)
    cell = '<table:table-cell office:value-type="string"><text:p>姓名</text:p></table:table-cell>'
    table = f'<table:table table:name="人员"><table:table-row>{cell}</table:table-row></table:table>'
    assert any("错误值" in words for words in the_sheet("a.ods", files.ods(table)).unchecked)
    for sheet in (the_sheet("a.xlsx", files.xlsx(PEOPLE)), the_sheet("a.xls", files.xls(PEOPLE))):
        assert not any("错误值" in words for words in sheet.unchecked)


def test_an_old_workbook_and_a_wps_one_are_read():
    for name in ("人员.xls", "人员.et"):
        sheet = the_sheet(name, files.xls([["姓名", 3, 0.5], ["甲", True, None]]))
        assert rows_of(sheet) == [("姓名", "3", "0.5"), ("甲", "TRUE", None)]


def test_a_spreadsheet_in_open_document_form_is_read():
    cells = (
        '<table:table-cell office:value-type="string"><text:p>姓名</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="3"/>'
    )
    content = files.ods(f'<table:table table:name="人员"><table:table-row>{cells}</table:table-row></table:table>')
    assert rows_of(the_sheet("人员.ods", content)) == [("姓名", "3")]


def test_an_xml_spreadsheet_is_read_with_its_gaps():
    rows = (
        '<Row ss:Index="2"><Cell ss:MergeAcross="1"><Data ss:Type="String">标题</Data></Cell><Cell><Data ss:Type="Number">3</Data></Cell></Row>'
        '<Row ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="DateTime">2020-01-02T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Error">#N/A</Data></Cell></Row>'
    )
    sheet = the_sheet("a.xml", files.xml_spreadsheet(rows))
    assert rows_of(sheet) == [(None, None, None), ("标题", None, "3"), (None, "2020-01-02", "#N/A")]
    assert (sheet.merged, sheet.hidden_rows) == (((1, 0, 1, 1),), (3,))


def test_a_web_table_is_read_with_its_spans():
    head = "<html><body><p>表</p><table><tr><td colspan=2>标题</td><td>年</td></tr>"
    page = head + "<tr><td rowspan=2>甲</td><td>1</td></tr><tr><td> 2&nbsp;<b>3</b></td></tr></table>"
    sheet = the_sheet("a.html", page.encode("gb18030"))
    assert rows_of(sheet) == [("标题", None, "年"), ("甲", "1", None), (None, "2 3", None)]
    assert sheet.merged == ((0, 0, 0, 1), (1, 0, 2, 0))


def test_a_page_saved_in_one_file_is_read():
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    page = head + b"--x\r\nContent-Type: text/html\r\n\r\n<table><tr><td>A1</td></tr></table>\r\n--x--\r\n"
    assert rows_of(the_sheet("a.mht", page)) == [("A1",)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_table_is_read_in_any_usual_encoding_and_delimiter(encoding, delimiter):
    lines = [delimiter.join(row) for row in (["name", "单位", "age"], ["甲㐀", '"a\nb"', "3"], [], ["乙", "曙光旗", ""])]
    sheet = the_sheet("人员.csv", "\r\n".join(lines).encode(encoding))
    assert rows_of(sheet) == [("name", "单位", "age"), ("甲㐀", "a\nb", "3"), (None, None, None), ("乙", "曙光旗", None)]
    assert sheet.kinds == {}


def test_digits_kept_as_text_by_a_formula_in_a_text_table_are_digits():
    assert rows_of(the_sheet("a.csv", '姓名,编码\n甲,="0012"\n'.encode()))[1] == ("甲", "0012")


def test_a_line_that_names_the_separator_is_no_row_but_keeps_the_count():
    sheet = the_sheet("a.csv", "sep=;\n姓名;年龄\n甲;3,5\n".encode())
    assert (sheet.first_row, rows_of(sheet)) == (2, [("姓名", "年龄"), ("甲", "3,5")])


def test_hidden_sheets_are_read_and_marked_and_empty_ones_left_out():
    content = files.three_sheets()
    sheets, issues = read("a.xlsx", content)
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("可见", False), ("隐藏", True)]
    assert issues == []


def test_a_zip_gives_the_sheets_of_its_files_under_their_chinese_names():
    sheets, issues = read("上报.zip", files.zip_with_name("乌兰镇/人员.xlsx".encode("gb18030"), files.xlsx(PEOPLE)))
    assert [(sheet.file, sheet.name) for sheet in sheets] == [("上报.zip/乌兰镇/人员.xlsx", "人员")]
    assert issues == []


def test_one_bad_file_in_a_zip_takes_no_other_with_it():
    content = files.zipped({"1.xlsx": files.xlsx(PEOPLE), "2.xlsx": files.aborting_xlsx(), "3.csv": "姓名,年龄\n甲,3\n", "__MACOSX/1.xlsx": b"x", "空/": b""})
    sheets, issues = read("a.zip", content)
    assert [sheet.file for sheet in sheets] == ["a.zip/1.xlsx", "a.zip/3.csv"]
    assert [(issue.code, issue.file) for issue in issues] == [("FILE-014", "a.zip/2.xlsx")]


def test_progress_is_told_in_chinese_and_grows_to_one():
    seen = []
    read_file(InputFile("人员.xlsx", files.xlsx(PEOPLE)), progress=lambda share, words: seen.append((share, words)))
    assert [share for share, _ in seen] == sorted(share for share, _ in seen)
    assert seen[-1] == (1.0, "工作表“人员”")


def test_files_read_at_the_same_time_do_not_notice_that_one_reader_aborts():
    results = {}
    jobs = {"bad.xlsx": files.aborting_xlsx(), "good.xlsx": files.xlsx(PEOPLE)}
    threads = [threading.Thread(target=lambda name=name, content=content: results.update({name: read(name, content)})) for name, content in jobs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [issue.code for issue in results["bad.xlsx"][1]] == ["FILE-014"]
    assert len(rows_of(results["good.xlsx"][0][0])) == 3


def test_a_third_file_waits_its_turn_and_says_so(monkeypatch):
    seats = threading.BoundedSemaphore(1)
    seats.acquire()
    monkeypatch.setattr(reading, "_SEATS", seats)
    seen = []

    def heard(share, words):
        seen.append(words)
        if len(seen) == 1:
            seats.release()

    sheets, _ = read_file(InputFile("a.csv", b"a,b"), progress=heard)
    assert seen[0] == "等待前面的文件读完"
    assert len(sheets) == 1


def test_nothing_is_left_in_the_temporary_folder(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read("a.xlsx", files.xlsx(PEOPLE))
    read("b.xlsx", files.aborting_xlsx())
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_application_left_behind_is_swept_after_an_hour(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    old, young = tmp_path / "xianjie-read-old", tmp_path / "xianjie-read-young"
    for folder, age in ((old, 3700), (young, 3000)):
        folder.mkdir()
        os.utime(folder, (time.time() - age, time.time() - age))
    read("a.csv", b"a,b")
    assert list(tmp_path.iterdir()) == [young]


def test_an_entity_of_an_xml_spreadsheet_brings_in_no_other_file(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", "utf-8")
    content = files.xml_spreadsheet(
        '<Row><Cell><Data ss:Type="String">甲&x;</Data></Cell></Row>', doctype=f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    )
    sheets, _ = read("a.xml", content)
    assert not any("机密" in str(row) for sheet in sheets for row in rows_of(sheet))


def test_error_cells_and_hidden_rows_of_an_old_workbook_are_told_too():
    sheet = the_sheet("a.xls", files.xls_with_errors())
    assert rows_of(sheet) == [("姓名", "#DIV/0!"), ("甲", None), ("#N/A", None)]
    assert sheet.kinds["c0"].to_pylist() == [Kind.TEXT, Kind.TEXT, Kind.ERROR]
    assert sheet.hidden_rows == (2,)


def test_a_line_break_in_a_cell_is_a_line_break():
    assert rows_of(the_sheet("a.xlsx", files.xlsx([["人均\n纯收入", "甲\r\n乙"]]))) == [("人均\n纯收入", "甲\r\n乙")]
