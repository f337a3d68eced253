"""Given the month, a document and perhaps a clause in the URL; gives 文件与条款: its clauses with the systems and measures that cite them, and the way back."""

from __future__ import annotations

import streamlit as st

from pages.components.cached import clauses_of, systems_of, wording_of
from pages.components.clause_parts import clause_table, system_table
from pages.components.county import current_county
from pages.components.document_choice import BACK, OTHERS, chosen_document, chosen_systems
from pages.components.filters import current_filters
from pages.components.head import page_head
from policy.months import month_label

OURS = 5

county, filters = current_county(), current_filters()
wording = wording_of(county, filters.month)
documents = clauses_of(county, filters.month)
mission, others = documents[:OURS], documents[OURS:]
total, computed = sum(len(each.rows) for each in mission), sum(each.computed for each in mission)
lead = f"五份文件 {total} 条，{computed} 条有指标计算，{total - computed} 条还没有。"
page_head("文件与条款", lead, note=f"{month_label(filters.month)}有效的口径版本　事项 {len(wording.systems)} 项，指标 {len(wording.measures)} 项")

asked = st.query_params.get("clause", "")
opened = chosen_document(mission, others, len(wording.systems), asked)
if opened == BACK:
    system_table(chosen_systems(systems_of(county, filters.month), wording.themes), filters)
elif opened == OTHERS:
    for document in others:
        st.subheader(document.title, anchor=False)
        clause_table(document.rows, filters, marked=asked)
else:
    document = next(each for each in mission if each.id == opened)
    st.caption(f"{document.title}　{document.details}")
    clause_table(document.rows, filters, marked=asked)
st.caption("“同一事项”：指标属于引用这一条的事项，但它的规则引的是别的条款。“还没有指标计算”的条款，只有出处，没有数。")
