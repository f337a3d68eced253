"""Given a deck, texts, a chart or a table of a Brief; gives slides with them: large type, a native chart, a table with heading, a foot line."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from reports.pictures import png
from reports.spacing import close_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pptx.presentation import Presentation as Deck
    from pptx.slide import Slide
    from pptx.text.text import TextFrame, _Paragraph, _Run
    from pptx.util import Length

    from reports.model import Brief, Chart, Table

FACE = "微软雅黑"
INK, ACCENT, RED, QUIET = RGBColor(0x22, 0x2B, 0x38), RGBColor(0x1F, 0x5A, 0xA6), RGBColor(0xC0, 0x00, 0x00), RGBColor(0x5C, 0x66, 0x73)
COLOURS = (ACCENT, RGBColor(0xE6, 0x9F, 0x00), RGBColor(0x00, 0x9E, 0x73), RGBColor(0xCC, 0x79, 0xA7))
"""Colours that are told apart by colour-blind eyes (Okabe and Ito), the product's blue first."""
LEFT, WIDTH, ONE_LINE = Inches(0.6), Inches(12.1), Inches(0.6)
BLANK = 6
POINTS, TEXT_POINTS = 72, 12.1 * 72 - 20
"""Points of an inch, and across a text frame without its own margins."""
PITCH, BETWEEN, FACE_HEIGHT = 1.15, 0.45, 1.32
"""Line spacing, room between paragraphs, and height of a line of 微软雅黑, each as a part of its size."""


def cover(deck: Deck, brief: Brief) -> None:
    """Masthead, title, issue and date."""
    page = deck.slides.add_slide(deck.slide_layouts[BLANK])
    _line(page, brief.masthead, Inches(1.2), Pt(28), RED)
    _line(page, brief.title, Inches(2.4), Pt(40), INK, height=Inches(1.8))
    _line(page, f"{brief.organ}    {brief.date}", Inches(4.6), Pt(22), QUIET)
    _line(page, brief.mark or brief.footer, Inches(6.7), Pt(12), QUIET)


def new_slide(deck: Deck, title: str, footer: str) -> Slide:
    """A slide with its message as title and the provenance at the foot."""
    page = deck.slides.add_slide(deck.slide_layouts[BLANK])
    _line(page, title, Inches(0.4), Pt(_fitting([title], 72, 30)), ACCENT, height=Inches(1.0), align=PP_ALIGN.LEFT)
    _line(page, footer, Inches(6.95), Pt(11), QUIET, align=PP_ALIGN.LEFT)
    return page


def add_lines(page: Slide, lines: Sequence[str], *, top: float = 1.6, bottom: float = 6.8, most: float = 26) -> None:
    """Paragraphs one below the other between two heights (inches), as large as they fit, at most `most` points."""
    size = _fitting(lines, (bottom - top) * POINTS, most)
    frame = _frame(page, Inches(top), Inches(bottom - top))
    for position, text in enumerate(lines):
        paragraph = frame.paragraphs[0] if position == 0 else frame.add_paragraph()
        paragraph.space_after, paragraph.line_spacing = Pt(size * BETWEEN), PITCH
        _run(paragraph, text, Pt(size), INK)


def _fitting(lines: Sequence[str], height: float, most: float) -> float:
    """The largest size in points at which the lines fit the height; 12 where none does."""
    for size in range(int(most), 12, -1):
        broken = sum(-(-_letters(text) * size // TEXT_POINTS) for text in lines)
        if broken * size * PITCH * FACE_HEIGHT + len(lines) * size * BETWEEN <= height:
            return size
    return 12


def _letters(text: str) -> float:
    """Width in Chinese characters."""
    return sum(0.56 if ord(letter) < 0x2E7F else 1 for letter in text)  # noqa: PLR2004 - where East Asian characters begin


def add_chart(page: Slide, chart: Chart) -> None:
    """A chart that can be edited: lying bars with the first category on top, or a line; a map is a picture. Raises reports.fonts.FontError for a map."""
    if not chart.native:
        _add_picture(page, chart)
        return
    data = CategoryChartData(number_format="0.0%" if chart.percent else "#,##0")
    data.categories = chart.categories
    for series in chart.series:
        data.add_series(series.name, series.values)
    kind = XL_CHART_TYPE.LINE_MARKERS if chart.kind == "line" else XL_CHART_TYPE.BAR_CLUSTERED
    frame = page.shapes.add_chart(kind, LEFT, Inches(1.5), WIDTH, Inches(5.3), data)  # type: ignore[arg-type]  # the library wants its own kind of data here
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.alt)
    _dress(frame.chart, chart)  # type: ignore[attr-defined]  # the shape was made with a chart


def _add_picture(page: Slide, chart: Chart) -> None:
    """The picture as high as the slide has room, in the middle."""
    shape = page.shapes.add_picture(BytesIO(png(chart)), LEFT, Inches(1.4), height=Inches(5.4))
    shape.left = Emu(LEFT + (WIDTH - shape.width) // 2)
    shape._element._nvXxPr.cNvPr.set("descr", chart.alt)


def _dress(made: Any, chart: Chart) -> None:  # noqa: ANN401 - a chart of the library, which names no common type
    made.font.size, made.font.name = Pt(14), FACE
    made.has_legend = len(chart.series) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    made.has_title = False
    plot = made.plots[0]
    plot.has_data_labels = True
    plot.data_labels.font.size = Pt(14)
    if chart.kind == "line":
        plot.data_labels.position = XL_LABEL_POSITION.ABOVE
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "0.0%" if chart.percent else "#,##0", False
    made.value_axis.has_major_gridlines, made.value_axis.visible = False, False
    for series, colour in zip(plot.series, COLOURS, strict=False):
        series.format.line.color.rgb = colour
        if chart.kind == "bar":
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = colour
    if chart.kind == "bar":
        made.category_axis.reverse_order = True
        plot.gap_width, plot.data_labels.position = 60, XL_LABEL_POSITION.OUTSIDE_END


def add_table(page: Slide, table: Table, *, rows: int, top: float = 1.5) -> None:
    """The first rows of the table from a height (inches) on; how many follow in the paper is said below it."""
    shown = table.rows[:rows]
    height = Inches(min(6.6 - top, 0.42 * (len(shown) + 1)))
    made = page.shapes.add_table(len(shown) + 1, len(table.headings), LEFT, Inches(top), WIDTH, height).table
    parts = table.widths or (1.0,) * len(table.headings)
    for place, part in enumerate(parts):
        made.columns[place].width = Emu(int(WIDTH * part / sum(parts)))
    for position, texts in enumerate((table.headings, *shown)):
        for place, (cell, text) in enumerate(zip(made.rows[position].cells, texts, strict=True)):
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT if position and place in table.numbers else PP_ALIGN.LEFT
            _run(paragraph, text, Pt(13), RGBColor(0xFF, 0xFF, 0xFF) if not position else INK)
    if len(table.rows) > rows:
        _line(page, f"另有 {len(table.rows) - rows} 行，见文字稿", Inches(6.65), Pt(12), QUIET, align=PP_ALIGN.LEFT)


def _frame(page: Slide, top: Length, height: Length) -> TextFrame:
    frame = page.shapes.add_textbox(LEFT, top, WIDTH, height).text_frame
    frame.word_wrap = True
    return frame


def _line(page: Slide, text: str, top: Length, size: Length, colour: RGBColor, *, height: Length = ONE_LINE, align: PP_ALIGN = PP_ALIGN.CENTER) -> None:
    paragraph = _frame(page, top, height).paragraphs[0]
    paragraph.alignment = align
    _run(paragraph, text, size, colour)


def _run(paragraph: _Paragraph, text: str, size: Length, colour: RGBColor) -> _Run:
    run = paragraph.add_run()
    run.text, run.font.size, run.font.name, run.font.color.rgb = close_up(text), size, FACE, colour
    properties = run._r.get_or_add_rPr()
    for face in properties.findall(qn("a:ea")):
        properties.remove(face)
    properties.append(properties.makeelement(qn("a:ea"), {"typeface": FACE}))  # the Chinese face is named apart from the Western one
    return run
