"""Given nothing; prints how long the definitions take to load and one month of the whole catalogue to recompute on the sample county, beside their budgets.

`python -m benchmarks.whole_catalogue [DATA_FOLDER]` (without a folder the sample county is loaded into a temporary one; a given one is copied). Budgets:
all definitions in under 1 s, one month of every measure in under 5 s, on two cores. Beside the seconds stand what the same run needs at the very least:
tomllib reading the same files, and DuckDB counting the units of every population with nothing asked of them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from jobs.county import open_county
from metrics.cells import compute_each
from metrics.cube import cube
from metrics.duck import cursor
from metrics.month_figures import MonthFigures
from metrics.population_sql import relation
from metrics.waiting import waiting
from policy.reader import POLICY_FOLDER, read_policy
from sample_data import COUNTY_CODE, COUNTY_NAME
from sample_data.loading import load_sample
from store import files

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobs.county import County
    from metrics.snapshot import Snapshot

REPETITIONS = 3
LOAD_SECONDS, MONTH_SECONDS = 1.0, 5.0


def main(folder: Path | None) -> None:
    """Load or copy the county, measure, print."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        data = Path(name) / "data"
        if folder is not None:
            shutil.copytree(folder, data)
        county = open_county(data, COUNTY_CODE, COUNTY_NAME)
        if folder is None:
            load_sample(county)
        _report(county)


def _report(county: County) -> None:
    month = county.months()[-1]
    policy, snapshot = county.policy, county.snapshot(month)
    told = [one for one, measure in policy.measures.items() if waiting(snapshot, measure) is None]
    _say(f"{len(policy.systems)} systems, {len(policy.measures)} measures, {len(told)} with a figure in {month}\n")
    load, parse = _cost(read_policy), _cost(_parse)
    _say(f"all definitions          {load} of {LOAD_SECONDS:.0f} s   {load.cpu / parse.cpu:4.1f} × tomllib on the same files\n")
    whole, units = _cost(lambda: _recompute(county, month)), _cost(lambda: _units(county.snapshot(month)))
    _say(f"one month, all measures  {whole} of {MONTH_SECONDS:.0f} s   {whole.cpu / units.cpu:4.1f} × counting the units alone\n")
    _say(f"  of this counting       {_cost(lambda: compute_each(county.snapshot(month), told))}\n")
    _say(f"the same month, kept     {_cost(lambda: MonthFigures(county.snapshot(month)))} until any figure can be looked up\n")


def _parse() -> None:
    for path in POLICY_FOLDER.rglob("*.toml"):
        tomllib.loads(path.read_text(encoding="utf-8"))


def _recompute(county: County, month: str) -> None:
    """Everything, as after a load: no cube of the month is kept."""
    shutil.rmtree(county.store.folder / files.CUBES, ignore_errors=True)
    with county.store.catalogue.writing() as connection:
        connection.execute("DELETE FROM cubes")
    fresh = open_county(county.store.folder, county.code, county.name)
    snapshot = fresh.snapshot(month)
    cube(snapshot, tuple(snapshot.policy.measures))


def _units(snapshot: Snapshot) -> None:
    """The units of every population that has measures, with nothing asked of them."""
    for population in sorted({measure.over for measure in snapshot.policy.measures.values()}):
        with cursor() as duck:
            duck.sql(f"SELECT count(*) FROM ({relation(snapshot, population, ())})").fetchall()


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, and of the processor over all threads: on a machine that does other work the clock says little."""

    clock: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.clock:6.2f} s (processor {self.cpu:.2f} s)"


def _cost(job: Callable[[], object]) -> Cost:
    """The medians of some runs."""
    clocks, cpus = [], []
    for _ in range(REPETITIONS):
        start, busy = time.perf_counter(), time.process_time()
        job()
        clocks.append(time.perf_counter() - start)
        cpus.append(time.process_time() - busy)
    return Cost(median(clocks), median(cpus))


def _say(text: str) -> None:
    sys.stdout.write(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
