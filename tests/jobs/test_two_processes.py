"""The command line loads into a data folder while another process reads it: every reading is whole, and none fails."""

import subprocess
import sys
from pathlib import Path

from small_county import MONTH, benefit, benefits, county_in, person, persons

from jobs.figures import figures
from jobs.load import load_files

ROOT = Path(__file__).resolve().parents[2]


def coverage(county):
    (figure,) = figures(county, MONTH, ["nursing_allowance"])
    return figure.cells.tt, figure.cells.tf


def test_a_reader_sees_the_old_or_the_new_month_and_never_half_of_it(tmp_path):
    county = county_in(tmp_path / "data")
    register = persons(*[person(serial, "东升村", grade="1") for serial in range(1, 41)])
    load_files(county, [register, benefits(benefit(1, "CL-HL"))], month=MONTH, sender="县局")
    (tmp_path / "新.csv").write_bytes(benefits(*[benefit(serial, "CL-HL") for serial in range(1, 31)]).content)
    command = [sys.executable, "cli.py", "--data", str(tmp_path / "data"), "load", str(tmp_path / "新.csv"), "--month", MONTH]
    loading = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seen = []
    while loading.poll() is None:
        seen.append(coverage(county))
    assert loading.returncode == 0
    assert seen
    assert set(seen) <= {(1, 39), (30, 10)}
    assert coverage(county) == (30, 10)
