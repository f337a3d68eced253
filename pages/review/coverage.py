"""Given month and area in the sidebar and a measure in the URL; gives 覆盖与精准: the heat grid, or one policy down to its lists."""

from __future__ import annotations

import streamlit as st

from jobs.heat import heat_finding
from jobs.tiles import mappable
from pages.components.cached import days_of, events_of, handlers_of, heat_of, policy_of, progress_of, wording_of
from pages.components.chips import not_obeyed, only_words
from pages.components.county import current_county
from pages.components.coverage_parts import handler_lines, place_charts, policy_figures, policy_trend, printed_figures, top_left, village_bars
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.heat_view import show_heat
from pages.components.links import link
from pages.components.measure_choice import chosen_measure, chosen_theme, find_measure
from pages.components.parity_parts import show_parity
from pages.components.people_list import show_lists
from pages.components.provenance import provenance_line
from policy.months import month_label

county, filters = current_county(), current_filters()
progress = progress_of(county, filters.month)
note = provenance_line(progress.as_of, month=filters.month, submitted=progress.submitted, version=county.store.version())
measure = chosen_measure(county.policy.measures)

if measure is None:
    themes = tuple(wording_of(county, filters.month).themes)
    head, finder = st.columns([3, 1], vertical_alignment="bottom")
    with finder:
        find_measure(county, filters)
    with head:
        title = st.container()
    theme = chosen_theme(themes)
    with title:
        cells = heat_of(county, filters.month, filters.area_code, theme, unit=filters.unit, household_class=filters.household_class)
        only = only_words(county, filters.month, unit=filters.unit, household_class=filters.household_class)
        page_head(f"覆盖与精准　{month_label(filters.month)}　{only}".rstrip("　"), heat_finding(cells), note=note)
    show_heat(county, filters, theme)
else:
    view = policy_of(county, filters.month, filters.area_code, measure, household_class=filters.household_class)
    only = only_words(county, filters.month, household_class=view.household_class)
    back, finder = st.columns([3, 1], vertical_alignment="center")
    with back, st.container(key="back"):
        link("coverage", f"← {view.theme}的全部指标", filters, theme=view.theme)
    with finder, st.container(key="finder"):
        find_measure(county, filters, now=measure)
    ignored = not_obeyed(filters, household_class=view.household_class, lead_unit=view.lead_unit)
    page_head(f"{view.label}　{view.place}　{month_label(filters.month)}　{only}".rstrip("　"), view.question, note=note, ignored=ignored)
    if view.waiting:
        st.info(view.waiting)
        link("upload", "去数据上报", filters)
    else:
        policy_figures(view)
        left, right = st.columns([3, 2], gap="large")
        with left:
            top_left(view, filters)
        with right:
            printed = wording_of(county, filters.month).references.get(measure, ())
            policy_trend(view, [each.mark for each in printed if each.mark is not None], events_of(county, filters.month, measure))
            printed_figures(printed, filters)
        show_lists(county, view, filters, st.query_params.get("list", ""))
        if view.grid:
            place_charts(view, filters)
        elif view.form == "flow":
            key = (county, filters.month, filters.area_code, measure, view.limit_in)
            handler_lines(handlers_of(*key), days_of(*key))
        elif view.bars:
            village_bars(view, filters)
        show_parity(county, measure, filters)
    if view.caution:
        st.caption(view.caution)
    onward = [("definitions", "口径与依据：规则、条款、数据从哪里来")]
    onward += [("map", "在地图上看各嘎查村")] if measure in mappable(wording_of(county, filters.month)) else []
    onward += [("change", "变化：比上月谁进谁出、为什么")] if view.form in ("targeting", "status") and not view.waiting else []
    onward += [] if view.waiting else [("compare", "对比：各地谁最多、谁在上升")]
    for (page, label), column in zip(onward, st.columns(4), strict=False):
        with column:
            link(page, label, filters, measure=measure)
