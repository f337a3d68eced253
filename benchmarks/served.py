"""Given a data folder; gives the application on it in a process of its own, and the browser installed here: what browser tests and benchmarks start from."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

from settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge")
STREAMLIT = ("-m", "streamlit")
START_SECONDS = 60


class NotStartedError(RuntimeError):
    """The application ended or did not answer in time; the text is the end of what it wrote."""


def installed_browser() -> str | None:
    """The path of a Chromium: the variable CHROMIUM, or the first one on the PATH; None where there is none."""
    return os.environ.get("CHROMIUM") or next((path for name in PROGRAMS if (path := shutil.which(name))), None)


@contextmanager
def served(data: Path, log: Path, *, runner: Sequence[str] = STREAMLIT) -> Iterator[str]:
    """The address of the application, started cold on a free port of this computer and stopped at the end; what it writes goes to `log`.

    runner: what Python runs in Streamlit's place, with Streamlit's arguments behind it. Raises NotStartedError.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, *runner, "run", "app.py", "--server.port", str(port)]
    with log.open("w", encoding="utf-8") as written:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "XIANJIE_DATA": str(data)}, stdout=written, stderr=subprocess.STDOUT)
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Ask until the application answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise NotStartedError(f"系统没有启动：\n{log.read_text(encoding='utf-8')[-4000:]}")
