"""Given a browser's session; gives the page it asked for, with navigation, month and area filter, and the county opened for it.

This is the script that Streamlit runs; app.py is the application around it. It lies in shell/ because a pages/ folder beside the script would let a first
visitor open a page without it.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from jobs.county import County, open_county
from pages.components.county import hand_county
from pages.components.empty import show_no_data
from pages.components.filters import draw_filters
from settings import read_settings
from shell.navigation import SECTIONS, needs_data, page_groups
from store.retention import prune

_ICON = Path(__file__).parent / "assets" / "favicon.png"


@st.cache_resource(show_spinner="正在打开县域数据…")
def _county(folder: Path, code: str, name: str, retention_days: int) -> County:
    """The county, opened once per process; what is older than the installation keeps is deleted then."""
    county = open_county(folder, code, name)
    if retention_days:
        prune(county.store, retention_days)
    return county


def main() -> None:
    """Open the county, draw navigation and filters, run the page."""
    settings = read_settings()
    st.set_page_config(page_icon=str(_ICON), layout="wide")  # before the menu: a page's own icon would be fetched from outside for the browser's tab
    page = st.navigation(page_groups(SECTIONS))
    about = {"About": f"{settings.title} · {settings.county_name}"}
    st.set_page_config(page_title=f"{page.title} · {settings.title}", menu_items=about)
    county = _county(settings.data_folder, settings.county_code, settings.county_name, settings.retention_days)
    hand_county(county)
    draw_filters(county)
    if needs_data(page.url_path) and not county.months():
        show_no_data(settings.county_name)
        return
    page.run()


main()
