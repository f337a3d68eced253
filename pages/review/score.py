"""Given the month in the sidebar and a place, a dimension or a lead unit in the URL; gives 考核对标: who stands where, and which measures made it."""

from __future__ import annotations

import streamlit as st

from jobs.scorecard import by_loss
from pages.components.cached import progress_of, quality_of, score_of
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.links import link
from pages.components.provenance import provenance_line
from pages.components.score_parts import caution, dimension_links, line_table, method, place_table, quality_table, score_download, unit_table
from policy.months import month_label

county, filters = current_county(), current_filters()
progress = progress_of(county, filters.month)
note = provenance_line(progress.as_of, month=filters.month, submitted=progress.submitted, version=county.store.version())
board = score_of(county, filters.month)
place, unit = board.place(st.query_params.get("place", "")), board.unit(st.query_params.get("lead", ""))
chosen = {each.id: each for each in board.dimensions}.get(st.query_params.get("dimension", ""))

if place or unit:
    with st.container(key="back"):
        link("score", "← 考核对标", filters)
if place:
    title = f"考核对标　{place.name}" + (f"　{chosen.name}" if chosen else "")
    page_head(title, place.sentence, note=note)
    dimension_links(place, board.dimensions, chosen.id if chosen else "", filters)
    if chosen:
        st.caption(chosen.asks)
    lines = [line for line in place.lines if chosen is None or line.dimension == chosen.id]
    line_table(by_loss(lines), board.dimensions, county, filters, place.code)
    caution()
elif unit:
    page_head(f"考核对标　{unit.name}", unit.sentence, more="用全旗县的数。", note=note)
    line_table(by_loss(unit.lines), board.dimensions, county, filters, county.code)
    caution()
else:
    quality = quality_of(county, filters.month)
    head, tools = st.columns([6, 1], vertical_alignment="bottom")
    with head:
        page_head(f"考核对标　{month_label(filters.month)}", board.finding, note=note)
    with tools:
        score_download(board, quality, filters.month)
    caution()
    st.subheader("各苏木镇", anchor=False)
    place_table(board, filters)
    left, right = st.columns([1, 1], gap="large")
    with left:
        st.subheader("各牵头单位（全旗县的数，得分低的在前）", anchor=False)
        unit_table(board, filters)
    with right:
        st.subheader("数据质量（不计入得分）", anchor=False)
        quality_table(quality)
        method()
