"""What is read before the first reader comes: it helps, and it never keeps the application from starting."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

import pages.components.cached
import shell.warm
from shell.warm import read_first_page, warm_up
from tests.shell.shell_county import ShellCounty


@pytest.fixture
def read(monkeypatch):
    """Which months and areas were computed."""
    seen = []
    monkeypatch.setattr(pages.components.cached, "overview_of", lambda _county, month, area: seen.append((month, area)))
    monkeypatch.setattr(pages.components.cached, "progress_of", lambda _county, month: seen.append(month))
    return seen


def test_the_newest_month_of_the_county_is_read(monkeypatch, read):
    monkeypatch.setattr(shell.warm, "the_county", lambda _settings: ShellCounty())
    read_first_page()
    assert read == [("2026-06", "159921"), "2026-06"]


def test_a_county_without_data_has_nothing_to_read(monkeypatch, read):
    monkeypatch.setattr(shell.warm, "the_county", lambda _settings: ShellCounty(held=()))
    read_first_page()
    assert read == []


def test_a_mistake_is_logged_and_the_application_starts(monkeypatch, read):
    logged = []
    monkeypatch.setattr(shell.warm, "the_county", lambda _settings: 1 / 0)
    monkeypatch.setattr(shell.warm, "log_incident", lambda error: logged.append(type(error).__name__))

    async def start_and_stop():
        async with warm_up(None):
            return "running"

    with ThreadPoolExecutor(1) as pool:  # a browser test may have left a loop running in this thread
        assert pool.submit(asyncio.run, start_and_stop()).result() == "running"
    read_first_page()
    assert set(logged) == {"ZeroDivisionError"}
