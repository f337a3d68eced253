"""Given a command and its limits; gives how its process ended, having watched its time and memory and killed its whole tree where it went beyond them.

Only psutil and subprocess: the same on Windows and Linux, no fork, no resource limits of one system.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[1]
_POLL_SECONDS = 0.03
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


@dataclass(frozen=True)
class Ending:
    """How it ended: done, aborted, late or greedy; and the most memory seen, in bytes."""

    state: str
    peak_bytes: int


def child_command(folder: Path) -> list[str]:
    """The command that reads the job in `folder`."""
    return [sys.executable, "-X", "utf8", "-m", "data_loaders.child", str(folder)]


def run_watched(command: Sequence[str], output: Path, *, seconds: float, deadline: float, memory_bytes: int, on_line: Callable[[str], None]) -> Ending:
    """Run the command, its standard output going to the file `output`, each finished line of it to `on_line` as it comes.

    seconds: since the start or since the last line that begins with "item"; deadline: for all items together, on time.monotonic(). At the end nothing
    of the process tree is left.
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))}
    with output.open("wb") as sink:
        process = psutil.Popen(
            list(command), stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.DEVNULL, cwd=str(ROOT), env=environment, creationflags=_NO_WINDOW
        )
    try:
        _step_back(process)
        return _watch(process, _Lines(output, on_line), (seconds, deadline), memory_bytes)
    finally:
        kill_tree(process)


def kill_tree(process: psutil.Process) -> None:
    """Kill the process and all that it started, and wait until they are gone."""
    try:
        doomed = [*process.children(recursive=True), process]
    except psutil.NoSuchProcess:
        doomed = [process]
    for one in doomed:
        try:
            one.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(doomed, timeout=10)


class _Lines:
    """The lines of a growing file, each handed on once it is finished. `began` is when the last item began."""

    def __init__(self, path: Path, on_line: Callable[[str], None]) -> None:
        self.path, self.on_line = path, on_line
        self.position, self.began = 0, time.monotonic()

    def hand_on(self) -> None:
        with self.path.open("rb") as source:
            source.seek(self.position)
            text = source.read()
        finished = text[: text.rfind(b"\n") + 1]
        self.position += len(finished)
        for line in finished.decode("utf-8", "replace").splitlines():
            if line.startswith("item"):
                self.began = time.monotonic()
            self.on_line(line)


def _watch(process: psutil.Popen, lines: _Lines, times: tuple[float, float], memory_bytes: int) -> Ending:
    peak, (seconds, deadline) = 0, times
    while True:
        code = _ended(process)
        lines.hand_on()
        if code is not None:
            return Ending("done" if code == 0 else "aborted", peak)
        peak = max(peak, _memory(process))
        if peak > memory_bytes:
            return Ending("greedy", peak)
        if time.monotonic() > min(lines.began + seconds, deadline):
            return Ending("late", peak)


def _ended(process: psutil.Popen) -> int | None:
    """The exit status once it has ended within one poll, else None."""
    try:
        return process.wait(timeout=_POLL_SECONDS)
    except (psutil.TimeoutExpired, subprocess.TimeoutExpired):
        return None


def _memory(process: psutil.Process) -> int:
    """Resident bytes. On Windows the python.exe of a virtual environment only starts the real one, so its children count."""
    try:
        tree = [process, *process.children(recursive=True)] if os.name == "nt" else [process]
        return sum(one.memory_info().rss for one in tree)
    except psutil.NoSuchProcess:
        return 0


def _step_back(process: psutil.Process) -> None:
    """Let those who look at pages go first."""
    try:
        process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS if os.name == "nt" else 5)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return
