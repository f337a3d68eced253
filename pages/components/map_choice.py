"""Given the measures and months of the county; gives what the page 地图 shows, as the URL holds it: measure, month, the month beside it, kind of map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from jobs.tiles import mappable
from pages.components.filters import choose
from pages.components.labels import unique_labels
from policy.months import month_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jobs.wording import Wording
    from pages.components.filters import Filters

TILES, GEO, ZOOM = "tile", "geo", "gl"
VIEWS = {TILES: "示意图", GEO: "地理图", ZOOM: "可缩放地图"}
_MONTH, _ALONE = "map_month", ""


@dataclass(frozen=True)
class MapChoice:
    """What is shown. beside: the month on the left of the page's month, or None; view: tile, geo or gl."""

    measure: str
    beside: str | None
    view: str


def chosen_map(wording: Wording, filters: Filters, months: Sequence[str], *, default: str, views: Sequence[str]) -> MapChoice:
    """Draw the row of choices and write them into the URL. views: kinds of map that the county's data allows, the first is the default."""
    first, second, third, fourth = st.columns([4, 2, 2.5, 4 if len(views) > 1 else 0.1], gap="medium", vertical_alignment="top")
    with first:
        measure = _selected("指标", "measure", _measures(wording), default)
    with second:
        others = {month: month_label(month) for month in sorted(months, reverse=True) if month != filters.month}
        beside = _selected("并排对比", "since", {_ALONE: "不对比", **others}, _ALONE)
    with third:
        _month_slider(filters, months)
    with fourth:
        view = _view(views) if len(views) > 1 else views[0]
    return MapChoice(measure, beside or None, view)


def _month_slider(filters: Filters, months: Sequence[str]) -> None:
    """A slider over the months that were handed in; it moves the month of the whole page."""
    if len(months) > 1:
        st.session_state[_MONTH] = filters.month
        st.select_slider("逐月看", list(months), key=_MONTH, format_func=month_label, on_change=_moved)


def _moved() -> None:
    choose(month=st.session_state[_MONTH])


def _measures(wording: Wording) -> dict[str, str]:
    """The measures that a map can show, by theme."""
    themes = {name: wording.systems[wording.measures[name].system].theme for name in mappable(wording)}
    order = list(dict.fromkeys([*wording.themes, *themes.values()]))
    names = sorted(themes, key=lambda name: order.index(themes[name]))
    return unique_labels({name: f"{themes[name]} · {wording.measures[name].label}" for name in names})


def _selected(label: str, name: str, options: Mapping[str, str], default: str) -> str:
    asked = st.query_params.get(name, default)
    keys = list(options)
    start = asked if asked in options else default
    found = st.selectbox(label, keys, index=keys.index(start) if start in options else 0, format_func=options.__getitem__, key=f"map_{name}")
    _write(name, found, default if name == "since" else "")
    return found


def _view(views: Sequence[str]) -> str:
    asked = st.query_params.get("view", views[0])
    start = asked if asked in views else views[0]
    found = st.segmented_control("画法", views, default=start, format_func=VIEWS.__getitem__, key="map_view", required=True) or start
    _write("view", found, views[0])
    return found


def _write(name: str, value: str, left_out: str) -> None:
    """Keep the choice in the URL; the default needs no place there."""
    if value == left_out:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value
