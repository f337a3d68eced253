"""Given the kinds of sheets; gives the download of their blank templates, for those who do not have an export to hand in."""

from __future__ import annotations

import streamlit as st

from data_loaders.layout import read_layouts
from data_loaders.template import template_workbook

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_templates() -> None:
    """One button for each kind of sheet, folded away: exports as they are come first."""
    with st.expander("没有现成的导出？下载空白模板（带下拉选项和填写说明）"), st.container(horizontal=True):
        for layout in read_layouts().values():
            name = f"{layout.label}_模板.xlsx"
            st.download_button(
                layout.label, data=lambda layout=layout: template_workbook(layout), file_name=name, mime=_XLSX, key=f"template_{layout.name}", on_click="ignore"
            )
