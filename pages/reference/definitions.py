"""Given the month; gives 口径与依据: every measure in words, the parameters in force, how the figures are to be read."""

from __future__ import annotations

import streamlit as st

from jobs.reference import by_theme
from pages.components.cached import parameters_of, references_of, wording_of
from pages.components.county import current_county
from pages.components.definition_parts import measure_definition, parameter_table, reading_rules
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.links import link
from policy.months import month_label

county, filters = current_county(), current_filters()
measures, parameters = references_of(county, filters.month), parameters_of(county, filters.month)
missing = sum(row.missing for row in parameters)
lead = f"{len(measures)} 项指标，{len(parameters)} 个政策参数" + (f"，其中 {missing} 个需县里填报。" if missing else "，都已有值。")
page_head("口径与依据", lead, note=f"{month_label(filters.month)}有效的口径版本和参数")

with st.container(key="back"):
    link("clauses", "每一条款由哪些指标计算，见“文件与条款”", filters)

asked = st.query_params.get("measure")
rules, values, reading = st.tabs(["指标口径", "政策参数", "怎么读这些数"])
with rules:
    for theme, group in by_theme(measures, first=asked):
        st.subheader(theme, anchor=False)
        for measure in group:
            measure_definition(measure, open_=measure.id == asked)
with values:
    parameter_table(parameters)
with reading:
    reading_rules(wording_of(county, filters.month).judgement)
