"""Given the month and perhaps a clause in the URL; gives 数字与矛盾: what the documents print, where it does not add up, where they disagree."""

from __future__ import annotations

import streamlit as st

from jobs.clauses import clause_link
from jobs.facts import AGREES, DOUBTED, FAILS, conflicts, facts
from pages.components.cached import wording_of
from pages.components.clause_parts import conflict_table, fact_table
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.labels import unique_labels

CHECKED, EVERY = "checked", "every"

county, filters = current_county(), current_filters()
policy, wording = county.policy, wording_of(county, filters.month)
rows, disputed = facts(policy, wording), conflicts(policy, wording)
failing, doubted = (sum(row.state == state for row in rows) for state in (FAILS, DOUBTED))
checked = [row for row in rows if row.state in (FAILS, DOUBTED, AGREES)]
lead = f"五份文件印出 {len(rows)} 个数：■ 复算不符 {failing} 个，▲ 引用前要弄清 {doubted} 个；说法不一 {len(disputed)} 处。"
page_head("数字与矛盾", lead, note="只作参照线，不替代本县的数据；结果是文件里报告的，目标是文件里要求的。")

asked = next((row.mark for row in rows if row.mark == st.query_params.get("clause")), "")
numbers, readings = st.tabs(["文件里的数", "说法不一"])
with numbers:
    documents = {each: f"{policy.documents[each].short}（{sum(row.document == each for row in rows)}）" for each in {row.document: None for row in rows}}
    choices = {CHECKED: f"复算过的和要弄清的（{len(checked)}）", EVERY: f"全部（{len(rows)}）", **documents}
    if asked:
        source = clause_link(policy, asked)
        choices = {asked: f"{source.document} {source.clause}", **choices}
    left, right = st.columns(2)
    shown = left.selectbox("看哪些", list(choices), format_func=lambda choice: choices[choice])
    found = {CHECKED: checked, EVERY: rows}.get(shown, [row for row in rows if shown in (row.document, row.mark)])
    systems = {
        "": "全部事项",
        **unique_labels({row.system: f"{row.system}　{row.system_label}" for row in sorted(found, key=lambda row: row.system) if row.system}),
    }
    system = right.selectbox("事项", list(systems), format_func=lambda choice: systems[choice])
    fact_table([row for row in found if system in ("", row.system)], filters)
with readings:
    st.caption("● 是这里采用的说法。涉及的参数在“口径与依据 · 政策参数”里。")
    conflict_table(disputed, filters)
