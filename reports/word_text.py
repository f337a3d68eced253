"""Given a paragraph of a Word document and text; gives runs with Western and Chinese font named apart, rules and alternative texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from reports.spacing import close_up

if TYPE_CHECKING:
    from docx.shared import RGBColor
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

TITLE, BODY, HEAD, KAI, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
"""Fonts by the names that GB/T 9704 offices have; Word puts its own in the place of one that is missing. They are not embedded."""
WESTERN = "Times New Roman"
SMALL = 12.0
RED = (0xC0, 0x00, 0x00)


def run(paragraph: Paragraph, text: str, face: str, *, points: float = 16, colour: RGBColor | None = None, bold: bool = False) -> Run:
    """Text in a Chinese face and its digits in Times New Roman."""
    made = paragraph.add_run(close_up(text))
    made.font.size, made.font.name, made.font.bold = Pt(points), WESTERN, bold
    if colour is not None:
        made.font.color.rgb = colour
    fonts = made._element.get_or_add_rPr().get_or_add_rFonts()  # the library has no way to name the Chinese face
    fonts.set(qn("w:eastAsia"), face)
    return made


def rule_below(paragraph: Paragraph, colour: tuple[int, int, int]) -> None:
    """A line under the paragraph, 2 pt, in the colour."""
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "16"), ("space", "4"), ("color", "{:02X}{:02X}{:02X}".format(*colour))):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)  # the library has no borders of paragraphs


def tight(paragraph: Paragraph) -> None:
    """Take the paragraph off the page's grid of lines: small print in tables stands closer."""
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().append(snap)  # the library has no grid


def with_alt(paragraph: Paragraph, text: str) -> None:
    """Say what the picture of the paragraph shows."""
    for properties in paragraph._p.iter(qn("wp:docPr")):  # the library has no alternative texts
        properties.set("descr", text)


def field(paragraph: Paragraph, instruction: str, face: str, *, points: float) -> None:
    """A field that Word fills in, such as PAGE."""
    made = run(paragraph, "", face, points=points)
    for kind, text in (("begin", None), (None, instruction), ("end", None)):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = text
        made._element.append(part)  # the library has no fields
