"""Given workbooks as exported and a month; gives first what would be stored (Checked), then, once agreed to, the receipt of what was."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from data_loaders.checking import read_submission
from data_loaders.issues import make_issue
from data_loaders.layout import read_layouts
from data_loaders.model import InputFile, Issue, LoadContext, Reading, SheetReading
from jobs.agreement import agreement_issues
from jobs.corrections import completed
from jobs.overlaps import overlaps
from jobs.overlay import parameter_issues
from jobs.recompute import recompute_touched
from jobs.slicing import slices_of
from policy.months import check_month
from store import NewSlice, OriginalFile, Submission

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from data_loaders.model import Area
    from jobs.county import County

SHRINK = 0.8
"""A slice with fewer than this share of the rows it replaces asks first (design, section 4: more than a fifth)."""


class NotConfirmedError(Exception):
    """Something asks for a decision before it is stored; the text is Chinese."""


@dataclass(frozen=True)
class SliceChange:
    """What an upload does to one slice: rows before (None: not submitted before) and after."""

    label: str
    table: str
    owner: str
    before: int | None
    after: int

    @property
    def shrinks(self) -> bool:
        """Whether more than a fifth of the rows would go."""
        return self.before is not None and self.after < self.before * SHRINK


@dataclass(frozen=True)
class Checked:
    """A submission that was read and checked and is not stored yet."""

    month: str
    sender: str
    township: str | None
    files: tuple[InputFile, ...]
    reading: Reading
    slices: tuple[NewSlice, ...]
    changes: tuple[SliceChange, ...]
    issues: tuple[Issue, ...]
    carried: tuple[Mapping[str, Any], ...] = ()

    @property
    def storable(self) -> bool:
        """Whether there is a row to store."""
        return any(new.rows.num_rows for new in self.slices)

    @property
    def asks(self) -> tuple[SliceChange, ...]:
        """The changes that need a yes."""
        return tuple(change for change in self.changes if change.shrinks)


@dataclass(frozen=True)
class Receipt:
    """What became of a submission. upload_id is None when nothing was stored; rows = stored + held + set_aside holds for every sheet."""

    upload_id: int | None
    month: str
    sender: str
    received_at: str
    files: tuple[tuple[str, str], ...]
    sheets: tuple[SheetReading, ...]
    issues: tuple[Issue, ...]
    months: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """rows, stored, held and set_aside over all sheets."""
        return {name: sum(getattr(sheet, name) for sheet in self.sheets) for name in ("rows", "stored", "held", "set_aside")}


def check_files(
    county: County,
    files: Iterable[InputFile],
    *,
    month: str,
    sender: str,
    township: str | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> Checked:
    """Read and check files for `month` without storing anything.

    township: name or code; the township whose clerk hands in, for rows that name none. Raises MonthError, UnknownTownshipError.
    """
    check_month(month)
    kept, repeated = _without_repeats(tuple(files))
    code = township_code(county.areas, township)
    reading = read_submission(kept, _context(county, month, sender, code), progress=progress)
    whole = completed(county.store, slices_of(reading.sheets, month, "full"), slices_of(reading.sheets, month, "changes"))
    slices = whole.slices
    changes = tuple(_change(county, new) for new in slices)
    shrinking = (_shrink_issue(change) for change in changes if change.shrinks)
    shared = overlaps(county.store, slices, reading.sheets, county.areas)
    issues = (*repeated, *reading.issues, *parameter_issues(reading.sheets), *whole.issues, *shared, *shrinking)
    return Checked(month, sender, code, kept, reading, slices, changes, issues, whole.carried)


def store_checked(
    county: County, checked: Checked, *, confirmed: bool = False, compute: bool = True, progress: Callable[[str, float], None] | None = None
) -> Receipt:
    """Store what was checked and, unless more is to come (compute=False), compute the figures it touches.

    Raises NotConfirmedError if it asks something, FrozenMonthError for a frozen month."""
    if checked.asks and not confirmed:
        lines = "；".join(f"{change.label}（{change.owner}）由 {change.before} 行减为 {change.after} 行" for change in checked.asks)
        raise NotConfirmedError(f"数据减少超过五分之一：{lines}。核对无误后请确认替换，未确认前原数据不变。")
    if not checked.storable:
        return _receipt(county, checked, None, ())
    upload_id = county.store.commit(_submission(checked))
    if not compute:
        return _receipt(county, checked, upload_id, ())
    months = recompute_touched(county, checked.slices, progress=progress)
    found = agreement_issues(county, checked.month, frozenset(new.table for new in checked.slices))
    county.store.add_issues(upload_id, (asdict(issue) for issue in found))
    return _receipt(county, replace(checked, issues=(*checked.issues, *found)), upload_id, months)


def load_files(
    county: County,
    files: Iterable[InputFile],
    *,
    month: str,
    sender: str,
    township: str | None = None,
    confirmed: bool = False,
    progress: Callable[[str, float], None] | None = None,
) -> Receipt:
    """Check and store in one go."""
    checked = check_files(county, files, month=month, sender=sender, township=township, progress=progress)
    return store_checked(county, checked, confirmed=confirmed, progress=progress)


class UnknownTownshipError(Exception):
    """The township that was named is not in the county's area sheet."""


def township_code(areas: tuple[Area, ...], township: str | None) -> str | None:
    """The code of a township given by code, name or alias; None stays None. Raises UnknownTownshipError."""
    if not township:
        return None
    for area in areas:
        if area.level == "township" and township in (area.code, area.name, *area.aliases):
            return area.code
    names = "、".join(area.name for area in areas if area.level == "township") or "（尚未报送行政区划）"
    raise UnknownTownshipError(f"行政区划中没有“{township}”。现有苏木镇：{names}")


def _without_repeats(files: tuple[InputFile, ...]) -> tuple[tuple[InputFile, ...], tuple[Issue, ...]]:
    """The same file dropped twice is read once, and said so: reading it twice would double every row."""
    seen: dict[str, InputFile] = {}
    repeated = []
    for file in files:
        first = seen.setdefault(hashlib.sha256(file.content).hexdigest(), file)
        if first is not file:
            repeated.append(make_issue("FILE-090", file=file.name, sheet="", cell="", value="", first=first.name))
    return tuple(seen.values()), tuple(repeated)


def _context(county: County, month: str, sender: str, township: str | None) -> LoadContext:
    mappings = {(name, heading): column for name in read_layouts() for heading, column in county.store.mappings(name, sender).items()}
    return LoadContext(month, township, county.areas, tuple(county.policy.benefits), mappings, county=county.code)


def _change(county: County, new: NewSlice) -> SliceChange:
    before = [found.rows for found in county.store.slices_between(new.table, new.month, new.month) if dict(found.key) == dict(new.key)]
    label = read_layouts()[new.layout].tables[new.table].label
    return SliceChange(label, new.table, _owner(county.areas, new), before[0] if before else None, new.rows.num_rows)


def _owner(areas: tuple[Area, ...], new: NewSlice) -> str:
    names = {area.code: area.name for area in areas}
    return " · ".join(names.get(value, value or "全县") for value in new.key.values()) or "全县"


def _shrink_issue(change: SliceChange) -> Issue:
    return make_issue("SLICE-001", file="", sheet=change.label, cell="", value="", owner=change.owner, before=change.before, after=change.after)


def _submission(checked: Checked) -> Submission:
    originals = tuple(OriginalFile(file.name, hashlib.sha256(file.content).hexdigest(), file.content) for file in checked.files)
    held = tuple(asdict(row) for sheet in checked.reading.sheets for row in sheet.held_rows)
    issues = tuple(asdict(issue) for issue in checked.issues)
    sheets = (*(sheet_record(sheet) for sheet in checked.reading.sheets), *checked.carried)
    return Submission(checked.month, checked.sender, checked.township, originals, checked.slices, sheets, issues, held)


def sheet_record(sheet: SheetReading) -> dict[str, Any]:
    """What the receipt and the lineage keep of a sheet: names, counts and which column stood in which letter."""
    record = {name: getattr(sheet, name) for name in ("file", "sheet", "layout", "label", "rows", "stored", "held", "set_aside", "confidence")}
    lists = {name: list(getattr(sheet, name)) for name in ("header_rows", "unknown_headings", "missing_headings", "unchecked")}
    return {**record, **lists, "columns": dict(sheet.columns)}


def _receipt(county: County, checked: Checked, upload_id: int | None, months: tuple[str, ...]) -> Receipt:
    names = tuple((file.name, hashlib.sha256(file.content).hexdigest()) for file in checked.files)
    at = county.store.upload(upload_id).received_at if upload_id else ""
    return Receipt(upload_id, checked.month, checked.sender, at, names, checked.reading.sheets, checked.issues, months)
