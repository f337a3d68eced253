"""Given the month and perhaps a clause in the URL; gives 文件与条款: every clause with the systems and measures that cite it, and the way back."""

from __future__ import annotations

import streamlit as st

from jobs.clauses import documents_with_clauses, systems_with_clauses
from pages.components.cached import wording_of
from pages.components.clause_parts import clause_table, system_table
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from policy.months import month_label

OURS, OTHERS, BACK = 5, "行业文件和版式", "从事项看条款"

county, filters = current_county(), current_filters()
wording = wording_of(county, filters.month)
documents = documents_with_clauses(county.policy, wording, filters.month)
mission = documents[:OURS]
total, computed = sum(len(each.rows) for each in mission), sum(each.computed for each in mission)
lead = f"五份文件 {total} 条，{computed} 条有指标计算，{total - computed} 条还没有。"
page_head("文件与条款", lead, note=f"{month_label(filters.month)}有效的口径版本　事项 {len(wording.systems)} 项，指标 {len(wording.measures)} 项")

asked = st.query_params.get("clause", "")
names = {each.id: f"{each.short}　{each.computed}/{len(each.rows)}" for each in mission}
opened = names.get(asked.partition("-")[0], OTHERS if asked else None)
tabs = st.tabs([*names.values(), OTHERS, BACK], default=opened)
for tab, document in zip(tabs, mission, strict=False):
    with tab:
        st.caption(f"{document.title}　{document.details}")
        clause_table(document.rows, filters, marked=asked)
with tabs[-2]:
    for document in documents[OURS:]:
        st.subheader(document.title, anchor=False)
        clause_table(document.rows, filters, marked=asked)
with tabs[-1]:
    system_table(systems_with_clauses(county.policy, wording), filters)
st.caption("“同一事项”：指标属于引用这一条的事项，但它的规则引的是别的条款。“还没有指标计算”的条款，只有出处，没有数。")
