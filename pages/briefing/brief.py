"""Given month and area in the sidebar; gives 简报: what it will say, and the same as Word, PDF, slides, workbook and the townships' lists."""

from __future__ import annotations

import streamlit as st

from pages.components.brief_parts import chosen, offer_files, show_brief
from pages.components.cached import brief_of, progress_of, wording_of
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.provenance import provenance_line
from policy.months import month_label

county, filters = current_county(), current_filters()
progress = progress_of(county, filters.month)
note = provenance_line(progress.as_of, month=filters.month, submitted=progress.submitted, version=county.store.version())
page_head(f"简报　{month_label(filters.month)}", "开会用的材料一次备齐：文字稿、幻灯片、调度表和各苏木镇核实名单，数与页面上的一致。", note=note)

left, right = st.columns([2, 3], gap="large")
with left:
    choice = chosen(wording_of(county, filters.month), filters)
    offer_files(county, filters, choice)
with right:
    show_brief(brief_of(county, filters.month, choice))
