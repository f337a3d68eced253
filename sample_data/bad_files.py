"""Given a folder; gives files that a county really sends and that cannot be read, or only in part; README.md says what must become of each."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING, Any

from sample_data.county import build
from sample_data.lists import BENEFIT_HEADINGS
from sample_data.model import MONTHS
from sample_data.registers import HOUSEHOLD_HEADINGS, PERSON_HEADINGS, household_sheet, person_sheet
from sample_data.workbook import SheetText, write_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sample_data.model import Sample

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""First bytes of an OLE container: what Excel makes of a workbook with a password to open."""
SECTOR = 512
END, FREE, TABLE_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
ROOT, STREAM = 5, 2
MONTH = MONTHS[-1]
FEW = 12


def write_bad_files(folder: Path) -> list[Path]:
    """Write every bad file; gives their paths in the order of the README's table."""
    folder.mkdir(parents=True, exist_ok=True)
    sample = build()
    return [*_not_workbooks(folder), *_bad_identities(folder, sample), *_bad_values(folder, sample), *_bad_places(folder, sample)]


def _not_workbooks(folder: Path) -> list[Path]:
    good = write_workbook(folder / "好的.xlsx", [SheetText("人员", PERSON_HEADINGS, [])]).read_bytes()
    (folder / "好的.xlsx").unlink()
    return [
        _bytes(folder / "坏_加密的.xlsx", _encrypted()),
        _bytes(folder / "坏_截断的.xlsx", good[: len(good) // 2]),
        _bytes(folder / "坏_空文件.xlsx", b""),
        _bytes(folder / "坏_其实是PDF.xlsx", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"),
        _bytes(folder / "坏_不是表格.xlsx", "这是一段说明文字，不是工作簿。\n".encode("gb18030")),
        _bytes(folder / "坏_另存为xls的网页.xls", _html().encode()),
        write_workbook(folder / "坏_没有可认的表.xlsx", [SheetText("会议签到", ("序号", "姓名", "签字"), [[1, "张三", ""], [2, "李四", ""]])]),
    ]


def _encrypted() -> bytes:
    """An OLE container with the streams of an encrypted workbook, empty: one sector of allocation table, one of directory ([MS-CFB] 2.2, 2.6)."""
    names = ("Root Entry", "EncryptionInfo", "EncryptedPackage")
    directory = b"".join(_entry(name, ROOT if name == names[0] else STREAM) for name in names).ljust(SECTOR, b"\0")
    table = struct.pack("<2I", TABLE_SECTOR, END).ljust(SECTOR, b"\xff")
    header = struct.pack("<8s16s5H6xIIIIIIIII", OLE, b"", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0)
    return header + struct.pack("<109I", 0, *[FREE] * 108) + table + directory


def _entry(name: str, kind: int) -> bytes:
    """A directory entry of 128 bytes: name, its length, kind, no siblings, no children, no content."""
    text = name.encode("utf-16-le")
    links = struct.pack("<3I", FREE, FREE, FREE)
    return text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1) + links + bytes(36) + struct.pack("<IQ", END, 0)


def _html() -> str:
    """A benefits list as an old web system saves it: an HTML table with the extension .xls."""
    person = build().households[0].people[0]
    rows = [BENEFIT_HEADINGS, (MONTH, "MZ-LS", person.id_no, build().households[0].id, "500", "500", "新增", "", "", "民政局", "临时救助")]
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><table border="1">{body}</table></body></html>'


def _bad_identities(folder: Path, sample: Sample) -> list[Path]:
    """People whose numbers Excel has rounded, people named twice, a wrong check digit, a birthday that does not exist."""
    rows = _person_rows(sample)
    rounded = [[float(int(row[0][:17] + "0")), *row[1:]] for row in rows[:3]]
    wrong = [[row[0][:17] + ("1" if row[0][-1] != "1" else "2"), *row[1:]] for row in rows[3:5]]
    nonsense = [[f"{row[0][:10]}1345{row[0][14:]}", *row[1:]] for row in rows[5:6]]
    missing = [[None, *row[1:]] for row in rows[6:7]]
    sheets = [SheetText("人员", PERSON_HEADINGS, [*rounded, *wrong, *nonsense, *missing, *rows[7:9], rows[8]], titles=("证件号码有问题的人员表",))]
    return [write_workbook(folder / "坏_证件号码.xlsx", sheets)]


def _bad_values(folder: Path, sample: Sample) -> list[Path]:
    """Benefits of another month, an unknown code, an amount in words, a formula without a result."""
    person = sample.households[0].people[0].id_no
    household = sample.households[0].id
    good: list[Any] = [MONTH, "MZ-LS", person, household, 500, None, "在享", None, None, "民政局", None]
    rows = [
        good,
        ["2026-09", *good[1:]],
        [MONTH, "MZ-XX", *good[2:]],
        [*good[:2], sample.households[1].people[0].id_no, sample.households[1].id, "伍佰元", *good[5:]],
        [*good[:2], sample.households[2].people[0].id_no, sample.households[2].id, "#REF!", *good[5:]],
        [*good[:2], sample.households[3].people[0].id_no, sample.households[3].id, 500, None, "正在享受中", *good[7:]],
    ]
    book = write_workbook(folder / "坏_月份代码金额.xlsx", [SheetText("惠民待遇享受", BENEFIT_HEADINGS, rows, titles=("十月发放表",))])
    _as_formula_error(book)
    return [book]


def _bad_places(folder: Path, sample: Sample) -> list[Path]:
    """Households with a village code of another county and one of nowhere, an income that does not add up, and a household twice."""
    rows = [list(row)[: len(HOUSEHOLD_HEADINGS)] for row in household_sheet(sample, sample.townships[0], MONTH).rows][:FEW]
    rows[0][3] = "150822101203"
    rows[1][3] = "159921100777"
    rows[2][HOUSEHOLD_HEADINGS.index("人均纯收入")] += 5000
    return [write_workbook(folder / "坏_区划代码.xlsx", [SheetText("农户", HOUSEHOLD_HEADINGS, [*rows, rows[5]], titles=("农户表",))])]


def _person_rows(sample: Sample) -> list[Sequence[Any]]:
    return [row[: len(PERSON_HEADINGS)] for row in person_sheet(sample, sample.townships[0], MONTH).rows][:FEW]


def _bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _as_formula_error(path: Path) -> None:
    """Turn the text #REF! into what Excel stores for a broken formula: an error cell."""
    with zipfile.ZipFile(path) as book:
        parts = [(item, book.read(item.filename)) for item in book.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for item, content in parts:
            book.writestr(item, content.replace(b't="inlineStr"><is><t>#REF!</t></is>', b't="e"><f>Z9*2</f><v>#REF!</v>'))
