"""Browser tests: a Chromium, a server started cold on the sample county, and pages that note every request to elsewhere and every error in the console."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, sync_playwright

from benchmarks.served import installed_browser, served
from settings import ROOT

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
REQUIRED = os.environ.get("XIANJIE_BROWSER") == "required"
"""Set where the tests must not be skipped: then a missing browser is a failure."""


@dataclass(frozen=True)
class Server:
    """A running application: its address and its data folder."""

    url: str
    data_folder: Path


@dataclass
class Seen:
    """What a page did that it should not: requests to other hosts, errors in the console, errors in scripts."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def request(self, sent: Request) -> None:
        """Note a request that leaves this computer; data: and blob: are the page's own."""
        parts = urlsplit(sent.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            self.outside.append(sent.url)

    def message(self, written: ConsoleMessage) -> None:
        """Note an error in the console."""
        if written.type == "error":
            self.errors.append(written.text)

    def error(self, raised: Error) -> None:
        """Note an error that a script did not catch."""
        self.errors.append(str(raised))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium: the variable CHROMIUM, or the first one on the PATH."""
    found = installed_browser()
    if found is None:
        (pytest.fail if REQUIRED else pytest.skip)("没有找到 Chromium、Chrome 或 Edge：请安装，或用环境变量 CHROMIUM 指明路径")
    return found


@pytest.fixture(scope="session")
def server(sample_data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application on the sample, from a cold process; for tests that only read."""
    yield from _serve(sample_data_folder, tmp_path_factory.mktemp("server") / "log.txt")


@pytest.fixture
def fresh_server(sample_store: Path, tmp_path: Path) -> Iterator[Server]:
    """The application on a copy of its own, for tests that upload or undo."""
    yield from _serve(sample_store, tmp_path / "log.txt")


@pytest.fixture
def empty_server(tmp_path: Path) -> Iterator[Server]:
    """The application on an empty folder: a county's first day."""
    folder = tmp_path / "data"
    folder.mkdir()
    yield from _serve(folder, tmp_path / "log.txt")


@pytest.fixture(scope="session")
def browser(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One Chromium for all tests, without WebGL, as on an office computer."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, "--disable-webgl", "--disable-3d-apis"])
        yield running
        running.close()


@pytest.fixture
def seen() -> Seen:
    """What the page of this test did that it should not; checked when the test ends."""
    return Seen()


@pytest.fixture
def page(browser: Browser, seen: Seen, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An empty page of 1440 × 900 in a Chinese browser; at the end of the test no request may have left this computer and no error stand in the console."""
    for server_of_its_own in {"fresh_server", "empty_server"} & set(request.fixturenames):
        request.getfixturevalue(server_of_its_own)  # set up before the page, so that it stops after the page was left
    context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    opened.on("request", seen.request)
    opened.on("console", seen.message)
    opened.on("pageerror", seen.error)
    yield opened
    artifacts = ROOT / "tests" / "artifacts"
    artifacts.mkdir(exist_ok=True)
    opened.screenshot(path=artifacts / f"{re.sub(r'[^0-9A-Za-z_-]+', '-', request.node.name)}.png", full_page=True)
    context.close()
    assert seen.outside == []
    assert seen.errors == []


@pytest.fixture
def settle() -> Callable[[Page], None]:
    """Waits until Streamlit has run its script and drawn what it sent."""

    def wait(page: Page) -> None:
        page.wait_for_timeout(150)  # a click needs a moment to reach the server before the state changes to running
        page.wait_for_selector(SETTLED, timeout=30_000)
        page.wait_for_selector("[data-testid=stSkeleton]", state="detached", timeout=30_000)
        page.wait_for_timeout(250)

    return wait


@pytest.fixture
def visit(page: Page, server: Server, settle: Callable[[Page], None]) -> Callable[[str], Page]:
    """Opens an address below the reading server and waits for it: visit("/coverage?month=2026-10")."""

    def open_address(address: str) -> Page:
        page.goto(server.url + address)
        settle(page)
        return page

    return open_address


def _serve(folder: Path, log: Path) -> Iterator[Server]:
    with served(folder, log) as url:
        yield Server(url, folder)
