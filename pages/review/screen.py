"""Given a population and conditions in the URL; gives 专项筛查: the conditions as one rule in words, who fits it by place, and the list behind it."""

from __future__ import annotations

import streamlit as st

from jobs.screen import offers
from jobs.screening import screen_view
from pages.components.cached import populations_of, progress_of, screened_of
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.provenance import provenance_line
from pages.components.screen_builder import ScreenError, draw_builder, screen_of_url
from pages.components.screen_parts import begin_again, examples, listed, places, rule_words, saved_box
from policy.months import month_label

county, filters = current_county(), current_filters()
progress = progress_of(county, filters.month)
note = provenance_line(progress.as_of, month=filters.month, submitted=progress.submitted, version=county.store.version())
policy = county.policy_of(filters.month)
known = populations_of(county, filters.month)
title = f"专项筛查　{month_label(filters.month)}"
head, kept = st.columns([5, 3], vertical_alignment="bottom")

try:
    screen = screen_of_url(policy, known)
    if screen.population not in known:
        raise ScreenError(f"{month_label(filters.month)}没有可以筛查的数据")
    asked = screen.asked
    view = screen_view(screened_of(county, filters.month, asked), county.areas, filters.area_code, county.code) if asked.conditions else None
except ScreenError as error:
    page_head(title, note=note)
    st.warning(f"{error}。")
    begin_again()
else:
    with head:
        page_head(title, view.finding if view else "选一个对象，再选两三个条件：有多少、在哪里、是谁。", note=note)
    with kept:
        saved_box(county, screen)
    population = policy.populations[screen.population]
    draw_builder(screen, known, offers(population, policy, lambda text: policy.say(text, filters.month)))
    if view is None:
        examples()
    else:
        rule_words(view)
        if not view.waiting:
            left, right = st.columns([5, 6], gap="large")
            with left:
                places(view, asked, filters)
            with right:
                listed(county, view, asked, filters)
