"""Given a browser's session; gives the page it asked for, with navigation, month and area filter, and the county opened for it.

This is the script that Streamlit runs; app.py is the application around it. It lies in shell/ because a pages/ folder beside the script would let a first visitor open
a page without it.
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

_ICON = Path(__file__).parent / "assets" / "favicon.png"


@st.cache_resource(show_spinner="正在打开县域数据…")
def _county(folder: Path, code: str, name: str) -> County:
    """The county, opened once per process."""
    return open_county(folder, code, name)


def main() -> None:
    """Open the county, draw navigation and filters, run the page."""
    settings = read_settings()
    page = st.navigation(page_groups(SECTIONS))
    st.set_page_config(page_title=f"{page.title} · {settings.title}", page_icon=str(_ICON), layout="wide", menu_items={"About": f"{settings.title} · {settings.county_name}"})
    county = _county(settings.data_folder, settings.county_code, settings.county_name)
    hand_county(county)
    draw_filters(county)
    if needs_data(page.url_path) and not county.months():
        show_no_data(settings.county_name)
        return
    page.run()


main()
