"""Given text from workbooks; gives it safe inside HTML, and the few inline signs (lights, changes) that several components print."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from charts.numbers import SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from charts.shortfall import Light
    from jobs.judge import Change


def text(value: object) -> str:
    """Any value as escaped text; None is "—"."""
    return "—" if value is None else escape(str(value))


def light_sign(light: Light) -> str:
    """Symbol and word of a light, coloured."""
    return f'<span class="xj-light xj-{light.key}">{light.symbol} {escape(light.word)}</span>'


def change_sign(change: Change, *, short: bool = False) -> str:
    """A change in the colour of its tone; short: without "较上月", which the heading of the column says."""
    words = change.text.removeprefix("较上月").strip(SPACE) if short else change.text
    return f'<span class="xj-{change.tone}">{escape(words)}</span>'


def bullet(value: float | None, pace: float | None = None) -> str:
    """A small bar filled to a share, with a mark where it should be by now; nothing where the value is not known."""
    if value is None:
        return ""
    mark = f'<i style="left:{min(max(pace, 0), 1) * 100:.0f}%"></i>' if pace is not None else ""
    return f'<span class="xj-bullet"><span style="width:{min(max(value, 0), 1) * 100:.0f}%"></span>{mark}</span>'


def hbar(share: float) -> str:
    """A plain bar as long as its share of the cell."""
    return f'<span class="xj-hbar"><span style="width:{min(max(share, 0), 1) * 100:.0f}%"></span></span>'


def show(body: str) -> None:
    """Print a piece of HTML whose values are already escaped."""
    st.html(f'<div class="xj">{body}</div>')


def table(headings: Sequence[tuple[str, str]], rows: Iterable[Sequence[str]], *, css: str = "xj-table") -> str:
    """An HTML table. headings: (text, class of the column); the cells of rows are HTML already."""
    head = "".join(f'<th class="{css_class}">{escape(label)}</th>' for label, css_class in headings)
    body = "".join(
        "<tr>" + "".join(f'<td class="{css_class}">{cell}</td>' for cell, (_, css_class) in zip(row, headings, strict=True)) + "</tr>" for row in rows
    )
    return f'<table class="{css}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
