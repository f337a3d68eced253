"""The watch over the reading child: whatever its process does, it ends, all of it, and the caller goes on."""

import sys
import textwrap
import time

import broken_files as files
import psutil
import pytest

from data_loaders import guard
from data_loaders.model import InputFile
from data_loaders.reading import Limits, read_file


def run(script, tmp_path, *, seconds=30.0, deadline=60.0, memory_bytes=1 << 30):
    lines = []
    ending = guard.run_watched(
        [sys.executable, "-c", textwrap.dedent(script)],
        tmp_path / "out.txt",
        seconds=seconds,
        deadline=time.monotonic() + deadline,
        memory_bytes=memory_bytes,
        on_line=lines.append,
    )
    return ending, lines


def test_a_process_that_ends_well_is_done_and_its_lines_have_come(tmp_path):
    ending, lines = run("print('item 0'); print('读取 50%')", tmp_path)
    assert (ending.state, lines) == ("done", ["item 0", "读取 50%"])


@pytest.mark.parametrize("script", ["import os; os.abort()", "import sys; sys.exit(3)", "raise BaseException"])
def test_a_process_that_aborts_is_told_from_one_that_is_done(script, tmp_path):
    assert run(script, tmp_path)[0].state == "aborted"


def test_a_process_that_hangs_is_killed_with_all_that_it_started(tmp_path):
    script = """
        import subprocess, sys, time
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        print(child.pid, flush=True)
        time.sleep(600)
    """
    began = time.monotonic()
    ending, lines = run(script, tmp_path, seconds=1.5)
    assert ending.state == "late"
    assert time.monotonic() - began < 15
    assert not psutil.pid_exists(int(lines[0]))


def test_the_time_begins_anew_with_every_item_but_not_the_deadline(tmp_path):
    script = """
        import time
        for number in range(8):
            print("item", number, flush=True)
            time.sleep(0.3)
    """
    assert run(script, tmp_path, seconds=1.5)[0].state == "done"
    assert run(script, tmp_path, seconds=1.5, deadline=1.2)[0].state == "late"


def test_a_process_that_eats_memory_is_killed(tmp_path):
    script = """
        eaten = []
        while True:
            eaten.append(bytearray(b"x") * (8 << 20))
    """
    ending, _ = run(script, tmp_path, memory_bytes=150 << 20)
    assert ending.state == "greedy"
    assert ending.peak_bytes > 150 << 20


@pytest.mark.parametrize(
    ("script", "limits", "code"),
    [
        ("import time; print('item\\t0', flush=True); time.sleep(600)", Limits(seconds=1), "FILE-015"),
        ("eaten = []\nwhile True: eaten.append(bytearray(b'x') * (8 << 20))", Limits(memory_bytes=150 << 20), "FILE-016"),
        ("import os; os.abort()", Limits(), "FILE-014"),
        ("pass", Limits(), "FILE-014"),
    ],
    ids=["hangs", "eats memory", "aborts", "ends without a result"],
)
def test_a_reader_that_does_not_end_well_is_an_issue_of_the_file(script, limits, code, monkeypatch):
    monkeypatch.setattr(guard, "child_command", lambda _: [sys.executable, "-c", script])
    sheets, issues = read_file(InputFile("人员.xlsx", files.xlsx([["姓名"]])), limits=limits)
    assert sheets == []
    assert [(issue.code, issue.file) for issue in issues] == [(code, "人员.xlsx")]


def test_files_of_a_zip_that_the_time_does_not_suffice_for_are_each_named(monkeypatch):
    content = files.zipped({f"{number}.xlsx": files.aborting_xlsx() for number in range(3)})
    moments = iter([0.0] * 4 + [10_000.0] * 10_000)
    monkeypatch.setattr("data_loaders.reading.time.monotonic", lambda: next(moments))
    _, issues = read_file(InputFile("a.zip", content), limits=Limits(seconds=100))
    assert {issue.code for issue in issues} == {"FILE-015"}


def test_the_reading_child_does_without_pandas(tmp_path):
    (tmp_path / "job.json").write_text('{"limits": {}, "items": []}', "utf-8")
    command = guard.child_command(tmp_path)
    _, lines = run(f"import runpy, sys; sys.argv = ['x', r'{tmp_path}']; runpy.run_module('data_loaders.child', run_name='__main__'); {_IMPORT}", tmp_path)
    assert command[1:] == ["-X", "utf8", "-m", "data_loaders.child", str(tmp_path)]
    assert lines == ["False"]


_IMPORT = "import pyarrow as pa; pa.array(['x']); print('pandas' in sys.modules)"
