"""Given an opened county and planted measures; gives a line for every figure that is not what was planted. As a command: for some sheets and measures.

python -m sample_data.compare --sheets students,loans --measures a,b [--base FOLDER]: the sheets are loaded into a copy of FOLDER, a data folder that
holds the registers; without it the registers are loaded first, which takes half a minute.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from data_loaders.model import InputFile
from jobs.county import open_county
from jobs.figures import figures
from jobs.load import check_files, store_checked
from metrics.model import CELLS
from sample_data.model import COUNTY_CODE, COUNTY_NAME, MONTHS, SEED
from sample_data.months import base_files
from sample_data.planted_sheets import write_planted
from sample_data.planted_truth import planted_measures, planted_truth, worked_figures

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from jobs.county import County
    from metrics.model import Figure, FlowCounts, LedgerSums

Numbers = dict[tuple[str, str, str], float]
"""(measure, area code, part) → number."""
CLOSE = 1e-6
SHOWN = 60
ADDED = ("numerator", "denominator", "untold")
"""Parts that are compared by village only where every row says what it adds; a figure worked out for the whole county does not."""


def differences(county: County, measures: Collection[str], months: Sequence[str] = MONTHS) -> list[str]:
    """One line for every month, measure, village (未落村 included), county and part whose number is not the planted one."""
    lines: list[str] = []
    truth = planted_truth()
    for month in months:
        villages = {key[1:]: number for key, number in truth.items() if key[0] == month and key[1] in measures}
        whole: Numbers = defaultdict(float)
        for (measure, _, part), number in villages.items():
            whole[measure, COUNTY_CODE, part] += number
        lines += _compared(month, villages, _found(figures(county, month, measures, level="village")))
        lines += _compared(month, whole, _found(figures(county, month, measures, level="county")))
    return [*lines, *_worked_differences(county, measures, months)]


def parts_of(figure: Figure) -> dict[str, float]:
    """What a figure says, under the names that truths are planted under; only the kinds that are planted for the measure."""
    kinds = planted_measures().get(figure.measure, frozenset())
    if figure.cells is not None:
        return {name: getattr(figure.cells, name) for name in CELLS}
    if figure.flow is not None:
        return _of_flow(figure.flow)
    if figure.ledger is not None:
        return _of_ledger(figure.ledger, kinds)
    if figure.tally is None:
        return {}
    tally = figure.tally
    if figure.pace is not None:
        return {"numerator": tally.numerator, "denominator": tally.denominator, "untold": tally.unknown}
    return {"met": tally.numerator, "unmet": tally.denominator - tally.numerator, "unknown": tally.unknown}


def _of_flow(flow: FlowCounts) -> dict[str, float]:
    """open: within its limit; not told apart where it cannot be told of some case whether it is late."""
    waiting = {} if flow.unknown else {"open": flow.open - flow.overdue}
    return {"in_time": flow.in_time, "late": flow.late, "overdue": flow.overdue, "unknown": flow.unknown, **waiting}


def _of_ledger(sums: LedgerSums, kinds: frozenset[str]) -> dict[str, float]:
    added = {"numerator": sums.amount, "denominator": sums.of, "untold": sums.unsummed} if kinds & {"adds", "worked"} else {}
    agreed = {"agrees": sums.agreeing, "differs": sums.differing, "unknown": sums.unknown} if "cells" in kinds else {}
    return {**added, **agreed}


def _found(found: Iterable[Figure]) -> Numbers:
    return {(one.measure, one.area_code, part): number for one in found for part, number in parts_of(one).items() if number}


def _compared(month: str, planted: Numbers, found: Numbers) -> list[str]:
    kinds = planted_measures()
    lines = []
    for key in sorted(planted.keys() | found.keys()):
        expected, computed = planted.get(key, 0), found.get(key, 0)
        if ("adds" if key[2] in ADDED else "cells") not in kinds[key[0]]:
            continue
        if key[2] == "open" and found.get((key[0], key[1], "unknown")):
            continue
        if abs(expected - computed) > CLOSE * max(1, abs(expected)):
            lines.append(f"{month} {' '.join(key)}: planted {expected:g}, computed {computed:g}")
    return lines


def _worked_differences(county: County, measures: Collection[str], months: Sequence[str]) -> list[str]:
    lines = []
    for month, measure, area, part, number in worked_figures():
        if measure not in measures or month not in months:
            continue
        level = {6: "county", 9: "township", 12: "village"}[len(area)]
        found = next((one for one in figures(county, month, [measure], level=level) if one.area_code == area), None)
        computed = parts_of(found).get(part, 0) if found else 0
        if abs(computed - number) > CLOSE * max(1, abs(number)):
            lines.append(f"{month} {measure} {area} {part}: worked out {number:g}, computed {computed:g}")
    return lines


def main() -> int:
    """Load the sheets into a copy of the base and print the differences of the measures (default: all planted)."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sheets", default="")
    asked.add_argument("--measures", default="")
    asked.add_argument("--base", type=Path)
    given = asked.parse_args()
    sheets = tuple(name for name in given.sheets.split(",") if name)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "county"
        if given.base:
            shutil.copytree(given.base, folder)
        county = open_county(folder, COUNTY_CODE, COUNTY_NAME)
        if not given.base:
            load_base(county)
        held = _load_planted(county, Path(made), sheets)
        measures = tuple(name for name in given.measures.split(",") if name) or tuple(name for name in planted_measures() if name in county.policy.measures)
        lines = differences(county, measures)
    sys.stdout.write("\n".join([*held, *lines[:SHOWN], f"{len(lines)} differences in {len(measures)} measures", ""]))
    return 1 if lines else 0


def load_base(county: County) -> None:
    """Load the registers, payments and lists of all months, without the further sheets."""
    with tempfile.TemporaryDirectory() as made:
        for month in MONTHS:
            files = base_files(Path(made) / month, month)
            basics = [path for path in files if path.name.startswith("00_")]
            for batch in (basics, [path for path in files if path not in basics]):
                _store(county, batch, month)


def _load_planted(county: County, folder: Path, sheets: tuple[str, ...]) -> list[str]:
    """Load the sheets month by month; gives a line for every row that was held back and every message that is not a hint."""
    lines = []
    for month in MONTHS:
        path = write_planted(folder, month, seed=SEED, sheets=sheets or None)
        lines += _store(county, [path], month) if path else []
    return lines


def _store(county: County, paths: Sequence[Path], month: str) -> list[str]:
    if not paths:
        return []
    checked = check_files(county, [InputFile(path.name, path.read_bytes()) for path in paths], month=month, sender="县乡村振兴局")
    store_checked(county, checked, confirmed=True, compute=False)
    return [f"{month} {one.sheet} {one.cell} {one.code} {one.what}" for one in checked.issues if one.severity != "hint"]


if __name__ == "__main__":
    raise SystemExit(main())
