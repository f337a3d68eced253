"""Given the layouts and the catalogue of issues; gives 数据格式: the columns of every sheet, blank templates, and what each issue code asks for."""

from __future__ import annotations

import streamlit as st

from jobs.formats import issue_formats, sheet_formats
from pages.components.format_parts import choose_sheet, issue_list, offer_all_templates, sheet_columns, sheet_list
from pages.components.head import page_head

sheets, issues = sheet_formats(), issue_formats()
templates = sum(bool(sheet.template) for sheet in sheets)
page_head(
    "数据格式",
    f"{templates} 种表和 {len(sheets) - templates} 种全国系统导出：列名对得上就能读，手里的表不用改格式。",
    note="由读表所用的版式生成，与程序一致",
)
offer_all_templates()

asked_issue = st.query_params.get("issue")
ONE, ALL, CODES = "一张表的列", "全部表", "问题编号"
one, every, codes = st.tabs([ONE, ALL, CODES], default=CODES if asked_issue else ONE)
with one:
    sheet_columns(choose_sheet(sheets), marked=st.query_params.get("column", ""))
with every:
    sheet_list(sheets)
with codes:
    issue_list(issues, first=asked_issue)
