"""Given month and area in the sidebar; gives 贫困测度: how many are poor, how deeply, in what, whom benefits reach, whom nobody helps."""

from __future__ import annotations

import streamlit as st

from jobs.poverty import NoHouseholdsError
from pages.components.cached import poverty_of, progress_of, surveys_of
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.links import link
from pages.components.poverty_parts import alone_part, income_part, money_part, overlap_part, several_part, survey_part
from pages.components.provenance import provenance_line
from policy.months import month_label

county, filters = current_county(), current_filters()
progress = progress_of(county, filters.month)
note = provenance_line(progress.as_of, month=filters.month, submitted=progress.submitted, version=county.store.version())
place = next((area.name for area in county.areas if area.code == filters.area_code), county.name)
title = f"贫困测度　{place}　{month_label(filters.month)}"
try:
    view = poverty_of(county, filters.month, filters.area_code)
except NoHouseholdsError as reason:
    page_head(title, note=note)
    st.info(str(reason))
    link("upload", "去数据上报", filters, icon=":material/upload_file:")
else:
    page_head(title, view.finding, more="按户算，人口加权；都是数据推算，不是认定。", note=note)
    income_part(view, filters)
    left, right = st.columns(2, gap="large")
    with left:
        several_part(view)
    with right:
        money_part(view)
    overlap_part(view.matrix)
    survey_part(surveys_of(county, filters.month), filters)
    alone_part(view.alone, view.alone_words, filters)
    link("definitions", "口径与依据", filters)
