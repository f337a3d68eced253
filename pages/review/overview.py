"""Given the month and area in the sidebar; gives 总览: the month in one screen."""

from __future__ import annotations

import streamlit as st

from pages.components.cached import overview_of, progress_of
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.overview_parts import completeness_strip, gap_sentences, headline_cards, theme_strip, township_table
from pages.components.provenance import provenance_line
from pages.components.tile_view import show_tiles
from policy.months import month_label

county, filters = current_county(), current_filters()
view = overview_of(county, filters.month, filters.area_code)
progress = progress_of(county, filters.month)

page_head(
    f"{view.place}　{month_label(filters.month)}",
    view.finding,
    more=view.counts,
    note=provenance_line(progress.as_of, month=filters.month, submitted=progress.submitted, version=county.store.version()),
)
headline_cards(view.headlines, filters)
left, right = st.columns(2, gap="medium")
with left:
    st.subheader("人数最多的三个缺口", anchor=False)
    gap_sentences(view.gaps, filters, key="people", none="这个月没有发现应享未享的人。")
with right:
    st.subheader("项目、办件、资金里最要紧的", anchor=False)
    gap_sentences(view.others, filters, key="others", none="没有落后的计划、超期的件和不符的账。")
theme_strip(view.themes, filters)
left, right = st.columns([28, 22], gap="medium")
with left:
    st.subheader("各苏木镇" if filters.level == "county" else "各嘎查村", anchor=False)
    township_table(view.townships, filters)
with right:
    show_tiles(county, filters, default=view.default_measure)
completeness_strip(progress.sheets)
