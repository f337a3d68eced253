"""Given a folder with job.json and N.in files; gives N.json and Arrow files there. Run by the parent: `python -m data_loaders.child FOLDER`.

Nothing here needs to be survived by anything else: a reader that aborts, hangs or eats memory ends this process only. Progress goes to standard output,
one line each: `item N`, then `at SHARE SHEET`, separated by tabs.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data_loaders.formats.archive import check_unpacked_size, unpack
from data_loaders.formats.delimited import read_delimited
from data_loaders.formats.detect import detect
from data_loaders.formats.finding import Finding, SheetStream, UnreadableError
from data_loaders.formats.html_tables import html_of_mhtml, read_html
from data_loaders.formats.reasons import is_panic
from data_loaders.formats.workbook import read_workbook
from data_loaders.formats.writing import write_sheet
from data_loaders.formats.xml_spreadsheet import read_xml_spreadsheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_ZIPS = ("xlsx", "xlsb", "ods", "zip")


@dataclass(frozen=True)
class Item:
    """One file to read: its number (N.in), its name as handed in, and whether it came out of a zip."""

    number: int
    name: str
    inside: bool


def main(folder: Path) -> None:
    """Read every item of the job; members of a zip join the end of the queue."""
    job = json.loads((folder / "job.json").read_text("utf-8"))
    queue = [Item(**item) for item in job["items"]]
    while queue:
        item = queue.pop(0)
        _say("item", item.number)
        # A watchdog in C, which needs neither this interpreter nor the parent: without it a reader that hangs would outlive an application that was killed.
        faulthandler.dump_traceback_later(job["limits"]["seconds"] * 2 + 30, exit=True, file=sys.stderr)
        result, members = read_item(folder, item, job["limits"])
        _write_whole(folder / f"{item.number}.json", result)
        queue += members
    faulthandler.cancel_dump_traceback_later()


def read_item(folder: Path, item: Item, limits: Mapping[str, Any]) -> tuple[dict[str, Any], list[Item]]:
    """The JSON-able result of one item (sheets, findings, members) and the items that it unpacks to."""
    result: dict[str, Any] = {"sheets": [], "findings": [], "members": []}
    try:
        content = (folder / f"{item.number}.in").read_bytes()
        found, hints = detect(item.name, content)
        result["findings"] += map(asdict, hints)
        if found in _ZIPS:
            check_unpacked_size(content, max_unpacked_bytes=limits["max_unpacked_bytes"])
        if found == "zip":
            return _read_zip(folder, item, content, limits, result)
        _read_sheets(folder, item, _open(folder, item, found, content, limits), result)
    except UnreadableError as error:
        result["findings"].append(asdict(error.finding))
    except MemoryError:
        result["findings"].append(asdict(Finding("FILE-016", holes={"limit": limits["memory_words"]})))
    except BaseException as error:  # a panic of the Rust reader is not an Exception; anything else goes on up
        if not is_panic(error):
            (folder / "error.txt").write_text(_where(error), "utf-8")
            raise
        result["findings"].append(asdict(Finding("FILE-014")))
    return result, []


def _open(folder: Path, item: Item, found: str, content: bytes, limits: Mapping[str, Any]) -> Iterable[SheetStream | Finding]:
    """The sheets of a file of that format."""
    cells = limits["max_cells"]
    if found == "csv":
        return [read_delimited(content, Path(item.name).stem, max_cells=cells)]
    if found == "xml":
        return read_xml_spreadsheet(content, max_cells=cells)
    if found in ("html", "mhtml"):
        return read_html(html_of_mhtml(content) if found == "mhtml" else content, max_cells=cells)
    path = folder / f"{item.number}.{found}"
    os.replace(folder / f"{item.number}.in", path)  # the reader goes by the extension
    return read_workbook(path, found, max_cells=cells)


def _read_sheets(folder: Path, item: Item, sheets: Iterable[SheetStream | Finding], result: dict[str, Any]) -> None:
    """Write each sheet as it comes; a workbook in which nothing stands is a finding of its own."""
    for index, sheet in enumerate(sheets):
        if isinstance(sheet, Finding):
            result["findings"].append(asdict(sheet))
            continue
        _say("at", 0.5, sheet.name)
        written = write_sheet(sheet, folder / f"{item.number}_{index}.arrow", _reporter(sheet.name))
        result["findings"] += map(asdict, sheet.findings)
        if not written.pop("empty"):
            result["sheets"].append(written)
    if not result["sheets"] and not any(finding["code"] in ("FILE-017", "FILE-026") for finding in result["findings"]):
        result["findings"].append(asdict(Finding("FILE-018")))


def _read_zip(folder: Path, item: Item, content: bytes, limits: Mapping[str, Any], result: dict[str, Any]) -> tuple[dict[str, Any], list[Item]]:
    """Unpack; the members are read as items of their own, so that one that aborts the reader takes no other with it."""
    if item.inside:
        raise UnreadableError("FILE-020")
    written, failed = unpack(content, folder, first=item.number + 1, max_members=limits["max_members"])
    members = [Item(number, f"{item.name}/{name}", inside=True) for number, name in written]
    result["members"] = [asdict(member) for member in members]
    result["findings"] += [asdict(finding) | {"file": f"{item.name}/{name}"} for name, finding in failed]
    return result, members


def _reporter(sheet: str) -> Callable[[float], None]:
    return lambda share: _say("at", round(0.5 + share / 2, 3), sheet)


def _where(error: BaseException) -> str:
    """The type of an unforeseen error and the lines that it went through, without its message: that may hold what stands in a cell."""
    lines = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    return f"{type(error).__name__} {' '.join(lines)}"


def _say(*words: object) -> None:
    sys.stdout.write("\t".join(str(word).replace("\t", " ").replace("\n", " ") for word in words) + "\n")
    sys.stdout.flush()


def _write_whole(path: Path, result: Mapping[str, Any]) -> None:
    """Write under another name first: what the parent finds is whole."""
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(result, ensure_ascii=False), "utf-8")
    os.replace(draft, path)


class _NoPandas:
    """An import hook that finds no pandas: pyarrow looks for it at its first array, which would take 0.15 s and 40 MB of every reading."""

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


if __name__ == "__main__":
    sys.meta_path.insert(0, _NoPandas())  # type: ignore[arg-type]
    main(Path(sys.argv[1]))
