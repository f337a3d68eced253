"""Given sequences of views, and in the URL which one and where (?show=…&at=3); gives 汇报: putting a sequence together, or showing it one screen at a time."""

from __future__ import annotations

import streamlit as st

from jobs.sequences import sequence_of_month, sequences
from pages.components.cached import overview_of, progress_of, wording_of
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.provenance import provenance_line
from pages.components.sequence_parts import begin, chosen_sequence, new_box, pick_sequence, remove, stop_lines
from pages.components.show_parts import CHOSEN, SHOW, run_show
from policy.months import month_label

county, filters = current_county(), current_filters()
area = "" if filters.area_code == county.code else filters.area_code
known = (sequence_of_month(overview_of(county, filters.month, filters.area_code), area), *sequences(county))
shown = next((each for each in known if each.id == st.query_params.get(SHOW, "") and each.stops), None)

if shown is not None:
    run_show(county, shown, filters.month)
else:
    progress = progress_of(county, filters.month)
    note = provenance_line(progress.as_of, month=filters.month, submitted=progress.submitted, version=county.store.version())
    page_head(f"汇报　{month_label(filters.month)}", "开会时一屏讲一件事：排好要讲的几屏，点“开始汇报”，用左右键翻。", note=note)
    now = chosen_sequence(known, st.query_params.get(CHOSEN, ""))
    left, right = st.columns([2, 5], gap="large")
    with left:
        pick_sequence(known, now)
        new_box(county, now)
    with right:
        begin(now)
        stop_lines(county, now, wording_of(county, filters.month), filters)
        remove(county, now)
