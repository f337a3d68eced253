"""Given the month and perhaps a measure in the URL; gives 口径与依据: its rules in words, then and now, the parameters in force, how figures are read."""

from __future__ import annotations

import streamlit as st

from jobs.reference import by_theme, measure_lines
from pages.components.cached import changed_rules_of, parameters_of, reference_of, ruling_of, wording_of
from pages.components.county import current_county
from pages.components.definition_parts import measure_definition, parameter_table, reading_rules
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.links import link
from pages.components.ruling_parts import measure_index, then_and_now
from policy.months import month_label

county, filters = current_county(), current_filters()
wording, parameters = wording_of(county, filters.month), parameters_of(county, filters.month)
measures, changed = measure_lines(wording, filters.month), changed_rules_of(county, filters.month)
missing = sum(row.missing for row in parameters)
lead = f"{len(measures)} 项指标，{len(parameters)} 个政策参数" + (f"，其中 {missing} 个需县里填报。" if missing else "，都已有值。")
if changed:
    lead += f"本月有 {len(changed)} 项指标换过口径。"
page_head("口径与依据", lead, note=f"{month_label(filters.month)}有效的口径版本和参数")

with st.container(key="back"):
    link("clauses", "每一条款由哪些指标计算，见“文件与条款”", filters)

asked = next((each for each in measures if each.id == st.query_params.get("measure")), None)
rules, values, reading = st.tabs(["指标口径", "政策参数", "怎么读这些数"])
with rules:
    if asked is not None:
        measure_definition(reference_of(county, filters.month, asked.id), open_=True)
        if asked.id in changed:
            then_and_now(ruling_of(county, filters.month, asked.id), wording.readings[asked.id])
    groups = dict(by_theme(measures, first=asked.id if asked else None))
    turned = {f"换过口径（{len(changed)} 项）": tuple(each for each in measures if each.id in changed)} if changed else {}
    shown = {f"{theme}（{len(group)} 项）": group for theme, group in groups.items()} | turned
    theme = st.selectbox("主题", list(shown), width=320, key="definitions_theme")
    measure_index(shown.get(theme, ()), filters, changed=changed)
with values:
    parameter_table(parameters)
with reading:
    reading_rules(wording.judgement)
