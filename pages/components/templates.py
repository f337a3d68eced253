"""Given nothing; gives the way to the blank templates, for those who do not have an export to hand in."""

from __future__ import annotations

import streamlit as st

from pages.components.format_parts import offer_all_templates
from pages.components.links import FILES


def offer_templates() -> None:
    """All templates in one file, and the page with each of them; folded away: exports as they are come first."""
    with st.expander("没有现成的导出？下载空白模板（带下拉选项和填写说明）"), st.container(horizontal=True):
        st.page_link(FILES["formats"], label="按表找模板，看每一列怎么填", icon=":material/table_chart:")
        offer_all_templates()
