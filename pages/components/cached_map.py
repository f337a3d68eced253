"""Given the county and a view; gives the geographic view, kept for every reader; apart from cached.py, so that only 地图 reads the libraries of geometry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from charts.geo_map import geo_map
from jobs.geo_view import GeoView, geo_view
from jobs.map_layers import CountyShapes, county_shapes
from pages.components.cached import ALL, largest_of, panel_of, version_of, wording_of
from store.map_layers import map_state

if TYPE_CHECKING:
    import pydeck as pdk

    from jobs.county import County


def shapes_of(county: County) -> CountyShapes:
    """The boundaries and points that count now."""
    return _shapes(county, map_version(county))


def geo_of(county: County, month: str, area: str, measure: str, scope: str = ALL) -> GeoView:
    """What the geographic view draws."""
    return _geo(county, map_version(county), month, area, measure, scope)


def geo_spec_of(county: County, month: str, area: str, measure: str, scope: str = ALL) -> dict[str, Any]:
    """The geographic view as SVG."""
    return _spec(county, map_version(county), month, area, measure, scope)


def deck_of(county: County, month: str, area: str, measure: str, scope: str = ALL) -> pdk.Deck:
    """The geographic view for WebGL; made anew each time, since Streamlit writes into it."""
    from charts.deck_map import deck_map  # noqa: PLC0415 - pydeck is read only where the browser can draw it

    view = geo_of(county, month, area, measure, scope)
    most = largest_of(county, area, measure, scope)
    return deck_map(view.areas, view.outlines, view.names, classes=view.tiles.labels, people_label=view.tiles.people_label, largest=most)


def map_version(county: County) -> str:
    """What a map depends on besides the choices: the data and the layers."""
    return f"{version_of(county)}#{map_state(county.store)}"


@st.cache_resource(max_entries=4, show_spinner=False)
def _shapes(_county: County, version: str) -> CountyShapes:  # noqa: ARG001 - key
    return county_shapes(_county)


@st.cache_resource(max_entries=100, show_spinner=False)
def _geo(_county: County, version: str, month: str, area: str, measure: str, scope: str) -> GeoView:
    return geo_view(panel_of(_county, month, scope), wording_of(_county, month), measure, area, _shapes(_county, version))


@st.cache_data(max_entries=60, show_spinner=False)
def _spec(_county: County, version: str, month: str, area: str, measure: str, scope: str) -> dict[str, Any]:
    view = _geo(_county, version, month, area, measure, scope)
    tiles, most = view.tiles, largest_of(_county, area, measure, scope)
    return geo_map(
        view.areas, view.outlines, view.names, classes=tiles.labels, people_label=tiles.people_label, largest=most, detailed=view.detailed
    )  # fmt: skip
