"""What is read before the first reader comes, and again when the data changes: it helps, and it never keeps the application from starting."""

import asyncio
import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import SimpleNamespace

import pytest

import pages.components.cached
import shell.warm
from jobs.poverty import NoHouseholdsError
from shell.warm import keep_warm, warm_up
from tests.shell.shell_county import ShellCounty


class Looks(Event):
    """Stops after so many looks at the version of the data; between two of them something may happen."""

    def __init__(self, number, between=lambda: None):
        super().__init__()
        self.left, self.between = number, between

    def wait(self, timeout=None):  # noqa: ARG002 - it does not wait
        self.left -= 1
        self.between()
        if not self.left:
            self.set()
        return self.is_set()


class Changing(ShellCounty):
    """A county whose data has a version, which a test may count up."""

    def __init__(self, **rest):
        super().__init__(**rest)
        self.__dict__["store"] = SimpleNamespace(number=1, version=lambda: str(self.__dict__["store"].number))

    def load(self):
        self.__dict__["store"].number += 1


@pytest.fixture
def read(monkeypatch):
    """Which views were computed."""
    seen = []
    monkeypatch.setattr(pages.components.cached, "overview_of", lambda _county, month, area: seen.append(("overview", month, area)))
    monkeypatch.setattr(pages.components.cached, "progress_of", lambda _county, _month: None)
    monkeypatch.setattr(pages.components.cached, "poverty_of", lambda _county, month, area: seen.append(("poverty", month, area)))
    monkeypatch.setattr(pages.components.cached, "households_month_of", lambda _county, month: seen.append(("households", month)))
    return seen


def warm(monkeypatch, county, looks):
    monkeypatch.setattr(shell.warm, "the_county", lambda _settings: county)
    keep_warm(looks)


def test_the_newest_month_of_the_county_is_read_first_then_its_townships_then_households_then_other_townships(monkeypatch, read):
    warm(monkeypatch, Changing(), Looks(1))
    assert read[0] == ("overview", "2026-06", "159921")
    assert read[1:4] == [("poverty", "2026-06", "159921"), ("overview", "2026-05", "159921"), ("poverty", "2026-05", "159921")]
    assert read[4:6] == [("overview", "2026-06", "159921101"), ("overview", "2026-06", "159921102")]
    assert read[6:8] == [("households", "2026-06"), ("households", "2026-05")]
    assert read[8:] == [("overview", "2026-05", "159921101"), ("overview", "2026-05", "159921102")]


def test_the_same_data_is_read_once_and_changed_data_again(monkeypatch, read):
    county = Changing()
    warm(monkeypatch, county, Looks(3))
    once = len(read)
    read.clear()
    warm(monkeypatch, county, Looks(3, county.load))
    assert len(read) == 3 * once


def test_a_county_without_data_has_nothing_to_read(monkeypatch, read):
    warm(monkeypatch, Changing(held=()), Looks(1))
    assert read == []


def test_reading_stops_between_two_views_when_the_application_ends(monkeypatch, read):
    stopping = Looks(1)
    monkeypatch.setattr(pages.components.cached, "progress_of", lambda _county, _month: stopping.set())
    warm(monkeypatch, Changing(), stopping)
    assert [view for view in read if view[0] == "overview"] == [("overview", "2026-06", "159921")]


def test_a_month_without_households_has_no_poverty_to_read(monkeypatch, read):
    def no_households(*_):
        raise NoHouseholdsError("缺数据")

    monkeypatch.setattr(pages.components.cached, "poverty_of", no_households)
    warm(monkeypatch, Changing(), Looks(1))
    assert {view[0] for view in read} == {"overview", "households"}
    assert len(read) == 8


@pytest.mark.parametrize(("longest", "once_more"), [(0.0, True), (60.0, False)])
def test_what_a_slow_collection_looked_through_is_put_aside_once_more(monkeypatch, longest, once_more):
    kept = []
    monkeypatch.setattr(shell.warm, "LONGEST", longest)
    monkeypatch.setattr(shell.warm, "_read", lambda *_: None)
    monkeypatch.setattr(shell.warm, "_keep_for_good", lambda: kept.append(1))
    warm(monkeypatch, Changing(), Looks(2, gc.collect))
    assert (len(kept) > 1) is once_more


def test_a_collection_after_the_end_is_clocked_no_more(monkeypatch, read):  # noqa: ARG001 - nothing is computed
    before = list(gc.callbacks)
    warm(monkeypatch, Changing(), Looks(1))
    assert gc.callbacks == before


def test_a_mistake_is_logged_and_the_application_starts(monkeypatch):
    logged = []
    monkeypatch.setattr(shell.warm, "the_county", lambda _settings: 1 / 0)
    monkeypatch.setattr(shell.warm, "log_incident", lambda error: logged.append(type(error).__name__))

    async def start_and_stop():
        async with warm_up(None):
            return "running"

    with ThreadPoolExecutor(1) as pool:  # a browser test may have left a loop running in this thread
        assert pool.submit(asyncio.run, start_and_stop()).result() == "running"
    keep_warm(Looks(1))
    assert set(logged) == {"ZeroDivisionError"}
