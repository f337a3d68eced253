"""Given the county and what was chosen; gives the maps of 地图: one month or two side by side with the same colours and sizes, and their legend in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from charts.numbers import count
from pages.components.cached import largest_of, tiles_of
from pages.components.cached_map import deck_of, geo_of, geo_spec_of, shapes_of
from pages.components.html import show, text
from pages.components.links import go
from pages.components.map_choice import GEO, TILES, ZOOM
from pages.components.tile_view import show_legend
from pages.components.webgl import has_webgl
from policy.months import month_label

if TYPE_CHECKING:
    from jobs.county import County
    from jobs.geo_view import GeoView
    from jobs.tiles import TileView
    from pages.components.filters import Filters
    from pages.components.map_choice import MapChoice

ALONE, BESIDE = 1.75, 1.0
"""Width by height of the place of a map, alone on the page and beside another."""
_LACKING = 12
_DECK_HEIGHT = 600
_ASKED = "map"
"""?map=gl asks for the map that can be enlarged where the probe found no WebGL or took it for software."""


def possible_views(county: County) -> tuple[str, ...]:
    """The kinds of map that the county's data allows, the first is shown first: geographic once the county handed in boundaries."""
    shapes = shapes_of(county)
    if not shapes.any:
        return (TILES,)
    views = (GEO, TILES) if shapes.boundaries else (TILES, GEO)
    if st.query_params.get(_ASKED) == ZOOM:
        return (ZOOM, *views)
    return (*views, ZOOM) if has_webgl() else views


def show_maps(county: County, filters: Filters, choice: MapChoice) -> TileView:
    """The map of the month, to its left the one of the other month; gives the view of the month."""
    months = [choice.beside, filters.month] if choice.beside else [filters.month]
    for place, month in zip(st.columns(len(months), gap="medium"), months, strict=True):
        with place:
            if choice.beside:
                st.subheader(month_label(month), anchor=False)
            _one(county, month, filters, choice)
    view = _tiles(county, filters.month, filters, choice)[1]
    show_legend(view.labels)
    _sizes(view, largest_of(county, filters.area_code, choice.measure), "每格一个嘎查村；位置仅为示意，不作划界依据" if choice.view == TILES else "")
    if choice.view != TILES:
        _rests_on(geo_of(county, filters.month, filters.area_code, choice.measure))
    return view


def _tiles(county: County, month: str, filters: Filters, choice: MapChoice) -> tuple[dict[str, Any], TileView]:
    most = largest_of(county, filters.area_code, choice.measure)
    return tiles_of(county, month, filters.area_code, choice.measure, aspect=BESIDE if choice.beside else ALONE, largest=most)


def _one(county: County, month: str, filters: Filters, choice: MapChoice) -> None:
    spec, view = _tiles(county, month, filters, choice)
    if choice.view != TILES and not geo_of(county, month, filters.area_code, choice.measure).areas:
        st.info("这个地方还没有边界，也没有经纬度。请看示意图，或在下面加入边界。")
        return
    if choice.view == ZOOM:
        _zoomable(county, month, filters, choice)
        return
    if choice.view == GEO:
        spec = geo_spec_of(county, month, filters.area_code, choice.measure)
    with st.container(key=f"bigmap_{'two' if choice.beside else 'one'}_{month}", height="stretch"):
        key = f"map_{choice.view}_{choice.measure}_{month}_{filters.area_code}"
        names = [each["name"] for each in spec["params"] if "select" in each]
        event = st.vega_lite_chart(spec=spec, width="stretch", height="stretch", theme=None, key=key, on_select="rerun", selection_mode=names, alt=view.finding)
    drill([each for name in names for each in event["selection"].get(name) or []], month, filters, choice)


def _zoomable(county: County, month: str, filters: Filters, choice: MapChoice) -> None:
    deck = deck_of(county, month, filters.area_code, choice.measure)
    key = f"deck_{choice.measure}_{month}_{filters.area_code}"
    event = st.pydeck_chart(deck, height=_DECK_HEIGHT, on_select="rerun", selection_mode="single-object", key=key)
    picked = [each for found in event.selection["objects"].values() for each in found]
    drill(picked, month, filters, choice)


def drill(picked: list[dict[str, Any]], month: str, filters: Filters, choice: MapChoice) -> None:
    """An area that was clicked opens with the people behind its number, in the month of its map."""
    if picked and "code" in picked[0]:
        go("coverage", filters, area=picked[0]["code"], month=month, measure=choice.measure)


def _sizes(view: TileView, most: float, note: str) -> None:
    """What circles and numbers mean, in words."""
    size = f"圈的面积和数字：{text(view.people_label)}，最大的圈 {count(most)}" if most else "各月都没有发现缺口"
    parts = [size, "颜色：比率", "圈的大小和颜色各月相同，可以互相比", "点一处看名单", note]
    show(f'<span class="xj-quiet xj-fine">{"；".join(part for part in parts if part)}</span>')


def _rests_on(view: GeoView) -> None:
    """Where boundaries and points come from, what they are not for, and which villages are not on the map."""
    law = "内部资料 · 示意图 · 不作划界依据" if view.has_boundaries else "示意图 · 不作划界依据"
    lines = [f"{law}。来源：{text('；'.join(view.sources))}。"]
    if view.lacking:
        more = f"等 {len(view.lacking)} 个" if len(view.lacking) > _LACKING else ""
        lines.append(f"图上没有位置的嘎查村 {len(view.lacking)} 个：{text('、'.join(view.lacking[:_LACKING]))}{more}，数字照样计入合计。")
    show("".join(f'<div class="xj-quiet xj-fine">{line}</div>' for line in lines))
