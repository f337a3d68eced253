"""Given a panel, a measure and an area; gives the map of a briefing: the county's own boundaries where it handed some in, else the tile map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from charts.geo_map import geo_map
from charts.tile_layout import tile_layout
from charts.tile_map import tile_map
from jobs.places import coordinates
from jobs.tiles import largest, mappable, tile_view
from reports.model import Chart
from store.map_layers import read_map_layers

if TYPE_CHECKING:
    from jobs.county import County
    from jobs.panel import Panel
    from jobs.wording import Wording

HEIGHT = 430
"""Pixels beside the width of a chart in a briefing; on a page the map takes the height of its place."""
WIDTH = 610
"""Pixels that the hexagons may take, so that they fill the line."""
LAW = "内部资料，示意图，不作划界依据"


def brief_map(county: County, panel: Panel, wording: Wording, measure: str, area: str) -> Chart | None:
    """A picture only, since an office program has no such chart; None for a measure that cannot be mapped."""
    if measure not in mappable(wording):
        return None
    label = wording.measures[measure].label
    own = _own(county, panel, wording, measure, area)
    if own is not None:
        return Chart(f"{label}（{LAW}）", *own, "map", (), ())
    view = tile_view(panel, wording, measure, area, coordinates(county))
    layout = tile_layout(view.places)
    spec = tile_map(layout, view.tiles, labels=view.labels, people_label=view.people_label)
    height = min(HEIGHT, round(WIDTH * layout.height / layout.width))
    caption = f"{label}（示意图）　数字为{view.people_label}"
    return Chart(caption, view.finding, _with_legend({**spec, "height": height}), "map", (), (), message=view.finding.rstrip("。"))


def _own(county: County, panel: Panel, wording: Wording, measure: str, area: str) -> tuple[str, dict[str, Any]] | None:
    """The finding and the map over the county's boundaries; None where it has none here."""
    if not any(layer.in_use for layer in read_map_layers(county.store).layers):
        return None
    from jobs.geo_view import geo_view  # noqa: PLC0415 - the libraries of geometry are read only where there is geometry
    from jobs.map_layers import county_shapes  # noqa: PLC0415

    view = geo_view(panel, wording, measure, area, county_shapes(county))
    if not view.has_boundaries or not view.areas:
        return None
    tiles = view.tiles
    most = largest(panel, wording, measure, area)
    spec = geo_map(view.areas, view.outlines, view.names, classes=tiles.labels, people_label=tiles.people_label, largest=most, detailed=view.detailed)
    return tiles.finding, _with_legend({**spec, "height": HEIGHT})


def _with_legend(spec: dict[str, Any]) -> dict[str, Any]:
    """On paper the legend stands below the picture; a page draws its own."""
    legend = {
        "orient": "bottom",
        "title": None,
        "columns": 7,
        "labelFontSize": 12,
        "symbolType": "square",
        "symbolSize": 160,
        "symbolStrokeColor": "#8a93a0",
        "symbolStrokeWidth": 0.6,
    }
    layers = [_shown(layer, legend) if isinstance(layer, dict) else layer for layer in spec.get("layer", [])]
    return {**spec, "layer": layers}


def _shown(layer: dict[str, Any], legend: dict[str, Any]) -> dict[str, Any]:
    fill = layer.get("encoding", {}).get("fill")
    if not isinstance(fill, dict) or fill.get("field") != "kind":
        return layer
    return {**layer, "encoding": {**layer["encoding"], "fill": {**fill, "legend": legend}}}
