"""Given briefings with much to say; tells that every slide is read from the back of the room, says all of it, and that the deck stays within its length."""

import io

import pytest
from a_brief import TOWNSHIPS, a_brief
from pptx import Presentation
from pptx.util import Inches, Pt

from reports.model import Chart, Paragraph, Section, Series, Table
from reports.slides import slides

SMALLEST, FOOT = Pt(16), Inches(6.9)
STEPS = tuple(
    Paragraph(f"{number}.\u00a0教育局牵头，11月30日前逐户核实 12 项缺口 1\u00a0285 人次（疑似），先核隆德镇学生营养改善 141 人。") for number in range(1, 16)
)
WIDE = Table(
    "主要指标",
    ("指标", "数值", "缺口", "较上月", "评价"),
    (
        (
            "三类防止返贫致贫对象纳入",
            "99.3%（5\u00a0581/5\u00a0620 户，14\u00a0492/14\u00a0539 人，疑似；无法判定 12 户 30 人）",
            "42 户 108 人",
            "−100",
            "▲ 关注",
        ),
    )
    * 14,
    numbers=(3,),
)


def deck_of(*sections):
    return Presentation(io.BytesIO(slides(a_brief(sections=sections)))).slides


def body_sizes(slide):
    """The sizes of all type above the foot line: text, cells and charts."""
    for shape in slide.shapes:
        if shape.has_text_frame and shape.top < FOOT:
            yield from (run.font.size for line in shape.text_frame.paragraphs for run in line.runs)
        if shape.has_table:
            yield from (run.font.size for row in shape.table.rows for cell in row.cells for line in cell.text_frame.paragraphs for run in line.runs)
        if shape.has_chart:
            yield from (shape.chart.font.size, shape.chart.plots[0].data_labels.font.size)


def titles(found):
    return [next(shape for shape in slide.shapes if shape.has_text_frame).text_frame.text for slide in found]


@pytest.mark.parametrize("blocks", [STEPS, (WIDE,), (STEPS[0], WIDE), (*STEPS, WIDE)])
def test_nothing_but_the_foot_line_is_smaller_than_16_points(blocks):
    sizes = [size for slide in list(deck_of(Section("下步建议", "请教育局牵头核实", blocks)))[1:] for size in body_sizes(slide)]
    assert len(sizes) > len(blocks)
    assert min(sizes) >= SMALLEST


def test_fifteen_steps_stand_on_two_slides_in_their_order():
    found = list(deck_of(Section("下步建议", "请教育局牵头核实", STEPS)))[2:-1]
    assert titles(found) == ["一、请教育局牵头核实", "下步建议（续）"]
    said = [line.text for slide in found for shape in slide.shapes if shape.has_text_frame for line in shape.text_frame.paragraphs if line.text[:1].isdigit()]
    assert [text.split(".")[0] for text in said] == [str(number) for number in range(1, 16)]


def test_a_table_stands_above_the_foot_and_says_how_many_rows_the_paper_has_more():
    slide = deck_of(Section("总体情况", "好", (WIDE,)))[2]
    shape = next(shape for shape in slide.shapes if shape.has_table)
    shown = len(shape.table.rows) - 1
    assert 4 < shown < 14
    assert shape.top + sum(row.height for row in shape.table.rows) <= FOOT
    assert sum(column.width for column in shape.table.columns) <= Inches(12.2)
    assert any(shape.has_text_frame and shape.text_frame.text == f"另有 {14 - shown} 行，见文字稿" for shape in slide.shapes)


def test_where_the_deck_is_full_charts_are_left_out_and_no_sentence_is():
    chart = a_brief().sections[1].blocks[1]
    assert isinstance(chart, Chart)
    parts = [Section(f"第{number}部分", f"消息{number}", (STEPS[number], TOWNSHIPS, chart)) for number in range(6)]
    found = deck_of(*parts, Section("下步建议", "请教育局牵头核实", STEPS))
    assert len(found) == 12
    words = "".join(shape.text_frame.text for slide in found for shape in slide.shapes if shape.has_text_frame)
    assert all(each.text.split("，")[0].replace("\u00a0", "") in words.replace("\u00a0", "") for each in STEPS)
    assert sum(shape.has_chart for slide in found for shape in slide.shapes) == 1
    assert sum(shape.has_table for slide in found for shape in slide.shapes) == 6


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ((0.337, 0.343), (0.2, 0.4)),
        ((0.0, 0.02), (0.0, 0.1)),
        ((0.97, 1.0), (0.9, 1.0)),
        ((None, 0.5), (0.4, 0.6)),
        ((0.99, 1.191), (0.9, 1.191)),
        ((None,), None),
    ],
)
def test_a_line_of_ratios_stands_on_an_axis_of_whole_tenths(values, ends):
    found = Chart("走势", "走势。", {}, "line", ("5月", "6月")[: len(values)], (Series("覆盖率", values),), percent=True).ends
    assert found == (None if ends is None else pytest.approx(ends))


def test_the_slide_shows_the_axis_of_its_line():
    chart = next(shape.chart for slide in deck_of(a_brief().sections[0]) for shape in slide.shapes if shape.has_chart)
    assert (chart.value_axis.visible, chart.value_axis.minimum_scale, chart.value_axis.maximum_scale) == (True, 0.8, 1.0)
