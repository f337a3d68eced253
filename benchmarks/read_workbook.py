"""Given nothing; prints how long a 100 000 × 45 workbook takes, as a ratio to python-calamine's `to_python` of the same sheet in the same run.

`python -m benchmarks.read_workbook [ROWS]`. Budgets (design, section 11): upload to stored figures at most 4 times, peak memory at most 1.5 GiB.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import psutil
from python_calamine import CalamineWorkbook

from benchmarks.persons_workbook import ROWS, write_areas_workbook, write_persons_workbook
from data_loaders.model import InputFile
from data_loaders.reading import read_file
from jobs.county import open_county
from jobs.load import load_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROUNDS = 3
MONTH = "2026-05"


@dataclass
class Peak:
    """The most memory seen while something ran, in bytes: of the children together, and of all processes together."""

    children: int = 0
    total: int = 0


def main(rows: int) -> None:
    """Measure each job in turn, several rounds, so that a busy moment of the machine meets them all."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        path = folder / "人员.xlsx"
        write_persons_workbook(path, rows=rows)
        write_areas_workbook(folder / "行政区划.xlsx")
        file = InputFile(path.name, path.read_bytes())
        times: dict[str, list[Cost]] = {"to_python": [], "read_file": [], "load": []}
        peaks = {"read_file": Peak(), "load": Peak()}
        for number in range(ROUNDS):
            times["to_python"].append(_timed(lambda: CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()))
            with _watched(peaks["read_file"]):
                times["read_file"].append(_timed(lambda: read_file(file)))
            county = open_county(folder / f"data{number}", "159921", "曙光旗")
            areas = InputFile("行政区划.xlsx", (folder / "行政区划.xlsx").read_bytes())
            load_files(county, [areas], month=MONTH, sender="基准测试")
            with _watched(peaks["load"]):
                times["load"].append(_timed(lambda: load_files(county, [file], month=MONTH, sender="基准测试")))  # noqa: B023 - called at once
        _print(rows, times, peaks)
        _print_receipt(load_files(county, [file], month="2026-06", sender="基准测试").counts)


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock and of processors, children included (the latter on Linux only)."""

    clock: float
    processor: float


def _timed(job: Callable[[], object]) -> Cost:
    began, before = time.perf_counter(), sum(os.times()[:4])
    job()
    return Cost(time.perf_counter() - began, sum(os.times()[:4]) - before)


@contextmanager
def _watched(peak: Peak) -> Iterator[None]:
    """Look at memory every 20 ms while the body runs."""
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(peak, done), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _watch(peak: Peak, done: threading.Event) -> None:
    me = psutil.Process()
    while not done.wait(0.02):
        children = 0
        for child in me.children(recursive=True):
            try:
                children += child.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        peak.children = max(peak.children, children)
        peak.total = max(peak.total, children + me.memory_info().rss)


def _print(rows: int, times: dict[str, list[Cost]], peaks: dict[str, Peak]) -> None:
    """One line per job. The ratio by the clock is the budget's; the one by processor seconds is steady on a busy machine."""
    sys.stdout.write(f"{rows} rows x 45 columns, median of {ROUNDS} rounds\n")
    bases = {kind: median(getattr(cost, kind) for cost in times["to_python"]) for kind in ("clock", "processor")}
    for name, costs in times.items():
        clock, processor = (median(getattr(cost, kind) for cost in costs) for kind in ("clock", "processor"))
        peak = peaks.get(name)
        memory = f"  peak: child {peak.children >> 20} MiB, all {peak.total >> 20} MiB" if peak else ""
        sys.stdout.write(f"{name:10} {clock:6.2f} s  ratio {clock / bases['clock']:5.2f}  by processor {processor / bases['processor']:5.2f}{memory}\n")


def _print_receipt(counts: dict[str, int]) -> None:
    sys.stdout.write(f"receipt: {counts}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
