"""Given the name of a theme; gives its page: what its leaders ask first, its special parts, all its measures by form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from jobs.theme_view import theme_parts
from pages.components.cached import progress_of, theme_of, wording_of
from pages.components.chips import only_words
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.links import link
from pages.components.measure_table import measure_table, waiting_table
from pages.components.overview_parts import headline_cards
from pages.components.provenance import provenance_line
from pages.components.theme_parts import show_part, show_rows, show_stock
from policy.months import month_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.county import County
    from jobs.theme_view import ThemeView
    from pages.components.filters import Filters
    from policy.model import ThemePart

ROWS_SHOWN = 8
"""Rows of a group beyond this, which stand better than the first ones, fold away, so that the next group is in sight."""


def show_theme(name: str) -> None:
    """The page of one theme in the month and area of the sidebar."""
    county, filters = current_county(), current_filters()
    view = theme_of(county, filters.month, filters.area_code, name, unit=filters.unit)
    progress = progress_of(county, filters.month)
    note = provenance_line(progress.as_of, month=filters.month, submitted=progress.submitted, version=county.store.version())
    only = only_words(county, filters.month, unit=filters.unit)
    page_head("　".join(filter(None, (name, view.place, month_label(filters.month), only))), view.finding, more=view.counts, note=f"{view.question}　{note}")
    if not view.groups and not view.waiting:
        st.info(f"这个专题没有{filters.unit}牵头的指标。" if filters.unit else "这个专题还没有指标。")
        return
    headline_cards(view.cards, filters)
    _parts(county, view, theme_parts(wording_of(county, filters.month), name, filters.unit), filters)
    for _, label, rows in view.groups:
        st.subheader(f"{label}（{len(rows)}）", anchor=False)
        measure_table(rows[:ROWS_SHOWN], filters)
        if rows[ROWS_SHOWN:]:
            with st.expander(f"其余 {len(rows) - ROWS_SHOWN} 项"):
                measure_table(rows[ROWS_SHOWN:], filters)
    if view.waiting:
        with st.expander(f"还没有数的 {len(view.waiting)} 项：等什么"):
            waiting_table(view.waiting, filters)
    link("coverage", f"各地对照：{name}的全部指标 × 苏木镇", filters, theme=name)


def _parts(county: County, view: ThemeView, parts: Sequence[ThemePart], filters: Filters) -> None:
    """The special parts in the order of the catalogue."""
    waiting = [part for part in parts if part.kind == "stock" or part.measures]
    while waiting:
        pair = waiting[:2] if len(waiting) > 1 and all(map(_is_narrow, waiting[:2])) else waiting[:1]
        waiting = waiting[len(pair) :]
        for part, place in zip(pair, st.columns(len(pair), gap="large"), strict=True):
            with place:
                _part(county, view, part, filters)


def _is_narrow(part: ThemePart) -> bool:
    """Whether half of the width is enough: two such parts in a row stand beside each other."""
    return part.kind in ("rows", "amounts") or (part.kind == "flow" and len(part.measures) == 1)


def _part(county: County, view: ThemeView, part: ThemePart, filters: Filters) -> None:
    if part.kind == "stock":
        show_stock(county, part, filters)
    elif part.kind == "rows":
        show_rows(county, part, filters)
    else:
        show_part(next(each for each in view.parts if each.title == part.title), filters)
