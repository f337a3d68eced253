"""Given nothing; gives the bytes of small files that are wrong in one way each, and of odd ones that must be read."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import TYPE_CHECKING

import xlsxwriter
import xlwt

if TYPE_CHECKING:
    from collections.abc import Callable

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(members: dict[str, bytes | str]) -> bytes:
    """A zip of the members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx_of_xml(*sheets: str, workbook_more: str = "") -> bytes:
    """A workbook whose sheets' XML is given: all between <worksheet> and </worksheet>. Sheets are called 表1, 表2 …"""
    entries = "".join(f'<sheet name="表{number}" sheetId="{number}" r:id="rId{number}"/>' for number in range(1, len(sheets) + 1))
    links = "".join(f'<Relationship Id="rId{number}" Type="{_REL}/worksheet" Target="worksheets/sheet{number}.xml"/>' for number in range(1, len(sheets) + 1))
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="a" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}">{workbook_more}<sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>',
    }
    for number, xml in enumerate(sheets, 1):
        members[f"xl/worksheets/sheet{number}.xml"] = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}">{xml}</worksheet>'
    return zipped(members)


def xlsx(rows: list[list[object]], *, name: str = "人员", top: int = 0, left: int = 0) -> bytes:
    """A workbook with one sheet whose rows begin at `top`, `left`."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd", "strings_to_formulas": False})
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        sheet.write_row(top + number, left, row)
    book.close()
    return buffer.getvalue()


def xls(rows: list[list[object]], *, name: str = "人员") -> bytes:
    """An Excel 97-2003 workbook (also what WPS writes as .et)."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(name)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def encrypted_xls() -> bytes:
    """A .xls whose second record says FILEPASS."""
    content = xls([["姓名"]])
    start = content.index(b"\x09\x08\x10\x00", 512)
    following = start + 4 + 16
    return content[:following] + b"\x2f\x00" + content[following + 2 :]


def ole(*streams: str) -> bytes:
    """An OLE compound file with empty streams of these names: one FAT sector, one or more directory sectors."""
    entries = [_entry("Root Entry", 5), *(_entry(name, 2) for name in streams)]
    entries += [b"\0" * 128] * (-len(entries) % 4)
    directory_sectors = len(entries) // 4
    chain = [*range(2, directory_sectors + 1), 0xFFFFFFFE]
    fat = struct.pack(f"<{1 + directory_sectors}I", 0xFFFFFFFD, *chain).ljust(512, b"\xff")
    header = struct.pack("<8s16s5H6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header + fat + b"".join(entries)


def _entry(name: str, kind: int) -> bytes:
    encoded = name.encode("utf-16-le")
    return struct.pack("<64sHBB12s16s4sQQIQ", encoded, len(encoded) + 2, kind, 1, b"\xff" * 12, b"", b"", 0, 0, 0xFFFFFFFE, 0)


def far_cell_xlsx() -> bytes:
    """A header at A1 and one stray value in the last cell that a sheet has."""
    return xlsx_of_xml(
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )


def aborting_xlsx() -> bytes:
    """The same written so that the search before reading does not see it (a space in the closing tag): the Rust reader asks for 549 GB and aborts."""
    return xlsx_of_xml('<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c ></row></sheetData>')


def ods(body: str, *, encrypted: bool = False) -> bytes:
    """An OpenDocument spreadsheet whose tables are given as XML."""
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{office}office:1.0" xmlns:table="{office}table:1.0" xmlns:text="{office}text:1.0">'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    secret = '<manifest:encryption-data manifest:checksum="x"/>' if encrypted else ""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{office}manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}">{secret}'
        "</manifest:file-entry></manifest:manifest>"
    )
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def xml_spreadsheet(rows: str, *, doctype: str = "") -> bytes:
    """An XML Spreadsheet 2003 with one sheet 人员 whose rows are given as XML."""
    namespace = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<Workbook xmlns="{namespace}" xmlns:ss="{namespace}">'
        f'<Worksheet ss:Name="人员"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def zip_with_name(name: bytes, content: bytes) -> bytes:
    """A zip with one member whose name is these bytes, without the flag that says UTF-8 (as Chinese tools on Windows pack)."""
    stand_in = b"Q" * len(name)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(stand_in.decode()), content)
    return buffer.getvalue().replace(stand_in, name)


def encrypted_zip(content: bytes) -> bytes:
    """A zip whose one member says that it is encrypted."""
    packed = bytearray(zipped({"a.xlsx": content}))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


def damaged_zip(content: bytes) -> bytes:
    """A zip whose one member's content does not fit its checksum."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.csv", content)
    return buffer.getvalue().replace(content, content[::-1], 1)


def rewritten(content: bytes, change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    """The zip with the name and content of every member changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return zipped(dict(change(name, archive.read(name)) for name in archive.namelist()))


def renamed(content: bytes, change: Callable[[str], str]) -> bytes:
    """The zip with its members renamed."""
    return rewritten(content, lambda name, body: (change(name), body))


def prefixed(content: bytes) -> bytes:
    """The workbook with its sheets' tags written with a namespace prefix: <x:row>."""
    return rewritten(content, lambda name, body: (name, _with_prefix(body) if "worksheets/" in name else body))


def _with_prefix(body: bytes) -> bytes:
    return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", body).replace(b"xmlns=", b"xmlns:x=")


def three_sheets() -> bytes:
    """A workbook with a visible, an empty and a hidden sheet."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.add_worksheet("可见").write(0, 0, "姓名")
    book.add_worksheet("空表")
    hidden = book.add_worksheet("隐藏")
    hidden.write(0, 0, "姓名")
    hidden.hide()
    book.add_chartsheet("图表")
    book.close()
    return buffer.getvalue()


def xls_with_errors() -> bytes:
    """A .xls with an error cell, a formula whose result is an error, and a hidden row."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("人员")
    sheet.write(0, 0, "姓名")
    sheet.row(0).set_cell_error(1, "#DIV/0!")
    sheet.write(1, 0, "甲")
    sheet.row(1).hidden = True
    sheet.row(2).set_cell_error(0, 0x2A)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def damaged_inside(content: bytes) -> bytes:
    """A workbook one of whose parts cannot be unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 30 + len("xl/worksheets/sheet1.xml")
    return content[: start + 5] + bytes(255 - byte for byte in content[start + 5 : start + 60]) + content[start + 60 :]
