"""Given what was read from files, or stored of them; gives what 数据上报 and 历史与撤销 show: sheets, sums that close, previews, issues by kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

from charts.numbers import SPACE, count
from data_loaders.layout import read_layouts
from jobs.masking import masked
from jobs.people_table import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from data_loaders.model import SheetReading

SEVERITY = {"error": "■ 须更正", "warning": "▲ 请核对", "hint": "○ 提示"}
PREVIEW_ROWS = 5
NAMES = 6
_SYSTEM = ("src_file", "src_sheet", "src_row", "area_code", "person_key", "head_key")


@dataclass(frozen=True)
class SheetRow:
    """One sheet: where it was found, what it was recognised as and how surely, and the four counts that must close."""

    file: str
    sheet: str
    label: str
    confidence: int
    rows: int
    stored: int
    held: int
    set_aside: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Sum:
    """Rows read = stored + held + set aside over all sheets; `closes` must be true."""

    rows: int
    stored: int
    held: int
    set_aside: int

    @property
    def closes(self) -> bool:
        """Whether nothing was dropped silently."""
        return self.rows == self.stored + self.held + self.set_aside

    @property
    def text(self) -> str:
        """ "读到 1 234 行 = 入库 1 200 + 暂扣 30 + 不计 4"."""
        return f"读到{SPACE}{count(self.rows)}{SPACE}行 = 入库{SPACE}{count(self.stored)} + 暂扣{SPACE}{count(self.held)} + 不计{SPACE}{count(self.set_aside)}"


@dataclass(frozen=True)
class IssueGroup:
    """All issues of one code: how severe, how many, what is wrong and what to do in the words of the first."""

    code: str
    severity: str
    number: int
    what: str
    do: str


def local_time(received_at: str) -> str:
    """The time of an upload as a clerk reads it: 2026-10-31T08:05:09+00:00 → 2026-10-31 16:05 in China."""
    return f"{datetime.fromisoformat(received_at).astimezone():%Y-%m-%d %H:%M}" if received_at else ""


def sheet_row(sheet: Mapping[str, Any]) -> SheetRow:
    """A sheet from the record that an upload keeps of it (jobs.load.sheet_record)."""
    notes = [f"表头在第 {'、'.join(map(str, sheet['header_rows']))} 行"] if sheet["header_rows"] else []
    notes += [f"缺列：{'、'.join(sheet['missing_headings'])}（按缺数据处理）"] if sheet["missing_headings"] else []
    notes += [f"不参与计算的列：{_shortened(sheet['unknown_headings'])}（原样保存）"] if sheet["unknown_headings"] else []
    notes += [f"没有检查：{'、'.join(sheet['unchecked'])}"] if sheet["unchecked"] else []
    counts = {name: int(sheet[name]) for name in ("rows", "stored", "held", "set_aside")}
    return SheetRow(sheet["file"], sheet["sheet"], sheet["label"], int(sheet["confidence"]), notes=tuple(notes), **counts)


def _shortened(names: Sequence[str]) -> str:
    """The first names and how many there are."""
    return "、".join(names[:NAMES]) + (f"等 {len(names)} 列" if len(names) > NAMES else "")


def sum_of(sheets: Iterable[SheetRow]) -> Sum:
    """The sum over all sheets."""
    sheets = tuple(sheets)
    return Sum(*(sum(getattr(sheet, name) for sheet in sheets) for name in ("rows", "stored", "held", "set_aside")))


def preview(sheet: SheetReading, rows: int = PREVIEW_ROWS) -> pd.DataFrame:
    """The first rows as they would be stored, under Chinese headings, masked; of the sheet's first table. An unknown value is 缺数据."""
    layout = read_layouts()[sheet.layout]
    table = masked(next(iter(sheet.tables.values())).slice(0, rows))
    names = [name for name in table.column_names if name in layout.columns and name in sheet.columns and name not in _SYSTEM]
    return pd.DataFrame({layout.columns[name].heading: [word(value) for value in table[name].to_pylist()] for name in names}, dtype=object)


def issue_groups(issues: Sequence[Mapping[str, Any]]) -> tuple[IssueGroup, ...]:
    """Issues by code, the severest and most frequent first."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for issue in issues:
        groups.setdefault(issue["code"], []).append(issue)
    order = list(SEVERITY)
    found = [IssueGroup(code, each[0]["severity"], len(each), each[0]["what"], each[0]["do"]) for code, each in groups.items()]
    return tuple(sorted(found, key=lambda group: (order.index(group.severity), -group.number, group.code)))


def issue_table(issues: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """One row per issue: 轻重, 编号, 文件, 表, 单元格, 读到的值, 问题, 怎么改."""
    names = {"code": "编号", "file": "文件", "sheet": "工作表", "cell": "单元格", "value": "读到的值", "what": "问题", "do": "怎么改"}
    frame = pd.DataFrame([{label: issue[name] for name, label in names.items()} for issue in issues], columns=list(names.values()), dtype=object)
    frame.insert(0, "轻重", [SEVERITY[issue["severity"]] for issue in issues])
    return frame
