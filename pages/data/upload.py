"""Given files that a clerk drops; gives 数据上报: check, look, confirm, receipt."""

from __future__ import annotations

import streamlit as st

from pages.components.cached import progress_of
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.links import link
from pages.components.overview_parts import completeness_strip
from pages.components.templates import offer_templates
from pages.components.upload_form import ask_files, chosen_month
from pages.components.upload_state import keep, kept, start_again
from pages.components.upload_steps import review, show_receipt
from policy.months import month_label

county = current_county()
page_head("数据上报", "拖进工作簿 → 检查 → 看清楚 → 确认入库。确认之前，原有数据一行不动。")

if kept("receipt") is not None:
    show_receipt(county, kept("receipt"))
    if st.button("再报一份", icon=":material/add:"):
        start_again()
        st.rerun()
else:
    checked = ask_files(county)
    if checked is not None:
        keep("checked", checked)
    if kept("checked") is not None:
        receipt = review(county, kept("checked"))
        if receipt is not None:
            keep("receipt", receipt)
            st.rerun()
    else:
        offer_templates()
        if county.areas:
            st.subheader("地图的边界和点位", anchor=False)
            link("map", "加入苏木镇、嘎查村边界或村部点位", current_filters(), icon=":material/map:", layers="open")
        month = chosen_month()
        if month and month in county.months():
            st.subheader(f"{month_label(month)}已经有的数据", anchor=False)
            completeness_strip(progress_of(county, month).sheets, current_filters())
