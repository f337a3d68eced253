"""Given a briefing and a file ending, or a month and a township; gives the bytes of the file that is handed out."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from jobs.brief import MARK, BriefChoice, footer_of, make_brief
from jobs.brief_lists import list_table
from jobs.figure_book import FigureBook, panel_of
from jobs.missed import missed_people
from jobs.people import inside, people
from jobs.people_table import people_table
from jobs.progress import read_progress
from jobs.wording import worded
from policy.months import month_label
from reports.model import Table
from reports.pdf import pdf
from reports.sheets import sheets, workbook
from reports.slides import slides
from reports.word import word

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from jobs.county import County
    from jobs.wording import Wording
    from reports.model import Brief, Chart

MAKERS: dict[str, Callable[[Brief], bytes]] = {".docx": word, ".pdf": pdf, ".pptx": slides, ".xlsx": sheets}
"""File ending → what makes it. ".zip": a workbook for each township with its lists."""
LISTS = ".zip"
MADE_ON = (2021, 1, 1, 0, 0, 0)
"""Instead of the clock: the same input gives the same file."""
GUIDE = Table(
    "怎样填",
    ("序号", "说明"),
    tuple(
        (str(number), line)
        for number, line in enumerate(
            (
                "名单是数据比对的疑似线索，核实前不作结论。",
                "逐户核实后，在“核实结果”一栏填 属实 或 不属实，“说明”一栏写原因或已办事项。",
                "属于数据错的，在原表里改正后重新报送；属于漏发的，由牵头单位按程序落实。",
                "名单含个人信息，核实后交回，不外传、不留存。",
            ),
            start=1,
        )
    ),
)


class UnknownEndingError(ValueError):
    """No such kind of file can be made; the text names those that can."""


def brief_file(county: County, month: str, choice: BriefChoice, ending: str) -> bytes:
    """The file. Raises UnknownEndingError, reports.fonts.FontError, jobs.figures.UnknownMeasureError."""
    if ending == LISTS and choice.hide_below:
        raise UnknownEndingError("核实名单含个人信息，没有对外版；请去掉“对外版”再生成。")
    if ending == LISTS:
        return township_lists(county, month, choice)
    if ending not in MAKERS:
        raise UnknownEndingError(f"不能生成“{ending or '没有扩展名'}”的文件；可以是 {'、'.join((*MAKERS, LISTS))}。")
    return MAKERS[ending](make_brief(county, month, choice))


def township_lists(county: County, month: str, choice: BriefChoice) -> bytes:
    """A zip with one workbook for each area directly below that has anybody on a list: instructions, then its lists with room for what was verified."""
    wording = worded(county.policy_of(month), month, county.code)
    panel = panel_of(county, month, FigureBook(county))
    footer = footer_of(county, month, read_progress(county, month))
    lists: dict[str, pa.Table] = {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for area in panel.shown_below(choice.area):
            missed, _ = missed_people(panel, wording, area.code)
            names = [name for name in sorted(missed, key=lambda name: (-missed[name], name)) if not choice.measures or name in choice.measures]
            if names:
                title = f"{area.name}{month_label(month)}核实名单　{MARK}"
                pages = [_page(county, month, area.code, name, wording, lists) for name in names]
                made = workbook([("说明", [GUIDE], []), *pages], title=title, footer=footer)
                archive.writestr(zipfile.ZipInfo(f"{area.name}_{month}_核实名单.xlsx", MADE_ON), made, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _page(county: County, month: str, area: str, name: str, wording: Wording, lists: dict[str, pa.Table]) -> tuple[str, list[Table], list[Chart]]:
    """The area's part of a list; the list itself is drawn up once for all areas and kept in `lists`."""
    if name not in lists:
        lists[name] = people(county, month, name, "missing")
    rows = inside(county, lists[name], area)
    frame = people_table(rows, wording, name).rows.assign(核实结果="", 说明="")
    label = wording.measures[name].label
    return label, [list_table(frame, f"{label}：{len(frame)} 行", len(frame))], []
