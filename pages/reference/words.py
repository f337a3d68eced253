"""Given the month; gives 词语: the terms of each period and what replaced them, and the names under which units turn up."""

from __future__ import annotations

import streamlit as st

from jobs.words import word_list
from pages.components.clause_parts import unit_table, word_table
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from policy.months import month_label

county, filters = current_county(), current_filters()
words = word_list(county.policy, filters.month)
current = next((period.name for period in words.periods if period.current), "没有用词表")
changed = sum(term.changed for term in words.terms)
page_head(
    "词语", f"{month_label(filters.month)}用“{current}”的词；{len(words.terms)} 个词里，换了 {changed} 个。", note="换月份，各页的词随着换；数据和规则不变。"
)

terms, units = st.tabs(["各时期的词", "单位的叫法"])
with terms:
    word_table(words)
with units:
    unit_table(words)
