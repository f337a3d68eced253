"""Given the name of a theme; gives its page: what its leaders ask first, its special parts, all its measures by form."""

from __future__ import annotations

import streamlit as st

from pages.components.cached import progress_of, theme_of, wording_of
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.links import link
from pages.components.measure_table import measure_table, waiting_table
from pages.components.overview_parts import headline_cards
from pages.components.provenance import provenance_line
from pages.components.theme_parts import show_part, show_rows, show_stock
from policy.months import month_label

CHARTS_SHOWN = 6
"""Rows of a group beyond this fold away, so that the next group is in sight."""


def show_theme(name: str) -> None:
    """The page of one theme in the month and area of the sidebar."""
    county, filters = current_county(), current_filters()
    view = theme_of(county, filters.month, filters.area_code, name)
    progress = progress_of(county, filters.month)
    note = provenance_line(progress.as_of, month=filters.month, submitted=progress.submitted, version=county.store.version())
    page_head(f"{name}　{view.place}　{month_label(filters.month)}", view.finding, more=view.counts, note=note)
    if not view.groups and not view.waiting:
        st.info("这个专题还没有指标。")
        return
    headline_cards(view.cards, filters)
    parts = wording_of(county, filters.month).themes
    shown = {part.title: part for part in view.parts}
    for part in parts[name].parts if name in parts else ():
        if part.kind == "stock":
            show_stock(county, part, filters)
        elif part.kind == "rows":
            show_rows(county, part, filters)
        else:
            show_part(shown[part.title], filters)
    for _, label, rows in view.groups:
        st.subheader(f"{label}（{len(rows)}）", anchor=False)
        measure_table(rows, filters)
    if view.waiting:
        with st.expander(f"还没有数的 {len(view.waiting)} 项：等什么"):
            waiting_table(view.waiting, filters)
    link("coverage", f"各地对照：{name}的全部指标 × 苏木镇", filters, theme=name)
