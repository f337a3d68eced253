"""Given a household in the URL, or what the reader types; gives 户情: one household through the months, since when it is missed, and why."""

from __future__ import annotations

import streamlit as st

from pages.components.cached import household_history_of
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.household_landing import landing, remember, search_box
from pages.components.household_months import back_to_list, changes_table, income_table, month_grid, show_chosen
from pages.components.household_parts import homes, members_table, money_table, other_policies, view_of
from policy.months import month_label

county, filters = current_county(), current_filters()
asked = st.query_params.get("household", "")
history = household_history_of(county, filters.month, asked) if asked else None

if history is None or not history.known:
    if asked:
        st.info(f"{month_label(filters.month)}前后的数据里没有户编号为“{asked}”的户。")
    page_head(f"户情　{month_label(filters.month)}", "输入户编号、成员姓名或身份证号后四位，看这一户各月应享什么、享了什么、从哪个月起没享到、为什么。")
    search_box(county, filters)
    landing(county, filters)
else:
    view = view_of(county, filters.month, asked)
    remember(asked)
    back_to_list(filters)
    head, finder = st.columns([3, 1], vertical_alignment="bottom")
    with finder:
        search_box(county, filters)
    with head:
        where = f"{view.place}，在册 {len(view.members)} 人" if view else "这个月的数据里没有这一户"
        note = f"{where}。姓名、证件号已遮盖；比对结果均为疑似。"
        page_head(f"户 {asked}　{month_label(filters.month)}", history.finding(filters.month), note=note)
    left, right = st.columns([5, 3], gap="large")
    with left:
        chosen = month_grid(history, filters)
        show_chosen(county, filters, chosen)
    with right:
        if view:
            members_table(view)
            homes(view)
        changes_table(history, filters.month)
        income_table(history)
        if view:
            with st.expander("一年内领到的钱，逐笔"):
                money_table(view)
            other_policies(view, filters)
