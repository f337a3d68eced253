"""Given a household in the URL, or what the reader types; gives 户情: one household, its people, and the reason for every figure it stands in."""

from __future__ import annotations

import streamlit as st

from jobs.household import NoHouseholdError
from pages.components.cached import household_of, reason_of
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.household_parts import choose_standing, members_table, money_table, month_links, other_policies, search_box, trace
from pages.components.links import link
from policy.months import month_label

county, filters = current_county(), current_filters()
asked = st.query_params.get("household", "")
view = None
try:
    view = household_of(county, filters.month, asked) if asked else None
except NoHouseholdError as error:
    st.info(str(error))

if view is None:
    page_head(f"户情　{month_label(filters.month)}", "输入户编号、成员姓名或身份证号后四位，看这一户应享什么、享了什么、为什么。")
    search_box(county, filters)
    link("coverage", "不知道是哪一户？去“覆盖与精准”的名单里点一行", filters)
else:
    trouble = sum(place.tone in ("poor", "watch") for place in view.counted)
    concerned = sum(place.tone != "none" for place in view.counted)
    lead = f"{view.place}，在册 {len(view.members)} 人；与本户有关的政策 {concerned} 处，其中疑似有问题 {trouble} 处。"
    page_head(f"户 {view.household_id}　{month_label(filters.month)}", lead, note="姓名、证件号已遮盖；比对结果均为疑似")
    search_box(county, filters)
    members_table(view)
    left, right = st.columns([2, 5], gap="large")
    with left:
        st.subheader("各项政策", anchor=False)
        place = choose_standing(view, st.query_params.get("measure"))
        other_policies(view, filters)
    with right:
        if place is not None:
            trace(place, reason_of(county, filters.month, place.measure, place.unit))
        st.subheader("一年内领到的钱", anchor=False)
        money_table(view)
        month_links(view, filters)
