"""Given a file to write to and Streamlit's own arguments; runs Streamlit and writes one line for each run of the script: its seconds, and its CPU seconds.

`python benchmarks/timed_server.py TIMES run app.py …`: the application as it is delivered, with a clock around the one method that runs the script
(AppTest would not do: it has no network, no second thread and no browser that asks at the same time). CPU seconds are those of the script's own
thread: on a busy machine they say what the page costs, the others what the reader waits.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.web.cli import main


def clock_every_run(times: Path) -> None:
    """Append seconds and CPU seconds of every run of the script to `times`, one run a line."""
    run = ScriptRunner._run_script

    def timed(self: ScriptRunner, *arguments: object) -> None:
        start, busy = time.perf_counter(), time.thread_time()
        try:
            run(self, *arguments)  # pyright: ignore[reportArgumentType]
        finally:
            with times.open("a", encoding="utf-8") as file:
                file.write(f"{time.perf_counter() - start:.4f} {time.thread_time() - busy:.4f}\n")

    ScriptRunner._run_script = timed


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    clock_every_run(Path(sys.argv.pop(1)))
    main()
