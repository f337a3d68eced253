"""Given the files of one submission and what is known of the county; gives what was read of every sheet, ready to be stored, and every issue."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

import pyarrow as pa

from data_loaders.areas import areas_of, index_areas
from data_loaders.issues import make_issue
from data_loaders.model import Reading
from data_loaders.reading import read_file
from data_loaders.recognise import GUIDE, Recognised, recognise
from data_loaders.sheet_reading import Known, read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from data_loaders.model import InputFile, Issue, LoadContext, RawSheet, SheetReading

    Progress = Callable[[str, float], None]

READERS = 2
"""Files read at the same time: each has a process of its own, and an office PC has few cores."""

TELL_SECONDS = 0.2

READING_SHARE = 0.6
"""Share of the whole that reading the files takes; the rest is checking."""


def read_submission(files: Iterable[InputFile], context: LoadContext, *, progress: Progress | None = None) -> Reading:
    """Read files, recognise their tables, check and convert them. progress(words in Chinese, share from 0 to 1). Never raises because of a file.

    行政区划 is read first, so that the others of the same submission are placed by it; then 农户, so that people are placed by their household.
    """
    tell = progress or (lambda _words, _share: None)
    read = _read_all(list(files), tell)
    reading = read_sheets([sheet for sheets, _ in read for sheet in sheets], context, progress=tell)
    return Reading(reading.sheets, (*(issue for _, issues in read for issue in issues), *reading.issues))


def _read_all(files: list[InputFile], tell: Progress) -> list[tuple[list[RawSheet], list[Issue]]]:
    """What each file holds, in the order of the files; two are read at a time. `tell` is called on this thread only, as a page's widgets ask."""
    said: dict[int, tuple[str, float]] = {}
    with ThreadPoolExecutor(READERS) as pool:
        work = [pool.submit(read_file, file, progress=_noted(said, number, file.name)) for number, file in enumerate(files)]
        open_work = set(work)
        while open_work:
            _, open_work = wait(open_work, timeout=TELL_SECONDS)
            if said:
                words = said[max(said)][0]
                tell(words, READING_SHARE * sum(share for _, share in said.values()) / len(files))
    return [each.result() for each in work]


def _noted(said: dict[int, tuple[str, float]], number: int, name: str) -> Callable[[float, str], None]:
    """A progress that only writes down how far this file is."""

    def note(share: float, words: str) -> None:
        said[number] = (f"{name}：{words}", share)

    return note


def read_sheets(sheets: Sequence[RawSheet], context: LoadContext, *, progress: Progress | None = None) -> Reading:
    """The same for sheets that have been read already."""
    tell = progress or (lambda _words, _share: None)
    issues: list[Issue] = []
    tables: list[Recognised] = []
    for sheet in sheets:
        found, reason = recognise(sheet, context.mappings)
        tables += found
        if reason and sheet.name != GUIDE:
            issues.append(make_issue("SHEET-001", file=sheet.file, sheet=sheet.name, reason=reason))
    issues += _files_without_tables(sheets, tables)
    known = Known(context, index_areas(context.areas, context.county))
    readings: list[SheetReading] = []
    for number, table in enumerate(sorted(tables, key=lambda one: _ORDER.index(one.layout.name) if one.layout.name in _ORDER else len(_ORDER))):
        tell(f"检查 {table.sheet.file} · {table.sheet.name}", READING_SHARE + (1 - READING_SHARE) * number / len(tables))
        reading, problems = read_table(table, known)
        readings.append(reading)
        issues += problems
        known = _learnt(known, reading)
    tell("检查完毕", 1.0)
    return Reading(tuple(readings), tuple(issues))


_ORDER = ("admin_units", "policy_params", "households")


def _learnt(known: Known, reading: SheetReading) -> Known:
    """What the next tables may rest on: areas just read, where households lie, keys that are taken."""
    if "admin_units" in reading.tables and reading.stored:
        rows = reading.tables["admin_units"]
        earlier = [] if known.areas_read is None else [known.areas_read]
        together = pa.concat_tables([*earlier, rows])
        known = known.with_areas(together, index_areas(areas_of(together)))
    if "households" in reading.tables and reading.stored:
        known = known.with_homes(reading.tables["households"])
    return known


def _files_without_tables(sheets: Sequence[RawSheet], tables: Sequence[Recognised]) -> list[Issue]:
    """One error for each file in which no table was recognised."""
    names = dict.fromkeys(sheet.file for sheet in sheets)
    recognised = {table.sheet.file for table in tables}
    return [make_issue("SHEET-002", file=name, count=sum(sheet.file == name for sheet in sheets)) for name in names if name not in recognised]
