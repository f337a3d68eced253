"""Given a deck, texts or a chart of a Brief; gives slides with them: large type, a native chart, a foot line."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from reports.pictures import png
from reports.slide_text import BETWEEN, PITCH, SMALLEST, fitting
from reports.spacing import close_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pptx.presentation import Presentation as Deck
    from pptx.slide import Slide
    from pptx.text.text import TextFrame, _Paragraph, _Run
    from pptx.util import Length

    from reports.model import Brief, Chart

FACE = "微软雅黑"
INK, ACCENT, RED, QUIET = RGBColor(0x22, 0x2B, 0x38), RGBColor(0x1F, 0x5A, 0xA6), RGBColor(0xC0, 0x00, 0x00), RGBColor(0x5C, 0x66, 0x73)
COLOURS = (ACCENT, RGBColor(0xE6, 0x9F, 0x00), RGBColor(0x00, 0x9E, 0x73), RGBColor(0xCC, 0x79, 0xA7))
"""Colours that are told apart by colour-blind eyes (Okabe and Ito), the product's blue first."""
LEFT, WIDTH, ONE_LINE = Inches(0.6), Inches(12.1), Inches(0.6)
BLANK = 6
POINTS = 72
"""Of an inch."""
TOP, BOTTOM = 1.5, 6.85
"""Inches from the top to the first line below the title, and to where text ends."""


def cover(deck: Deck, brief: Brief) -> None:
    """Masthead, title, issue and date."""
    page = deck.slides.add_slide(deck.slide_layouts[BLANK])
    one_line(page, brief.masthead, Inches(1.2), Pt(28), RED)
    one_line(page, brief.title, Inches(2.4), Pt(40), INK, height=Inches(1.8))
    one_line(page, f"{brief.organ}    {brief.date}", Inches(4.6), Pt(22), QUIET)
    one_line(page, brief.mark or brief.footer, Inches(6.7), Pt(12), QUIET)


def new_slide(deck: Deck, title: str, footer: str) -> Slide:
    """A slide with its message as title and the provenance at the foot."""
    page = deck.slides.add_slide(deck.slide_layouts[BLANK])
    one_line(page, title, Inches(0.4), Pt(fitting([title], 72, 30)), ACCENT, height=Inches(1.0), align=PP_ALIGN.LEFT)
    one_line(page, footer, Inches(6.95), Pt(11), QUIET, align=PP_ALIGN.LEFT)
    return page


def add_lines(page: Slide, lines: Sequence[str], *, top: float = TOP, bottom: float = BOTTOM, most: float = 26) -> None:
    """Paragraphs one below the other between two heights (inches), as large as they fit, at most `most` points."""
    size = fitting(lines, (bottom - top) * POINTS, most)
    frame = _frame(page, Inches(top), Inches(bottom - top))
    for position, text in enumerate(lines):
        paragraph = frame.paragraphs[0] if position == 0 else frame.add_paragraph()
        paragraph.space_after, paragraph.line_spacing = Pt(size * BETWEEN), PITCH
        styled(paragraph, text, Pt(size), INK)


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
    made.font.size, made.font.name = Pt(SMALLEST), FACE
    made.has_legend = len(chart.series) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    made.has_title = False
    plot = made.plots[0]
    plot.has_data_labels = True
    plot.data_labels.font.size = Pt(SMALLEST)
    if chart.kind == "line":
        plot.data_labels.position = XL_LABEL_POSITION.ABOVE
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "0.0%" if chart.percent else "#,##0", False
    axis = made.value_axis
    axis.has_major_gridlines, axis.visible = False, chart.ends is not None
    if chart.ends is not None:
        axis.minimum_scale, axis.maximum_scale = chart.ends
        axis.major_unit, axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = 0.1, "0%", False
    for series, colour in zip(plot.series, COLOURS, strict=False):
        series.format.line.color.rgb = colour
        if chart.kind == "bar":
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = colour
    if chart.kind == "bar":
        made.category_axis.reverse_order = True
        plot.gap_width, plot.data_labels.position = 60, XL_LABEL_POSITION.OUTSIDE_END


def _frame(page: Slide, top: Length, height: Length) -> TextFrame:
    frame = page.shapes.add_textbox(LEFT, top, WIDTH, height).text_frame
    frame.word_wrap = True
    return frame


def one_line(page: Slide, text: str, top: Length, size: Length, colour: RGBColor, *, height: Length = ONE_LINE, align: PP_ALIGN = PP_ALIGN.CENTER) -> None:
    """A line of text across the slide at a height."""
    paragraph = _frame(page, top, height).paragraphs[0]
    paragraph.alignment = align
    styled(paragraph, text, size, colour)


def styled(paragraph: _Paragraph, text: str, size: Length, colour: RGBColor) -> _Run:
    """Text at the end of the paragraph."""
    run = paragraph.add_run()
    run.text, run.font.size, run.font.name, run.font.color.rgb = close_up(text), size, FACE, colour
    properties = run._r.get_or_add_rPr()
    for face in properties.findall(qn("a:ea")):
        properties.remove(face)
    properties.append(properties.makeelement(qn("a:ea"), {"typeface": FACE}))  # the Chinese face is named apart from the Western one
    return run
