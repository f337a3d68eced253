"""A load killed at any moment leaves the old month or the new one, whole, and the same file loads again."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from small_county import county_in, person, persons

ROOT = Path(__file__).resolve().parents[2]
KILLS = 50


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork are of POSIX")
def test_fifty_kills_leave_the_old_or_the_new_month_whole(tmp_path):
    data = tmp_path / "data"
    county_in(data)
    small = [person(number, village) for number, village in ((1, "东升村"), (41, "新地村"))]
    large = [person(number, "东升村") for number in range(1, 40)] + [person(number, "新地村") for number in range(41, 80)]
    files = []
    for name, rows in (("旧.csv", small), ("新.csv", large)):
        (tmp_path / name).write_bytes(persons(*rows).content)
        files.append(str(tmp_path / name))
    command = [sys.executable, str(Path(__file__).with_name("kill_driver.py")), str(data), *files, str(KILLS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=900, cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": ""})
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    seen = [tuple(line.values()) for line in lines if "status" not in line]
    assert len(seen) == KILLS + 2
    assert set(seen) <= {(1, 1), (39, 39)}
    assert set(seen[:KILLS]) == {(1, 1), (39, 39)}, "some kills must come before the commit and some after it, or this proves nothing"
    assert [line["status"] for line in lines if "status" in line] == [0, 0]
    assert seen[-2:] == [(1, 1), (39, 39)]
