"""Given the month and area in the sidebar; gives 总览: what changed, where it is worst, whose it is, what to decide, in one screen."""

from __future__ import annotations

import streamlit as st

from jobs.deciding import OVERDUE, SHEETS, VALUES, VERIFY, some
from pages.components.cached import overview_of, progress_of
from pages.components.chips import only_words
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.html import show
from pages.components.overview_parts import (
    changes,
    completeness_strip,
    decision_lines,
    finding_lines,
    headline_cards,
    lead_table,
    pressing_lines,
    theme_strip,
    township_table,
    worst_places,
)
from pages.components.provenance import provenance_line
from pages.components.tile_view import show_tiles
from policy.months import month_label

CHANGES, PLACES, GAPS, UNITS = 3, 5, 3, 6
DECISIONS = {VERIFY: 3, OVERDUE: 1, VALUES: 1, SHEETS: 1}
"""What the first screen holds of each."""

county, filters = current_county(), current_filters()
view = overview_of(county, filters.month, filters.area_code, unit=filters.unit)
progress = progress_of(county, filters.month)

page_head(
    f"{view.place}　{month_label(filters.month)}　{only_words(county, filters.month, unit=filters.unit)}".rstrip("　"),
    view.finding,
    more=view.counts,
    note=provenance_line(progress.as_of, month=filters.month, submitted=progress.submitted, version=county.store.version()),
)
with st.container(key="answers"):
    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader("一、本月变化", anchor=False)
        changes(view.findings, filters, number=CHANGES, first=filters.month == min(county.months(), default=filters.month))
    with right:
        st.subheader("二、最重的地方", anchor=False)
        worst_places(view.townships, filters, number=PLACES)
        show(finding_lines(view.findings.worst[:GAPS], filters))
    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader("三、谁来办", anchor=False)
        lead_table(view.leads, filters, number=UNITS)
    with right:
        st.subheader("四、需要决定", anchor=False)
        decision_lines(some(view.decisions, DECISIONS), filters)
headline_cards(view.headlines, filters)
theme_strip(view.themes, filters)
left, right = st.columns([28, 22], gap="medium")
with left:
    st.subheader("各苏木镇" if filters.level == "county" else "各嘎查村", anchor=False)
    township_table(view.townships, filters)
with right:
    show_tiles(county, filters, default=view.default_measure)
st.subheader("项目、办件、资金里最要紧的", anchor=False)
pressing_lines(view.others, filters)
completeness_strip(progress.sheets, filters)
