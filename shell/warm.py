"""Given the starting application; reads in the background what the first page needs, while the reader's browser is still loading Streamlit's own code."""

from __future__ import annotations

import atexit
import gc
from contextlib import asynccontextmanager
from threading import Thread
from typing import TYPE_CHECKING

from settings import read_settings
from shell.county import the_county
from shell.errors import log_incident

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    import streamlit as st


@asynccontextmanager
async def warm_up(_app: st.App) -> AsyncGenerator[None]:
    """A lifespan of the application: starts reading when the runtime runs, since its caches need it, and waits for nothing."""
    Thread(target=read_first_page, name="warm-up", daemon=True).start()
    yield


def read_first_page() -> None:
    """Compute 总览 of the newest month into the cache that the page reads; a mistake shows on the page itself, here it is only logged."""
    try:
        from pages.components import overview_parts, tile_view  # noqa: F401, PLC0415 - the charts' libraries, half a second to import
        from pages.components.cached import overview_of, progress_of  # noqa: PLC0415 - as above

        county = the_county(read_settings())
        months = county.months()
        if months:
            overview_of(county, max(months), county.code)
            progress_of(county, max(months))
    except Exception as error:  # noqa: BLE001 - whatever it is, the server must start and the page must say it
        log_incident(error)
    finally:
        _keep_for_good()


def _keep_for_good() -> None:
    """Take what was read so far (libraries, definitions, figures) out of the garbage collector's view.

    Streamlit collects in full after every run of a page, and looking through 200 000 objects that stay anyway took most of a page's time on the server.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # or some libraries complain at the end of what they take for leaks
