"""Given month and area in the sidebar, a measure, an earlier month and a reason in the URL; gives 变化: why a list is longer or shorter, and who it is."""

from __future__ import annotations

from pages.components.cached import change_of, changed_people_of, first_of, moved_of, progress_of, wording_of
from pages.components.change_parts import NotDecomposedError, chosen, month_before, show_change, show_people, show_unchanged
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.links import link
from pages.components.provenance import provenance_line
from policy.months import month_label

county, filters = current_county(), current_filters()
progress = progress_of(county, filters.month)
note = provenance_line(progress.as_of, month=filters.month, submitted=progress.submitted, version=county.store.version())
wording = wording_of(county, filters.month)
earlier = [month for month in county.months() if month < filters.month]

if not earlier:
    page_head(f"变化　{month_label(filters.month)}", "这是最早的月份，没有更早的月份可比。", note=note)
    link("overview", "回总览", filters)
else:
    most = moved_of(county, filters.month, filters.area_code, month_before(earlier))
    first = (most.measure, most.listed) if most else (first_of(county, filters.month, filters.area_code), "missing")
    choice = chosen(wording, earlier, first)
    measure = wording.measures[choice.measure]
    months = (choice.before, filters.month)
    try:
        view = change_of(county, months, filters.area_code, choice.measure, choice.listed)
    except NotDecomposedError as reason:
        page_head(f"{measure.label}　变化", str(reason), note=note)
    else:
        page_head(f"{measure.label}　{view.place}　{month_label(choice.before)}到{month_label(filters.month)}", view.finding, note=note)
        unit = wording.populations[measure.over].unit
        if not view.falls:
            show_unchanged(view, most, choice, filters, unit=unit)
        elif picked := show_change(view, choice, filters, unit=unit):
            show_people(changed_people_of(county, months, filters.area_code, choice.measure, choice.listed, picked), view, picked, filters, choice)
    link("coverage", "看这项指标", filters, measure=choice.measure)
