"""Given nothing; prints how long a page takes after a filter change at county scale, in the browser and on the server, as ratios to their budgets.

`python -m benchmarks.page_after_filter [DATA_FOLDER]` (without a folder the sample county is loaded into a temporary one). Budgets (design, section 11):
median at most 0.5 s in the browser and 150 ms on the server. Each repetition takes another pair of month and area in the sidebar's boxes, by clicks, as a
reader does. Browser: from the click on the option until the page carries the new choice, Streamlit runs no more and every chart is drawn. Server: the runs
of the script in that time, together. Counting begins a minute after the start, when the server has read ahead (shell/warm.py); before that it shares the
processor with it. `first` is a view that nobody opened since the start, `again` one that the server still holds.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from benchmarks.served import installed_browser, served
from jobs.county import open_county
from jobs.people import people
from sample_data import COUNTY_CODE, COUNTY_NAME
from sample_data.loading import load_sample
from settings import ROOT
from shell.navigation import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from jobs.county import County

SIDES = {"browser": 0.5, "server": 0.150, "cpu": 0.150}
"""What is measured, with its budget in seconds; cpu is the part of the server's time that it computed and did not wait for the processor."""
WORDS = ("first", "again")
REPETITIONS = 6  # of the month and as many of the area: twelve changes a page and round
AHEAD = 60
"""Seconds in which the server reads ahead before the first page is opened."""
MEASURE = "nursing_allowance"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-webgl", "--disable-background-networking")
DRAWN = """wanted => {
    const app = document.querySelector('[data-testid=stApp]');
    const still = app.dataset.testScriptState === 'notRunning' && !document.querySelector('[data-testid=stSkeleton]');
    const charts = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')];
    const fresh = !document.querySelector('[data-stale=true]');
    return still && fresh && location.search.includes(wanted) && charts.every(chart => chart.querySelector('svg'));
}"""
SLOWEST = 30_000  # ms to wait for one page


def main(folder: Path | None) -> None:
    """Load the sample if no folder is given, open every page, change month and area by turns, print the medians."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        data = folder or Path(name) / "data"
        county = open_county(data, COUNTY_CODE, COUNTY_NAME)
        if folder is None:
            load_sample(county)
        views = _views(county)
        times = Path(name) / "times.txt"
        times.touch()
        clocked = (str(ROOT / "benchmarks" / "timed_server.py"), str(times))
        with served(data, Path(name) / "log.txt", runner=clocked) as url, _browser() as page:
            time.sleep(AHEAD)
            found = {view: [_round(page, f"{url}/{view}", county, times) for _ in WORDS] for view in views}
    sys.stdout.write(f"{'ms (median)':40}" + "".join(f"{side:>10}{'again':>10}" for side in SIDES) + "\n")
    for view, rounds in found.items():
        sys.stdout.write(f"{view[:38]:40}{_line(rounds)}\n")
    _summary(found)


def _views(county: County) -> list[str]:
    """Every page of the menu, both forms of a policy's page, and one household."""
    month = county.months()[-1]
    household = people(county, month, MEASURE, "missing").to_pylist()[0]["household_id"]
    pages = [entry.address for entries in SECTIONS.values() for entry in entries if entry.address != "household"]
    return [*pages, f"coverage?measure={MEASURE}", "coverage?measure=medical_enrolled", f"household?household={household}&measure={MEASURE}"]


@dataclass(frozen=True)
class Cost:
    """One change: seconds in the browser, seconds of the script on the server, and of these on the processor, over all its runs."""

    browser: float
    server: float
    cpu: float


def _round(page: Page, address: str, county: County, times: Path) -> list[Cost]:
    """Seconds in the browser and on the server of every change on one page."""
    page.goto(address)
    page.wait_for_function(DRAWN, arg="", timeout=SLOWEST)
    months = sorted(county.months(), reverse=True)
    areas = [area for area in county.areas if area.level == "township"]
    costs = []
    for turn in range(1, REPETITIONS + 1):
        month = months[turn % len(months)]
        costs.append(_change(page, "月份", f"{month[:4]}年{int(month[5:])}月", f"month={month}", times))
        area = areas[turn % len(areas)]
        costs.append(_change(page, "苏木镇", area.name, f"area={area.code}", times))
    return costs


def _change(page: Page, label: str, option: str, wanted: str, times: Path) -> Cost:
    """Choose an option of a box in the sidebar and wait until the page shows it."""
    sidebar = page.get_by_test_id("stSidebar")
    sidebar.get_by_role("combobox", name=label).click()
    choice = page.get_by_role("option", name=option, exact=True)
    choice.wait_for()
    before = len(_runs(times))
    start = time.perf_counter()
    choice.click()
    page.wait_for_function(DRAWN, arg=wanted, timeout=SLOWEST)
    seconds = time.perf_counter() - start
    runs = _runs(times)[before:]
    return Cost(seconds, sum(wall for wall, _ in runs), sum(cpu for _, cpu in runs))


def _runs(times: Path) -> list[tuple[float, float]]:
    """Seconds and CPU seconds of every run of the script so far."""
    return [(float(wall), float(cpu)) for wall, cpu in (line.split() for line in times.read_text(encoding="utf-8").splitlines())]


def _line(rounds: list[list[Cost]]) -> str:
    """Medians of one page in ms: browser, server, processor, each for the first and the second round."""
    middles = [median(getattr(cost, side) for cost in turn) for side in SIDES for turn in rounds]
    return "".join(f"{middle * 1000:>10.0f}" for middle in middles)


def _summary(found: dict[str, list[list[Cost]]]) -> None:
    """The medians over all changes and their ratios to the budgets."""
    for side, budget in SIDES.items():
        for turn, word in enumerate(WORDS):
            middle = median(getattr(cost, side) for rounds in found.values() for cost in rounds[turn])
            sys.stdout.write(f"{side} {word}: median {middle * 1000:.0f} ms, {middle / budget:.2f} of the budget of {budget * 1000:.0f} ms\n")


@contextmanager
def _browser() -> Iterator[Page]:
    """A page of 1440 × 900 in the first browser found; CHROMIUM names another."""
    program = installed_browser()
    if program is None:
        sys.exit("no Chromium, Chrome or Edge found: install one or name it in CHROMIUM")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield running.new_page(locale="zh-CN", viewport={"width": 1440, "height": 900})
        running.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
