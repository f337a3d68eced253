"""Given the name and bytes of a file; gives its true format by content, or raises UnreadableError with the code that says what it is instead."""

from __future__ import annotations

import io
import re
import zipfile

from data_loaders.formats import ole
from data_loaders.formats.finding import Finding, UnreadableError, size_words
from data_loaders.formats.reasons import DAMAGED

LABELS = {
    "xlsx": "Excel 工作簿（.xlsx）",
    "xlsb": "Excel 二进制工作簿（.xlsb）",
    "xls": "Excel 97-2003 或 WPS 工作簿（.xls/.et）",
    "ods": "开放文档表格（.ods）",
    "html": "网页（HTML）表格",
    "mhtml": "单个文件网页（.mht）",
    "xml": "XML 电子表格 2003",
    "csv": "文本表格（CSV）",
    "zip": "压缩包（.zip）",
}
_EXTENSIONS = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm", ".et"),
    "xlsb": (".xlsb",),
    "xls": (".xls", ".et", ".xlt", ".ett"),
    "ods": (".ods", ".ots"),
    "html": (".html", ".htm"),
    "mhtml": (".mht", ".mhtml"),
    "xml": (".xml",),
    "csv": (".csv", ".txt", ".tsv", ".tab"),
    "zip": (".zip",),
}
_PICTURES = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"BM": "BMP", b"II*\x00": "TIFF", b"MM\x00*": "TIFF"}
_ARCHIVES = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "GZ", b"BZh": "BZ2", b"\xfd7zXZ": "XZ"}
_ZIP_DOCUMENTS = {"word/": "Word 文档（.docx）", "ppt/": "演示文稿（.pptx）", "OFD.xml": "OFD 版式文件", "Index/Document.iwa": "苹果 Numbers/Pages 文档"}
_OLE_DOCUMENTS = {"WordDocument": "Word 或 WPS 文字文档（.doc/.wps）", "PowerPoint Document": "演示文稿（.ppt/.dps）"}
_HTML = re.compile(rb"<(html|table|!doctype\s+html|meta|style|tr)\b", re.I)
_BITMAP = re.compile(rb"BM.{4}\0\0\0\0", re.S)


def detect(name: str, content: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The format (a key of LABELS) and the hint when the name's extension says something else. Raises UnreadableError."""
    if not content:
        raise UnreadableError("FILE-001")
    if name.replace("\\", "/").rsplit("/", 1)[-1].startswith("~$"):
        raise UnreadableError("FILE-029")
    found = _format(content)
    extension = _extension(name)
    if extension in _EXTENSIONS[found]:
        return found, ()
    if found == "html":
        return found, (Finding("FILE-012", holes={"extension": extension or "（无）"}),)
    return found, (Finding("FILE-013", holes={"extension": extension or "（无）", "format": LABELS[found]}),)


def _extension(name: str) -> str:
    tail = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "." + tail.rsplit(".", 1)[1].lower() if "." in tail else ""


def _format(content: bytes) -> str:
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_format(content)
    if content.startswith(ole.MAGIC):
        return _ole_format(content)
    _refuse_by_magic(content)
    return _text_format(content)


def _refuse_by_magic(content: bytes) -> None:
    """Raise for what is known by its first bytes not to be a table."""
    if b"%PDF-" in content[:1024]:
        raise UnreadableError("FILE-007")
    if content.startswith(b"{\\rtf"):
        raise UnreadableError("FILE-008", format="RTF 文档")
    for magic, label in _ARCHIVES.items():
        if content.startswith(magic):
            raise UnreadableError("FILE-010", format=label)
    for magic, label in _PICTURES.items():
        if content.startswith(magic) and (magic != b"BM" or _BITMAP.match(content)):
            raise UnreadableError("FILE-009", format=label)
    if (content[:4], content[8:12]) == (b"RIFF", b"WEBP") or content[4:11] == b"ftyphei":
        raise UnreadableError("FILE-009", format="WEBP" if content[:4] == b"RIFF" else "HEIC")


def _zip_format(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = [member.filename.replace("\\", "/") for member in members]
            ods_manifest = archive.read("META-INF/manifest.xml")[: 1 << 20] if "META-INF/manifest.xml" in names and "content.xml" in names else b""
    except (*DAMAGED, ValueError):
        raise UnreadableError("FILE-006", format="压缩结构（.xlsx 或 .zip）", size=size_words(len(content))) from None
    if ods_manifest:
        return _ods_format(ods_manifest)
    for start, label in _ZIP_DOCUMENTS.items():
        if any(name.startswith(start) for name in names) and ("[Content_Types].xml" in names or start[-1] != "/"):
            raise UnreadableError("FILE-008", format=label)
    if "[Content_Types].xml" in names and any(name.lower().startswith("xl/") for name in names):
        return "xlsb" if "xl/workbook.bin" in names else "xlsx"
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableError("FILE-005")
    return "zip"


def _ods_format(manifest: bytes) -> str:
    if b"encryption-data" in manifest:
        raise UnreadableError("FILE-003")
    if b"opendocument.spreadsheet" in manifest:
        return "ods"
    raise UnreadableError("FILE-008", format="开放文档（.odt/.odp）")


def _ole_format(content: bytes) -> str:
    compound = ole.read_compound(content)
    if compound is None:
        raise UnreadableError("FILE-006", format="旧格式 Office 文件（.xls）", size=size_words(len(content)))
    if "EncryptedPackage" in compound.entries:
        raise UnreadableError("FILE-003")
    for stream, label in _OLE_DOCUMENTS.items():
        if stream in compound.entries:
            raise UnreadableError("FILE-008", format=label)
    if not any(name.lower() in ("workbook", "book") for name in compound.entries):
        raise UnreadableError("FILE-011")
    if compound.is_encrypted_workbook:
        raise UnreadableError("FILE-004")
    if compound.is_cut_off:
        raise UnreadableError("FILE-006", format="旧格式工作簿（.xls）", size=size_words(len(content)))
    return "xls"


def _text_format(content: bytes) -> str:
    """Text of some kind; UTF-16 is brought to one byte per letter first, so that tags can be found in it."""
    head = content[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")[2:]
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:5].lower() == b"<?xml" or head.startswith(b"<"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<html" not in head.lower():
            return "xml"
        if _HTML.search(head):
            return "html"
        raise UnreadableError("FILE-011")
    if head[:13].lower() == b"mime-version:":
        return "mhtml"
    return "csv"
