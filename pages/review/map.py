"""Given month and area in the sidebar, a measure and another month in the URL; gives 地图: where a measure stands how, in one month or two side by side."""

from __future__ import annotations

import streamlit as st

from pages.components.cached import overview_of, progress_of, wording_of
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.links import link
from pages.components.map_choice import chosen_map
from pages.components.map_parts import possible_views, show_maps
from pages.components.map_upload import show_layers
from pages.components.provenance import provenance_line
from policy.months import month_label

county, filters = current_county(), current_filters()
progress = progress_of(county, filters.month)
overview = overview_of(county, filters.month, filters.area_code)

head = st.container()
choice = chosen_map(wording_of(county, filters.month), filters, county.months(), default=overview.default_measure, views=possible_views(county))
view = show_maps(county, filters, choice)
link("coverage", "看这项指标", filters, measure=choice.measure)
show_layers(county)
with head:
    note = provenance_line(progress.as_of, month=filters.month, submitted=progress.submitted, version=county.store.version())
    page_head(f"地图　{overview.place}　{month_label(filters.month)}", view.finding, note=note)
