"""Given month and area in the sidebar, a measure and another month in the URL; gives 对比: which places stand worst, which rose, in rank and month by month."""

from __future__ import annotations

import streamlit as st

from jobs.panel import short_month
from pages.components.cached import compare_of, leading_of, progress_of, wording_of
from pages.components.chips import not_obeyed, only_words
from pages.components.compare_parts import chosen, months_of_places, ranking, slopes, villages
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.links import link
from pages.components.provenance import provenance_line
from policy.months import month_label

county, filters = current_county(), current_filters()
progress = progress_of(county, filters.month)
note = provenance_line(progress.as_of, month=filters.month, submitted=progress.submitted, version=county.store.version())
choice = chosen(wording_of(county, filters.month), county.months(), filters, leading_of(county, filters.month, filters.area_code))
view = compare_of(county, filters.month, filters.area_code, choice.measure, choice.other, household_class=filters.household_class)
only = only_words(county, filters.month, household_class=view.household_class)
ignored = not_obeyed(filters, household_class=view.household_class, lead_unit=view.lead_unit)
title = f"{view.label}　{view.place}各{view.level}对比　{month_label(filters.month)}　{only}".rstrip("　")
page_head(title, view.why_not or view.finding, note=note, ignored=ignored)

if view.lines:
    left, right = st.columns([2, 1] if view.slopes else [1, 0.01], gap="large")
    with left:
        ranking(view, choice, filters, progress.places)
    if view.slopes and choice.other:
        with right:
            earlier, later = sorted((choice.other, filters.month))
            slopes(view, (short_month(earlier), short_month(later)))
    if not choice.other:
        st.caption("只有一个月的数据，没有可比的月份。")
    months_of_places(view)
    if view.dots:
        villages(view, choice, filters)
link("coverage", "看这项指标", filters, measure=choice.measure)
