"""Given the county, a month and an area; gives the tile map with the choice of its measure; a click on a village opens it in 覆盖与精准."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from charts.palette import NO_DATA_LINE, NOT_APPLICABLE, SHORTFALL_COLOURS
from charts.tile_map import NO_DATA_LABEL, NOT_APPLICABLE_LABEL, SELECTION
from jobs.narrowing import measures_of_unit
from jobs.tiles import mappable
from pages.components.cached import tiles_of, wording_of
from pages.components.html import show, text
from pages.components.labels import unique_labels
from pages.components.links import go

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.county import County
    from pages.components.filters import Filters

_MEASURE = "tile_measure"


def show_tiles(county: County, filters: Filters, *, default: str) -> None:
    """The map, its measure box and what the number in a hexagon means; of one lead unit only the measures that it leads."""
    wording = wording_of(county, filters.month)
    labels = unique_labels({name: wording.measures[name].label for name in measures_of_unit(wording, filters.unit, mappable(wording))})
    if not labels:
        st.subheader("嘎查村示意图", anchor=False)
        st.caption(f"{filters.unit}牵头的指标没有按嘎查村算的比率，没有示意图可看。")
        return
    if st.session_state.get(_MEASURE) not in labels:
        st.session_state[_MEASURE] = default if default in labels else next(iter(labels))  # a unit's first measure may be one of no village
    left, right = st.columns([2, 3], vertical_alignment="center")
    left.subheader("嘎查村示意图", anchor=False)
    measure = right.selectbox("示意图显示的指标", list(labels), format_func=labels.__getitem__, key=_MEASURE, label_visibility="collapsed")
    spec, view = tiles_of(county, filters.month, filters.area_code, measure)
    with st.container(key="tiles", height="stretch"):
        key = f"tiles_{measure}"
        event = st.vega_lite_chart(
            spec=spec, width="stretch", height="stretch", theme=None, key=key, on_select="rerun", selection_mode=SELECTION, alt=view.finding
        )
    show_legend(view.labels)
    show(f'<span class="xj-quiet xj-fine">数字：{text(view.people_label)}；每格一个嘎查村，点击进入；位置仅为示意</span>')
    picked = event["selection"].get(SELECTION) or []
    if picked and "code" in picked[0]:
        go("coverage", filters, area=picked[0]["code"], measure=measure)


def show_legend(labels: Sequence[str]) -> None:
    """The classes and the two kinds of nothing, as text that wraps where the map is narrow."""
    kinds = [*zip(labels, SHORTFALL_COLOURS, strict=True), (f"·{NOT_APPLICABLE_LABEL}", NOT_APPLICABLE)]
    swatches = [f'<span><span class="xj-swatch" style="background:{colour}"></span>{text(label)}</span>' for label, colour in kinds]
    swatches.append(f'<span><span class="xj-swatch" style="border:1px dashed {NO_DATA_LINE}"></span>?{text(NO_DATA_LABEL)}</span>')
    show(f'<div class="xj-legend">{"".join(swatches)}</div>')
