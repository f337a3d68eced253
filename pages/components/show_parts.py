"""Given a sequence, and in the URL which of its views (?show=…&at=3); gives 汇报模式: one screen in large type, with keys to go on, back and out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from pages.components.cached import progress_of
from pages.components.html import light_sign, show, table, text
from pages.components.provenance import provenance_line
from pages.components.show_views import slide_of
from pages.components.style import apply_show_style
from pages.components.tile_view import show_legend
from policy.months import month_label

if TYPE_CHECKING:
    from jobs.county import County
    from jobs.sequences import Sequence
    from jobs.slides import Number, Slide

SHOW, AT, CHOSEN = "show", "at", "sequence"
_UNIT = re.compile(r"([\u3400-\u9fff]+)")
_KEYS = (("back", "上一页", "Left", -1), ("on", "下一页", "Right", 1))
_ALSO = (("back_page", "PageUp", -1), ("on_page", "PageDown", 1))
"""The keys of a presenter's clicker; their buttons are not drawn."""


def start(sequence: Sequence, at: int = 1) -> None:
    """Show a sequence from its first view on; in a callback."""
    st.query_params[SHOW] = sequence.id
    st.query_params[AT] = str(at)


def run_show(county: County, sequence: Sequence, month: str) -> None:
    """The view that the URL names, in the month or in the one that the view is held to."""
    number = len(sequence.stops)
    at = _at(number)
    stop = sequence.stops[at - 1]
    month = stop.month if stop.month in county.months() else month
    apply_show_style()
    slide = slide_of(county, month, stop)
    with st.container(key="show"):
        show(f'<h1 class="xj-show-title">{text(slide.title)}</h1>')
        _body(slide, at)
    progress = progress_of(county, month)
    note = provenance_line(progress.as_of, month=month, submitted=progress.submitted, version=county.store.version())
    with st.container(key="show_foot"):
        notes = f"{month_label(month)}　{slide.note}" if slide.note else month_label(month)
        show(f'<div class="xj-show-note">{text(notes)}<br>{text(note)}</div>')
        with st.container(key="show_keys", horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
            show(f'<span class="xj-show-at">{at}/{number}</span>')
            _buttons(sequence, at, number)


def _at(number: int) -> int:
    """Which view, from 1; what the URL says wrongly is the nearest that there is."""
    asked = st.query_params.get(AT, "1")
    at = min(max(int(asked) if asked.isdecimal() else 1, 1), number)
    if asked != str(at):
        st.query_params[AT] = str(at)
    return at


def _buttons(sequence: Sequence, at: int, number: int) -> None:
    """Pressed by the mouse or by their keys; at either end they are there and do nothing, so that a key too many is no error."""
    for key, label, shortcut, by in _KEYS:
        to = min(max(at + by, 1), number)
        st.button(label, key=f"show_{key}", shortcut=shortcut, disabled=to == at, on_click=start, args=(sequence, to))
    st.button("退出", key="show_out", shortcut="Esc", on_click=_leave, args=(sequence,))
    for key, shortcut, by in _ALSO:
        to = min(max(at + by, 1), number)
        st.button(shortcut, key=f"show_{key}", shortcut=shortcut, disabled=to == at, on_click=start, args=(sequence, to))


def _leave(sequence: Sequence) -> None:
    for name in (SHOW, AT):
        st.query_params.pop(name, None)
    st.query_params[CHOSEN] = sequence.id


def _body(slide: Slide, at: int) -> None:
    if slide.numbers and slide.chart:
        left, right = st.columns([2, 3], gap="large", vertical_alignment="center")
        with left:
            _numbers(slide, "xj-show-side")
        with right:
            _chart(slide, at)
    elif slide.numbers:
        _numbers(slide, "xj-show-cards")
    elif slide.chart:
        _chart(slide, at)
    if slide.labels:
        show_legend(slide.labels)
    if slide.rows:
        kinds = [(name, "nowrap" if number == 0 or not _counts(slide, number) else "num") for number, name in enumerate(slide.headings)]
        show(table(kinds, [[text(cell) for cell in row] for row in slide.rows], css="xj-table xj-show-table"))
    if slide.lines:
        show(f'<ol class="xj-show-lines">{"".join(f"<li>{text(line)}</li>" for line in slide.lines)}</ol>')


def _counts(slide: Slide, column: int) -> bool:
    """Whether a column holds numbers: its first cell begins with a digit."""
    return slide.rows[0][column][:1].isdecimal()


def _numbers(slide: Slide, css: str) -> None:
    show(f'<div class="{css}">{"".join(_number(each) for each in slide.numbers)}</div>')


def _number(number: Number) -> str:
    light = f" {light_sign(number.light)}" if number.light and number.light.word else ""
    return (
        f'<div><div class="xj-show-label">{text(number.label)}{light}</div><div class="xj-show-value">{_value(number.value)}</div>'
        f'<div class="xj-show-basis">{text(number.note)}</div></div>'
    )


def _value(value: str) -> str:
    """The numbers large, their units smaller: 121 户 242 人."""
    parts = (each for each in _UNIT.split(value) if each)
    return "".join(f'<span class="xj-show-unit">{text(each)}</span>' if _UNIT.fullmatch(each) else text(each) for each in parts)


def _chart(slide: Slide, at: int) -> None:
    """Drawn at its own size and enlarged as a picture, so that its words grow with it."""
    if slide.chart:
        with st.container(key="show_chart"):
            st.vega_lite_chart(spec=slide.chart, width="content", theme=None, key=f"show_chart_{at}", alt=slide.alt)
