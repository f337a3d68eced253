"""Given a data folder, two files and a number; loads them in turn in children killed at random moments, and writes what the store holds after each.

Started by test_killed_load. It is a process of its own because it forks: nothing that starts threads may run in it before the fork.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from cli import main
from store import open_store
from store.files import read_parquet


def say(found: dict) -> None:
    """One line of JSON."""
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def in_child(work) -> int:
    """Run `work` in a forked child and give its process id."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(work())
        finally:
            os._exit(70)
    return child


def load(data: str, file: str) -> int:
    """One load, silent."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.setpgid(0, 0)
    return main(["--data", data, "load", file, "--month", "2026-05", "--yes"])


def report(data: str) -> int:
    """Write the rows that the store holds in its current slices."""
    found = {f"{one.table}{sorted(one.key.items())}": read_parquet(one.path).num_rows for one in open_store(Path(data)).slices("persons", "2026-05")}
    say(found)
    return 0


def run(data: str, files: list[str], times: int) -> None:
    """Kill `times` loads, taking the two files in turn, each at a random moment of a load's usual length."""
    dice = random.Random(20260501)
    begun = time.monotonic()
    os.waitpid(in_child(lambda: load(data, files[0])), 0)
    usual = time.monotonic() - begun
    for turn in range(times):
        child = in_child(lambda file=files[(turn + 1) % 2]: load(data, file))
        time.sleep(dice.uniform(0, usual))
        try:
            os.killpg(child, signal.SIGKILL)
        except ProcessLookupError:  # it has not made its own group yet, or is done
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.waitpid(in_child(lambda: report(data)), 0)
    for file in files:
        _, status = os.waitpid(in_child(lambda file=file: load(data, file)), 0)
        say({"status": os.waitstatus_to_exitcode(status)})
        os.waitpid(in_child(lambda: report(data)), 0)


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2:4], int(sys.argv[4]))
