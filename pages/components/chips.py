"""Given what the page is narrowed to; gives a row of chips under its head, each of which undoes one filter by a click, and says which it does not obey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from jobs.narrowing import NOT_BY_CLASS, household_classes
from pages.components.county import current_county
from pages.components.filters import choose, current_filters
from pages.components.links import THEMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobs.county import County
    from pages.components.filters import Filters

_PAGE = "_page"
AREA, UNIT, CLASS = "area", "unit", "class"
_OBEYED: Mapping[str, frozenset[str]] = {
    "coverage": frozenset({AREA, UNIT, CLASS}),
    "compare": frozenset({AREA, UNIT, CLASS}),
    **{address: frozenset({AREA, UNIT}) for address in THEMES.values()},
    "overview": frozenset({AREA, UNIT}),
    "score": frozenset(),
}
"""Page → the filters that its figures obey; every other page with figures obeys the area."""

_SILENT = frozenset({"household"})
"""Pages on which there is nothing to narrow: one household is one household."""

_IGNORED = {AREA: "本页不分地方", UNIT: "本页不分牵头单位", CLASS: f"本页{NOT_BY_CLASS}"}


@dataclass(frozen=True)
class _Chip:
    """One filter: what it narrows, its words, and the choice that undoes it."""

    kind: str
    label: str
    undo: Mapping[str, str]


def hand_page(address: str, *, figures: bool) -> None:
    """Say which page is being drawn, and whether it shows figures; one without has nothing to narrow. Called by the shell before the page."""
    st.session_state[_PAGE] = address if figures and address not in _SILENT else None


def show_chips(ignored: Mapping[str, str]) -> None:
    """The chips of this run; nothing where nothing is narrowed. ignored: filters that the page obeys, but not what it shows now, and why."""
    address = st.session_state.get(_PAGE)
    if address is None:
        return
    county, filters = current_county(), current_filters()
    chips = _chips(county, filters)
    if not chips:
        return
    obeyed = _OBEYED.get(address, frozenset({AREA}))
    reasons = {kind: reason for kind, reason in _IGNORED.items() if kind not in obeyed} | dict(ignored)
    with st.container(horizontal=True, key="chips", gap="small"):
        for number, chip in enumerate(chips):
            _draw(chip, number, reasons.get(chip.kind, ""))
        if len(chips) > 1:
            everything = {"area_code": county.code, "unit": "", "household_class": ""}
            st.button("全部清除", key="chip_all", type="tertiary", on_click=choose, kwargs=everything)


def only_words(county: County, month: str, *, unit: str = "", household_class: str = "") -> str:
    """What figures are narrowed to, for a title: "只看残联牵头、脱贫户"; "" where nothing is chosen."""
    kind = household_classes(county.policy_of(month), month)[household_class] if household_class else ""
    said = "、".join(filter(None, (f"{unit}牵头" if unit else "", kind)))
    return f"只看{said}" if said else ""


def not_obeyed(filters: Filters, *, household_class: str, lead_unit: str) -> dict[str, str]:
    """Which filters one measure does not obey, and why. household_class: that its figures count; lead_unit: the measure's own."""
    found = {UNIT: f"这项由{lead_unit}牵头"} if filters.unit not in ("", lead_unit) else {}
    return found | ({CLASS: f"这项指标{NOT_BY_CLASS}，下面是全部"} if filters.household_class != household_class else {})


def _draw(chip: _Chip, number: int, ignored: str) -> None:
    """A filter that is not obeyed says so, or a reader takes the whole for the part."""
    label = f"{chip.label}（{ignored}） ×" if ignored else f"{chip.label} ×"
    key = f"chip_off_{number}" if ignored else f"chip_{number}"
    st.button(label, key=key, on_click=choose, kwargs=dict(chip.undo))


def _chips(county: County, filters: Filters) -> list[_Chip]:
    """Township and village apart: undoing the village leaves the township."""
    areas = {area.code: area for area in county.areas}
    found, area = [], areas.get(filters.area_code)
    if area is not None and area.code != county.code:
        above = areas.get(area.parent)
        if above is not None and above.code != county.code:
            found.append(_Chip(AREA, above.name, {"area_code": county.code}))
        found.append(_Chip(AREA, area.name, {"area_code": area.parent if area.parent in areas else county.code}))
    if filters.unit:
        found.append(_Chip(UNIT, filters.unit, {"unit": ""}))
    if filters.household_class:
        labels = household_classes(county.policy_of(filters.month), filters.month)
        found.append(_Chip(CLASS, labels[filters.household_class], {"household_class": ""}))
    return found
