"""Given the running application; reads in the background what pages show first, at the start and again whenever the data changes."""

from __future__ import annotations

import atexit
import gc
import time
from contextlib import asynccontextmanager, suppress
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING, Self

from jobs.household_history import MONTHS
from jobs.poverty import NoHouseholdsError
from settings import read_settings
from shell.county import the_county
from shell.errors import log_incident

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator

    import streamlit as st

    from jobs.county import County

PAUSE = 2.0
"""Seconds between two looks at the version of the data: a load takes longer, and a look costs less than a millisecond."""
FULL, LONGEST = 2, 0.05
"""The oldest generation; seconds of its collection that a reader may wait for. More means: much has been read since objects were last put aside."""


@asynccontextmanager
async def warm_up(_app: st.App) -> AsyncGenerator[None]:
    """A lifespan of the application: starts reading when the runtime runs, since its caches need it, waits for nothing, and ends with it."""
    stopping = Event()
    Thread(target=keep_warm, args=(stopping,), name="warm-up", daemon=True).start()
    yield
    stopping.set()


def keep_warm(stopping: Event) -> None:
    """Read what the pages show first, and again for each version of the data until `stopping` is set; a mistake is logged."""
    atexit.register(gc.unfreeze)  # or some libraries complain at the end of what they take for leaks
    read = -1  # older than any
    with _Collections() as collections:
        while not stopping.is_set():
            read = _look(read, stopping)
            if collections.longest > LONGEST:
                _keep_for_good()
                collections.longest = 0.0
            stopping.wait(PAUSE)


def _look(read: int, stopping: Event) -> int:
    """Read the county where it has another version than `read`; gives the version that it has."""
    version = read
    try:
        county = the_county(read_settings())
        version = county.store.version()
        if version != read:
            _read(county, stopping)
            _keep_for_good()
    except Exception as error:  # noqa: BLE001 - whatever it is, the server must go on and the page itself must say it
        log_incident(error)
    return version


def _read(county: County, stopping: Event) -> None:
    """What the pages show first into the caches that they read; stops between two views when asked."""
    for view in _views(county):
        if stopping.is_set():
            return
        view()
        gc.freeze()  # now, or a reader's page waits until the collector has looked through all that was just read; it costs nothing


def _views(county: County) -> Iterator[Callable[[], object]]:
    """What is read, the newest month first: of every month the county, of the newest its townships, every household, the townships of the other months."""
    from pages.components import overview_parts, tile_view  # noqa: F401, PLC0415 - the charts' libraries, half a second to import
    from pages.components.cached import households_month_of, overview_of, progress_of  # noqa: PLC0415 - as above

    months = sorted(county.months(), reverse=True)[:MONTHS]
    townships = [area.code for area in county.areas if area.level == "township"]
    for month in months:
        yield partial(overview_of, county, month, county.code)
        yield partial(progress_of, county, month)
        yield partial(_read_poverty, county, month)
    yield from (partial(overview_of, county, month, code) for month in months[:1] for code in townships)
    yield from (partial(households_month_of, county, month) for month in months)
    yield from (partial(overview_of, county, month, code) for month in months[1:] for code in townships)


def _read_poverty(county: County, month: str) -> None:
    from pages.components.cached import poverty_of  # noqa: PLC0415 - as above

    with suppress(NoHouseholdsError):
        poverty_of(county, month, county.code)


def _keep_for_good() -> None:
    """Take what was read so far (libraries, definitions, figures) out of the garbage collector's view.

    Streamlit collects in full after every run of a page, and looking through 200 000 objects that stay anyway took most of a page's time on the server.
    What was put aside before is looked through once more: of it, the sessions of readers who left are garbage by now.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class _Collections:
    """Clocks the full collections of this process while it is entered. longest: seconds, of those since it was last set to 0."""

    def __init__(self) -> None:
        self.longest = self._start = 0.0

    def __enter__(self) -> Self:
        gc.callbacks.append(self._clock)
        return self

    def __exit__(self, *_error: object) -> None:
        gc.callbacks.remove(self._clock)

    def _clock(self, phase: str, info: dict[str, int]) -> None:
        if info["generation"] < FULL:
            return
        if phase == "start":
            self._start = time.perf_counter()
        else:
            self.longest = max(self.longest, time.perf_counter() - self._start)
