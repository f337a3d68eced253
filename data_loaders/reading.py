"""Given a file as handed in; gives its sheets as read, nothing interpreted, and the issues of the file as a whole. A child process does the reading."""

from __future__ import annotations

import json
import logging
import threading
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from data_loaders import guard
from data_loaders.formats.finding import size_words
from data_loaders.issues import make_issue
from data_loaders.model import InputFile, Issue, RawSheet
from data_loaders.work_folder import work_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    Progress = Callable[[float, str], None]

_LOG = logging.getLogger("xianjie.reading")
_ARCHIVE_TIMES = 5
_SEATS = threading.BoundedSemaphore(2)
"""Files read at the same time by one application: each may take `Limits.memory_bytes`, and an office PC has 8 GB for everything."""

_ENDINGS = {"aborted": "FILE-014", "late": "FILE-015", "greedy": "FILE-016"}


@dataclass(frozen=True)
class Limits:
    """What reading one file may cost on an office PC.

    max_bytes: size of a file; max_cells: rows × columns of a sheet's used range; seconds: for one file (a whole zip: five times that); memory_bytes: of the
    child process; max_unpacked_bytes: of a workbook's or a zip's parts together; max_members: files in a zip.
    """

    max_bytes: int = 100 << 20
    max_cells: int = 20_000_000
    seconds: float = 180
    memory_bytes: int = 1536 << 20
    max_unpacked_bytes: int = 1 << 30
    max_members: int = 200


@dataclass
class _Job:
    """The state of reading one file: what is still to be read, what has been found, and which item the child is at."""

    folder: Path
    limits: Limits
    progress: Progress | None
    waiting: list[dict[str, Any]]
    known: dict[int, dict[str, Any]]
    current: dict[str, Any] | None = None
    total: int = 1
    done: int = 0
    told: float = 0.0
    sheets: list[RawSheet] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def hear(self, line: str) -> None:
        """A line from the child: which item it is at, or how far it has come with it."""
        word, *rest = line.split("\t")
        if word == "item":
            if int(rest[0]) not in self.known:
                self._learn()
            self.current = self.known[int(rest[0])]
            self._report(0.05, "")
        elif word == "at":
            self._report(float(rest[0]), rest[1])

    def _learn(self) -> None:
        """Take in what has been finished up to now; a zip's members join what is waiting."""
        for item in tuple(self.waiting):
            path = self.folder / f"{item['number']}.json"
            if path.exists():
                self.waiting.remove(item)
                self._take(item, json.loads(path.read_text("utf-8")))

    def _take(self, item: Mapping[str, Any], result: Mapping[str, Any]) -> None:
        self.waiting += result["members"]
        self.known |= {member["number"]: member for member in result["members"]}
        self.total += len(result["members"])
        self.done += 1
        self.sheets += [_raw_sheet(self.folder, item["name"], sheet) for sheet in result["sheets"]]
        self.issues += [_issue(item["name"], finding) for finding in result["findings"]]

    def settle(self, ending: guard.Ending) -> None:
        """After the child has ended: take in the rest, and blame the item that it was at if it did not end well."""
        self._learn()
        trace = self.folder / "error.txt"
        if trace.exists():
            _LOG.warning("the reader of a file failed: %s", trace.read_text("utf-8"))
            trace.unlink()
        if ending.state == "done" and not self.waiting:
            return
        blamed = self.current if self.current in self.waiting else (self.waiting[0] if self.waiting else None)
        if blamed is not None:
            self.waiting.remove(blamed)
            self.done += 1
            self.issues.append(_ended_badly(blamed["name"], _ENDINGS.get(ending.state, "FILE-014"), self.limits))

    def _report(self, share: float, sheet: str) -> None:
        if self.progress is not None and self.current is not None:
            inside = self.current["name"].partition("/")[2] if self.current["inside"] else ""
            words = f"{inside} 工作表“{sheet}”".strip() if sheet else inside
            self.told = max(self.told, min((self.done + share) / self.total, 1.0))  # never backwards, though a zip turns out to hold more
            self.progress(self.told, words)


def read_file(file: InputFile, *, limits: Limits = Limits(), progress: Progress | None = None) -> tuple[list[RawSheet], list[Issue]]:  # noqa: B008 — frozen
    """The sheets that hold anything, in order, and the issues (codes FILE-…) of the file; a zip gives the sheets of its members, file "a.zip/b.xlsx".

    progress(share from 0 to 1, words in Chinese: the sheet, within a zip also the file) is called while it works, in the caller's thread. Never raises
    because of the file.
    """
    if not file.content:
        return [], [make_issue("FILE-001", file=file.name)]
    if len(file.content) > limits.max_bytes:
        return [], [make_issue("FILE-002", file=file.name, size=size_words(len(file.content)), limit=size_words(limits.max_bytes))]
    with work_folder() as folder:
        (folder / "0.in").write_bytes(file.content)
        first = {"number": 0, "name": file.name, "inside": False}
        job = _Job(folder, limits, progress, [first], {0: first})
        with _seat(progress):
            _run(job)
    if job.total > 1 and not job.sheets and not any(issue.severity == "error" for issue in job.issues):
        job.issues.append(make_issue("FILE-022", file=file.name))
    return job.sheets, job.issues


def _run(job: _Job) -> None:
    """Start a child for what is waiting; when it ends before its time, blame the item that it was at and start another for the rest."""
    deadline = time.monotonic() + job.limits.seconds * _ARCHIVE_TIMES
    while job.waiting:
        if time.monotonic() > deadline:
            job.issues += [_ended_badly(item["name"], "FILE-015", job.limits) for item in job.waiting]
            return
        limits = asdict(job.limits) | {"memory_words": size_words(job.limits.memory_bytes)}
        (job.folder / "job.json").write_text(json.dumps({"limits": limits, "items": job.waiting}, ensure_ascii=False), "utf-8")
        job.current = None
        ending = guard.run_watched(
            guard.child_command(job.folder),
            job.folder / "progress.txt",
            seconds=job.limits.seconds,
            deadline=deadline,
            memory_bytes=job.limits.memory_bytes,
            on_line=job.hear,
        )
        job.settle(ending)


@contextmanager
def _seat(progress: Progress | None) -> Iterator[None]:
    """One of the places for reading at the same time; who waits for one is told so, and the time limit begins after it."""
    if not _SEATS.acquire(blocking=False):
        if progress is not None:
            progress(0.0, "等待前面的文件读完")
        _SEATS.acquire()
    try:
        yield
    finally:
        _SEATS.release()


def _ended_badly(name: str, code: str, limits: Limits) -> Issue:
    return make_issue(code, file=name, seconds=f"{limits.seconds:g}", limit=size_words(limits.memory_bytes))


def _issue(name: str, finding: Mapping[str, Any]) -> Issue:
    return make_issue(finding["code"], file=finding.get("file", name), sheet=finding["sheet"], cell=finding["cell"], **finding["holes"])


def _raw_sheet(folder: Path, file: str, sheet: Mapping[str, Any]) -> RawSheet:
    """The child's Arrow file as a RawSheet in memory of its own: the file is gone when the folder goes."""
    table = pa.ipc.open_file(pa.py_buffer((folder / sheet["path"]).read_bytes())).read_all()
    names = table.column_names
    return RawSheet(
        file=file,
        name=sheet["name"],
        cells=table.select([name for name in names if name[0] == "c"]).combine_chunks(),
        kinds={f"c{index}": table.column(f"k{index}").combine_chunks() for index in sheet["typed"]},
        first_row=sheet["first_row"],
        hidden=sheet["hidden"],
        merged=tuple(map(tuple, sheet["merged"])),
        hidden_rows=tuple(sheet["hidden_rows"]),
        unchecked=tuple(sheet["unchecked"]),
    )
