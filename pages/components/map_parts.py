"""Given the county and what was chosen; gives the maps of 地图: one month or two side by side with the same colours and sizes, and their legend in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from charts.numbers import count
from charts.tile_map import SELECTION
from pages.components.cached import largest_of, tiles_of
from pages.components.html import show, text
from pages.components.links import go
from pages.components.tile_view import show_legend
from policy.months import month_label

if TYPE_CHECKING:
    from jobs.county import County
    from jobs.tiles import TileView
    from pages.components.filters import Filters
    from pages.components.map_choice import MapChoice

ALONE, BESIDE = 1.75, 1.0
"""Width by height of the place of a map, alone on the page and beside another."""


def show_tile_maps(county: County, filters: Filters, choice: MapChoice) -> TileView:
    """The tile map of the month, to its left the one of the other month; gives the view of the month."""
    most = largest_of(county, filters.area_code, choice.measure)
    months = [choice.beside, filters.month] if choice.beside else [filters.month]
    views = {}
    for place, month in zip(st.columns(len(months), gap="medium"), months, strict=True):
        spec, view = tiles_of(county, month, filters.area_code, choice.measure, aspect=BESIDE if choice.beside else ALONE, largest=most)
        with place:
            _one(spec, view, month, filters, choice, titled=bool(choice.beside))
        views[month] = view
    show_legend(views[filters.month].labels)
    _sizes(views[filters.month], most, "每格一个嘎查村；位置仅为示意，不作划界依据")
    return views[filters.month]


def _one(spec: dict[str, Any], view: TileView, month: str, filters: Filters, choice: MapChoice, *, titled: bool) -> None:
    if titled:
        st.subheader(month_label(month), anchor=False)
    with st.container(key=f"bigmap_{month}", height="stretch"):
        key = f"map_{choice.view}_{choice.measure}_{month}_{filters.area_code}"
        event = st.vega_lite_chart(
            spec=spec, width="stretch", height="stretch", theme=None, key=key, on_select="rerun", selection_mode=SELECTION, alt=view.finding
        )
    drill(event["selection"].get(SELECTION) or [], month, filters, choice)


def drill(picked: list[dict[str, Any]], month: str, filters: Filters, choice: MapChoice) -> None:
    """A village that was clicked opens with the people behind its number, in the month of its map."""
    if picked and "code" in picked[0]:
        go("coverage", filters, area=picked[0]["code"], month=month, measure=choice.measure)


def _sizes(view: TileView, most: float, note: str) -> None:
    """What circles and numbers mean, in words."""
    size = f"圈的面积和数字：{text(view.people_label)}，最大的圈 {count(most)}（各月相同）；" if most else "各月都没有发现缺口；"
    show(f'<span class="xj-quiet xj-fine">{size}颜色：比率，分档各月相同；点一格看名单；{note}</span>')
