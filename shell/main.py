"""Given a browser's session; gives the page it asked for, with navigation, month and area filter, and the county opened for it.

This is the script that Streamlit runs; app.py is the application around it. It lies in shell/ because a pages/ folder beside the script would let a first
visitor open a page without it.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.components.add_view import draw_add
from pages.components.chips import hand_page
from pages.components.county import hand_county
from pages.components.empty import show_no_data
from pages.components.filters import draw_filters
from pages.components.style import apply_style
from settings import read_settings
from shell.county import the_county
from shell.navigation import FIRST, SECTIONS, needs_data, page_groups

_ICON = Path(__file__).parent / "assets" / "favicon.png"


def main() -> None:
    """Open the county, draw navigation and filters, run the page."""
    settings = read_settings()
    st.set_page_config(page_icon=str(_ICON), layout="wide")  # before the menu: a page's own icon would be fetched from outside for the browser's tab
    page = st.navigation(page_groups(SECTIONS), expanded=True)
    st.set_page_config(page_title=f"{page.title} · {settings.title}", menu_items={"About": f"{settings.title} · {settings.county_name}"})
    apply_style()
    county = the_county(settings)
    hand_county(county)
    hand_page(page.url_path or FIRST.address, figures=needs_data(page.url_path))
    draw_filters(county)
    if needs_data(page.url_path) and not county.months():
        show_no_data(settings.county_name)
        return
    draw_add(county, page.url_path)
    page.run()


main()
