"""Given the county's months and areas, the URL and the reader's choices; gives what every page is narrowed to, and draws its choice in the sidebar.

The URL carries codes (?month=2026-05&area=159921101&unit=残联&class=脱贫户), never labels, so that a link stays good when a name changes. The URL wins over
what was remembered; what it says wrongly is dropped and what was remembered, or the default, takes its place. Going to another page empties the URL, so each
run writes it again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from jobs.narrowing import household_classes, lead_units
from pages.components.county import current_county
from pages.components.labels import unique_labels
from policy.months import month_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data_loaders.model import Area
    from jobs.county import County

_CHOSEN = "_filters"
_MONTH, _TOWNSHIP, _VILLAGE, _UNIT, _CLASS = "filter_month", "filter_township", "filter_village", "filter_unit", "filter_class"
_WHOLE_COUNTY, _WHOLE_TOWNSHIP, _EVERY_UNIT, _EVERY_CLASS = "全旗县", "全苏木镇", "全部单位", "全部户"


@dataclass(frozen=True)
class Filters:
    """What the reader looks at: a month, an area's code and its level (county, township or village); a lead unit and a class of household, "" for all."""

    month: str
    area_code: str
    level: str
    unit: str = ""
    household_class: str = ""


def current_filters() -> Filters:
    """What this run is narrowed to; the newest month and the whole county if nothing valid was chosen."""
    county = current_county()
    asked = Filters(_asked("month"), _asked("area"), "", _asked("unit"), _asked("class"))
    kept = st.session_state.get(_CHOSEN, Filters("", "", ""))
    months = list(county.months())
    month = next((month for month in (asked.month, kept.month) if month in months), max(months, default=f"{date.today():%Y-%m}"))
    levels = {area.code: area.level for area in county.areas}
    area = next((code for code in (asked.area_code, kept.area_code) if code in levels), county.code)
    found = Filters(month, area, levels.get(area, "county"))
    if not any((asked.unit, kept.unit, asked.household_class, kept.household_class)):
        return found
    policy = county.policy_of(month)
    unit = next((each for each in (asked.unit, kept.unit) if each in lead_units(policy)), "")
    classes = household_classes(policy, month)
    return replace(found, unit=unit, household_class=next((each for each in (asked.household_class, kept.household_class) if each in classes), ""))


def choose(*, month: str | None = None, area_code: str | None = None, unit: str | None = None, household_class: str | None = None) -> None:
    """Change a filter from a page (a click on a map or a table), in a callback or before st.rerun(); what is None stays, "" is every unit or class."""
    now = current_filters()
    kept_unit, kept_class = (now.unit if unit is None else unit), (now.household_class if household_class is None else household_class)
    _remember(Filters(month or now.month, area_code or now.area_code, now.level, kept_unit, kept_class))


def draw_filters(county: County) -> Filters:
    """Draw the filters in the sidebar, write the choice into the URL and give it back. Called once per run by the shell."""
    now = current_filters()
    _remember(now)
    months = sorted(county.months(), reverse=True)
    if not months:
        return now
    areas = county.areas
    township, village = _places(now.area_code, areas, county.code)
    inner = _children(areas, county.code)
    with st.sidebar:
        _select("月份", _MONTH, months, {month: month_label(month) for month in months}, now.month)
        _select("苏木镇", _TOWNSHIP, ["", *(area.code for area in inner)], _labels(inner, _WHOLE_COUNTY), township)
        villages = _children(areas, township) if township else []
        if villages:
            _select("嘎查村", _VILLAGE, ["", *(area.code for area in villages)], _labels(villages, _WHOLE_TOWNSHIP), village)
        _draw_more(county, now)
    return now


def _draw_more(county: County, now: Filters) -> None:
    """Lead unit and class of household behind one button: most readers need neither, and the menu must stay in sight."""
    policy = county.policy_of(now.month)
    chosen = sum(map(bool, (now.unit, now.household_class)))
    with st.popover(f"更多筛选（已选 {chosen} 项）" if chosen else "更多筛选", key="more_filters", width="stretch"):
        units, classes = lead_units(policy), household_classes(policy, now.month)
        _select("牵头单位", _UNIT, ["", *units], {"": _EVERY_UNIT, **{each: each for each in units}}, now.unit)
        _select("户类别", _CLASS, ["", *classes], {"": _EVERY_CLASS, **classes}, now.household_class)


def _asked(name: str) -> str:
    """The last value of a query parameter, "" if there is none."""
    return st.query_params.get(name, "")


def _remember(filters: Filters) -> None:
    """Keep the choice for the next page and write it into the URL; the whole county needs no area there."""
    st.session_state[_CHOSEN] = filters
    whole = filters.area_code == current_county().code
    wanted = {"month": filters.month, "area": "" if whole else filters.area_code, "unit": filters.unit, "class": filters.household_class}
    for name, value in wanted.items():
        if not value:
            st.query_params.pop(name, None)
        elif _asked(name) != value:
            st.query_params[name] = value


def _places(code: str, areas: Sequence[Area], county_code: str) -> tuple[str, str]:
    """The township and the village to show as chosen for an area's code; "" is all."""
    parents = {area.code: area.parent for area in areas}
    if code == county_code or code not in parents:
        return "", ""
    return (code, "") if parents[code] == county_code else (parents[code], code)


def _children(areas: Sequence[Area], parent: str) -> list[Area]:
    """The areas directly below `parent`, by code, 未落村 last: townships, and the county's own 未落村 beside them."""
    return sorted((area for area in areas if area.parent == parent and area.code != parent), key=lambda area: (area.unplaced, area.code))


def _labels(areas: Sequence[Area], whole: str) -> dict[str, str]:
    """Code → unique label for a list of areas, and for "" the word for all of them."""
    return {"": whole, **unique_labels({area.code: area.name for area in areas})}


def _select(label: str, key: str, options: Sequence[str], labels: dict[str, str], value: str) -> None:
    """One select box that shows `value`; the reader's choice takes effect in the callback, so that the URL and the page agree in the same run."""
    st.session_state[key] = value
    st.selectbox(label, options, key=key, format_func=lambda code: labels[code], on_change=_changed, args=(key,))


def _changed(key: str) -> None:
    """Take over what the reader chose in the select box `key`; another township means the whole of it."""
    value = st.session_state[key]
    if key == _MONTH:
        choose(month=value)
    elif key == _TOWNSHIP:
        choose(area_code=value or current_county().code)
    elif key == _UNIT:
        choose(unit=value)
    elif key == _CLASS:
        choose(household_class=value)
    else:
        choose(area_code=value or st.session_state[_TOWNSHIP])
